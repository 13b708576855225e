"""When things happen in the demo: on working days, at hours at which people meet."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.demo.script import Pair

ZONE = "Europe/London"
SATURDAY = 5
NOT_WORKED = {(12, 24), (12, 25), (12, 26), (1, 1)}
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def instant(day: date, hour: str) -> datetime:
    """Give that hour of that day on a London clock, in UTC."""
    return datetime.combine(day, time.fromisoformat(hour), ZoneInfo(ZONE)).astimezone(UTC)


def in_the_week(day: date) -> date:
    """Give the day, or the Monday after it if it is a weekend."""
    return day + DAY * max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else day


def worked(day: date, step: timedelta) -> date:
    """Give the day, or the next one in that direction on which people work."""
    while day.weekday() >= SATURDAY or (day.month, day.day) in NOT_WORKED:
        day += step
    return day


def meeting_days(pair: Pair, today: date) -> list[tuple[date, str]]:
    """Give the day of each session of a story, with its letter, in order of time."""
    past, _, coming = pair.story.partition("|")
    apart = WEEK * pair.every
    if pair.ended_weeks_ago:
        following = in_the_week(today - WEEK * pair.ended_weeks_ago) + apart
    else:
        following = in_the_week(today + DAY * pair.in_days)
    before = [worked(following - apart * back, -DAY) for back in range(len(past), 0, -1)]
    after = [worked(following + apart * ahead, DAY) for ahead in range(len(coming))]
    return list(zip(before + after, past + coming, strict=True))


def first_monday(today: date, weeks_ago: int) -> date:
    return today - WEEK * weeks_ago - DAY * today.weekday()
