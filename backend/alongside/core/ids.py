"""Keys. Version 7 tells when a thing was made; version 4 tells nothing."""

import os
import uuid

from alongside.core.clock import now

_MILLISECONDS = 1000


def new_id() -> uuid.UUID:
    """Make a UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then chance."""
    milliseconds = int(now().timestamp() * _MILLISECONDS)
    number = int.from_bytes(milliseconds.to_bytes(6, "big") + os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=number)


def secret_id() -> uuid.UUID:
    """Make a UUID version 4, for things whose time of making would tell something."""
    return uuid.uuid4()
