"""The decisions file only grows, and a killed process leaves it whole."""

import sqlite3

import pytest

from claims.errors import InputError
from reconcile.decisions import Decision, passages
from reconcile.store import DecisionStore
from tests.story import story

IDS = {finding.id for finding in story().findings}


def _decision(number=0, verdict="conflicting", reviewer="Ruth", note=""):
    finding = story().findings[number]
    return Decision(finding.id, verdict, note, reviewer, f"2031-01-01T00:00:0{number}+00:00", *passages(finding))


@pytest.fixture
def store(tmp_path):
    return DecisionStore(tmp_path / "decisions.sqlite")


def test_what_is_appended_comes_back_equal(store):
    decisions = (_decision(0, note="Umlaut ä, „Zitat“\nZeile"), _decision(1, reviewer="Ben"))
    store.append(decisions)
    assert DecisionStore(store.path).history() == decisions


def test_reading_makes_no_file(store):
    assert store.standing() == ()
    assert not store.path.exists()


def test_an_empty_file_holds_nothing_and_can_be_written(store):
    store.path.touch()
    assert store.standing() == ()
    store.append([_decision()])
    assert store.history() == (_decision(),)


def test_a_row_that_says_nothing_takes_back_what_was_said(store):
    store.append([_decision(0, "agreeing")])
    store.append([_decision(0, "")])
    assert store.standing() == ()
    assert len(store.history()) == 2


def test_many_writers_lose_nothing(store):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: store.append([_decision(0, "agreeing", f"R{number}")]), range(40)))
    assert len(store.standing()) == 40


def test_the_last_word_of_a_reviewer_stands_and_the_earlier_ones_are_kept(store):
    store.append([_decision(0, "agreeing")])
    store.append([_decision(0, "conflicting"), _decision(0, "agreeing", "Ben")])
    assert [(d.reviewer, d.verdict) for d in store.standing()] == [("Ruth", "conflicting"), ("Ben", "agreeing")]
    assert len(store.history()) == 3


def test_undo_takes_back_one_after_the_other_and_brings_back_what_stood_before(store):
    store.append([_decision(0, "agreeing")])
    store.append([_decision(0, "conflicting")])
    store.append([_decision(1, "agreeing", "Ben")])
    assert store.undo("Ruth", IDS) == _decision(0, "conflicting")
    assert [d.verdict for d in store.standing() if d.reviewer == "Ruth"] == ["agreeing"]
    assert store.undo("Ruth", IDS) == _decision(0, "agreeing")
    assert store.undo("Ruth", IDS) is None
    assert store.undo("Ben", {"f_of_another_run"}) is None
    assert [d.reviewer for d in store.standing()] == ["Ben"]
    assert len(store.history(undone=True)) == 3


@pytest.mark.parametrize("statement", ["UPDATE decisions SET verdict = 'agreeing'", "DELETE FROM decisions"])
def test_nothing_can_be_changed_or_deleted(store, statement):
    store.append([_decision()])
    with sqlite3.connect(store.path) as db, pytest.raises(sqlite3.IntegrityError, match="append only"):
        db.execute(statement)
    assert store.history() == (_decision(),)


def test_a_bad_decision_among_good_ones_keeps_none(store):
    with pytest.raises(InputError):
        store.append([_decision(0), _decision(1, reviewer="")])
    assert store.history() == ()


def test_another_programs_file_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "other.sqlite") as db:
        db.execute("CREATE TABLE t (a)")
    before = (tmp_path / "other.sqlite").read_bytes()
    with pytest.raises(InputError, match="another program"):
        DecisionStore(tmp_path / "other.sqlite").append([_decision()])
    assert (tmp_path / "other.sqlite").read_bytes() == before
    (tmp_path / "text.sqlite").write_text("no database at all, but long enough to be read as one" * 20)
    with pytest.raises(InputError, match="not usable"):
        DecisionStore(tmp_path / "text.sqlite").standing()
