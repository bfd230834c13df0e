"""How pairs reach the cross-encoder: which are read, in both orders, and which a second time by their whole sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from reconcile.entail import LABELS, READINGS, with_speaker
from reconcile.judge.evidence import Entailment, Evidence, gather, with_entailment, with_sentences, worth_reading
from reconcile.judge.spelling import one_spelling
from reconcile.records import ClaimPair

if TYPE_CHECKING:
    from claims.weights import FloatArray
    from reconcile.entail import EntailmentModel

UNRELATED = READINGS.index("unrelated")
UNRELATED_AT_SIGHT = 0.7
"""Probability of being unrelated from which a candidate pair is left alone: a fifth of what is read, 2 % of the related pairs
(tuning stories, 2026-11; the head was trained with soft labels and never says more than .8)."""
SECOND_LOOK = 0.1
"""Probability of a conflict from which the sentences are read as well. On 40 stories held out by story (2026-11) half of the pairs
reach it, and nine in ten conflicts; with it a quarter more conflicts get a probability of .5, as many of them right."""

NO_SENTENCES: Mapping[str, str] = MappingProxyType({})


def read_pairs(
    model: EntailmentModel,
    pairs: Sequence[ClaimPair],
    *,
    skim: bool = False,
    sentences: Mapping[str, str] = NO_SENTENCES,
) -> list[Evidence | None]:
    """The evidence of every pair, with what the cross-encoder makes of it, in batches.

    With `skim` as in a run: None for pairs that are not worth reading or look unrelated. `sentences` holds the whole sentence
    of a claim by the claim's id: what looks like a conflict is read again with it, for a claim may have been cut badly.
    """
    found = [gather(pair) for pair in pairs]
    kept = [place for place, e in enumerate(found) if not skim or worth_reading(e)]
    scores = entailments(model, [pairs[place] for place in kept], skim=skim)
    read: list[Evidence | None] = [None] * len(pairs)
    for place, score in zip(kept, scores, strict=True):
        if score is not None:
            read[place] = with_entailment(found[place], score)
    return _look_again(model, read, sentences)


def _look_again(
    model: EntailmentModel, read: list[Evidence | None], sentences: Mapping[str, str]
) -> list[Evidence | None]:
    """The same evidence, with what the cross-encoder makes of the sentences where there is a point in asking."""
    texts: dict[int, tuple[str, str]] = {}
    for place, e in enumerate(read):
        if e is not None and e.entailment.conflicting >= SECOND_LOOK:
            whole = _input(e.pair, sentences)
            if whole != _input(e.pair):
                texts[place] = whole
    again = list(read)
    for place, score in zip(texts, _both_ways(model, [*texts.values()]), strict=True):
        e = read[place]
        if e is not None and score is not None:
            again[place] = with_sentences(e, score)
    return again


def entailments(model: EntailmentModel, pairs: Sequence[ClaimPair], *, skim: bool = False) -> list[Entailment | None]:
    """What the cross-encoder makes of each pair, read in both orders.

    With `skim` a pair that looks unrelated in its own order is not read again and gives None: most candidates of a run.
    """
    return _both_ways(model, [_input(pair) for pair in pairs], skim=skim)


def _input(pair: ClaimPair, sentences: Mapping[str, str] = NO_SENTENCES) -> tuple[str, str]:
    """The two texts of a pair as the model reads them."""
    left, right = (with_speaker(sentences.get(c.id, c.text), c.speaker) for c in (pair.left, pair.right))
    return one_spelling(pair, left, right)


def _both_ways(
    model: EntailmentModel, texts: Sequence[tuple[str, str]], *, skim: bool = False
) -> list[Entailment | None]:
    """What the model makes of each pair of texts in both orders; None for what `skim` leaves out."""
    ahead = model.read(texts)
    kept = [place for place, row in enumerate(ahead) if not skim or row[UNRELATED] < UNRELATED_AT_SIGHT]
    back = model.read([texts[place][::-1] for place in kept])
    found: list[Entailment | None] = [None] * len(texts)
    for place, reverse in zip(kept, back, strict=True):
        found[place] = _both(ahead[place], reverse)
    return found


def _both(ahead: FloatArray, back: FloatArray) -> Entailment:
    """Two rows of `EntailmentModel.read`, of a pair and of the pair turned round."""
    verdicts, labels = len(READINGS), len(READINGS) + len(LABELS)
    mean = [float(value) for value in (ahead + back) / 2]
    agreeing, complementary, conflicting, unrelated = mean[:verdicts]
    _, neutral, contradiction = mean[verdicts:labels]
    return Entailment(
        float(ahead[verdicts]), float(back[verdicts]), contradiction, neutral,
        agreeing, complementary, conflicting, unrelated,
    )  # fmt: skip
