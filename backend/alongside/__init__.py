"""Alongside: people with lived experience coach senior leaders in health and social care."""
