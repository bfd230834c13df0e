"""Builders of single days: dates with and without year, weekdays, "gestern", "vor drei Tagen"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claims.records import TimeAnchor, TimeExpression
from claims.times import calendar
from claims.times.scene import Element, Scene

Match = re.Match[str]
NEAR_FUTURE = timedelta(days=150)
"""A date without year and without a cue is read as coming only within this time; else as the latest one past."""

PLANNED = timedelta(days=240)
"""The same where the clause plans ahead."""


def day_element(match: Match, of: date | None, anchor: TimeAnchor, shade: str = "") -> Element:
    """An element for one day, or for a day that cannot be anchored."""
    if of is None:
        return Element(*match.span(), "day", TimeExpression(None, None, "day", anchor="none"), shade=shade)
    low, high = calendar.day(of)
    return Element(*match.span(), "day", TimeExpression(low, high, "day", anchor=anchor), of, shade=shade)


def group(match: Match, name: str) -> str:
    """A named group, lower-cased, empty where the rule lacks it or it did not take part."""
    return (match.groupdict().get(name) or "").lower()


def month_number(match: Match, scene: Scene, name: str = "mon") -> int:
    """The month that a rule met by name or number."""
    word = group(match, name)
    return scene.words.months[re.sub(r"\s+", " ", word)] if word else int(match["mo"])


def year_number(digits: str) -> int:
    """Two or four digits to a year."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)


def day(match: Match, scene: Scene) -> Element | None:
    """`24. Februar 2022`, `June 20`, `1.7.`: a date, the year filled from the article's date where it is missing."""
    number, month = int(match["d"]), month_number(match, scene)
    if group(match, "y"):
        return day_element(match, date(year_number(match["y"]), month, number), "absolute")
    date(2000, month, number)
    if group(match, "ymod") and scene.today:
        year = scene.today.year + (direction(scene, group(match, "ymod")) or 0)
        return day_element(match, date(year, month, number), "article")
    return day_element(match, nearest(scene, month, number, match), "article")


def nearest(scene: Scene, month: int, number: int, match: Match) -> date | None:
    """The day of this month and number that is meant: after "seit" past, with a planning verb to come, else near."""
    today = scene.today
    if today is None:
        return None
    days = [date(today.year + k, month, number) for k in (-1, 0, 1) if _exists(today.year + k, month, number)]
    past = [of for of in days if of <= today]
    coming = [of for of in days if of >= today]
    if follows_since(match, scene) or not coming:
        return past[-1] if past else None
    planned = scene.planned(*match.span()) or follows_for(match, scene)
    if not past or (planned and coming[0] - today <= PLANNED):
        return coming[0]
    if scene.told(match.start()):
        return past[-1]
    ahead, behind = coming[0] - today, today - past[-1]
    return coming[0] if ahead <= NEAR_FUTURE and ahead < behind else past[-1]


def follows_since(match: Match, scene: Scene) -> bool:
    """Whether "seit" or "since" stands before a phrase: then it lies in the past, whatever the verb says."""
    before = scene.text[max(0, match.start() - 14) : match.start()].lower()
    return re.search(r"\b(?:seit|since)(?:\s+(?:dem|der|the|last))?\s+$", before) is not None


def follows_for(match: Match, scene: Scene) -> bool:
    """Whether "für" or "for" stands before a day: then it is announced for it."""
    before = scene.text[max(0, match.start() - 10) : match.start()].lower()
    return re.search(r"\b(?:für|for)(?:\s+(?:den|kommenden|next))?\s+$", before) is not None


def _exists(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def numeric(match: Match, scene: Scene) -> Element | None:
    """`20/6/2024` in English: only where one reading is possible."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if a > 12:
        return day_element(match, date(year, b, a), "absolute")
    if b > 12 or a == b:
        return day_element(match, date(year, a, b), "absolute")
    return day_element(match, None, "none")


def day_range(match: Match, scene: Scene) -> Element | None:
    """`18. bis 20. Juni`, `June 18-20`: from the first to the last day."""
    month = month_number(match, scene)
    first_month = month_number(match, scene, "mon1") if group(match, "mon1") else month
    if group(match, "y"):
        last: date | None = date(int(match["y"]), month, int(match["d2"]))
    else:
        last = nearest(scene, month, int(match["d2"]), match)
    if last is None:
        return Element(*match.span(), "period", TimeExpression(None, None, "day", anchor="none"))
    first = date(last.year - (first_month > month), first_month, int(match["d1"]))
    if first > last:
        return None
    anchor: TimeAnchor = "absolute" if group(match, "y") else "article"
    return Element(*match.span(), "period", TimeExpression(*calendar.span(first, last), "day", anchor=anchor))


def direction(scene: Scene, modifier: str) -> int | None:
    """-1 for "vergangen", 1 for "kommend", 0 for "dies"; `None` without a modifier."""
    if not modifier:
        return None
    if modifier == "vor" or modifier.startswith(scene.words.past):
        return -1
    return 1 if modifier.startswith(scene.words.next) else 0


def weekday(match: Match, scene: Scene) -> Element | None:
    """A weekday against the article's date: the most recent one, today included, unless the clause plans ahead."""
    today, wanted = scene.today, scene.words.weekdays[group(match, "wd")]
    shade = group(match, "shade")
    if today is None:
        return day_element(match, None, "none", shade)
    way = direction(scene, group(match, "mod"))
    ago, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    if way == -1:
        of = today - timedelta(days=ago or 7)
    elif way == 1:
        of = today + timedelta(days=ahead or 7)
    elif (scene.planned(*match.span()) or follows_for(match, scene)) and not follows_since(match, scene):
        of = today + timedelta(days=ahead)
    elif way == 0 and not scene.told(match.start()):
        of = today - timedelta(days=today.weekday() - wanted)
    else:
        of = today - timedelta(days=ago)
    return day_element(match, of, "article", shade)


def weekday_of_week(match: Match, scene: Scene) -> Element | None:
    """`Freitag kommender Woche`, `Tuesday of last week`."""
    today = scene.today
    if today is None:
        return day_element(match, None, "none")
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=direction(scene, group(match, "mod")) or 0)
    return day_element(match, monday + timedelta(days=scene.words.weekdays[group(match, "wd")]), "article")


_NTH = {"erst": 1, "first": 1, "zweit": 2, "second": 2, "dritt": 3, "third": 3, "viert": 4, "fourth": 4}


def nth_weekday(match: Match, scene: Scene) -> Element | None:
    """`am letzten Sonntag des Monats`, `the first Tuesday of November 2024`."""
    named = scene.words.months.get(group(match, "mon"))
    given = group(match, "y")
    if scene.today is None and not (named and given):
        return day_element(match, None, "none")
    today = scene.today or date(int(given), 1, 1)
    year, month = int(given or today.year), named or today.month
    first = calendar.month(year, month)[0].date()
    days = [first + timedelta(days=k) for k in range(31)]
    fitting = [d for d in days if d.month == month and d.weekday() == scene.words.weekdays[group(match, "wd")]]
    number = next((n for stem, n in _NTH.items() if group(match, "nth").startswith(stem)), 0)
    return day_element(match, fitting[number - 1], "absolute" if given else "article")


def same_day(match: Match, scene: Scene) -> Element | None:
    """`am heutigen Donnerstag`, `am morgigen Freitag`: anchored where the weekday agrees with the article's date."""
    today = scene.today
    if today is None:
        return day_element(match, None, "none")
    of = today + timedelta(days={"heutigen": 0, "gestrigen": -1, "morgigen": 1}[group(match, "same")])
    named = scene.words.weekdays.get(group(match, "wd"))
    return day_element(match, of if named in (None, of.weekday()) else None, "article")


def word_day(match: Match, scene: Scene) -> Element | None:
    """`gestern`, `tomorrow`."""
    shift = scene.words.days[re.sub(r"\s+", " ", group(match, "day"))]
    return day_element(match, scene.today + timedelta(days=shift) if scene.today else None, "article")


def iso(match: Match, scene: Scene) -> Element | None:
    """`2024-06-20`."""
    return day_element(match, date(int(match["y"]), int(match["mo"]), int(match["d"])), "absolute")


def holiday(match: Match, scene: Scene) -> Element | None:
    """Holidays with a fixed date."""
    month, number = map(
        int, scene.words.holidays[re.sub(r"\s+", " ", group(match, "holiday")).replace("’", "'")].split("-")
    )
    if group(match, "y"):
        return day_element(match, date(int(match["y"]), month, number), "absolute")
    return day_element(match, nearest(scene, month, number, match), "article")
