"""The rules over typed signals, tried in order; the first that applies proposes a verdict, and says why.

Time and speaker are checked before anything may be called a conflict. Each rule's docstring is its documentation
(docs/rules.md is made from them). A proposal is not yet a finding: the calibrated model can still withhold it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reconcile.judge.alignment import quantities_of
from reconcile.judge.evidence import Evidence
from reconcile.judge.outcome import contrary_outcome
from reconcile.judge.quantity import QuantityMatch, of_one_whole
from reconcile.judge.scope import scopes
from reconcile.judge.time import TimeMatch
from reconcile.judge.tolls import TOLL_HOURS, counts_so_far, counts_toll, speaks_of_toll
from reconcile.judge.voice import both_named
from reconcile.judge.words import cue
from reconcile.records import Verdict

RELATED_WORDS = 0.2
"""Share of common content words from which two claims may be about one thing. Low on purpose: news tells one fact in very
different words (corpus train part, 2026-11: mean share .14 in agreeing pairs); the model withholds what is unrelated."""
RELATED_COSINE = 0.6
"""Cosine that does the same; 95 % of the pairs of claims of two articles on one event stay below .59 (tuning stories, 2026-11)."""
SAME_STATEMENT = 0.6
"""The verdict head's agreement from which quotations of two languages are one statement (tuning stories, 2026-11; set on the
entailment of the model before and kept)."""
CLOSE_WORDS = 0.4
"""Share that a rule needs when the words are its only anchor; by hand."""
CONTRARY_STATEMENTS = 0.5
"""The verdict head's conflict from which two speakers' statements are contrary where no comparison says so; by hand."""
OLD_NEWS = 12.0
"""Hours by which an article that reports a deed may be older than the one that still calls it planned; by hand."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule proposes: `detail` for the explanation, `values` the deciding wordings."""

    verdict: Verdict
    kind: str
    rule: str
    detail: str = ""
    values: tuple[str, str] = ("", "")


CERTAIN: dict[str, float] = {"same_quote_other_mouth": 0.92}
"""Rules that need no confirmation, with their precision: 11 of 11 on the corpus's train part and the tuning stories, by
Laplace's rule of succession (2026-11)."""

Rule = Callable[[Evidence], Decision | None]
Match = TypeVar("Match", QuantityMatch, TimeMatch)


def _related(e: Evidence) -> bool:
    anchored = any(e.score(name) > 0 for name in ("actors", "place", "time", "quotation"))
    return anchored or e.score("words") >= RELATED_WORDS or e.pair.similarity >= RELATED_COSINE


def _one_voice(e: Evidence) -> bool:
    """No two different speakers. One named speaker against the narrator may still conflict: the model weighs it."""
    return e.speakers != "different"


def _one_mood(e: Evidence) -> bool:
    """Both are facts, or both are plans; what is only possible contradicts nothing."""
    moods = {e.pair.left.modality, e.pair.right.modality}
    return "possible" not in moods and (moods == {"planned"} or "planned" not in moods)


def _other_time(e: Evidence) -> bool:
    """One claim looks back ("damals", "im Vorjahr", a past year) and the other does not."""
    left, right = scopes(e.pair.left), scopes(e.pair.right)
    return ("earlier" in left) != ("earlier" in right)


def _apart_in_time(e: Evidence) -> bool:
    return e.score("time") < 0 and any(match.relation == "disjoint" and match.coarse for match in e.times)


def may_conflict(e: Evidence) -> bool:
    """Whether a conflict is possible at all: one voice, one mood, not of two different times."""
    return _one_voice(e) and _one_mood(e) and not _apart_in_time(e) and not _other_time(e)


def of_another_moment(e: Evidence) -> bool:
    """Whether one claim alone begins by saying that it tells of an earlier or a later moment ("Zuvor …", "Vor seinem Besuch …")."""
    return len({bool(cue("elsewhen").match(claim.text.casefold())) for claim in (e.pair.left, e.pair.right)}) > 1


def toll_may_have_moved(e: Evidence) -> bool:
    """Whether one claim speaks of people hit, missing or freed and the other report is an hour older or newer.

    Then only a rule may say conflict: of six such pairs that the model gave .3 and more one was a conflict (40 stories, 2026-11).
    """
    moving = any(speaks_of_toll(claim) for claim in (e.pair.left, e.pair.right))
    return moving and e.hours is not None and abs(e.hours) >= TOLL_HOURS


def of_two_voices(e: Evidence) -> bool:
    """Whether two speakers are surely two: both are named, or each has a figure of his own (one counted by the police, one by the
    organisers). Then no contradiction between them is one between the reports."""
    figures = all(quantities_of(claim) for claim in (e.pair.left, e.pair.right))
    return e.speakers == "different" and (figures or both_named(e.pair.left, e.pair.right))


def same_quote_other_mouth(e: Evidence) -> Decision | None:
    """Two articles quote the same words and name two different speakers: conflicting/attribution."""
    if e.score("quotation") < 1 or e.speakers != "different":
        return None
    speakers = e.signal("speakers").detail
    left, right = speakers.split(" / ", 1)
    return Decision(
        "conflicting", "attribution", "same_quote_other_mouth", speakers, (left, right),
    )  # fmt: skip


def same_statement_other_language(e: Evidence) -> Decision | None:
    """Two articles of two languages quote one statement and name two different speakers: conflicting/attribution."""
    direct = all(c.attribution is not None and c.attribution.kind == "direct" for c in (e.pair.left, e.pair.right))
    if not direct or e.speakers != "different" or e.pair.left.language == e.pair.right.language:
        return None
    if e.entailment.agreeing < SAME_STATEMENT:
        return None
    left, right = e.signal("speakers").detail.split(" / ", 1)
    return Decision(
        "conflicting", "attribution", "same_statement_other_language", e.signal("speakers").detail, (left, right),
    )  # fmt: skip


def different_speakers(e: Evidence) -> Decision | None:
    """Two named speakers say contrary things: complementary/different_speaker, for both reports can be right."""
    if e.speakers != "different":
        return None
    contrary = [n for n in ("quantity", "time", "outcome", "polarity", "participants") if e.score(n) < 0]
    if not contrary and e.entailment.conflicting < CONTRARY_STATEMENTS:
        return None
    return Decision("complementary", "different_speaker", "different_speakers", e.signal("speakers").detail)


def planned_then_done(e: Evidence) -> Decision | None:
    """One claim is planned or expected, the other reports it done or later news of it: complementary/planned_done."""
    planned = [c for c in (e.pair.left, e.pair.right) if c.modality == "planned"]
    if len(planned) != 1 or not _related(e):
        return None
    other = e.pair.right if planned[0] is e.pair.left else e.pair.left
    if other.modality == "possible":
        return None
    if planned[0].published and other.published and e.hours is not None:
        later = e.hours if other is e.pair.right else -e.hours
        if later < -OLD_NEWS:
            return None
    return Decision("complementary", "planned_done", "planned_then_done", e.signal("modality").detail)


def possible_not_certain(e: Evidence) -> Decision | None:
    """One claim only calls it possible or not ruled out: complementary/modality, nothing is asserted."""
    possible = [c for c in (e.pair.left, e.pair.right) if c.modality == "possible"]
    if len(possible) != 1 or not _related(e):
        return None
    return Decision("complementary", "modality", "possible_not_certain", e.signal("modality").detail)


def part_of_whole(e: Evidence) -> Decision | None:
    """One number counts a part of what the other counts ("davon", "insgesamt"): complementary/part_whole."""
    match = deciding(e.quantities, "part_whole")
    if match is None or not _related(e):
        return None
    return Decision("complementary", "part_whole", "part_of_whole", e.signal("quantity").detail, wordings(match))


def other_period(e: Evidence) -> Decision | None:
    """The same statistic for two different periods, or the same words about an event of another time: no conflict."""
    if not _apart_in_time(e) or not _related(e):
        return None
    counted = any(match.relation in ("differs", "magnitude") for match in e.quantities)
    kind = "scope" if counted else "same_words_other_event"
    return Decision("complementary", kind, "other_period", e.signal("time").detail)


def other_scope(e: Evidence) -> Decision | None:
    """The numbers differ, and one claim limits its own (earlier, on average, nationwide, per year): complementary/scope."""
    slip = any(match.relation == "magnitude" for match in e.quantities)
    if slip or e.score("quantity") >= 0 or e.score("scope") >= 0 or not _related(e):
        return None
    return Decision("complementary", "scope", "other_scope", e.signal("scope").detail)


def toll_rose(e: Evidence) -> Decision | None:
    """A count of what grows (the hurt, the freed, signatures, anything "so far"), reported higher by the later article:
    complementary/updated_toll."""
    match = deciding(e.quantities, "differs")
    if match is None or e.hours is None or abs(e.hours) < TOLL_HOURS or not _related(e):
        return None
    sides = ((e.pair.left, match.left), (e.pair.right, match.right))
    if not all(counts_toll(*side) for side in sides) and not any(counts_so_far(claim) for claim, _ in sides):
        return None
    early, late = (match.left, match.right) if e.hours > 0 else (match.right, match.left)
    if _value(late) <= _value(early):
        return None
    return Decision("complementary", "updated_toll", "toll_rose", e.signal("report_times").detail, wordings(match))


def closed_lists_differ(e: Evidence) -> Decision | None:
    """A list that its wording closes ("nur", "zu dritt") names others than the other article: conflicting/participants_closed."""
    if e.score("participants") >= 0 or not may_conflict(e):
        return None
    return Decision(
        "conflicting", "participants_closed", "closed_lists_differ", e.signal("participants").detail,
    )  # fmt: skip


def open_lists_differ(e: Evidence) -> Decision | None:
    """Lists that may go on ("auch", "unter anderem") name different members: complementary/participants_open."""
    signal = e.signal("participants")
    if not signal.detail.startswith("open") or not _related(e):
        return None
    return Decision("complementary", "participants_open", "open_lists_differ", signal.detail)


def numbers_differ(e: Evidence) -> Decision | None:
    """Two amounts of the same counted thing and unit that no rounding reconciles: conflicting/number or magnitude."""
    match = deciding(e.quantities, "differs", "magnitude")
    if match is None or not _related(e) or not may_conflict(e):
        return None
    agreed = any(m.relation in ("equal", "rounded", "converted") for m in e.quantities)
    if agreed and match.relation != "magnitude" and not of_one_whole(match, e.quantities, e.pair.left, e.pair.right):
        return None
    kind = "magnitude" if match.relation == "magnitude" else "number"
    return Decision(
        "conflicting", kind, "numbers_differ", e.signal("quantity").detail, wordings(match),
    )  # fmt: skip


def times_differ(e: Evidence) -> Decision | None:
    """The same event is put at two times that cannot both hold: conflicting/date."""
    match = deciding(e.times, "disjoint")
    if match is None or match.coarse or not _related(e) or not may_conflict(e):
        return None
    if match.left.text.casefold() == match.right.text.casefold():
        return None  # "am Sonntag" in two articles of different days: the reference is unsure, so no conflict
    return Decision(
        "conflicting", "date", "times_differ", e.signal("time").detail, (match.left.text, match.right.text),
    )  # fmt: skip


def outcomes_oppose(e: Evidence) -> Decision | None:
    """The claims report outcomes that exclude each other (accepted / rejected, survived / died): conflicting/outcome."""
    if e.score("outcome") >= 0 or not _related(e) or not may_conflict(e):
        return None
    return Decision(
        "conflicting", "outcome", "outcomes_oppose", e.signal("outcome").detail, _outcomes(e),
    )  # fmt: skip


def one_denies(e: Evidence) -> Decision | None:
    """One claim negates what the other states with the same words: conflicting/polarity."""
    if e.score("polarity") >= 0 or e.score("words") < CLOSE_WORDS or e.score("outcome") > 0 or not may_conflict(e):
        return None
    return Decision(
        "conflicting", "polarity", "one_denies", e.signal("polarity").detail, _two(e, "polarity"),
    )  # fmt: skip


def actors_swapped(e: Evidence) -> Decision | None:
    """The same deed with another doer, or doer and done-to exchanged: conflicting/person."""
    if e.score("roles") >= 0 or not _related(e) or not may_conflict(e):
        return None
    return Decision(
        "conflicting", "person", "actors_swapped", e.signal("roles").detail, _two(e, "roles"),
    )  # fmt: skip


def order_reversed(e: Evidence) -> Decision | None:
    """One article puts it before, the other after the same thing: conflicting/order."""
    if e.score("order") >= 0 or not _related(e) or not may_conflict(e):
        return None
    return Decision("conflicting", "order", "order_reversed", e.signal("order").detail, _two(e, "order"))


def deciding(matches: Sequence[Match], *relations: str) -> Match | None:
    """Of the matches in one of the relations the one that comes first in the alphabet: the same from either side."""
    found = [match for match in matches if match.relation in relations]
    return min(found, key=lambda match: sorted(wordings(match)), default=None)


def wordings(match: QuantityMatch | TimeMatch) -> tuple[str, str]:
    """The verbatim wordings of a match, left and right."""
    return (match.left.text, match.right.text)


def _value(mention: object) -> float:
    return float(getattr(getattr(mention, "value", None), "value", 0.0))


def _outcomes(e: Evidence) -> tuple[str, str]:
    _, left, right = contrary_outcome(e.pair.left, e.pair.right) or ("", "", "")
    return (left, right)


def _two(e: Evidence, signal: str) -> tuple[str, str]:
    left, _, right = e.signal(signal).detail.partition(" / ")
    return (left, right)


RULES: tuple[Rule, ...] = (
    same_quote_other_mouth,
    same_statement_other_language,
    different_speakers,
    planned_then_done,
    possible_not_certain,
    part_of_whole,
    other_period,
    toll_rose,
    other_scope,
    closed_lists_differ,
    open_lists_differ,
    numbers_differ,
    outcomes_oppose,
    actors_swapped,
    times_differ,
    order_reversed,
    one_denies,
)
"""In this order: voice, mood and time first, then what may conflict."""


def propose(evidence: Evidence) -> Decision | None:
    """The decision of the first rule that applies, None where every rule is silent."""
    for rule in RULES:
        decision = rule(evidence)
        if decision is not None:
            return decision
    return None
