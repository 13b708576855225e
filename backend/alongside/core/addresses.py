"""E-mail addresses as everybody types them, so that one person is not taken for two."""

import re
import unicodedata

LONGEST = 254
_UNSEEN = re.compile("[\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def folded(address: str) -> str:
    """Compose the letters of an address, and take out those that nobody can see."""
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", address))
    name, _, host = plain.rpartition("@")
    return plain if name and host and len(plain) <= LONGEST else address
