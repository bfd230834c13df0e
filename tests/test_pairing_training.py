"""What the sentence encoder learns from: which sentences tell of one detail, and a loss that falls when they come nearer."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from claims.bert_names import from_bert
from claims.transformer import model_weights
from claims.weights import load_weights
from train.pairing import SentenceEncoder, contrast, to_bert
from train.tellings import OTHER, SAME, UNKNOWN, Tellings, read_tellings, tellings_of

ROOT = Path(__file__).parents[1]
ENCODER = ROOT / "reconcile" / "models" / "encoder"


def test_sentences_that_only_a_chain_joins_are_unknown() -> None:
    told = tellings_of([("a", "b", SAME), ("b", "c", SAME), ("d", "e", OTHER)], rest=OTHER)
    relation = {(x, y): told.relations[i, j] for i, x in enumerate(told.texts) for j, y in enumerate(told.texts)}
    assert relation["a", "b"] == relation["b", "a"] == SAME
    assert relation["a", "c"] == UNKNOWN
    assert relation["a", "d"] == relation["d", "e"] == OTHER
    assert relation["a", "a"] == UNKNOWN


def test_a_later_label_of_the_same_pair_counts() -> None:
    told = tellings_of([("a", "b", UNKNOWN), ("b", "a", SAME)], rest=OTHER)
    assert told.texts == ("a", "b")
    assert told.relations[0, 1] == told.relations[1, 0] == SAME


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    def write(path: Path, *rows: object) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

    def side(text: str) -> dict[str, str]:
        return {"text": text, "speaker": "Somebody"}

    def pair(left: str, right: str, **fields: str) -> dict[str, object]:
        return {"left": side(left), "right": side(right), **fields}

    write(tmp_path / "facts" / "01.jsonl", {"event": "e", "a": ["a1", "a2"], "b": ["b1", "b2"], "n": ["n1", "n2"]})
    write(
        tmp_path / "pairs.jsonl",
        pair("p", "q", event="e", split="train", kind="number"),
        pair("r", "s", event="e", split="train", kind="same_words_other_event"),
        pair("t", "u", event="e", split="test", kind="number"),
    )
    write(
        tmp_path / "stories" / "candidates.jsonl",
        pair("k", "l", story="1", label="conflicting"),
        pair("k", "m", story="1", label="unrelated"),
        pair("o", "m", story="1", label=""),
    )
    return tmp_path


def test_what_each_source_says_of_two_sentences(corpus: Path) -> None:
    facts, pairs, stories = read_tellings(corpus, [corpus / "stories"])

    def relation(of: Tellings, left: str, right: str) -> int:
        places = [of.texts.index(left), of.texts.index(right)]
        return int(of.relations[places[0], places[1]])

    assert relation(facts, "a1", "b2") == relation(facts, "a1", "a2") == SAME
    assert relation(facts, "a1", "n1") == relation(facts, "n1", "n2") == UNKNOWN
    assert (relation(pairs, "p", "q"), relation(pairs, "r", "s"), relation(pairs, "p", "s")) == (SAME, UNKNOWN, OTHER)
    assert "t" not in pairs.texts
    assert (relation(stories, "k", "l"), relation(stories, "k", "m")) == (SAME, OTHER)
    assert relation(stories, "o", "m") == relation(stories, "l", "o") == UNKNOWN


def test_the_loss_falls_when_a_second_telling_comes_nearer_and_ignores_what_is_unknown() -> None:
    def of(second: float, unknown: float) -> float:
        angles = torch.tensor([0.0, second, unknown, 2.0])
        vectors = torch.stack([angles.cos(), angles.sin()], dim=1)
        relations = torch.full((4, 4), OTHER)
        relations[0, 1] = relations[1, 0] = SAME
        relations[2, :] = relations[:, 2] = UNKNOWN
        return float(contrast(vectors, relations))

    assert of(0.1, 1.0) < of(0.5, 1.0) < of(1.5, 1.0)
    assert of(0.5, 0.4) == pytest.approx(of(0.5, 1.0))


def test_what_learns_are_vectors_and_finds_its_way_back_into_the_folder() -> None:
    model = SentenceEncoder(model_weights(ENCODER))
    learned = model.learned()
    assert {value.ndim for value in learned.values()} == {1}
    stored = load_weights(ENCODER / "weights.safetensors")
    back = to_bert(learned)
    assert all(np.array_equal(stored[name], value) for name, value in back.items())
    assert all(np.array_equal(from_bert(stored | back)[name], value) for name, value in learned.items())
