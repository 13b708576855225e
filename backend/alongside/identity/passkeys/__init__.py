"""Passkeys: making them, keeping them, and signing in with them."""
