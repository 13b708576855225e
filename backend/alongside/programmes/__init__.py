"""Programmes are made, described in their own words, and given the people who run them."""
