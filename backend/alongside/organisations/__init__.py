"""Trusts, boards, councils and charities: one list for all programmes, partly as published."""
