"""A coach and a leader are brought together, say yes or no, take breaks, and part."""
