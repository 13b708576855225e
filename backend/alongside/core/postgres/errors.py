"""What the embedded server says when it cannot go on."""


class EmbeddedServerError(Exception):
    """The embedded server cannot do what was asked; the words say what to do next."""
