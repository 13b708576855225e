"""Forgetting who was asking, where many requests share one transaction."""

from sqlalchemy import text

LEAVE = text("select leave()")
