"""Labelled stories as training pairs: which ones the models learn from, and how labels are read."""

from __future__ import annotations

import json
from pathlib import Path

from bench.stories import stories_of
from reconcile.entail import READINGS
from train.story_pairs import learned, read_labels

TUNE = Path(__file__).parents[1] / "bench" / "gold" / "tune"


def test_no_story_serves_the_entailment_model_and_the_judge() -> None:
    stories = stories_of(TUNE)
    for_judge = {story.name for story in stories if not learned(story)}
    rows = [json.loads(line) for line in (TUNE / "candidates.jsonl").read_text("utf-8").splitlines()]
    assert for_judge
    assert {row["story"] for row in rows} == {story.name for story in stories} - for_judge


def test_labels_by_hand_are_readings_of_known_stories() -> None:
    labels = read_labels(TUNE / "candidate_labels.tsv")
    assert set(labels.values()) == set(READINGS)
    assert {story for story, _, _ in labels} <= {story.name for story in stories_of(TUNE)}


def test_training_pairs_say_what_the_labels_say() -> None:
    labels = read_labels(TUNE / "candidate_labels.tsv")
    for line in (TUNE / "candidates.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        by_hand = labels.get((row["story"], row["left"]["text"], row["right"]["text"]))
        assert by_hand in (None, row["label"])
