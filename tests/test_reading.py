"""How pairs reach the cross-encoder: both orders, and only once where the first look says unrelated."""

from __future__ import annotations

import numpy as np
import pytest

from reconcile.entail import LABELS, READINGS
from reconcile.judge.judge import UNRELATED_AT_SIGHT, entailments
from tests.factory import claim, pair, said

ROWS = {
    "Es regnet.": [0.6, 0.2, 0.1, 0.1, 0.7, 0.2, 0.1],
    "Es gießt.": [0.4, 0.2, 0.3, 0.1, 0.3, 0.4, 0.3],
    "Der Rat tagt.": [0.0, 0.1, 0.0, 0.9, 0.1, 0.8, 0.1],
}


class Recorder:
    """Answers by the premise and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def read(self, pairs):
        self.asked += pairs
        return np.array([ROWS[left] for left, _ in pairs], np.float32).reshape(len(pairs), len(READINGS) + len(LABELS))


NEAR = pair(claim("Es regnet."), claim("Es gießt.", "B"))
FAR = pair(claim("Der Rat tagt."), claim("Es gießt.", "B"))


def test_a_pair_is_read_in_both_orders_and_averaged():
    (found,) = entailments(Recorder(), [NEAR])
    assert (found.forward, found.backward) == pytest.approx((0.7, 0.3))
    assert (found.agreeing, found.conflicting, found.unrelated) == pytest.approx((0.5, 0.2, 0.1))
    assert found.agreeing + found.complementary + found.conflicting + found.unrelated == pytest.approx(1.0)


def test_what_looks_unrelated_is_not_read_again_when_skimming():
    model = Recorder()
    assert ROWS["Der Rat tagt."][3] > UNRELATED_AT_SIGHT
    near, far = entailments(model, [NEAR, FAR], skim=True)
    assert near is not None
    assert far is None
    assert model.asked == [("Es regnet.", "Es gießt."), ("Der Rat tagt.", "Es gießt."), ("Es gießt.", "Es regnet.")]


def test_given_pairs_are_always_read_in_full():
    assert all(found is not None for found in entailments(Recorder(), [NEAR, FAR]))
    assert entailments(Recorder(), []) == []


def test_the_speaker_stands_in_front():
    model = Recorder()
    ROWS["Ada Weber: Es regnet."] = ROWS["Es regnet."]
    entailments(model, [pair(said("Es regnet.", "Ada Weber"), claim("Es gießt.", "B"))])
    assert model.asked[0][0] == "Ada Weber: Es regnet."
