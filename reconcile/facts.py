"""The same fact across sources: agreeing pairs joined into groups, copies of one origin counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """Groups of agreeing claims, one claim a source, those with the most sources first, of these the most certain.

    The most certain findings join first. Two groups join when at least half of their claims agree across, and no source
    would stand twice; else the finding is a fact of its own. One wrong agreement would melt a whole story into one fact.
    """
    groups: dict[str, dict[str, Claim]] = {}
    apart: list[dict[str, Claim]] = []
    agreeing = [finding for finding in findings if finding.verdict == "agreeing"]
    known = {frozenset((finding.pair.left.id, finding.pair.right.id)) for finding in agreeing}
    for finding in sorted(agreeing, key=lambda f: (-f.confidence, f.id)):
        sides = (finding.pair.left, finding.pair.right)
        one, two = (groups.get(claim.id, {claim.source: claim}) for claim in sides)
        if one is two:
            continue
        across = [frozenset((a.id, b.id)) in known for a in one.values() for b in two.values()]
        if one.keys() & two.keys() or 2 * sum(across) < len(across):
            apart.append({claim.source: claim for claim in sides})
            continue
        merged = {**one, **two}
        groups |= {claim.id: merged for claim in merged.values()}
    joined = {id(group): group for group in groups.values()}
    facts = [Fact(_ordered(group), _origins(_ordered(group))) for group in (*joined.values(), *apart)]
    return tuple(sorted(facts, key=lambda fact: -len(fact.claims)))


def _ordered(group: Mapping[str, Claim]) -> tuple[Claim, ...]:
    return tuple(group[source] for source in sorted(group))


def _origins(group: Sequence[Claim]) -> int:
    kept: list[Claim] = []
    for claim in group:
        if not any(claim.source == other.source or same_origin(claim, other) for other in kept):
            kept.append(claim)
    return len(kept)
