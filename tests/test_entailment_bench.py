"""The entailment benchmark: which lines count, and what it says of a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.entailment import at_threshold, confusion, precision_recall_f1, read_pairs, report


def test_headers_and_unlabelled_lines_are_left_out_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("premise\thypothesis\tlabel\na\tb\tEntailment\nc\td\t-\ne\tf\tcontradictory\r\n\n", "utf-8")
    pairs, classes, left_out = read_pairs(path)
    assert pairs == [("a", "b"), ("e", "f")]
    assert (classes, left_out) == ([0, 2], 2)


def test_figures_of_a_confusion() -> None:
    table = confusion([0, 1, 2, 2], [0, 1, 2, 0])
    assert precision_recall_f1(table, 2) == (1.0, 0.5, 2 / 3)
    lines = report(Path("x.tsv"), table, 2.0, 1).splitlines()
    assert lines[1] == "accuracy 0.750"
    assert "contradiction precision 1.000 recall 0.500" in lines


def test_precision_and_recall_at_the_operating_threshold() -> None:
    scores, truth = np.array([0.95, 0.92, 0.5, 0.1], np.float32), np.array([True, False, True, False])
    assert at_threshold(scores, truth, 0.9) == "contradiction precision 0.500 recall 0.500 at threshold 0.900"
    assert at_threshold(scores, truth, 0.99).startswith("contradiction precision 0.000 recall 0.000")
