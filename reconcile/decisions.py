"""What reviewers decided, and to which finding of a later run a decision still belongs.

A decision keeps the passages it was made on. A later run finds it again by the claims' ids, else by the same passages, else
by passages that moved a little: then what the decision turned on (figures, deciding wordings, polarity) must stand unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from claims.records import Claim
from reconcile.records import Finding

ReviewVerdict = Literal["agreeing", "complementary", "conflicting", "unrelated"]
"""The tool's three verdicts, and `unrelated`: the two passages are not about the same thing at all."""
REVIEW_VERDICTS: tuple[str, ...] = get_args(ReviewVerdict)

MOVED = 90.0
"""Ratio (0-100, rapidfuzz) both quotes must reach to count as the same passage, edited; chosen, not tuned."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of the pair as the reviewer saw it. `value` is the deciding wording, `mood` polarity and modality."""

    claim_id: str
    source: str
    quote: str
    value: str
    mood: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One reviewer's word on one finding; `verdict` is "" for a bare note. `time` is ISO 8601 in UTC, to the second."""

    finding_id: str
    verdict: str
    note: str
    reviewer: str
    time: str
    left: Passage
    right: Passage


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision as it holds for a finding of this run; `moved` when the text changed since."""

    decision: Decision
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """Standing decisions by the id of this run's findings, and those that fit no finding any more."""

    by_finding: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)
    stale: tuple[Decision, ...] = ()

    def of(self, finding: Finding) -> tuple[Standing, ...]:
        """What was decided on a finding, the latest last; one a reviewer."""
        return self.by_finding.get(finding.id, ())

    def latest(self, finding: Finding) -> Standing | None:
        """The last word on a finding that names a verdict or, failing that, leaves a note."""
        standing = self.of(finding)
        named = tuple(one for one in standing if one.decision.verdict) or standing
        return named[-1] if named else None


NOTHING_DECIDED = Decided()


def passages(finding: Finding) -> tuple[Passage, Passage]:
    """Both sides of a finding, to be kept with a decision on it."""
    left, right = finding.pair.left, finding.pair.right
    return _passage(left, finding.values[0]), _passage(right, finding.values[1])


def _passage(claim: Claim, value: str) -> Passage:
    return Passage(claim.id, claim.source, claim.quote, value, f"{claim.polarity}/{claim.modality}")


def carry_over(decisions: Sequence[Decision], findings: Sequence[Finding]) -> Decided:
    """Give every standing decision its finding of this run; `decisions` holds the latest of each reviewer and finding.

    Deterministic: of the findings that fit, the closest, equal ones by id. A finding takes one decision of a reviewer,
    and one made on the very finding before one that moved there.
    """
    by_claims = {frozenset((f.pair.left.id, f.pair.right.id)): f.id for f in findings}
    known = {finding.id for finding in findings}
    homes: dict[tuple[str, str], Standing] = {}
    lost: list[Decision] = []
    for decision in decisions:
        claims = frozenset((decision.left.claim_id, decision.right.claim_id))
        home = decision.finding_id if decision.finding_id in known else by_claims.get(claims)
        if home is None:
            lost.append(decision)
        else:
            homes[home, decision.reviewer] = Standing(decision)
    stale = []
    for decision in lost:
        home = _moved_to(decision, findings)
        if home is None:
            stale.append(decision)
        else:
            homes.setdefault((home, decision.reviewer), Standing(decision, moved=True))
    return Decided(_by_finding(homes), tuple(stale))


def _by_finding(homes: Mapping[tuple[str, str], Standing]) -> dict[str, tuple[Standing, ...]]:
    """Oldest decision first."""
    found: dict[str, tuple[Standing, ...]] = {}
    for (home, _), standing in sorted(homes.items(), key=lambda entry: entry[1].decision.time):
        found[home] = (*found.get(home, ()), standing)
    return found


def _moved_to(decision: Decision, findings: Sequence[Finding]) -> str | None:
    scored = [(_closeness(decision, finding), finding.id) for finding in findings]
    best = max(scored, key=lambda found: (found[0], found[1]), default=(0.0, ""))
    return best[1] if best[0] >= MOVED else None


def _closeness(decision: Decision, finding: Finding) -> float:
    """The lower of the two quotes' ratios, whichever way round the pair stands; 0 where it cannot be the same."""
    now = passages(finding)
    return max(
        min(_alike(decision.left, now[0]), _alike(decision.right, now[1])),
        min(_alike(decision.left, now[1]), _alike(decision.right, now[0])),
    )


def _alike(before: Passage, now: Passage) -> float:
    from rapidfuzz import fuzz

    if before.source != now.source:
        return 0.0
    if _folded(before.quote) == _folded(now.quote):
        return 100.0
    turned_on = before.value not in before.quote or before.value in now.quote
    kept = turned_on and before.mood == now.mood and _figures(before.quote) == _figures(now.quote)
    return fuzz.ratio(_folded(before.quote), _folded(now.quote)) if kept else 0.0


def _folded(quote: str) -> str:
    return " ".join(quote.split())


def _figures(quote: str) -> list[str]:
    return sorted(re.findall(r"\d+", quote))
