"""Lists of participants: open ones add, closed ones exclude, silence is no conflict."""

from __future__ import annotations

import pytest

from claims.records import Attribution, Claim, Mention, Span
from reconcile.attendance import attendance, event_of
from reconcile.participants import compare_participants, participant_tables
from tests.factory import claim, pair, person


def told(text: str, *names: str, source: str = "A", **fields: object) -> Claim:
    return claim(text, source, mentions=tuple(person(name, text) for name in names), **fields)


def test_the_same_people_at_the_same_kind_of_event_agree() -> None:
    left = told("Vera Lohm und Karl Abel trafen sich.", "Vera Lohm", "Karl Abel")
    right = told("Karl Abel begegnete Vera Lohm bei dem Treffen.", "Karl Abel", "Vera Lohm", source="B")
    assert compare_participants(left, right).score == 1.0


@pytest.mark.parametrize("cue", ["Nur", "Lediglich", "Allein", "Ausschließlich"])
def test_a_closed_list_excludes_whom_the_other_names(cue: str) -> None:
    left = told(f"{cue} Vera Lohm und Karl Abel nahmen an dem Treffen teil.", "Vera Lohm", "Karl Abel")
    right = told("An dem Treffen nahmen Vera Lohm und Ida Kern teil.", "Vera Lohm", "Ida Kern", source="B")
    signal = compare_participants(left, right)
    assert signal.score == -1.0
    assert "Ida Kern" in signal.detail
    assert compare_participants(right, left).score == -1.0


@pytest.mark.parametrize("cue", ["unter anderem", "auch", "darunter"])
def test_an_open_list_only_adds(cue: str) -> None:
    left = told(f"An dem Treffen nahmen {cue} Vera Lohm und Karl Abel teil.", "Vera Lohm", "Karl Abel")
    right = told("An dem Treffen nahmen Vera Lohm und Ida Kern teil.", "Vera Lohm", "Ida Kern", source="B")
    signal = compare_participants(left, right)
    assert signal.score == 0.0
    assert signal.detail.startswith("open")


def test_a_stated_size_leaves_room_for_the_unnamed() -> None:
    left = told("Zu dritt berieten sich Vera Lohm und Karl Abel bei dem Gespräch.", "Vera Lohm", "Karl Abel")
    right = told(
        "Das Gespräch führten Vera Lohm, Karl Abel und Ida Kern.", "Vera Lohm", "Karl Abel", "Ida Kern", source="B"
    )
    assert compare_participants(left, right).score == 0.0


def test_silence_is_no_conflict() -> None:
    left = told("Vera Lohm und Karl Abel trafen sich.", "Vera Lohm", "Karl Abel")
    right = told("Vera Lohm war bei dem Treffen.", "Vera Lohm", source="B")
    assert compare_participants(left, right).score == 0.0


def test_different_kinds_of_event_are_not_compared() -> None:
    left = told("Nur Vera Lohm und Karl Abel unterzeichneten den Vertrag.", "Vera Lohm", "Karl Abel")
    right = told("Vera Lohm und Ida Kern wurden festgenommen.", "Vera Lohm", "Ida Kern", source="B")
    assert compare_participants(left, right).detail == ""


def test_the_speaker_is_no_participant() -> None:
    text = "An dem Treffen nahm Vera Lohm teil."
    said = told(text, "Vera Lohm", attribution=Attribution("Vera Lohm", "sagte", Span(0, 0), "indirect"))
    assert attendance(said) is None


def test_no_event_or_nobody_named_is_no_list() -> None:
    assert attendance(told("Vera Lohm lachte.", "Vera Lohm")) is None
    assert attendance(told("Das Treffen begann.")) is None
    assert event_of(claim("They signed the accord.")) == "signing"


def test_tables_tell_how_the_lists_relate() -> None:
    one = told("Vera Lohm und Karl Abel trafen sich.", "Vera Lohm", "Karl Abel")
    more = told(
        "Zum Treffen kamen Vera Lohm, Karl Abel und Ida Kern.", "Vera Lohm", "Karl Abel", "Ida Kern", source="B"
    )
    absent = told("Karl Abel blieb dem Treffen fern.", "Karl Abel", source="B")
    relations = [
        table.relation for table in participant_tables((one, more, absent), [pair(one, more), pair(one, absent)])
    ]
    assert relations == ["subset", "denied"]


def test_a_word_like_only_closes_the_list_that_it_stands_beside() -> None:
    text = "Vera Lohm und Karl Abel kamen nur wegen der Preise zu dem Treffen, das Ida Kern leitete."
    found = attendance(told(text, "Vera Lohm", "Karl Abel"))
    assert found is not None
    assert found.members.open


def test_only_one_can_lead_a_countrys_delegation() -> None:
    left = told("An der Spitze der finnischen Delegation stand Vera Lohm.", "Vera Lohm")
    right = told("Die finnische Abordnung führte Ida Kern an.", "Ida Kern", source="B")
    other = told("Die dänische Abordnung führte Ida Kern an.", "Ida Kern", source="B")
    assert compare_participants(left, right).score == -1.0
    assert compare_participants(left, other).score == 0.0


def test_who_alone_stayed_away_excludes_others_who_did() -> None:
    left = told("Allein Vera Lohm blieb dem Treffen fern.", "Vera Lohm")
    right = told("Vera Lohm und Ida Kern blieben dem Treffen fern.", "Vera Lohm", "Ida Kern", source="B")
    assert compare_participants(left, right).score == -1.0


def test_both_sides_are_no_list_of_two() -> None:
    found = attendance(told("Beide Seiten mit Vera Lohm und Karl Abel trafen sich.", "Vera Lohm", "Karl Abel"))
    both = attendance(told("Vera Lohm und Karl Abel trafen sich, beide schwiegen.", "Vera Lohm", "Karl Abel"))
    assert found is not None
    assert found.members.open
    assert both is not None
    assert not both.members.open


def test_a_capital_takes_part_for_its_country() -> None:
    def places(text: str, *names: str, source: str = "A") -> Claim:
        found = tuple(Mention("place", Span(text.index(n), text.index(n) + len(n)), n) for n in names)
        return claim(text, source, mentions=found)

    left = places("Oslo und Helsinki unterzeichneten den Vertrag.", "Oslo", "Helsinki")
    right = places(
        "Norwegen und Finnland unterzeichneten den Vertrag in Riga.", "Norwegen", "Finnland", "Riga", source="B"
    )
    assert compare_participants(left, right).score == 1.0
