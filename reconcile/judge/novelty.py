"""Does a claim name what the other article never names? "Eleven works were stolen" against "seven objects were gone" may be a
conflict if the first article has no seven and the second no eleven; two things that both articles know are two things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claims.records import Claim, Mention, MentionKind
from reconcile.judge.alignment import quantities_of, same_amount
from reconcile.judge.evidence import Evidence
from reconcile.judge.spelling import same_name
from reconcile.judge.time import anchored_times, times_overlap

Same = Callable[[Mention, Mention], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that claims name: where its mentions are, and when two are one."""

    name: str
    mentions: Callable[[Claim], Sequence[Mention]]
    same: Same


def _named(*kinds: MentionKind) -> Callable[[Claim], list[Mention]]:
    return lambda claim: [mention for mention in claim.mentions if mention.kind in kinds]


KINDS = (
    Kind("quantity", quantities_of, same_amount),
    Kind("time", anchored_times, times_overlap),
    Kind("person", _named("person"), same_name),
    Kind("place", _named("place"), same_name),
    Kind("organization", _named("organization", "misc"), same_name),
)
NOVELTY = tuple(f"{what}_{kind.name}" for kind in KINDS for what in ("new", "parted"))
"""Columns of `novelties`, for each kind. new: either claim names one that the other article never does. parted: each names some,
all of them known to both articles, and none of them in both claims."""


def novelties(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """Rows (n, len(NOVELTY)) of zeros and ones, symmetric in the two claims of a pair.

    What an article names is what those of its claims name that stand in a pair with a claim of the other one.
    """
    claims: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
    for e in evidence:
        for claim, other in ((e.pair.left, e.pair.right), (e.pair.right, e.pair.left)):
            claims[claim.article_id, other.article_id][claim.id] = claim
    articles = {key: _Article(list(found.values())) for key, found in claims.items()}
    rows = [_row(e, articles) for e in evidence]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NOVELTY))


class _Article:
    """What the claims of one article name, asked again and again."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._named = {kind.name: [m for claim in claims for m in kind.mentions(claim)] for kind in KINDS}
        self._known: dict[tuple[str, int], bool] = {}

    def knows(self, kind: Kind, mention: Mention) -> bool:
        """Whether a claim of the article names the same."""
        key = kind.name, id(mention)
        if key not in self._known:
            self._known[key] = any(kind.same(mention, other) for other in self._named[kind.name])
        return self._known[key]


def _row(e: Evidence, articles: dict[tuple[str, str], _Article]) -> list[float]:
    left, right = e.pair.left, e.pair.right
    of_left = articles[left.article_id, right.article_id]
    of_right = articles[right.article_id, left.article_id]
    row: list[float] = []
    for kind in KINDS:
        ours, theirs = kind.mentions(left), kind.mentions(right)
        new = [any(not of_right.knows(kind, m) for m in ours), any(not of_left.knows(kind, m) for m in theirs)]
        apart = ours and theirs and not any(kind.same(a, b) for a in ours for b in theirs)
        row += [float(all(new)), float(bool(apart) and not any(new))]
    return row
