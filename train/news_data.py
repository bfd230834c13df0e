"""The project's own labelled news pairs as training pairs for the entailment model.

agreeing is entailment, complementary neutral, conflicting contradiction. Claims of one event that nobody paired are
neutral: "same story, other fact" is what the model meets most. Only the corpus's train part is learned from.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from train.nli_data import ONE_HOT, Pair

TARGETS = {
    "agreeing": ONE_HOT["entailment"],
    "complementary": ONE_HOT["neutral"],
    "conflicting": ONE_HOT["contradiction"],
}
UNRELATED = 1.2
"""Unpaired claims of the same event, for each labelled pair; half of them chosen for the words they share."""

SAME = 0.2
"""Texts beside themselves, for each labelled pair. The corpus has no such pair, and a model that never met one called two
identical sentences a contradiction with probability .8 (2026-11)."""

SHORTENED = 0.3
"""Texts beside themselves without their last part, for each labelled pair: the long one entails the short one."""


@dataclass(frozen=True, slots=True)
class NewsPair:
    """Two claims of two sources, with their verdict; `split` is decided by the event's hash."""

    left: str
    right: str
    verdict: str
    event: str
    split: str
    languages: tuple[str, str]
    speakers: tuple[str, str]


def read_news(path: Path) -> list[NewsPair]:
    """The rows of `corpus/pairs.jsonl`."""
    rows = (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)
    return [
        NewsPair(
            input_text(row["left"]), input_text(row["right"]), row["verdict"], row["event"], row["split"],
            (row["lang_left"], row["lang_right"]), (row["left"]["speaker"], row["right"]["speaker"]),
        )
        for row in rows
    ]  # fmt: skip


def input_text(side: dict[str, Any]) -> str:
    """A claim as the judge hands it over: its speaker in front, unless the text already has his last name."""
    speaker = str(side["speaker"])
    named = not speaker or speaker.split()[-1].casefold() in side["text"].casefold()
    return str(side["text"]) if named else f"{speaker}: {side['text']}"


def both_ways(pairs: Sequence[NewsPair]) -> list[Pair]:
    """Every labelled pair in both orders."""
    return [
        Pair(premise, hypothesis, TARGETS[pair.verdict])
        for pair in pairs
        for premise, hypothesis in ((pair.left, pair.right), (pair.right, pair.left))
    ]


def unrelated(pairs: Sequence[NewsPair], rng: random.Random) -> list[Pair]:
    """Claims of one event from different pairs that no labelled pair joins, `UNRELATED` for each labelled pair."""
    made = []
    for event in sorted({pair.event for pair in pairs}):
        rows = [pair for pair in pairs if pair.event == event]
        linked = {frozenset((pair.left, pair.right)) for pair in rows}
        options = [
            (a.left, b.right)
            for a in rows
            for b in rows
            if a is not b and a.left != b.right and frozenset((a.left, b.right)) not in linked
        ]
        wanted = min(len(options), round(UNRELATED * len(rows)))
        alike = sorted(options, key=lambda option: -_shared_words(*option))[: wanted // 2]
        others = rng.sample(options, wanted - len(alike))
        made += [Pair(left, right, ONE_HOT["neutral"]) for left, right in (*alike, *others)]
    return made


def _shared_words(left: str, right: str) -> int:
    return len(set(left.casefold().split()) & set(right.casefold().split()))


def same_and_shortened(pairs: Sequence[NewsPair], rng: random.Random) -> list[Pair]:
    """Texts beside themselves, whole (entailment) and without their last part (entailed, but not entailing)."""
    texts = sorted({text for pair in pairs for text in (pair.left, pair.right)})
    made = [Pair(text, text, ONE_HOT["entailment"]) for text in rng.sample(texts, round(SAME * len(pairs)))]
    cut = [(text, short) for text in texts if (short := _without_last_part(text))]
    for text, short in rng.sample(cut, min(len(cut), round(SHORTENED * len(pairs) / 2))):
        made += [Pair(text, short, ONE_HOT["entailment"]), Pair(short, text, ONE_HOT["neutral"])]
    return made


def _without_last_part(text: str) -> str:
    """The text up to its last comma, "" where too little would be left or taken away."""
    head, _, tail = text.rstrip(".").rpartition(", ")
    return f"{head}." if len(head.split()) >= 5 and len(tail.split()) >= 3 and "“" not in tail else ""
