"""Builders of times of day: clock times, parts of the day, the night before a day."""

from __future__ import annotations

import re
from datetime import timedelta

from claims.records import TimeExpression
from claims.times import calendar
from claims.times.days import Match, group
from claims.times.lexicon import number_of
from claims.times.scene import Clock, Element, Scene

_AFTER, _BEFORE = 25, 25
"""How many minutes "kurz nach" and "kurz vor" reach."""
_ABOUT_MINUTES = {True: 30, False: 15}
"""How many minutes "gegen" reaches on either side: of a full hour, of any other time."""
_PARTS = {
    "morgens": (3.0, 11.5), "frühmorgens": (3.0, 9.0), "vormittags": (7.0, 12.5), "mittags": (11.0, 14.5),
    "nachmittags": (12.0, 18.5), "abends": (17.0, 24.0), "nachts": (0.0, 6.0),
}  # fmt: skip


_QUARTERS = {
    "halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15, "drei viertel": -15, "fünf nach": 5,
    "fünf vor": -5, "zehn nach": 10, "zehn vor": -10, "zwanzig nach": 20, "zwanzig vor": -20, "fünf nach halb": -25,
    "fünf vor halb": -35, "half past": 30, "quarter past": 15, "a quarter past": 15, "quarter to": -15, "a quarter to": -15,
}  # fmt: skip


def _clock(match: Match, scene: Scene, at: int, twelve: bool) -> Element:
    word = scene.words.clock_words.get(re.sub(r"\s+", " ", group(match, "fuzz")), "on")
    slack = _ABOUT_MINUTES[at % 60 == 0]
    low, high = {
        "about": (at - slack, at + slack),
        "shortly_after": (at, at + _AFTER),
        "shortly_before": (at - _BEFORE, at - 1),
    }.get(word, (at, at))
    relation = "about" if word.startswith(("about", "shortly")) else word
    return Element(*match.span(), "clock", clock=Clock(low, high, relation, twelve))


def clock(match: Match, scene: Scene) -> Element | None:
    """`gegen 16.20 Uhr`, `13:30`, `4:22 p.m.`; open between morning and evening where English does not say."""
    hour, minute = int(match["h"]), int(group(match, "min") or group(match, "min2") or 0)
    half = group(match, "half")
    if half:
        if not 1 <= hour <= 12:
            return None
        return _clock(match, scene, (hour % 12 + 12 * (half == "p")) * 60 + minute, False)
    english = scene.words.language == "en"
    twelve = english and hour <= 12 and not match["h"].startswith("0")
    if english and match.start() and scene.text[match.start() - 1] in "$€£":
        return None
    return _clock(match, scene, hour * 60 + minute, twelve)


def clock_word(match: Match, scene: Scene) -> Element | None:
    """`kurz nach sieben`, `halb acht`, `quarter to eight`."""
    hour = number_of(match["hw"], scene.words.language)
    if hour is None:
        return None
    before = scene.text[: match.start()].rstrip().rpartition(" ")[2]
    if number_of(before, scene.words.language) is not None:
        return None  # "zehn gegen acht": votes
    at = (
        int(hour) * 60 + _QUARTERS.get(re.sub(r"\s+", " ", group(match, "quarter")), 0) + int(group(match, "min2") or 0)
    )
    return _clock(match, scene, at, True)


def midnight(match: Match, scene: Scene) -> Element | None:
    """`kurz vor Mitternacht`, `noon`."""
    return _clock(match, scene, 720 if group(match, "twelve") == "noon" else 1440, False)


def part(match: Match, scene: Scene) -> Element | None:
    """`am frühen Morgen`, `abends`, `in the afternoon`: a range of hours that waits for its day."""
    name = group(match, "part")
    hours = _PARTS.get(name) or scene.words.parts[name]
    return Element(*match.span(), "part", part=hours, shade=group(match, "shade"))


def shaded(hours: tuple[float, float], shade: str) -> tuple[float, float]:
    """The early or the late half of a part of the day, with an hour to spare."""
    middle = (hours[0] + hours[1]) / 2
    if shade.startswith(("früh", "early")):
        return hours[0], middle + 1
    return (middle - 1, hours[1]) if shade.startswith(("spät", "late")) else hours


def night_to(match: Match, scene: Scene) -> Element | None:
    """`in der Nacht zum Mittwoch`: from Tuesday evening to Wednesday morning, the latest, or the one to come tonight."""
    if scene.today is None:
        return Element(*match.span(), "period", TimeExpression(None, None, "part_of_day", anchor="none"))
    wanted = scene.words.weekdays[group(match, "wd")]
    ahead = (wanted - scene.today.weekday()) % 7
    planned = scene.planned(*match.span())
    back = 0 if ahead == 0 else ahead - 7
    of = scene.today + timedelta(days=ahead if planned or ahead == 1 else back)
    low, high = calendar.hours(of, -5, 8)
    return Element(*match.span(), "period", TimeExpression(low, high, "part_of_day", anchor="article"))


def part_today(match: Match, scene: Scene) -> Element | None:
    """`last night`, `this morning`, `tonight`, `overnight`."""
    shift, low, high = {
        "last night": (-1, 17, 30), "tonight": (0, 17, 30), "overnight": (-1, 18, 34), "this morning": (0, 0, 12.5),
        "this afternoon": (0, 12, 18.5), "this evening": (0, 17, 24),
    }[re.sub(r"\s+", " ", group(match, "last"))]  # fmt: skip
    if scene.today is None:
        return Element(*match.span(), "period", TimeExpression(None, None, "part_of_day", anchor="none"))
    interval = calendar.hours(scene.today + timedelta(days=shift), low, high)
    return Element(*match.span(), "period", TimeExpression(*interval, "part_of_day", anchor="article"))
