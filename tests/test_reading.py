"""How pairs reach the cross-encoder: both orders, and only once where the first look says unrelated."""

from __future__ import annotations

import numpy as np
import pytest

from reconcile.entail import LABELS, READINGS
from reconcile.judge.reading import SECOND_LOOK, UNRELATED_AT_SIGHT, entailments, read_pairs
from tests.factory import claim, pair, person, said

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


def test_what_looks_like_a_conflict_is_read_again_with_its_sentences():
    model = Recorder()
    ROWS["Ob es regnet, ist offen."] = [0.1, 0.1, 0.7, 0.1, 0.2, 0.2, 0.6]
    left, right = NEAR.left, NEAR.right
    (found,) = read_pairs(model, [NEAR], sentences={left.id: "Ob es regnet, ist offen."})
    assert found.entailment.conflicting >= SECOND_LOOK
    assert model.asked[2:] == [("Ob es regnet, ist offen.", right.text), (right.text, "Ob es regnet, ist offen.")]
    assert found.entailment.conflicting == pytest.approx(0.2)
    assert found.sentences.conflicting == pytest.approx(0.5)


def test_sentences_that_are_the_claims_are_not_read_again():
    model = Recorder()
    (found,) = read_pairs(model, [NEAR], sentences={NEAR.left.id: NEAR.left.text})
    assert len(model.asked) == 2
    assert found.sentences == found.entailment


def test_what_looks_like_no_conflict_is_not_read_again():
    model = Recorder()
    ROWS["Die Sitzung dauert."] = ROWS["Der Rat tagt."]
    calm = pair(claim("Der Rat tagt."), claim("Die Sitzung dauert.", "B"))
    (found,) = read_pairs(model, [calm], sentences={calm.left.id: "Der Rat tagt heute."})
    assert found.entailment.conflicting < SECOND_LOOK
    assert len(model.asked) == 2
    assert found.sentences == found.entailment


def test_one_name_is_read_in_one_spelling():
    model = Recorder()
    ROWS["Kiew feiert."] = ROWS["Es regnet."]
    left = claim("Kiew feiert.", mentions=(person("Kiew", "Kiew feiert.", "e1"),))
    right = claim("Kyjiw feiert.", "B", mentions=(person("Kyjiw", "Kyjiw feiert.", "e1"),))
    entailments(model, [pair(left, right)])
    assert model.asked == [("Kiew feiert.", "Kiew feiert."), ("Kiew feiert.", "Kiew feiert.")]
