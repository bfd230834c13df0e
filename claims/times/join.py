"""Join neighbouring elements: weekday and date, day and part of the day, day and clock time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.records import TimeExpression, TimeRelation
from claims.times import calendar
from claims.times.clocks import shaded
from claims.times.scene import Clock, Element

_WORDS = "am|an|um|im|in|der|dem|den|des|vom|zum|gegen|on|at|of|the|during|to|early|late|frühen|späten|früh|local time|Ortszeit"
_GLUE = re.compile(rf"(?:[\s,(]|\b(?:{_WORDS})\b)*", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?<!\d)[.!?][“\"”’)]*\s+(?=[A-ZÄÖÜ„“\"])|\n\s*\n|[a-zäöüß][.!?][“\"]?(?=[A-ZÄÖÜ])|(?<=\d)[.!?]\s+(?=(?:Der|Die|Das|Es|The|It)\b)"
)


def joined(text: str, elements: Sequence[Element]) -> list[Element]:
    """Elements with neighbours joined, in order; clock times and parts of the day get the only day of their sentence."""
    found: list[Element] = []
    for element in sorted(elements, key=lambda each: each.start):
        last = found[-1] if found else None
        if last is not None and _GLUE.fullmatch(text, last.end, element.start):
            both = _join(last, element, text)
            if both is not None:
                found[-1] = both
                continue
        found.append(element)
    return [_placed(text, element, found) for element in found]


def _join(left: Element, right: Element, text: str) -> Element | None:
    kinds = {left.kind, right.kind}
    if left.kind == right.kind == "day":
        return _same_day(left, right)
    if kinds == {"day", "part"} or kinds == {"day", "clock"} or kinds == {"part", "clock"}:
        merged = Element(
            left.start,
            right.end,
            "day" if "day" in kinds else "clock",
            left.time or right.time,
            left.of or right.of,
            left.part or right.part,
            left.clock or right.clock,
            left.shade or right.shade,
        )
        return merged if not (left.clock and right.clock) and not (left.part and right.part) else None
    return None


def _same_day(left: Element, right: Element) -> Element | None:
    """`Donnerstag, 20. Juni`: the date counts; two different days ("gestern und heute") stay two."""
    if left.of is not None and left.of == right.of:
        absolute = left if left.time and left.time.anchor == "absolute" else right
        return replace(
            absolute, start=left.start, end=right.end, part=left.part or right.part, clock=left.clock or right.clock
        )
    if left.of is None and left.time is not None and right.of is not None and left.time.start is None:
        return replace(right, start=left.start)
    if left.of is not None and right.of is not None and left.of.weekday() == right.of.weekday():
        return replace(right, start=left.start)  # the weekday was read against the article, the date is firm
    return None


def _placed(text: str, element: Element, all_elements: Sequence[Element]) -> Element:
    """A clock time or part of the day with the day of its sentence, where exactly one is named."""
    if element.of is not None or element.kind not in ("clock", "part"):
        return element
    low, high = _sentence(text, element.start)
    days = {each.of for each in all_elements if each.of is not None and low <= each.start < high}
    if len(days) != 1:
        return element
    day = next(each for each in all_elements if each.of in days and low <= each.start < high)
    return replace(element, of=day.of, time=day.time)


def _sentence(text: str, position: int) -> tuple[int, int]:
    before = [match.end() for match in _SENTENCE.finditer(text) if match.end() <= position]
    after = _SENTENCE.search(text, position)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def expression(element: Element) -> TimeExpression | None:
    """What an element says of time; `None` if nothing that could be compared."""
    if element.kind in ("period", "duration"):
        return element.time
    hours = shaded(element.part, element.shade) if element.part else None
    if element.clock is not None:
        return _at(element, element.clock, hours)
    if hours is not None:
        return _in_part(element, hours)
    return element.time


_RELATIONS: dict[str, TimeRelation] = {
    "on": "on", "about": "about", "since": "since", "until": "until", "after": "after", "before": "before"
}  # fmt: skip


def _at(element: Element, clock: Clock, hours: tuple[float, float] | None) -> TimeExpression:
    relation = _RELATIONS[clock.relation]
    fitted = fit(clock, hours)
    if element.of is None or element.time is None or fitted is None:
        return TimeExpression(None, None, "minute", relation, "none")
    low, high = calendar.minutes(element.of, *fitted)
    return TimeExpression(low, high, "minute", relation, element.time.anchor)


def fit(clock: Clock, hours: tuple[float, float] | None) -> tuple[int, int] | None:
    """The minutes of the day that a clock time means; `None` while morning or evening is open."""
    if not clock.twelve:
        if hours is not None and hours[0] >= 12 and clock.low < 720 and not hours[0] * 60 <= clock.low:
            return clock.low + 720, clock.high + 720  # "um 7 Uhr abends"
        return clock.low, clock.high
    if hours is None:
        return None
    fits = [add for add in (0, 720) if hours[0] * 60 - 30 <= clock.low % 720 + add <= hours[1] * 60 + 30]
    return (clock.low % 720 + fits[0], clock.low % 720 + fits[0] + clock.high - clock.low) if len(fits) == 1 else None


def _in_part(element: Element, hours: tuple[float, float]) -> TimeExpression:
    if element.of is None or element.time is None:
        return TimeExpression(None, None, "part_of_day", anchor="none")
    return TimeExpression(*calendar.hours(element.of, *hours), "part_of_day", anchor=element.time.anchor)
