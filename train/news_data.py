"""The project's own labelled news pairs as training pairs for the verdict head of the cross-encoder.

Three sources: the corpus's train part; claims of one event that nobody paired ("same story, other fact" is what the model
meets most); and what a run makes of some tuning stories, of which the candidate pairs are labelled (`train/candidates.py`).
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconcile.entail import READINGS, with_speaker
from train.nli_data import ONE_HOT, Pair, Target

UNSURE: Target = (0.02, 0.10, 0.03, 0.85)
"""Target of a pair that nobody labelled: nearly always unrelated, now and then related without being noticed."""

TARGETS: dict[str, Target] = {
    name: tuple(float(place == at) for place in range(len(READINGS))) for at, name in enumerate(READINGS)
} | {"": UNSURE}
"""Targets of the verdict head, by label."""

UNRELATED = 0.6
"""Unpaired claims of the same event, for each labelled pair; half of them chosen for the words they share. It was 1.2 before three
in four of the hand-labelled candidate pairs of stories were unrelated ones."""

SAME = 0.15
"""Texts beside themselves, for each labelled pair. The corpus has no such pair, and a model that never met one called two
identical sentences a contradiction with probability .8 (2026-11)."""

SHORTENED = 0.15
"""Texts beside themselves without their last part, for each labelled pair: one says the other and more."""


@dataclass(frozen=True, slots=True)
class NewsPair:
    """Two claims of two sources, with their label (a verdict or "unrelated"); `split` is decided by the event's hash."""

    left: str
    right: str
    verdict: str
    event: str
    split: str
    languages: tuple[str, str]
    speakers: tuple[str, str]


def read_news(path: Path) -> list[NewsPair]:
    """The rows of `corpus/pairs.jsonl`."""
    return [_news_pair(row, row["verdict"], row["event"], row["split"]) for row in _rows(path)]


def read_stories(path: Path) -> list[NewsPair]:
    """Candidate pairs of tuning stories (`train/candidates.py`): verdict, "unrelated", or "" where nobody looked."""
    return [_news_pair(row, row["label"], row["story"], "train") for row in _rows(path)]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)


def _news_pair(row: dict[str, Any], verdict: str, event: str, split: str) -> NewsPair:
    left, right = row["left"], row["right"]
    return NewsPair(
        input_text(left), input_text(right), verdict, event, split,
        (row["lang_left"], row["lang_right"]), (left["speaker"], right["speaker"]),
    )  # fmt: skip


def input_text(side: dict[str, Any]) -> str:
    """A side of a row as the model reads it."""
    return with_speaker(str(side["text"]), str(side["speaker"]))


def both_ways(pairs: Sequence[NewsPair]) -> list[Pair]:
    """Every pair with a verdict in both orders; what is unrelated, or what nobody labelled, in one."""
    ahead = [Pair(pair.left, pair.right, TARGETS[pair.verdict]) for pair in pairs]
    related = [pair for pair in pairs if pair.verdict not in ("", "unrelated")]
    return ahead + [Pair(pair.right, pair.left, TARGETS[pair.verdict]) for pair in related]


def as_entailment(pairs: Sequence[NewsPair]) -> list[Pair]:
    """Labelled pairs for the entailment head: agreeing is entailment, adding neutral, conflicting contradiction."""
    named = {"agreeing": "entailment", "complementary": "neutral", "conflicting": "contradiction"}
    return [Pair(pair.left, pair.right, ONE_HOT[named[pair.verdict]]) for pair in pairs]


def unrelated(pairs: Sequence[NewsPair], rng: random.Random) -> list[Pair]:
    """Claims of one event from different pairs, `UNRELATED` for each labelled pair.

    Claims that a chain of labelled pairs joins are left out: of two that agree with a third nothing is known, but much may be
    guessed.
    """
    made = []
    for event in sorted({pair.event for pair in pairs}):
        rows = [pair for pair in pairs if pair.event == event]
        fact = _facts(rows)
        options = sorted(
            {
                (a.left, b.right)
                for a in rows
                for b in rows
                if a is not b and fact[a.left] != fact[b.right] and a.left != b.right
            }
        )
        wanted = min(len(options), round(UNRELATED * len(rows)))
        alike = sorted(options, key=lambda option: -_shared_words(*option))[: wanted // 2]
        chosen = [*alike, *rng.sample(options, wanted - len(alike))]
        made += [Pair(left, right, TARGETS[""]) for left, right in chosen]
    return made


def _facts(rows: Sequence[NewsPair]) -> dict[str, str]:
    """For every claim of an event one claim that stands for all that labelled pairs join to it."""
    joined: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        joined[row.left].add(row.right)
        joined[row.right].add(row.left)
    fact: dict[str, str] = {}
    for text in joined:
        todo = [text]
        while todo:
            one = todo.pop()
            if one not in fact:
                fact[one] = text
                todo += joined[one]
    return fact


def _shared_words(left: str, right: str) -> int:
    return len(set(left.casefold().split()) & set(right.casefold().split()))


def same_and_shortened(pairs: Sequence[NewsPair], rng: random.Random) -> list[Pair]:
    """Texts beside themselves, whole and without their last part: both agree."""
    texts = sorted({text for pair in pairs for text in (pair.left, pair.right)})
    cut = [(text, short) for text in texts if (short := _without_last_part(text))]
    shortened = rng.sample(cut, min(len(cut), round(SHORTENED * len(pairs))))
    same = [(text, text) for text in rng.sample(texts, round(SAME * len(pairs)))]
    return [Pair(left, right, TARGETS["agreeing"]) for left, right in (*same, *shortened)]


def _without_last_part(text: str) -> str:
    """The text up to its last comma, "" where too little would be left or taken away."""
    head, _, tail = text.rstrip(".").rpartition(", ")
    return f"{head}." if len(head.split()) >= 5 and len(tail.split()) >= 3 and "“" not in tail else ""
