"""The corpus's details told six ways are complete, and their sentences alone do not give the verdicts away."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline

from bench.facts import FOLDER, PARTS, VERDICTS, figures, pairs_of, read_groups

FOLDERS = (FOLDER, FOLDER / "plain")
GROUPS = [group for folder in FOLDERS for group in read_groups(folder)]
VERSION_ALONE = 0.62
"""Accuracy with which a bag of words tells from a sentence alone which of the two versions it belongs to; chance is .5."""


def test_every_group_has_two_different_sentences_of_each_part() -> None:
    for group in GROUPS:
        texts = [text for part in PARTS for text in group[part]]
        assert set(group) == {"event", "kind", *PARTS}
        assert len(set(texts)) == 6
        assert all(2 <= len(text.split()) <= 40 and text == text.strip() for text in texts)


def test_a_group_gives_ten_pairs_of_three_verdicts() -> None:
    for group in GROUPS:
        pairs = list(pairs_of(group))
        assert Counter(pair.verdict for pair in pairs) == {"agreeing": 2, "conflicting": 4, "complementary": 4}
        assert all(pair.left != pair.right for pair in pairs)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_sentence_alone_hardly_tells_its_version(folder: Path) -> None:
    told = [(text, part, group["event"]) for group in read_groups(folder) for part in "ab" for text in group[part]]
    texts, parts, events = zip(*told, strict=True)
    model = make_pipeline(CountVectorizer(), LogisticRegression(max_iter=1_000))
    assert cross_val_score(model, texts, parts, groups=events, cv=GroupKFold(3)).mean() < VERSION_ALONE


def test_figures_of_a_reader_that_is_always_right() -> None:
    pairs = list(pairs_of(GROUPS[0]))
    right = np.eye(len(VERDICTS), dtype=np.float32)[[VERDICTS.index(pair.verdict) for pair in pairs]]
    assert figures(pairs, right).endswith("accuracy 1.000  macro F1 1.000  AUC of conflicts 1.000")
