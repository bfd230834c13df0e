"""How a pair stands among the others of its run: leads and support, symmetric, and neutral without company."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from reconcile.judge.evidence import Entailment, gather
from reconcile.judge.standing import STANDING, standings
from tests.factory import claim, pair

LEFT, RIGHT, NEXT = claim("Es regnet."), claim("Es gießt.", "B"), claim("Es bleibt trocken.", "B")
ALIKE = gather(pair(LEFT, RIGHT), Entailment(agreeing=0.9, unrelated=0.05))
OPPOSED = gather(pair(LEFT, NEXT), Entailment(conflicting=0.6, unrelated=0.3))


def row(evidence, place=0):
    return dict(zip(STANDING, standings(evidence)[place], strict=True))


def test_a_pair_alone_leads_by_its_own_score_and_has_no_support():
    assert row([OPPOSED]) == pytest.approx(
        {"support_more": 0.0, "support_less": 0.0, "lead_related": 0.7, "lead_conflicting": 0.6}
    )


def test_a_claim_that_another_sentence_confirms_is_supported_in_its_other_pair():
    found = row([OPPOSED, ALIKE])
    assert found["support_more"] == pytest.approx(0.9)
    assert found["support_less"] == 0.0
    assert found["lead_related"] == pytest.approx(0.7 - 0.95)


def test_order_of_pairs_and_of_claims_does_not_matter():
    turned = gather(pair(NEXT, LEFT), OPPOSED.entailment)
    assert np.allclose(standings([OPPOSED, ALIKE])[0], standings([turned, ALIKE])[0])
    first = {id(e): tuple(r) for e, r in zip([OPPOSED, ALIKE], standings([OPPOSED, ALIKE]), strict=True)}
    for order in permutations([OPPOSED, ALIKE]):
        assert {id(e): tuple(r) for e, r in zip(order, standings(order), strict=True)} == first


def test_no_pairs_give_no_rows():
    assert standings([]).shape == (0, len(STANDING))
