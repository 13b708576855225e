"""Who looked at one's record, what a programme's team did, and whether the trail is whole."""
