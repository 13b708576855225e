"""By which names we may be asked for. A name that is not ours is somebody's attempt at one."""

from collections.abc import Collection, Iterable

from alongside.core.errors import Problem

WHOEVER_ASKS = ("/healthz", "/readyz")  # by whatever name the machine beside us knows us


class WrongHost(Problem):
    status, code = 421, "wrong_host"
    title = "We are not known by that name, so we did nothing."


def _name(host: bytes) -> str:
    """Give the name without its port; an address of IPv6 stands in brackets."""
    told = host.decode("latin-1").lower()
    return told.partition("]")[0] + "]" if told.startswith("[") else told.partition(":")[0]


def is_ours(path: str, headers: Iterable[tuple[bytes, bytes]], names: Collection[str]) -> bool:
    """Say whether a request was meant for us: it names one host, by one of our names."""
    told = [value for name, value in headers if name == b"host"]
    if path in WHOEVER_ASKS or not told:
        return True
    return len(told) == 1 and _name(told[0]) in names
