"""Pairing: across sources only, each pair once, the same whatever the order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.pair import character_vectors, fuse, pair_claims
from tests.factory import claim

WORDS = ["Brand", "Halle", "Rat", "Haushalt", "Zug", "Bremen", "Stau", "Tor"]


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def pairs_of(claims, vectors, top_k=2):
    found = pair_claims(claims, vectors, top_k=top_k, min_similarity=0.0, dense_weight=0.6)
    return [(p.left.id, p.right.id, p.similarity) for p in found]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_order_of_claims_does_not_matter_and_sources_differ(data):
    n = data.draw(st.integers(2, 9))
    texts = [" ".join(data.draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4))) + f" {i}" for i in range(n)]
    claims = [claim(text, data.draw(st.sampled_from("ABC"))) for text in texts]
    vectors = unit(np.random.default_rng(n).normal(size=(n, 8)))
    order = data.draw(st.permutations(range(n)))
    mixed = pairs_of([claims[i] for i in order], vectors[list(order)])
    assert pairs_of(claims, vectors) == mixed
    assert len({(a, b) for a, b, _ in mixed}) == len(mixed)
    source = {c.id: c.source for c in claims}
    assert all(source[a] != source[b] for a, b, _ in mixed)


def test_the_nearest_claim_of_the_other_source_is_kept_in_either_direction():
    claims = [
        claim("Der Brand zerstörte die Halle", "A"),
        claim("Die Halle brannte aus", "B"),
        claim("Es schneit", "B"),
    ]
    vectors = unit([[1, 0.1, 0], [1, 0, 0], [0, 0, 1]])
    kept = {frozenset((a, b)) for a, b, _ in pairs_of(claims, vectors, top_k=1)}
    assert frozenset((claims[0].id, claims[1].id)) in kept


def test_a_low_cosine_is_no_pair():
    claims = [claim("Eins", "A"), claim("Zwei", "B")]
    assert pair_claims(claims, unit([[1, 0], [0, 1]]), top_k=3, min_similarity=0.5, dense_weight=0.6) == ()


def test_same_texts_have_character_similarity_one():
    vectors = character_vectors(["Der Zug fuhr ab", "Der Zug fuhr ab", "Ganz anderes"])
    assert float(vectors[0] @ vectors[1]) == pytest.approx(1.0, abs=1e-5)


def test_the_fusion_stays_in_range():
    scores = fuse(np.array([[0.2, 1.0]], dtype=np.float32), np.array([[0.0, 1.0]], dtype=np.float32), 0.6)
    assert scores.min() >= 0.0
    assert scores.max() <= 1.0


def test_no_claims_give_no_pairs():
    assert pairs_of([], np.zeros((0, 4), dtype=np.float32)) == []
