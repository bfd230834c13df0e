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
UNRELATED = 0.7
"""Unpaired claims of the same event, for each labelled pair."""


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
        made += [Pair(left, right, ONE_HOT["neutral"]) for left, right in rng.sample(options, wanted)]
    return made
