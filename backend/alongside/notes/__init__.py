"""What the two who met write down: each for themselves, and both together."""
