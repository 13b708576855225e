"""What a device is called, as its owner would say it: a browser and a system, and nothing finer."""

import re
from collections.abc import Sequence
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


def device_of(user_agent: str) -> Device:
    """Say roughly what a device is. What it tells of itself besides is not kept."""
    told = user_agent[:1000]
    return Device(_first(_BROWSERS, told), _first(_SYSTEMS, told))


def _first(kinds: Sequence[tuple[str, str]], told: str) -> str | None:
    return next((name for name, pattern in kinds if re.search(pattern, told)), None)
