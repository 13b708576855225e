"""What a device is called, as its owner would say it: a browser and a system, and nothing finer.

While it is answered, it is also known by its cookie and by the neighbourhood of its address. These
are kept nowhere but as a digest, for as long as tries at a password are counted.
"""

import re
from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

# The first that fits is meant: browsers call themselves by the names of others, too.
_BROWSERS = (
    ("Edge", r"\bEdgA?(iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|CriOS|Chromium|HeadlessChrome)/"),
    ("Safari", r"\bVersion/.*\bSafari/"),
)
_SYSTEMS = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Windows", r"\bWindows\b"),
    ("macOS", r"\bMac(intosh| OS X)\b"),
    ("Linux", r"\bLinux\b"),
)


class Device(NamedTuple):
    """A device as its owner would say it: a browser and a system, where we know them."""

    browser: str | None = None
    system: str | None = None
    cookie: str = ""
    network: str = ""


def device_of(user_agent: str, cookie: str = "", host: str = "") -> Device:
    """Say roughly what a device is. What it tells of itself besides is not kept."""
    told = user_agent[:1000]
    return Device(_first(_BROWSERS, told), _first(_SYSTEMS, told), cookie, network_of(host))


def network_of(host: str) -> str:
    """Give the neighbourhood of a network address: what one household or office may have."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, 24 if address.version == 4 else 56), strict=False))  # noqa: PLR2004


def _first(kinds: Sequence[tuple[str, str]], told: str) -> str | None:
    return next((name for name, pattern in kinds if re.search(pattern, told)), None)
