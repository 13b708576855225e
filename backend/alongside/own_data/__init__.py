"""A person and what is kept about them: to see, to take along, and to have taken out."""
