"""Claims to candidate pairs: the top k of every other source by a fusion of dense and character similarity.

Blocking is by source, search is exact: blocked matrix products are right up to about 100,000 claims (measured
2026-11: 10,000 x 10,000 in 0.9 s). The fusion is a weighted sum after each score is made comparable per claim; on
labelled stories at sentence level e5 alone reaches 88 % recall at 3, the fusion 90 %, at 5 95 % (2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from claims.records import Claim
from reconcile.records import ClaimPair

Vectors = NDArray[np.float32]
NGRAM = 3
BUCKETS = 1 << 12
"""Hash buckets of the character n-grams; at 4,096 collisions cost nothing measurable on stories of some hundred claims."""

E5_MEDIAN, E5_DEVIATION = 0.806, 0.027
"""Cosine of random sentence pairs under multilingual-e5-small: median and deviation over 7,735 sentences (2026-11)."""


def pair_claims(
    claims: Sequence[Claim], vectors: Vectors, *, top_k: int, min_similarity: float, dense_weight: float
) -> tuple[ClaimPair, ...]:
    """Candidate pairs, each once, ordered by claim ids.

    `vectors` is (n, d) float32, L2-normalised, row i for claim i. A pair is kept when either claim is among the other's
    top k within its source, and their cosine reaches `min_similarity`.
    """
    rows: dict[str, list[int]] = {}
    for index, claim in enumerate(claims):
        rows.setdefault(claim.source, []).append(index)
    grams = character_vectors([claim.text for claim in claims])
    found: set[tuple[int, int]] = set()
    for left, right in combinations(sorted(rows), 2):
        a, b = np.array(rows[left]), np.array(rows[right])
        cosine = vectors[a] @ vectors[b].T
        fused = fuse(cosine, grams[a] @ grams[b].T, dense_weight)
        for i, j in _either_top(fused, top_k):
            if cosine[i, j] >= min_similarity:
                found.add((int(a[i]), int(b[j])))
    pairs = [_ordered(claims[i], claims[j], float(vectors[i] @ vectors[j])) for i, j in found]
    return tuple(sorted(pairs, key=lambda pair: (pair.left.id, pair.right.id)))


def fuse(cosine: Vectors, characters: Vectors, dense_weight: float) -> Vectors:
    """Weighted sum of the standardised cosine, clipped to [0, 1], and the character similarity, shapes (m, n)."""
    dense = np.clip((cosine - E5_MEDIAN) / (5 * E5_DEVIATION), 0.0, 1.0)
    return np.asarray(dense_weight * dense + (1.0 - dense_weight) * characters, dtype=np.float32)


def character_vectors(texts: Sequence[str]) -> Vectors:
    """L2-normalised tf-idf vectors (n, BUCKETS) of hashed character trigrams within words."""
    counts = np.zeros((len(texts), BUCKETS), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in re.findall(r"\w+", text.casefold()):
            padded = f" {word} "
            for start in range(len(padded) - NGRAM + 1):
                counts[row, _bucket(padded[start : start + NGRAM])] += 1.0
    frequency = (counts > 0).sum(axis=0)
    weighted = np.log1p(counts) * np.log((1 + len(texts)) / (1 + frequency)).astype(np.float32)
    norms = np.linalg.norm(weighted, axis=1, keepdims=True)
    return np.asarray(weighted / np.maximum(norms, 1e-9), dtype=np.float32)


def _bucket(gram: str) -> int:
    # Python's own hash of text is salted per process; this one is the same on every machine.
    value = 0
    for char in gram:
        value = (value * 1_000_003 + ord(char)) & 0xFFFFFFFF
    return (value ^ (value >> 15)) % BUCKETS


def _either_top(scores: Vectors, k: int) -> set[tuple[int, int]]:
    """Index pairs in which either side is among the other's k best; ties fall to the lower index."""
    found: set[tuple[int, int]] = set()
    for i, row in enumerate(scores):
        found.update((i, int(j)) for j in np.argsort(-row, kind="stable")[:k])
    for j, column in enumerate(scores.T):
        found.update((int(i), j) for i in np.argsort(-column, kind="stable")[:k])
    return found


def _ordered(left: Claim, right: Claim, similarity: float) -> ClaimPair:
    """Left is the claim of the source that sorts first, so that a pair looks the same whatever the reading order."""
    if (right.source, right.id) < (left.source, left.id):
        left, right = right, left
    return ClaimPair(left, right, round(similarity, 4))
