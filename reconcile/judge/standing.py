"""How a pair stands among the other pairs of its run: a claim that one sentence of the other article confirms is rarely
contradicted by the next one, and of several neighbours the nearest is the one that speaks of the same thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reconcile.judge.evidence import Evidence

STANDING = ("support_more", "support_less", "lead_related", "lead_conflicting")
"""Columns of `standings`: how far the other article confirms either claim elsewhere, for the claim that is confirmed more
and for the other one; by how much the pair is more related, and more of a conflict, than the next best of its claims."""


def standings(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """Rows (n, len(STANDING)), symmetric in the two claims of a pair."""
    neighbours: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, e in enumerate(evidence):
        for claim, other in ((e.pair.left, e.pair.right), (e.pair.right, e.pair.left)):
            neighbours[claim.id, other.article_id].append(place)
    rows = []
    for place, e in enumerate(evidence):
        sides = []
        for claim, other in ((e.pair.left, e.pair.right), (e.pair.right, e.pair.left)):
            rest = [evidence[i].entailment for i in neighbours[claim.id, other.article_id] if i != place]
            sides.append(
                (
                    max((one.agreeing for one in rest), default=0.0),
                    e.entailment.related - max((one.related for one in rest), default=0.0),
                    e.entailment.conflicting - max((one.conflicting for one in rest), default=0.0),
                )
            )
        (support, related, conflicting), (other_support, other_related, other_conflicting) = sides
        rows.append(
            (
                max(support, other_support),
                min(support, other_support),
                min(related, other_related),
                min(conflicting, other_conflicting),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(STANDING))
