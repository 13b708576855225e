"""The one place that asks what time it is, so that a test can say."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Say the time now, in UTC."""
    return datetime.now(UTC)


class _Source:
    clock: Clock = staticmethod(wall_clock)


def now() -> datetime:
    """Say the time by the clock in use, in UTC."""
    return _Source.clock()


def use_clock(clock: Clock) -> Clock:
    """Put another clock in place and give back the one before it."""
    before, _Source.clock = _Source.clock, clock
    return before
