"""Builders of periods of the calendar: weeks, months, seasons, quarters, years, decades."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claims.amounts.bounds import bound_before
from claims.records import Granularity, TimeAnchor, TimeExpression, TimeRelation
from claims.times import calendar
from claims.times.days import Match, direction, follows_since, group
from claims.times.scene import Element, Scene

UNITS: dict[str, Granularity] = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "fortnight": "week", "month": "month",
    "year": "year", "decade": "decade", "quarter": "quarter", "second": "minute",
}  # fmt: skip


def period(
    match: Match,
    interval: calendar.Interval | None,
    granularity: Granularity,
    anchor: TimeAnchor,
    relation: TimeRelation = "on",
) -> Element:
    """An element for a period, or for one that cannot be anchored."""
    if interval is None:
        return Element(*match.span(), "period", TimeExpression(None, None, granularity, relation, "none"))
    return Element(*match.span(), "period", TimeExpression(*interval, granularity, relation, anchor))


_EDGE_WORDS = {
    "frühen": "früh", "späten": "spät", "wochenbeginn": "anfang", "wochenanfang": "anfang", "wochenmitte": "mitte",
    "jahresanfang": "anfang", "jahresbeginn": "anfang", "jahresmitte": "mitte", "jahresende": "ende",
}  # fmt: skip


def _cut(interval: calendar.Interval, match: Match, scene: Scene) -> calendar.Interval:
    word = re.sub(r"\s+", " ", group(match, "edge") or group(match, "edge2"))
    word = _EDGE_WORDS.get(word, word)
    return calendar.edge(interval, scene.words.edges[word]) if word in scene.words.edges else interval


def _unit(word: str) -> str:
    lowered = word.lower()
    for stem, unit in (("woche", "week"), ("week", "week"), ("monat", "month"), ("month", "month"), ("jahrzehnt", "decade"),
                       ("decade", "decade"), ("jahr", "year"), ("year", "year"), ("quart", "quarter")):  # fmt: skip
        if lowered.startswith(stem):
            return unit
    return ""


def _whole(of: date, unit: str, shift: int) -> calendar.Interval:
    if unit == "week":
        return calendar.week(of + timedelta(weeks=shift))
    if unit == "month":
        first = calendar.add_months(of.replace(day=1), shift)
        return calendar.month(first.year, first.month)
    if unit == "quarter":
        first = calendar.add_months(date(of.year, (of.month - 1) // 3 * 3 + 1, 1), 3 * shift)
        return calendar.months(first.year, first.month, first.month + 2)
    if unit == "decade":
        start = of.year // 10 * 10 + 10 * shift
        return calendar.year_of(start)[0], calendar.year_of(start + 9)[1]
    return calendar.year_of(of.year + shift)


def shift(match: Match, scene: Scene) -> Element | None:
    """`kommende Woche`, `im vergangenen Jahr`, `im Vorjahr`, `last month`, `Ende kommenden Jahres`."""
    unit = _unit(match["unit"])
    if scene.today is None:
        return period(match, None, UNITS[unit], "none")
    whole = _whole(scene.today, unit, direction(scene, group(match, "mod")) or 0)
    cut = _cut(whole, match, scene)
    finer: dict[str, Granularity] = {
        "week": "day",
        "month": "week",
        "year": "month",
        "decade": "year",
        "quarter": "month",
    }
    return period(match, cut, finer[unit] if cut != whole else UNITS[unit], "article")


def week_edge(match: Match, scene: Scene) -> Element | None:
    """`zu Wochenbeginn`: the start of this week."""
    whole = calendar.week(scene.today) if scene.today else None
    return period(match, _cut(whole, match, scene) if whole else None, "day", "article")


def weekend(match: Match, scene: Scene) -> Element | None:
    """The weekend, Saturday and Sunday: the latest that has begun, or the one to come where the clause plans ahead."""
    today = scene.today
    if today is None:
        return period(match, None, "day", "none")
    way = direction(scene, group(match, "mod"))
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if way == 1 or (way != -1 and today.weekday() < 5 and (way == 0 or scene.planned(*match.span()))):
        saturday += timedelta(weeks=1)
    if way == -1 and today.weekday() >= 5:
        saturday -= timedelta(weeks=1)
    return period(match, calendar.span(saturday, saturday + timedelta(days=1)), "day", "article")


def year_edge(match: Match, scene: Scene) -> Element | None:
    """`zum Jahresende 2025`, `Jahreswechsel`."""
    given = group(match, "y")
    if not given and scene.today is None:
        return period(match, None, "month", "none")
    whole = calendar.year_of(int(given) if given else scene.today.year if scene.today else 0)
    if group(match, "edge") == "jahreswechsel":
        return period(match, None, "month", "none")
    return period(match, _cut(whole, match, scene), "month", "absolute" if given else "article")


def month(match: Match, scene: Scene) -> Element | None:
    """`im September`, `Anfang März 2024`, `last October`: without a year the latest one, or the next if planned."""
    number = scene.words.months[re.sub(r"\s+", " ", group(match, "mon"))]
    year = int(match["y"]) if group(match, "y") else _month_year(number, match, scene)
    if year is None:
        return period(match, None, "month", "none")
    whole = calendar.month(year, number)
    cut = _cut(whole, match, scene)
    anchor: TimeAnchor = "absolute" if group(match, "y") else "article"
    return period(match, cut, "month" if cut == whole else "week", anchor)


def _month_year(number: int, match: Match, scene: Scene) -> int | None:
    """The year of a month named without one, `None` where past and future are both likely."""
    today = scene.today
    if today is None:
        return None
    if named_year := group(match, "ymod"):
        return today.year + (direction(scene, named_year) or 0)
    way = direction(scene, group(match, "mod") or group(match, "mod2"))
    latest = today.year - (number > today.month)
    coming = today.year + (number < today.month)
    if way == -1:
        return latest if number != today.month else today.year - 1
    if way == 1:
        return coming if number != today.month else today.year + 1
    if way == 0:
        return today.year
    if follows_since(match, scene):
        return latest
    before = scene.text[max(0, match.start() - 12) : match.start()].lower()
    if scene.planned(*match.span()) or re.search(r"\b(?:bis|ab|until|by)\s+$", before):
        return coming
    ahead = (number - today.month) % 12
    return latest if scene.told(match.start()) or not 0 < ahead <= 4 else None


def season(match: Match, scene: Scene) -> Element | None:
    """`im Herbst`, `last summer`, `Winter 2024`: the latest season that has begun, or the next if planned."""
    first, last = scene.words.seasons[group(match, "season")]
    if group(match, "y"):
        return period(match, _cut(calendar.months(int(match["y"]), first, last), match, scene), "quarter", "absolute")
    today = scene.today
    if today is None:
        return period(match, None, "quarter", "none")
    way = direction(scene, group(match, "mod"))
    years = [today.year + k for k in (-2, -1, 0, 1)]
    begun = [y for y in years if calendar.months(y, first, last)[0].date() <= today]
    coming = [y for y in years if calendar.months(y, first, last)[1].date() >= today]
    year = begun[-1]
    if way == 0:
        year = today.year
    elif way == 1 or (way is None and scene.planned(*match.span())):
        year = coming[0]
    elif way == -1 and calendar.months(year, first, last)[1].date() >= today:
        year = begun[-2]
    return period(match, _cut(calendar.months(year, first, last), match, scene), "quarter", "article")


_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


def quarter(match: Match, scene: Scene) -> Element | None:
    """`im ersten Quartal 2024`, `Q3`, `the first half of the year`."""
    word = group(match, "ord").rstrip(".")
    half = group(match, "half") in ("halbjahr", "jahreshälfte", "half")
    number = (
        int(word)
        if word.isdigit()
        else next((n for stem, n in _ORDINALS.items() if word.startswith(stem)), 2 if half else 4)
    )
    given = group(match, "y")
    if not given and scene.today is None:
        return period(match, None, "quarter", "none")
    year = int(given) if given else scene.today.year if scene.today else 0
    size = 6 if half else 3
    if number * size > 12:
        return None
    whole = calendar.months(year, (number - 1) * size + 1, number * size)
    if not given and scene.today and whole[0].date() > scene.today and not scene.planned(*match.span()):
        whole = calendar.months(year - 1, (number - 1) * size + 1, number * size)
    return period(match, whole, "quarter", "absolute" if given else "article")


def decade(match: Match, scene: Scene) -> Element | None:
    """`in den 90er Jahren`, `the late 1990s`."""
    digits = match["y"]
    start = int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) >= 20 else 2000 + int(digits)
    whole = calendar.year_of(start)[0], calendar.year_of(start + 9)[1]
    return period(match, _cut(whole, match, scene), "decade", "absolute")


def years(match: Match, scene: Scene) -> Element | None:
    """`2019 bis 2023`, `2023/24`."""
    first, tail = match["y1"], match["y2"]
    last = tail if len(tail) == 4 else first[:2] + tail
    if int(last) <= int(first) or int(last) - int(first) > 150:
        return None
    return period(match, (calendar.year_of(int(first))[0], calendar.year_of(int(last))[1]), "year", "absolute")


_NOUN_DE = re.compile(
    r"\s+(?!(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)[A-ZÄÖÜ]"
)
_NOUN_EN = re.compile(r"\s+(?:\w+\s+)?(?:people|men|women|children|[a-z]{3,}s)\b(?<!was)(?<!has)")


_YEAR_PREPOSITION = re.compile(
    r"\b(?:seit|bis|ab|von|vor|nach|in|since|until|by|from|of|before|after|for)\s$", re.IGNORECASE
)


def year(match: Match, scene: Scene) -> Element | None:
    """`2023`, `im Jahr 2023`, `Ende 2026`; not "2000 Menschen", where a noun follows and nothing says year."""
    noun = (_NOUN_DE if scene.words.language == "de" else _NOUN_EN).match(scene.text, match.end("y"))
    number, before = int(match["y"]), scene.text[max(0, match.start("y") - 12) : match.start("y")]
    sure = bool(match["sure"] or group(match, "edge") or (_YEAR_PREPOSITION.search(before) and number % 50))
    if (noun and not sure) or re.search(r"\b[A-Z]\s$", before):
        return None  # "2000 Menschen", "der Schnellzug D 1273"
    if re.match(r"\s*(?:Uhr|Prozent|%|€|\$|km|kg|MW|Euro|metres|miles|people)", scene.text[match.end() :]):
        return None
    if not sure and (
        (number < 1900 and number % 50 == 0)
        or bound_before(scene.text, match.start("y"), scene.words.language)[0] != "exact"
    ):
        return None
    whole = calendar.year_of(number)
    cut = _cut(whole, match, scene)
    return period(match, cut, "year" if cut == whole else "month", "absolute")
