"""Trees and tags: always well formed, and the best there is."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.decode import best_tags, best_tree, softmax, tag_transitions, tagged_spans

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return True


@given(st.integers(1, 30), st.integers(0, 10_000))
def test_a_tree_with_one_root_comes_out(count: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    assert is_tree(best_tree(scores))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 4), st.integers(0, 10_000))
def test_no_tree_scores_higher(count: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)

    def total(heads: list[int]) -> float:
        return float(sum(scores[word, head] for word, head in enumerate(heads)))

    trees = [
        list(heads)
        for heads in product(range(count + 1), repeat=count)
        if is_tree(list(heads)) and all(head != word for word, head in enumerate(heads, start=1))
    ]
    assert total(best_tree(scores)) >= max(map(total, trees)) - 1e-4


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_tags_never_continue_what_has_not_begun(count: int, seed: int) -> None:
    scores = np.log(softmax(np.random.default_rng(seed).normal(size=(count, len(TAGS))).astype(np.float32)))
    tags = ["O", *(TAGS[tag] for tag in best_tags(scores, *tag_transitions(TAGS)))]
    assert all(tag[0] != "I" or before[1:] == tag[1:] for before, tag in pairwise(tags))


def test_spans_of_tags() -> None:
    tags = ["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-LOC"]
    assert tagged_spans(tags) == [(0, 2, "PER"), (3, 4, "LOC"), (4, 6, "LOC")]
