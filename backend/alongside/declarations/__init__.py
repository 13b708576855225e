"""Private ties that a match must respect: told by oneself, read by safeguarding leads alone."""
