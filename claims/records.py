"""What flows from an article to its claims: frozen records, tuples inside, no behaviour beyond their own fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Polarity = Literal["affirmed", "negated"]
Modality = Literal["asserted", "reported", "planned", "possible", "denied"]
MentionKind = Literal["person", "organization", "place", "misc", "role", "quantity", "time"]
AttributionKind = Literal["direct", "indirect", "according_to", "subjunctive"]
Bound = Literal["exact", "about", "almost", "over", "at_least", "more_than", "at_most", "less_than"]
Granularity = Literal["minute", "hour", "part_of_day", "day", "week", "month", "quarter", "year", "decade", "duration"]
TimeRelation = Literal["on", "since", "until", "before", "after", "about"]
TimeAnchor = Literal["absolute", "article", "none"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) in code points of the untouched article text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The verbatim text under the span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One document of one source. `text` is the decoded file, untouched; `body` the part that holds prose.

    `path` is relative to the input folder; `published` carries its time zone where the source gives one.
    """

    id: str
    source: str
    title: str
    text: str
    body: Span
    published: datetime | None
    url: str
    language: str
    path: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated amount. `value` as stated (scale applied); [low, high] the closed range that the wording allows.

    `unit` is a canonical code ("EUR", "km", "percent", "percentage_point", "year", …), "" for a plain count;
    `counted` the lower-cased noun that is counted ("verletzte"), "" where none is found; `ordinal` for "the third".
    """

    value: float
    low: float
    high: float
    bound: Bound
    unit: str = ""
    counted: str = ""
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """When: the closed interval [start, end] in local time without zone, None where it cannot be anchored.

    `anchor` tells what it was computed from: an absolute date in the text, the article's date, or nothing.
    `seconds` is the length of a duration, 0 otherwise.
    """

    start: datetime | None
    end: datetime | None
    granularity: Granularity
    relation: TimeRelation = "on"
    anchor: TimeAnchor = "absolute"
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity, a quantity or a time. `text` is verbatim; `name` the fullest form in the article.

    `entity` is filled across sources, "" before. `titles` are the titles and roles that stand with a person.
    """

    kind: MentionKind
    span: Span
    text: str
    name: str = ""
    titles: tuple[str, ...] = ()
    value: Quantity | TimeExpression | None = None
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said it. `speaker` is readable alone, "" where the voice is unnamed; `agency` carried it."""

    speaker: str
    cue: str
    span: Span
    kind: AttributionKind
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Predicate:
    """The core of the claim's clause, from the parse: lemmas lower-cased, participants as readable text.

    In a passive clause `subject` is the logical agent ("" if unnamed) and `object` the one acted upon.
    """

    lemma: str
    subject: str
    object: str
    obliques: tuple[str, ...] = ()
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One atomic, checkable statement. `article.text[span]` is verbatim; `text` can be read alone.

    `sentence` covers the claim's sentence; `marks` tell what a reader should know ("unresolved:er", "opinion", …).
    `source`, `published` and `language` repeat the article's, so that a comparison needs two claims and no more.
    """

    id: str
    article_id: str
    source: str
    span: Span
    text: str
    attribution: Attribution | None
    polarity: Polarity
    modality: Modality
    mentions: tuple[Mention, ...]
    sentence: Span
    quote: str
    predicate: Predicate | None = None
    published: datetime | None = None
    language: str = ""
    marks: tuple[str, ...] = ()

    @property
    def speaker(self) -> str:
        """Who is said to have said it, "" for the article's own voice."""
        return self.attribution.speaker if self.attribution else ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that became no claim, and why: it stands in the report."""

    what: str
    reason: str
