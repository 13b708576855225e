"""Forgetting who was asking, where many requests share one transaction."""

from alongside.core.trips import Ask, Kept

LEAVE = Ask(Kept(b"select leave()"))
