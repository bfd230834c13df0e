"""Findings that turn on the same claims, put together: one subject a group, and the chain of an update."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from claims.records import Claim, Quantity
from reconcile.facts import Fact
from reconcile.records import Entity, Finding

LABEL_NAMES = 2
"""Names in a subject's heading; more make it a sentence."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Findings about one thing, the most certain first, and a short label taken from their own words.

    `neutral` tells that the label is a name or what is counted, not one side's statement.
    """

    label: str
    neutral: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One report in an update: the claim and the value that it gives."""

    claim: Claim
    value: str


def group_subjects(
    findings: Sequence[Finding], facts: Sequence[Fact], entities: Sequence[Entity]
) -> tuple[Subject, ...]:
    """Groups of findings that share a claim, or claims that agree; the most certain group with the most sources first."""
    joined: dict[str, str] = {}
    for number, fact in enumerate(facts):
        for claim in fact.claims:
            joined.setdefault(claim.id, f"fact {number}")
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for finding in findings:
        one, two = (root(joined.get(claim.id, claim.id)) for claim in _sides(finding))
        parent[max(one, two)] = min(one, two)
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(root(joined.get(finding.pair.left.id, finding.pair.left.id)), []).append(finding)
    names = {entity.id: entity.canonical for entity in entities}
    subjects = [
        Subject(*_label(group, names), tuple(sorted(group, key=lambda f: (-f.confidence, f.id))))
        for group in groups.values()
    ]
    return tuple(sorted(subjects, key=lambda s: (-s.findings[0].confidence, -_sources(s), s.findings[0].id)))


def steps(subject: Subject) -> tuple[Step, ...]:
    """The reports of an update in the order of their publication; one without a time comes last."""
    found: dict[str, Step] = {}
    for finding in subject.findings:
        for claim, value in zip(_sides(finding), finding.values, strict=True):
            found.setdefault(claim.id, Step(claim, value))
    return tuple(sorted(found.values(), key=lambda step: _moment(step.claim)))


def _moment(claim: Claim) -> tuple[bool, str, str, str]:
    from datetime import UTC

    time = claim.published
    at = time.astimezone(UTC).isoformat() if time and time.tzinfo else time.isoformat() if time else ""
    return time is None, at, claim.source, claim.id


def _sides(finding: Finding) -> tuple[Claim, Claim]:
    return finding.pair.left, finding.pair.right


def _sources(subject: Subject) -> int:
    return len({claim.source for finding in subject.findings for claim in _sides(finding)})


def _label(group: Sequence[Finding], names: dict[str, str]) -> tuple[str, bool]:
    """What is counted, and the names that most of the group's claims share; else the shortest of its claims."""
    claims = {claim.id: claim for finding in group for claim in _sides(finding)}
    counts: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for claim in claims.values():
        counts.update({names[m.entity] for m in claim.mentions if m.entity in names})
        counted.update({m.value.counted for m in claim.mentions if isinstance(m.value, Quantity) and m.value.counted})
    shared = [name for name, times in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if times > 1]
    told = [name for name, times in sorted(counted.items(), key=lambda c: (-c[1], c[0])) if times > 1]
    chosen = [*shared[:LABEL_NAMES], *told[:1]]
    if chosen:
        return ", ".join(chosen), True
    return min((claim.text for claim in claims.values()), key=lambda text: (len(text), text)).rstrip(" ."), False
