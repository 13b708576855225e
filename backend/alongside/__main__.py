"""Lets `python -m alongside` do what `alongside` does."""

from alongside.cli import main

main()
