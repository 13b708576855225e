"""A programme to try things out in: invented people, and what they said to each other."""
