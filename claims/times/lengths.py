"""Builders of lengths of time, and of periods that lie a length of time before or after the article."""

from __future__ import annotations

from datetime import timedelta

from claims.records import TimeExpression
from claims.times import calendar
from claims.times.days import Match, day_element, group
from claims.times.lexicon import number_of
from claims.times.periods import UNITS, period
from claims.times.scene import Element, Scene


def _length(match: Match, scene: Scene) -> tuple[float, str] | None:
    count, unit = number_of(match["n"], scene.words.language), scene.words.units[group(match, "unit")]
    return None if count is None else (count, unit)


def _distance(match: Match, scene: Scene, sign: int) -> Element | None:
    length = _length(match, scene)
    if length is None:
        return None
    count, unit = length
    if scene.today is None:
        return period(match, None, UNITS[unit], "none")
    if unit == "day" and not group(match, "fuzzy"):
        return day_element(match, scene.today + timedelta(days=round(sign * count)), "article")
    if unit in ("hour", "minute", "second"):
        if scene.published is None:
            return None
        at = scene.published.replace(tzinfo=None) + sign * timedelta(seconds=count * calendar.SECONDS[unit])
        slack = timedelta(seconds=0.5 * calendar.SECONDS[unit] + 0.1 * count * calendar.SECONDS[unit])
        return period(match, (at - slack, at + slack), UNITS[unit], "article", "about")
    return period(match, calendar.around(scene.today, unit, sign * count), UNITS[unit], "article", "about")


def ago(match: Match, scene: Scene) -> Element | None:
    """`vor drei Tagen`, `two years ago`: the day for days, an interval around it for longer units."""
    return _distance(match, scene, -1)


def ahead(match: Match, scene: Scene) -> Element | None:
    """`in zwei Jahren`, `in three days' time`."""
    if scene.told(match.start()) and not scene.planned(*match.span()):
        return duration(match, scene)  # "schaffte es in drei Tagen"
    return _distance(match, scene, 1)


def ahead_if_future(match: Match, scene: Scene) -> Element | None:
    """`in two weeks`: a point ahead only with a planning verb; else it may be how long something took."""
    return _distance(match, scene, 1) if scene.planned(*match.span()) else duration(match, scene)


def within(match: Match, scene: Scene) -> Element | None:
    """`innerhalb von zwei Wochen`, `in den kommenden zwei Jahren`: how long, from some start."""
    return duration(match, scene)


def since_length(match: Match, scene: Scene) -> Element | None:
    """`seit drei Jahren`: since the interval around that day."""
    found = _distance(match, scene, -1)
    if found is None or found.time is None or found.time.start is None or found.time.end is None:
        return found
    return period(match, (found.time.start, found.time.end), found.time.granularity, "article", "since")


def window(match: Match, scene: Scene) -> Element | None:
    """`in den vergangenen 24 Stunden`, `over the past two weeks`: from then up to the article."""
    length = _length(match, scene)
    if length is None:
        return None
    count, unit = length
    if scene.published is None:
        return period(match, None, UNITS[unit], "none")
    end = scene.published.replace(tzinfo=None)
    start = end - timedelta(seconds=count * calendar.SECONDS[unit])
    return period(match, (start, end), UNITS[unit], "article")


def duration(match: Match, scene: Scene) -> Element | None:
    """`zwei Wochen lang`, `for two weeks`: a length, no point in time."""
    length = _length(match, scene)
    if length is None:
        return None
    seconds = length[0] * calendar.SECONDS[length[1]]
    return Element(*match.span(), "duration", TimeExpression(None, None, "duration", "on", "none", seconds))


def unanchored(match: Match, scene: Scene) -> Element | None:
    """`drei Tage später`, `two days before the vote`: measured from something else, so not anchored."""
    length = _length(match, scene)
    if length is None:
        return None
    seconds = length[0] * calendar.SECONDS[length[1]]
    return Element(*match.span(), "period", TimeExpression(None, None, UNITS[length[1]], "on", "none", seconds))


def day_before(match: Match, scene: Scene) -> Element | None:
    """`tags zuvor`: told from an event that is mostly on the article's day or the day before; so an interval of two days."""
    if scene.today is None:
        return period(match, None, "day", "none")
    return period(
        match,
        calendar.span(scene.today - timedelta(days=2), scene.today - timedelta(days=1)),
        "day",
        "article",
        "about",
    )


def day_after(match: Match, scene: Scene) -> Element | None:
    """`am Tag darauf`: depends on what was told before, so not anchored."""
    return period(match, None, "day", "none")
