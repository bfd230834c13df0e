"""What a phrase of time is read against: the text around it, the article's date, the tense of its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from claims.records import TimeExpression
from claims.times.lexicon import Words

_DEPENDENT = re.compile(r"\s*(?:dass|ob|wenn|sobald|that|when|once)\b")
"""A clause that takes its time from the one before it: "sie hofft, dass am Freitag …"."""
_STOP = re.compile(r"(?<!\d)[.!?]|\n")
_CLAUSE = re.compile(r"(?<!\d)[.,](?!\d)|[;:!?()„“”\"»«\n]|(?<=\d)[.,](?=\s+[^\W\d_])|\s[–-]\s")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: minutes [low, high] from the start of the day; `twelve` where morning or evening is open."""

    low: int
    high: int
    relation: str
    twelve: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of a phrase of time at [start, end), before neighbours are joined.

    `kind` is day, part (of a day), clock, period or duration. A day keeps `of`; a part its range of hours.
    """

    start: int
    end: int
    kind: str
    time: TimeExpression | None = None
    of: date | None = None
    part: tuple[float, float] | None = None
    clock: Clock | None = None
    shade: str = ""


def _nearest(cue: re.Pattern[str], clause: str, start: int, end: int) -> int | None:
    """How far from [start, end) the nearest cue of a tense stands, in characters; `None` if there is none."""
    gaps = [max(start - match.end(), match.start() - end) for match in cue.finditer(clause)]
    return min((gap for gap in gaps if gap >= 0), default=None)


@dataclass(frozen=True, slots=True)
class Scene:
    """The text, its language's words, and the article's date (`None`: nothing relative can be anchored)."""

    text: str
    words: Words
    published: datetime | None

    @property
    def today(self) -> date | None:
        """The article's day, in the zone in which it was published."""
        return self.published.date() if self.published else None

    def clause(self, position: int) -> tuple[int, int]:
        """The stretch between the commas, stops or quotation marks around a position."""
        before = [match.end() for match in _CLAUSE.finditer(self.text, 0, position)]
        after = _CLAUSE.search(self.text, position + 1)
        return (before[-1] if before else 0), (after.start() if after else len(self.text))

    def _sentence(self, position: int) -> tuple[int, int]:
        before = [match.end() for match in _STOP.finditer(self.text, 0, position)]
        after = _STOP.search(self.text, position + 1)
        return (before[-1] if before else 0), (after.start() if after else len(self.text))

    def planned(self, start: int, end: int) -> bool:
        """Whether the clause of a phrase speaks of the future: "soll am Montag", "will meet on Monday".

        Where the clause has a past tense too ("war am Montag gestartet und soll"), the nearer verb counts.
        """
        low, high = self.clause(start)
        clause = self.text[low : max(high, end)]
        if _DEPENDENT.match(clause) and not self.words.future.search(clause) and not self.words.past_cue.search(clause):
            low, high = self._sentence(start)
            clause = self.text[low : max(high, end)]
        if self.words.perfect is not None and self.words.perfect.search(clause):
            return False  # "soll am Montag getötet worden sein": hearsay about the past
        ahead = _nearest(self.words.future, clause, start - low, end - low)
        if ahead is None:
            return False
        behind = _nearest(self.words.past_cue, clause, start - low, end - low)
        return behind is None or ahead <= behind

    def told(self, start: int) -> bool:
        """Whether the clause of a phrase is in a past tense."""
        low, high = self.clause(start)
        return self.words.past_cue.search(self.text, low, high) is not None
