"""The same fact across sources: agreeing pairs joined into groups, copies of one origin counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.records import Claim
from reconcile.records import Finding

ONE_ORIGIN = 0.92
"""Character ratio from which two passages are taken as copies of one text (agency wire); news paraphrases of one fact
stay below .8 on the project's own stories (2026-11)."""
MIN_LENGTH = 40
"""Shorter passages ("Drei Polizisten wurden verletzt.") coincide without having been copied."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Claims of several sources that state one fact; `origins` counts copies of one text once."""

    claims: tuple[Claim, ...]
    origins: int


def same_origin(left: Claim, right: Claim) -> bool:
    """Whether two passages are so alike that one source, or an agency, wrote them."""
    from rapidfuzz import fuzz

    if min(len(left.quote), len(right.quote)) < MIN_LENGTH:
        return False
    return bool(fuzz.ratio(left.quote, right.quote) >= 100 * ONE_ORIGIN)


def group_facts(findings: Sequence[Finding]) -> tuple[Fact, ...]:
    """Connected groups of agreeing claims, those with the most sources first."""
    parent: dict[str, str] = {}
    claims: dict[str, Claim] = {}

    def find(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for finding in findings:
        if finding.verdict == "agreeing":
            for claim in (finding.pair.left, finding.pair.right):
                parent.setdefault(claim.id, claim.id)
                claims[claim.id] = claim
            one, two = sorted((find(finding.pair.left.id), find(finding.pair.right.id)))
            parent[two] = one
    groups: dict[str, list[Claim]] = {}
    for name in sorted(parent):
        groups.setdefault(find(name), []).append(claims[name])
    facts = [Fact(tuple(group), _origins(group)) for group in groups.values()]
    return tuple(sorted(facts, key=lambda f: (-len({c.source for c in f.claims}), f.claims[0].id)))


def _origins(group: Sequence[Claim]) -> int:
    kept: list[Claim] = []
    for claim in group:
        if not any(claim.source == other.source or same_origin(claim, other) for other in kept):
            kept.append(claim)
    return len(kept)
