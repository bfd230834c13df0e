"""How a pair stands among the other pairs of its two articles: a claim that one sentence of the other article confirms is rarely
contradicted by the next one, of several neighbours the nearest is the one that speaks of the same thing, and what stands around
two claims tells whether both are about one moment.

Two articles at a time, so that a further article changes nothing for the pairs of these two.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from claims.records import Claim, Span
from reconcile.judge.evidence import Evidence
from reconcile.judge.words import content_words

STANDING = (
    "support_more", "support_less", "lead_related", "lead_conflicting",
    "rest_agreeing", "rest_related", "rest_conflicting", "around_agreeing", "around_related", "shift",
    "rare_words", "rarest_word",
)  # fmt: skip
"""Columns of `standings`. How far the other article confirms either claim elsewhere, for the claim that is confirmed more and for
the other one; by how much the pair is more related, and more of a conflict, than the next best of its claims. What the other
claims of the same two sentences make of each other (rest), and the sentences next to them (around); how far apart the two stand
in their articles (shift, 0 to 1). How much of the shorter claim's content the two share if rare words count more, and the rarest
shared word."""

Place = tuple[int, int]
"""The numbers of the two sentences of a pair, of the first article and of the second."""
_NOTHING = (0.0, 0.0, 0.0)


def standings(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """Rows (n, len(STANDING)), symmetric in the two claims of a pair; the order of the pairs does not matter."""
    rows = np.zeros((len(evidence), len(STANDING)))
    for places in _by_articles(evidence).values():
        rows[places] = _rows([evidence[place] for place in places])
    return rows


def _by_articles(evidence: Sequence[Evidence]) -> dict[tuple[str, str], list[int]]:
    """Places of the pairs of the same two articles."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, e in enumerate(evidence):
        first, second = _sides(e)
        found[first.article_id, second.article_id].append(place)
    return found


def _sides(e: Evidence) -> tuple[Claim, Claim]:
    """The claim of the article whose id comes first, and the other."""
    left, right = e.pair.left, e.pair.right
    return (left, right) if left.article_id <= right.article_id else (right, left)


def _rows(evidence: Sequence[Evidence]) -> list[tuple[float, ...]]:
    """One row a pair, of all pairs of two articles."""
    leads = _Leads(evidence)
    surroundings = _Surroundings(evidence)
    words = _Words(claim for e in evidence for claim in _sides(e))
    return [(*leads.of(e), *surroundings.of(e), *words.of(e)) for e in evidence]


class _Leads:
    """What else the claims of a pair are paired with."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._neighbours: dict[str, list[Evidence]] = defaultdict(list)
        for e in evidence:
            for claim in _sides(e):
                self._neighbours[claim.id].append(e)

    def of(self, e: Evidence) -> tuple[float, ...]:
        """The first four columns."""
        sides = []
        for claim in _sides(e):
            rest = [other.entailment for other in self._neighbours[claim.id] if other is not e]
            sides.append(
                (
                    max((one.agreeing for one in rest), default=0.0),
                    e.entailment.related - max((one.related for one in rest), default=0.0),
                    e.entailment.conflicting - max((one.conflicting for one in rest), default=0.0),
                )
            )
        (support, related, conflicting), (other_support, other_related, other_conflicting) = sides
        return (
            max(support, other_support), min(support, other_support),
            min(related, other_related), min(conflicting, other_conflicting),
        )  # fmt: skip


class _Surroundings:
    """What stands beside the claims of a pair in their articles."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        spans: tuple[set[Span], set[Span]] = (set(), set())
        for e in evidence:
            for side, claim in zip(spans, _sides(e), strict=True):
                side.add(claim.sentence)
        self._numbers = [{span: number for number, span in enumerate(sorted(side))} for side in spans]
        self._at: dict[Place, list[Evidence]] = defaultdict(list)
        for e in evidence:
            self._at[self._place(e)].append(e)
        self._best = {place: _readings(found) for place, found in self._at.items()}

    def of(self, e: Evidence) -> tuple[float, ...]:
        """The columns "rest", "around" and "shift"."""
        first, second = place = self._place(e)
        rest = _readings(other for other in self._at[place] if other is not e)
        near = [
            self._best.get((first + one, second + other), _NOTHING)
            for one, other in product((-1, 0, 1), repeat=2)
            if one or other
        ]
        agreeing, related = (max(reading[column] for reading in near) for column in (0, 1))
        ends = [max(1, len(numbers) - 1) for numbers in self._numbers]
        return (*rest, agreeing, related, abs(first / ends[0] - second / ends[1]))

    def _place(self, e: Evidence) -> Place:
        first, second = (numbers[claim.sentence] for numbers, claim in zip(self._numbers, _sides(e), strict=True))
        return first, second


def _readings(evidence: Iterable[Evidence]) -> tuple[float, float, float]:
    """The highest agreeing, related and conflicting of some pairs."""
    read = [(e.entailment.agreeing, e.entailment.related, e.entailment.conflicting) for e in evidence]
    agreeing, related, conflicting = (max(column) for column in zip(*read, strict=True)) if read else _NOTHING
    return agreeing, related, conflicting


class _Words:
    """How rare each word is among the claims of two articles (inverse document frequency, Spärck Jones 1972)."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        unique = {claim.id: claim for claim in claims}
        found = Counter(word for claim in unique.values() for word in content_words(claim.text, claim.language))
        self._rarity = {word: math.log((len(unique) + 1) / (count + 0.5)) for word, count in found.items()}

    def of(self, e: Evidence) -> tuple[float, float]:
        """The last two columns."""
        left, right = (content_words(claim.text, claim.language) for claim in _sides(e))
        shared = [self._rarity[word] for word in sorted(left & right)]
        if not shared:
            return 0.0, 0.0
        least = min(math.fsum(self._rarity[word] for word in words) for words in (left, right))
        return math.fsum(shared) / max(0.5, least), max(shared)
