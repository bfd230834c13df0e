"""Labelled stories as training pairs: which ones the models learn from, and how labels are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reconcile.entail import READINGS
from train.story_pairs import learned, read_labels, stories_in

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "bench" / "gold" / "tune", ROOT / "corpus" / "stories")


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "candidates.jsonl").read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_story_serves_the_entailment_model_and_the_judge(folder: Path) -> None:
    stories = {story.name for story in stories_in(folder)}
    for_judge = {story.name for story in stories_in(folder) if not learned(story)}
    assert for_judge
    assert {row["story"] for row in rows_of(folder)} == stories - for_judge


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_labels_by_hand_are_readings_of_known_stories(folder: Path) -> None:
    labels = read_labels(folder / "candidate_labels.tsv")
    assert set(labels.values()) == set(READINGS)
    assert {story for story, _, _ in labels} <= {story.name for story in stories_in(folder)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_training_pairs_say_what_the_labels_say(folder: Path) -> None:
    labels = read_labels(folder / "candidate_labels.tsv")
    for row in rows_of(folder):
        by_hand = labels.get((row["story"], row["left"]["text"], row["right"]["text"]))
        assert by_hand in (None, row["label"])


def test_every_story_of_the_corpus_has_articles_notes_and_labels() -> None:
    folder = FOLDERS[1]
    labelled = {story for story, _, _ in read_labels(folder / "candidate_labels.tsv")}
    for story in stories_in(folder):
        assert story.name in labelled
        assert (folder / "notes" / f"{story.name}.txt").is_file()
        assert len(list(story.glob("?.txt"))) >= 2


def test_no_article_stands_in_the_corpus_twice() -> None:
    texts = [path.read_text("utf-8") for folder in FOLDERS for path in folder.glob("*/?.txt")]
    assert len(texts) == len(set(texts))
