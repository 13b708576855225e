"""Mail to people: kept with the change that causes it, and sent by a worker afterwards."""

from alongside.mail.kinds import Kind
from alongside.mail.posting import post
from alongside.mail.secrets import code_in, token_in

__all__ = ["Kind", "code_in", "post", "token_in"]
