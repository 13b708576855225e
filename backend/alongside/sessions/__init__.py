"""Coaching meetings are booked, moved, cancelled, and said to have happened or not."""
