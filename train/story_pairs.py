"""What a run makes of labelled stories: their candidate pairs, each with its label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.stories import closeness, load_pairs, spans_of
from claims.read import read_inputs
from reconcile.pipeline import candidate_pairs, sentences_of
from reconcile.records import ClaimPair
from reconcile.settings import Settings


def stories_in(folder: Path) -> list[Path]:
    """The stories of a folder in order."""
    return sorted(article.parent for article in folder.glob("*/a.txt"))


LATER = 700
"""From this number on: stories written for what the entailment model gets wrong. It has not learned from them, the judge has."""


def number_of(story: str) -> int:
    """The number that a story's name begins with."""
    return int(story.partition("-")[0])


def learned(story: Path) -> bool:
    """Whether the entailment model learns from a story.

    The judge learns from the others, so that it sees what the model makes of stories that it does not know: 322 to 341, the first
    four of every twenty from 501 to 598, and the later ones.
    """
    number = number_of(story.name)
    return number <= 321 or 600 < number < LATER or (500 < number < 600 and not 1 <= number % 20 <= 4)


def later(story: str) -> bool:
    """Whether a story of that name is one of the later ones, whose candidate pairs are labelled in part."""
    return number_of(story) >= LATER


@dataclass(slots=True)
class StoryPairs:
    """Candidate pairs, the label and the story of each; `sentences` by the ids of their claims."""

    pairs: list[ClaimPair] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)
    sentences: dict[str, str] = field(default_factory=dict)


def story_pairs(stories: Sequence[Path], settings: Settings) -> StoryPairs:
    """Every candidate pair of the stories.

    Labels are verdicts or "unrelated"; a pair that `candidate_labels.tsv` beside the stories does not name takes the verdict of
    the gold pair that it meets, "" if it meets none. Stories of the corpus have no gold pairs.
    """
    found = StoryPairs()
    by_hand: dict[tuple[str, str, str], str] = {}
    for folder in sorted({story.parent for story in stories}):
        by_hand |= read_labels(folder / "candidate_labels.tsv")
    for story in stories:
        gold = load_pairs(story) if (story / "gold.json").is_file() else []
        reading = read_inputs([str(story)])
        paths = {article.id: article.path for article in reading.articles}
        candidates = candidate_pairs(reading, settings)
        claims = {claim.id: claim for pair in candidates for claim in (pair.left, pair.right)}
        found.sentences |= sentences_of(reading.articles, list(claims.values()))
        for pair in candidates:
            spans = spans_of(pair.left, pair.right, paths)
            score, verdict = max(((closeness(spans, g), g.verdict) for g in gold), default=(0.0, ""))
            met = verdict if score > 0 else ""
            found.pairs.append(pair)
            found.labels.append(by_hand.get((story.name, pair.left.text, pair.right.text), met))
            found.stories.append(story.name)
    return found


def read_labels(path: Path) -> dict[tuple[str, str, str], str]:
    """Labels by story, left text and right text."""
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return {(story, left, right): label for story, left, right, label in lines}
