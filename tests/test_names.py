"""Names of one kind are alike where only their spelling differs, and apart where one decisive part differs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.names import MATCH, MERGE, compare_names
from reconcile.names.block import match_lists
from reconcile.names.fold import fold, joined, split_words
from reconcile.names.offices import government
from reconcile.names.organisations import initials_match
from reconcile.names.parts import parse_person
from reconcile.names.places import place_ids, split_direction
from reconcile.names.sound import sound_alike

LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "Zs", "Pd")), max_size=30)

SAME_PERSON = [
    ("Jelena Chruschtschowa", "Yelena Khrushcheva"),
    ("Wjatscheslaw Scherbakow", "Vyacheslav Zherbakov"),
    ("Dschamila Achmedowa", "Jamila Akhmedova"),
    ("Jürgen Größl", "Juergen Groessl"),
    ("Phạm Văn Đức", "Pham Van Duc"),
    ("İbrahim Çağlar", "Ibrahim Caglar"),
    ("Lim Soo-bin", "Lim Soo Bin"),
    ("Lim Soo-bin", "Soobin Lim"),
    ("Abd ar-Rahman an-Nasser", "Abdelrahman Nasser"),
    ("Staatssekretärin Vera Lohmüller", "Vera Lohmüller"),
    ("Lohmüller, Vera", "Vera Lohmueller"),
    ("Steve Hargreave", "Steven Hargreave"),
    ("Sergej Petrowitsch Maljukow", "Sergey Malyukov"),
    ("Игорь Малюков", "Igor Maljukow"),
    ("Konstantin Wedernikowder", "Konstantin Wedernikow"),
]

OTHER_PERSON = [
    ("Han Jae-min", "Han Jae-sok"),
    ("Han Jae-min", "Han Yo-min"),
    ("Tran Duc Anh", "Tran Minh Anh"),
    ("Peter Lohmüller", "Petra Lohmüller"),
    ("Daniel Orsini", "Daniela Orsini"),
    ("Anna Meier", "Anna Maier"),
    ("Jonas Schmidt", "Jonas Schmitt"),
    ("Karl Lohmüller", "Vera Lohmüller"),
    ("Omar bin Faisal", "Faisal bin Omar"),
    ("Thomas Martin", "Martin Thomas"),
    ("George W. Carver", "George H. Carver"),
]

SAME_ORGANISATION = [
    ("Nordwerk GmbH", "Nordwerk"),
    ("Nordwerk Aktiengesellschaft", "Nordwerk AG"),
    ("Nordwerk-Gruppe", "Nordwerk"),
    ("Rhein-Lahn-Kliniken", "Rhein Lahn Kliniken"),
    ("Bund Deutscher Imker", "BDI"),
    ("Sächsische Volkspartei", "SVP"),
    ("Rat der Verbandsgemeinde", "Verbandsgemeinderat"),
    ("Institute of Peatland Research", "Institut of Peatland Research"),
]

OTHER_ORGANISATION = [
    ("Nordwerk AG", "Südwerk AG"),
    ("Nordwerk AG", "Nordwerk GmbH"),
    ("Brigade 4", "Brigade 5"),
    ("Nordwerk Lease", "Nordwerk Bank"),
    ("Bund Deutscher Imker", "BDJ"),
]

SAME_PLACE = [
    ("Mailand", "Milan"),
    ("Kopenhagen", "Copenhagen"),
    ("Norwegen", "Norway"),
    ("Nordböhmen", "northern Bohemia"),
    ("St. Märgen", "St Maergen"),
    ("Glen Torran", "Glentorran"),
]

OTHER_PLACE = [("Nordböhmen", "southern Bohemia"), ("York", "New York"), ("Norwegen", "Schweden"), ("Basel", "Brüssel")]


@pytest.mark.parametrize(("left", "right"), SAME_PERSON)
def test_transcriptions_titles_and_order_do_not_make_another_person(left: str, right: str) -> None:
    assert compare_names("person", left, right).score >= MERGE


@pytest.mark.parametrize(("left", "right"), OTHER_PERSON)
def test_one_decisive_part_makes_another_person(left: str, right: str) -> None:
    assert compare_names("person", left, right).score < MERGE


@pytest.mark.parametrize(("left", "right"), SAME_ORGANISATION)
def test_legal_forms_hyphens_and_acronyms_do_not_make_another_organisation(left: str, right: str) -> None:
    assert compare_names("organization", left, right).score >= MERGE


@pytest.mark.parametrize(("left", "right"), OTHER_ORGANISATION)
def test_another_word_number_or_legal_form_makes_another_organisation(left: str, right: str) -> None:
    assert compare_names("organization", left, right).score < MERGE


@pytest.mark.parametrize(("left", "right"), SAME_PLACE)
def test_exonyms_and_directions_name_the_same_place(left: str, right: str) -> None:
    assert compare_names("place", left, right).score >= MERGE


@pytest.mark.parametrize(("left", "right"), OTHER_PLACE)
def test_two_places_stay_two(left: str, right: str) -> None:
    assert compare_names("place", left, right).score < MATCH


def test_a_surname_alone_is_no_identity() -> None:
    alone = compare_names("person", "Lohmüller", "Vera Lohmüller")
    assert alone.shared == 1
    assert alone.score < MERGE


def test_every_likeness_below_one_tells_why() -> None:
    assert "transcription" in compare_names("person", "Jelena Malyukova", "Yelena Maljukowa").reason
    assert "is not" in compare_names("person", "Karl Lohmüller", "Vera Lohmüller").reason


@settings(deadline=None)
@given(LETTERS, LETTERS)
def test_comparison_is_symmetric_and_bounded(left: str, right: str) -> None:
    for kind in ("person", "place", "organization"):
        there, back = compare_names(kind, left, right), compare_names(kind, right, left)
        assert there.score == pytest.approx(back.score)
        assert 0.0 <= there.score <= 1.0


@settings(deadline=None)
@given(LETTERS)
def test_a_name_with_letters_is_like_itself(name: str) -> None:
    if joined(name):
        assert compare_names("person", name, name).score == 1.0


@settings(deadline=None)
@given(LETTERS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_titles_are_taken_off_only_before_the_name() -> None:
    assert parse_person("Ministerpräsidentin Dr. Vera Lohmüller").parts == ("vera", "lohmuller")
    assert parse_person("Reza Shah").parts == ("reza", "shah")
    assert parse_person("Kapitän").parts == ("kapitan",)


def test_an_ambiguous_letter_has_a_key_for_each_reading() -> None:
    assert sound_alike("jelzow", "yeltsov")
    assert sound_alike("tschernow", "chernov")
    assert sound_alike("achmed", "akhmed")
    assert not sound_alike("jelzow", "jeschow")


def test_acronyms_may_take_letters_from_inside_a_compound() -> None:
    assert initials_match("svp", ("sachsische", "volkspartei"))
    assert initials_match("bdi", ("bund", "deutscher", "imker"))
    assert not initials_match("svk", ("sachsische", "volkspartei", "nord"))


def test_a_direction_is_split_from_a_known_place_only() -> None:
    assert split_direction("Westböhmen")[0] == "w"
    assert split_direction("Ostermann") == ("", "Ostermann")


def test_the_table_of_places_finds_whole_names_only() -> None:
    assert place_ids("Mailand") == place_ids("Milano")
    assert not place_ids("ailan")
    assert not place_ids("")


def test_capitals_and_seats_stand_for_governments() -> None:
    assert government("Oslo") == government("oslo") == "country:no"
    assert government("Bergen") == ""


def test_lists_are_matched_without_comparing_all_with_all() -> None:
    found = match_lists("person", ["Vera Lohmüller", "Karl Abel"], ["Karl Habel", "Vera Lohmueller"])
    assert (0, 1) in {(left, right) for left, right, _ in found}
    assert (1, 1) not in {(left, right) for left, right, _ in found}


def test_words_of_other_scripts_are_romanised() -> None:
    assert split_words("Мария Петрова") == ("mariya", "petrova")
