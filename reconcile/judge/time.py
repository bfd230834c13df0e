"""Compare the times of two claims as closed intervals, with what they are relative to and how exact they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from claims.dates import clock_range
from claims.records import Claim, Mention, TimeExpression
from reconcile.judge.words import lexicon
from reconcile.records import Signal

TimeRelation = Literal["same", "within", "overlap", "disjoint", "open", "unanchored"]
_SCORES: dict[TimeRelation, float] = {
    "same": 1.0, "within": 1.0, "overlap": 0.5, "disjoint": -1.0, "open": 0.0, "unanchored": 0.0
}  # fmt: skip
_BEST: tuple[TimeRelation, ...] = ("same", "within", "overlap", "disjoint", "open", "unanchored")
_COARSE_GAP = timedelta(days=21)
"""Times of the past that lie further apart are taken to be of two events or periods, not two accounts of one. By hand."""
_CLOCK_SLACK = 10
"""Minutes by which two clock times of one day may differ and still be one moment. By hand."""
_LONG = ("month", "quarter", "year", "decade")


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """A time of the left claim and the one of the right that it belongs to, and how they relate.

    same: equal intervals · within: one contains the other · overlap · disjoint: both cannot be of one moment ·
    open: one says since, until, before or after · unanchored. `coarse`: disjoint by so much that two events or two
    periods of one statistic are likelier than two accounts of one event.
    """

    left: Mention
    right: Mention
    relation: TimeRelation
    coarse: bool = False


def match_times(left: Claim, right: Claim) -> tuple[TimeMatch, ...]:
    """Aligned times, best first; each time stands in at most one match; the times of attributions are left out.

    Disjoint times are only held against each other where neither claim has another time left.
    """
    ours, theirs = _times(left), _times(right)
    candidates = [_relate(a, b, left, right) for a in ours for b in theirs]
    chosen: list[TimeMatch] = []
    for match in sorted(candidates, key=lambda m: _rank(m, left, right)):
        if not any(match.left is c.left or match.right is c.right for c in chosen):
            chosen.append(match)
    single = len(ours) == len(theirs) == 1 or len(chosen) == len(ours) == len(theirs)
    return tuple(m for m in chosen if m.relation != "disjoint" or single or _only_ahead(m, ours, theirs, (left, right)))


def _rank(match: TimeMatch, left: Claim, right: Claim) -> tuple[int, bool, int, int]:
    turned = _coming(match.left, left) != _coming(match.right, right)
    return _BEST.index(match.relation), turned, match.left.span.start, match.right.span.start


def _only_ahead(
    match: TimeMatch, ours: Sequence[Mention], theirs: Sequence[Mention], claims: tuple[Claim, Claim]
) -> bool:
    """Whether a match joins the only time still to come of each claim: "festgelegt im Mai, gilt ab 2027"."""
    ahead = [[m for m in times if _coming(m, claim)] for times, claim in zip((ours, theirs), claims, strict=True)]
    return ahead == [[match.left], [match.right]]


def _coming(mention: Mention, claim: Claim) -> bool:
    start = _value(mention).start
    return claim.published is not None and start is not None and start > claim.published.replace(tzinfo=None)


def compare_times(left: Claim, right: Claim) -> Signal:
    """1 if the times agree at the coarser one's granularity, -1 if both are anchored and cannot be the same, else 0.

    "gegen 16.20 Uhr" agrees with "16:22", "Anfang März" with "2. März". Times that one claim leaves open (since, until)
    contradict nothing unless both name the same kind of limit.
    """
    matches = match_times(left, right)
    contrary = [m for m in matches if m.relation == "disjoint"]
    decisive = contrary or [m for m in matches if _SCORES[m.relation] > 0] or list(matches)
    if not decisive:
        return Signal("time", 0.0)
    score = -1.0 if contrary else max(_SCORES[m.relation] for m in decisive)
    language = "de" if "de" in (left.language, right.language) else "en"
    return Signal("time", score, "; ".join(describe(m, language) for m in decisive[:3]))


def describe(match: TimeMatch, language: str) -> str:
    """The match in words for a reader, with both intervals, German or English."""
    words = lexicon("times")["wording"]["de" if language == "de" else "en"]
    a, b = (interval_text(_value(m), language) for m in (match.left, match.right))
    wording = words[match.relation]
    if a == b == "" and match.relation in ("within", "overlap", "disjoint"):
        wording = wording.replace(" ({a} / {b})", "")
    return str(
        wording.format(left=match.left.text, right=match.right.text, a=a or match.left.text, b=b or match.right.text)
    )


def interval_text(time: TimeExpression, language: str) -> str:
    """The interval as a reader writes it: a day, a span of days, or a day with hours; "" if it is not anchored."""
    if time.start is None or time.end is None:
        return ""
    day = "%d.%m.%Y" if language == "de" else "%d %b %Y"
    first, last = time.start, time.end
    if first.date() == last.date():
        if (first.hour, last.hour) == (0, 23):
            return first.strftime(day)
        return f"{first.strftime(day)} {first:%H:%M}–{last:%H:%M}"
    if first.hour or last.hour != 23:
        return f"{first.strftime(day)} {first:%H:%M} – {last.strftime(day)} {last:%H:%M}"
    return f"{first.strftime(day)} – {last.strftime(day)}"


def _times(claim: Claim) -> list[Mention]:
    """The claim's times of events: no lengths of time, none inside the attribution ("sagte er am Mittwoch")."""
    spoken = claim.attribution.span if claim.attribution else None
    return [
        m
        for m in claim.mentions
        if m.kind == "time"
        and isinstance(m.value, TimeExpression)
        and m.value.granularity != "duration"
        and not (spoken and spoken.covers(m.span) and not spoken.covers(claim.span))
    ]


def anchored_times(claim: Claim) -> list[Mention]:
    """The claim's times of events that could be computed."""
    return [m for m in _times(claim) if _value(m).start is not None and _value(m).end is not None]


def times_overlap(left: Mention, right: Mention) -> bool:
    """Whether two times share a moment; not if one could not be computed."""
    x, y = _value(left), _value(right)
    if x.start is None or x.end is None or y.start is None or y.end is None:
        return False
    return _intervals((x.start, x.end), (y.start, y.end)) != "disjoint"


def _value(mention: Mention) -> TimeExpression:
    if not isinstance(mention.value, TimeExpression):
        raise TypeError(f"{mention.text!r} is no time")
    return mention.value


def _relate(a: Mention, b: Mention, left: Claim, right: Claim) -> TimeMatch:
    x, y = _value(a), _value(b)
    if x.start is None or y.start is None or x.end is None or y.end is None:
        return TimeMatch(a, b, _clocks(a, b, left, right))
    relation = _intervals((x.start, x.end), (y.start, y.end))
    if relation == "disjoint" and _of_report(a, left) != _of_report(b, right):
        return TimeMatch(a, b, "open")
    if relation == "disjoint" and _near_clock(x, y):
        relation = "overlap"
    if not _same_limit(x, y) and not (_begins(a, left) and _begins(b, right)):
        return TimeMatch(a, b, _limited(relation))
    if relation == "disjoint" and _zone(a, left) != _zone(b, right) and x.granularity == y.granularity == "minute":
        return TimeMatch(a, b, "unanchored")
    return TimeMatch(a, b, relation, relation == "disjoint" and _coarse(a, b, left, right))


def _of_report(mention: Mention, claim: Claim) -> bool:
    """Whether a time tells when something was said: "sagte die Ministerin am Mittwoch"."""
    place = claim.quote.find(mention.text)
    return place >= 0 and re.search(lexicon("times")["report"], claim.quote[:place]) is not None


def _intervals(x: tuple[datetime, datetime], y: tuple[datetime, datetime]) -> TimeRelation:
    if x == y:
        return "same"
    if x[1] < y[0] or y[1] < x[0]:
        return "disjoint"
    if (x[0] <= y[0] and y[1] <= x[1]) or (y[0] <= x[0] and x[1] <= y[1]):
        return "within"
    return "overlap"


def _near_clock(x: TimeExpression, y: TimeExpression) -> bool:
    """Two clock times a few minutes apart are one moment told twice."""
    if x.granularity != "minute" or y.granularity != "minute" or not (x.start and x.end and y.start and y.end):
        return False
    gap = max(y.start - x.end, x.start - y.end)
    return gap <= timedelta(minutes=_CLOCK_SLACK)


def _same_limit(x: TimeExpression, y: TimeExpression) -> bool:
    point = ("on", "about")
    return x.relation == y.relation or (x.relation in point and y.relation in point)


def _begins(mention: Mention, claim: Claim) -> bool:
    """Whether a time is a point, or the start of something to come: "ab 1. Januar 2027" is when it begins."""
    relation = _value(mention).relation
    return relation in ("on", "about") or (relation == "since" and _coming(mention, claim))


def _limited(relation: TimeRelation) -> TimeRelation:
    """A limit against a point: the same day is agreement ("seit Montag" / "am Montag"), all else is left open."""
    return relation if relation in ("same", "within") else "open"


def _zone(mention: Mention, claim: Claim) -> str:
    """The time zone that is named behind a clock time, as written; "" if none is."""
    place = claim.quote.find(mention.text)
    near = claim.quote[place : place + len(mention.text) + 30] if place >= 0 else mention.text
    found = re.search(lexicon("times")["zones"], near)
    return found[0].lower() if found else ""


def _clocks(a: Mention, b: Mention, left: Claim, right: Claim) -> TimeRelation:
    """Clock times of which one has no day are compared by the hour alone; anything else stays unanchored."""
    x, y = clock_range(a.text, left.language), clock_range(b.text, right.language)
    if x is None or y is None or _zone(a, left) != _zone(b, right):
        return "unanchored"
    if x[0] - _CLOCK_SLACK <= y[1] and y[0] - _CLOCK_SLACK <= x[1]:
        return "same" if x == y else "within"
    return (
        "disjoint"
        if _value(a).relation == _value(b).relation or "about" in (_value(a).relation, _value(b).relation)
        else "open"
    )


def _coarse(a: Mention, b: Mention, left: Claim, right: Claim) -> bool:
    """Whether two disjoint times are likely of two events: far apart, or two periods; not where the deed is done once."""
    x, y = _value(a), _value(b)
    if x.start is None or y.start is None or x.end is None or y.end is None or (_coming(a, left) and _coming(b, right)):
        return False
    if all(re.search(lexicon("times")["unique"], claim.quote) for claim in (left, right)):
        return False
    return max(y.start - x.end, x.start - y.end) > _COARSE_GAP or (x.granularity in _LONG and y.granularity in _LONG)
