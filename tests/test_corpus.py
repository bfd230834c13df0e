"""The corpus keeps what its datasheet promises (corpus/check.py does the slow parts too)."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import annotate
import build
import check
import pytest

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@pytest.fixture(scope="module")
def pairs():
    return [json.loads(line) for line in (CORPUS / "pairs.jsonl").read_text(encoding="utf-8").split("\n") if line]


def test_there_are_enough_pairs_events_and_subjects(pairs):
    assert len(pairs) >= 8000
    assert len({row["event"] for row in pairs}) >= 250
    assert len({row["subject"] for row in pairs}) >= 40


def test_every_kind_has_eighty_pairs(pairs):
    counts = Counter(row["kind"] for row in pairs)
    assert {kind: counts[kind] for kind in build.VERDICT if counts[kind] < 80} == {}


def test_the_promised_checks_hold(pairs):
    assert [*check.schema_errors(pairs), *check.duplicate_errors(pairs), *check.frame_errors(pairs)] == []


def test_no_event_stands_in_two_splits(pairs):
    splits = defaultdict(set)
    for row in pairs:
        splits[row["event"]].add(row["split"])
    assert {event for event, found in splits.items() if len(found) > 1} == set()


def test_no_text_is_nearly_the_same_in_two_splits(pairs):
    assert list(check.near_duplicates(pairs)) == []


def test_bare_words_hardly_give_the_verdict_away(pairs):
    leaks = check.leakage(pairs)
    assert max(leaks.values()) <= leaks["majority"] + check.LEAK_MARGIN


def test_pairs_are_what_the_event_files_make():
    before = (CORPUS / "pairs.jsonl").read_bytes()
    subprocess.run([sys.executable, str(CORPUS / "build.py")], check=True, capture_output=True)
    assert (CORPUS / "pairs.jsonl").read_bytes() == before


def test_second_labels_are_of_the_guide_and_blind_batches_show_no_label(pairs):
    assert set(annotate.second_labels().values()) <= set(build.VERDICT)
    assert not {"kind", "verdict", "difference", "note"} & annotate.shown(pairs[0]).keys()


def test_a_broken_row_is_found():
    side = {"text": "Zu kurz.", "context": "", "source": "A", "published": "", "speaker": ""}
    row = {"id": "x", "kind": "number", "verdict": "agreeing", "left": side, "right": side}
    assert len(list(check.schema_errors([row]))) == 4
