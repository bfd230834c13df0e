"""Times in running text: when something was, as closed intervals with granularity, relation and anchor.

German and English by an own grammar (claims/times, claims/lexicon/time_*.toml); in other languages absolute dates only,
by dateparser in strict mode. Weekdays and words like "gestern" are read against the article's date and stay without an
interval where there is none. See docs/quantities-and-times.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from claims.records import Mention, Span, TimeExpression, TimeRelation
from claims.times import clocks, days, lengths, periods
from claims.times.clocks import shaded
from claims.times.join import expression, fit, joined
from claims.times.lexicon import LANGUAGES, Words, rules_of, words_of
from claims.times.scene import Element, Scene

Builder = Callable[[re.Match[str], Scene], Element | None]
BUILDERS: dict[str, Builder] = {
    "ago": lengths.ago,
    "ahead": lengths.ahead,
    "ahead_if_future": lengths.ahead_if_future,
    "clock": clocks.clock,
    "clock_word": clocks.clock_word,
    "day": days.day,
    "day_after": lengths.day_after,
    "day_before": lengths.day_before,
    "day_range": days.day_range,
    "decade": periods.decade,
    "duration": lengths.duration,
    "edge_of_shift": periods.shift,
    "holiday": days.holiday,
    "iso": days.iso,
    "midnight": clocks.midnight,
    "month": periods.month,
    "night_to": clocks.night_to,
    "numeric": days.numeric,
    "nth_weekday": days.nth_weekday,
    "other_day": lengths.day_after,
    "part": clocks.part,
    "part_today": clocks.part_today,
    "quarter": periods.quarter,
    "same_day": days.same_day,
    "season": periods.season,
    "shift": periods.shift,
    "since_length": lengths.since_length,
    "unanchored": lengths.unanchored,
    "week_edge": periods.week_edge,
    "weekday": days.weekday,
    "weekday_of_week": days.weekday_of_week,
    "weekend": periods.weekend,
    "window": lengths.window,
    "within": lengths.within,
    "word_day": days.word_day,
    "year": periods.year,
    "year_edge": periods.year_edge,
    "years": periods.years,
}
_RELATIONS: dict[str, TimeRelation] = {
    "since": "since",
    "until": "until",
    "before": "before",
    "after": "after",
    "about": "about",
}


def find_times(text: str, language: str, published: datetime | None) -> tuple[Mention, ...]:
    """The times of `text`, in order, as mentions of kind "time"; spans are offsets into `text`.

    `published` anchors what is relative; without it `start` and `end` are `None`. Never raises.
    """
    if language not in LANGUAGES:
        from claims.times.foreign import foreign_times

        return foreign_times(text, language)
    scene = Scene(text, words_of(language), published)
    mentions = []
    for element in joined(text, _elements(scene)):
        time = expression(element)
        if time is not None:
            mentions.append(_mention(text, element, time, scene.words))
    return tuple(mentions)


def time_spans(text: str, language: str) -> tuple[Span, ...]:
    """Where `text` names times that are no lengths of time: their numbers are no quantities."""
    mentions = find_times(text, language, None)
    return tuple(m.span for m in mentions if isinstance(m.value, TimeExpression) and m.value.granularity != "duration")


def clock_range(text: str, language: str) -> tuple[int, int] | None:
    """The minutes of the day, first and last, of the only clock time in `text`; `None` without one or if it is open.

    A phrase without a day ("gegen 16.20 Uhr") has no interval, but its clock can still be compared.
    """
    if language not in LANGUAGES:
        return None
    clocked = [e for e in joined(text, _elements(Scene(text, words_of(language), None))) if e.clock is not None]
    if len(clocked) != 1 or clocked[0].clock is None:
        return None
    part = clocked[0].part
    return fit(clocked[0].clock, shaded(part, clocked[0].shade) if part else None)


def _elements(scene: Scene) -> list[Element]:
    """The elements that the rules find, earlier rules first, without overlaps."""
    found: list[Element] = []
    for rule in rules_of(scene.words.language):
        for match in rule.pattern.finditer(scene.text):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            try:
                element = BUILDERS[rule.build](match, scene)
            except (ValueError, OverflowError):  # the 31st of June is no date
                continue
            if element is not None:
                found.append(element)
    return found


def _mention(text: str, element: Element, time: TimeExpression, words: Words) -> Mention:
    """The mention, with the preposition before it read as the relation: "seit Montag", "bis Ende 2026"."""
    shifted = _day_before(text, element, time)
    if shifted is not None:
        return shifted
    start, relation = _relation(text, element, words)
    if relation is not None and time.relation == "on":
        time = replace(time, relation=relation)
    span = Span(start, element.end)
    return Mention("time", span, span.of(text), name=span.of(text), value=time)


_BESIDE = re.compile(r"\b(?:am |the |on the )?(?:Tag|day) (?P<side>vor|nach|before|after)\s+(?:dem\s+|the\s+)?$")


def _day_before(text: str, element: Element, time: TimeExpression) -> Mention | None:
    """`am Tag vor Heiligabend`, `the day after 3 May`: the day beside a day."""
    match = _BESIDE.search(text[max(0, element.start - 30) : element.start])
    if match is None or element.of is None or time.start is None or time.end is None:
        return None
    step = timedelta(days=-1 if match["side"] in ("vor", "before") else 1)
    span = Span(element.start - len(match[0]), element.end)
    value = replace(time, start=time.start + step, end=time.end + step)
    return Mention("time", span, span.of(text), name=span.of(text), value=value)


def _relation(text: str, element: Element, words: Words) -> tuple[int, TimeRelation | None]:
    """The relation word that ends at `position`, past an article, and where it starts."""
    position = element.start
    phrases = "|".join(re.escape(word) for word in sorted(words.relations, key=len, reverse=True))
    article = r"(?:dem|den|der|die|das|zum|zur|the|am|im|an|in|on)"
    match = re.search(
        rf"\b(?:({phrases})\s+(?:{article}\s+)?|({article})\s+)$", text[max(0, position - 24) : position], re.IGNORECASE
    )
    if match is None:
        return position, None
    start = max(0, position - 24) + match.start()
    if not match[1]:
        taken = ("am", "im", "on") if element.kind == "day" else ("am", "im", "on", "in")
        return (start, None) if match[2].lower() in taken else (position, None)
    return start, _RELATIONS[words.relations[match[1].lower()]]
