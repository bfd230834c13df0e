"""How a pair stands among the others of its run: leads and support, symmetric, and neutral without company."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from claims.records import Span
from reconcile.judge.evidence import Entailment, gather
from reconcile.judge.standing import STANDING, standings
from tests.factory import claim, pair

LEFT, RIGHT, NEXT = claim("Es regnet."), claim("Es gießt.", "B"), claim("Es bleibt trocken.", "B")
ALIKE = gather(pair(LEFT, RIGHT), Entailment(agreeing=0.9, unrelated=0.05))
OPPOSED = gather(pair(LEFT, NEXT), Entailment(conflicting=0.6, unrelated=0.3))


def row(evidence, place=0):
    return dict(zip(STANDING, standings(evidence)[place], strict=True))


def test_a_pair_alone_leads_by_its_own_score_and_has_nothing_around_it():
    found = row([OPPOSED])
    assert (found["lead_related"], found["lead_conflicting"]) == pytest.approx((0.7, 0.6))
    assert all(found[name] == 0.0 for name in STANDING if not name.startswith("lead"))


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


def placed(text, source, start):
    """A claim of the sentence that begins there."""
    return claim(text, source, sentence=Span(start, start + 40))


def test_the_other_claims_of_the_two_sentences_and_of_their_neighbours_are_told_apart():
    left, beside = placed("Der Zug entgleiste.", "A", 0), placed("Niemand starb.", "A", 0)
    after = placed("Der Verkehr ruhte.", "A", 50)
    right, other, later = (
        placed("Der Zug fuhr.", "B", 0),
        placed("Zwei starben.", "B", 0),
        placed("Busse fuhren.", "B", 60),
    )
    one = gather(pair(left, right), Entailment(conflicting=0.5, unrelated=0.2))
    same_sentences = gather(pair(beside, other), Entailment(conflicting=0.8, unrelated=0.1))
    next_sentences = gather(pair(after, later), Entailment(agreeing=0.7, unrelated=0.3))
    found = row([one, same_sentences, next_sentences])
    assert (found["rest_agreeing"], found["rest_related"], found["rest_conflicting"]) == pytest.approx((0.0, 0.9, 0.8))
    assert (found["around_agreeing"], found["around_related"]) == pytest.approx((0.7, 0.7))
    assert found["shift"] == 0.0
    assert row([gather(pair(left, later)), one, next_sentences])["shift"] == 1.0


def test_a_rare_shared_word_tells_more_than_a_common_one():
    sources = [claim(f"Der Minister sprach über {word}.") for word in ("Weizen", "Kohle", "Stahl")]
    common = gather(pair(sources[0], claim("Der Minister schwieg.", "B")))
    rare = gather(pair(sources[1], claim("Die Kohle kommt aus Polen.", "B")))
    rows = [row([common, rare, gather(pair(sources[2], NEXT))], place) for place in (0, 1, 2)]
    assert rows[1]["rarest_word"] > rows[0]["rarest_word"] > 0.0 == rows[2]["rarest_word"] == rows[2]["rare_words"]
    assert all(0.0 <= one["rare_words"] <= 1.0 for one in rows)


def test_a_third_article_changes_nothing_for_two_others():
    third = gather(pair(LEFT, claim("Es schneit.", "C")), Entailment(agreeing=0.8, unrelated=0.1))
    both = [OPPOSED, ALIKE]
    assert np.array_equal(standings(both), standings([*both, third])[:2])


def test_no_pairs_give_no_rows():
    assert standings([]).shape == (0, len(STANDING))
