"""Intervals of the calendar, closed, to the second, in local time without zone."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

Interval = tuple[datetime, datetime]
_LAST = timedelta(seconds=1)
SECONDS = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86400.0,
    "week": 604800.0,
    "fortnight": 1209600.0,
    "month": 2629800.0,
    "year": 31557600.0,
    "decade": 315576000.0,
}
_EDGES = {"start": (0.0, 0.40), "middle": (0.28, 0.72), "end": (0.60, 1.0)}
"""Shares of a period that "Anfang", "Mitte", "Ende" may mean; they overlap, so that neighbours never contradict."""


def day(of: date) -> Interval:
    """The whole day."""
    start = datetime.combine(of, time())
    return start, start + timedelta(days=1) - _LAST


def hours(of: date, low: float, high: float) -> Interval:
    """From `low` to `high` hours after the day's start; 24 and more reach into the next day."""
    start = datetime.combine(of, time())
    return start + timedelta(hours=low), start + timedelta(hours=high) - _LAST


def minutes(of: date, low: int, high: int) -> Interval:
    """From minute `low` of the day to the end of minute `high`."""
    start = datetime.combine(of, time())
    return start + timedelta(minutes=low), start + timedelta(minutes=high + 1) - _LAST


def span(first: date, last: date) -> Interval:
    """From the first day to the end of the last one."""
    return day(first)[0], day(last)[1]


def month(year: int, number: int) -> Interval:
    """The whole month; `number` 13 and 14 are January and February of the next year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return span(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def months(year: int, first: int, last: int) -> Interval:
    """From the first month to the end of the last one."""
    return month(year, first)[0], month(year, last)[1]


def year_of(number: int) -> Interval:
    """The whole year."""
    return months(number, 1, 12)


def week(of: date) -> Interval:
    """Monday to Sunday around a day."""
    monday = of - timedelta(days=of.weekday())
    return span(monday, monday + timedelta(days=6))


def edge(whole: Interval, part: str) -> Interval:
    """The start, middle or end of a period, in whole days, generously."""
    low, high = _EDGES[part]
    length = (whole[1] - whole[0]).total_seconds()
    first = (whole[0] + timedelta(seconds=low * length)).date()
    last = (whole[0] + timedelta(seconds=high * length)).date()
    return span(first, last)


def add_months(of: date, count: int) -> date:
    """The same day `count` months later, or the month's last day."""
    index = of.year * 12 + of.month - 1 + count
    year, number = index // 12, index % 12 + 1
    return date(year, number, min(of.day, monthrange(year, number)[1]))


def around(of: date, unit: str, count: float) -> Interval:
    """The interval meant by `count` units from a day: the day itself for days, looser for coarser units."""
    if unit == "day":
        return day(of + timedelta(days=round(count)))
    if unit in ("week", "fortnight"):
        centre = of + timedelta(days=round(count * (7 if unit == "week" else 14)))
        return span(centre - timedelta(days=3), centre + timedelta(days=3))
    per = {"month": 1, "year": 12, "decade": 120}[unit]
    centre = add_months(of, round(count * per))
    slack = {"month": 16, "year": 183, "decade": 3 * 365}[unit]
    return span(centre - timedelta(days=slack), centre + timedelta(days=slack))
