"""Reading a roster as coordinators keep it. Nothing here knows of a database."""
