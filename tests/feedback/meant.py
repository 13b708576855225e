"""Whom each piece of feedback is meant for, by name, in the cast."""

READERS = {
    "pairing": {"amara", "ben"},
    "team": {"efe", "gwen"},
    "learning_partners": set(),
}


def who_reads(author, audience):
    """Say who may read it at /feedback: its readers, and always its author."""
    return READERS[audience] | {author}
