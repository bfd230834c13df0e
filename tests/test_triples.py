"""The project's own German entailment triples are complete and do not give their labels away."""

from __future__ import annotations

import re
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline

from train.nli_data import ONE_HOT, read_own

FOLDER = Path(__file__).parents[1] / "corpus" / "entailment"
PAIRS = read_own(FOLDER)
HYPOTHESIS_ONLY = 0.58
"""Accuracy of a bag of words of the hypothesis alone; chance is .333. On SNLI such a model reaches .67 and on MNLI .52 to .54
(Gururangan et al. 2018, with a stronger model)."""


def test_every_line_has_a_premise_and_three_different_hypotheses() -> None:
    for path in FOLDER.glob("*.tsv"):
        for line in path.read_text("utf-8").splitlines():
            cells = [cell.strip() for cell in line.split("\t")]
            assert len(cells) == 4
            assert all(cells)
            assert len(set(cells)) == 4


def test_every_premise_stands_there_once_with_every_label() -> None:
    assert {pair.target for pair in PAIRS} == set(ONE_HOT.values())
    assert 3 * len({pair.premise for pair in PAIRS}) == len(PAIRS)


def test_negation_stands_with_every_label() -> None:
    negated = re.compile(r"\b(nicht|kein\w*|nie\w*)\b", re.IGNORECASE)
    for target in ONE_HOT.values():
        own = [pair for pair in PAIRS if pair.target == target]
        assert 0.08 < sum(bool(negated.search(pair.hypothesis)) for pair in own) / len(own) < 0.25


def test_the_hypothesis_alone_hardly_tells_the_label() -> None:
    model = make_pipeline(CountVectorizer(min_df=2, binary=True), LogisticRegression(C=0.1, max_iter=300))
    labels = [pair.target.index(1.0) for pair in PAIRS]
    groups = [pair.premise for pair in PAIRS]
    found = cross_val_score(model, [pair.hypothesis for pair in PAIRS], labels, groups=groups, cv=GroupKFold(5))
    assert found.mean() < HYPOTHESIS_ONLY
