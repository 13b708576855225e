"""Short answers after a session, to the partner, the programme team or the learning partners."""
