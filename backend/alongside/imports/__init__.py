"""A whole roster is brought in at once, brought again without harm, and undone once."""
