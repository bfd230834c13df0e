"""One spelling of a name for the cross-encoder: what is joined is written alike, everything else stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.judge.spelling import one_spelling
from tests.factory import claim, pair, person

LOMIDZE, LOMIDSE = "Lomidze trat zurück.", "Lomidse trat zurück, so Lomidse."


def named(text: str, name: str, entity: str, source: str = "A"):
    return claim(text, source, mentions=(person(name, text, entity),))


def test_two_spellings_of_one_entity_are_written_alike():
    two = pair(named(LOMIDZE, "Lomidze", "e1"), named(LOMIDSE, "Lomidse", "e1", "B"))
    assert one_spelling(two, LOMIDZE, LOMIDSE) == ("Lomidse trat zurück.", "Lomidse trat zurück, so Lomidse.")


def test_two_entities_keep_their_names():
    two = pair(named(LOMIDZE, "Lomidze", "e1"), named(LOMIDSE, "Lomidse", "e2", "B"))
    assert one_spelling(two, LOMIDZE, LOMIDSE) == (LOMIDZE, LOMIDSE)
    unknown = pair(named(LOMIDZE, "Lomidze", ""), named(LOMIDSE, "Lomidse", "", "B"))
    assert one_spelling(unknown, LOMIDZE, LOMIDSE) == (LOMIDZE, LOMIDSE)


def test_a_name_and_its_part_already_look_alike():
    full, short = "Tamar Lomidze trat zurück.", "Lomidze trat zurück."
    two = pair(named(full, "Tamar Lomidze", "e1"), named(short, "Lomidze", "e1", "B"))
    assert one_spelling(two, full, short) == (full, short)


def test_only_whole_words_are_rewritten():
    left, right = "Kiew feiert, Kiewer jubeln.", "Kyjiw feiert."
    two = pair(named(left, "Kiew", "e1"), named(right, "Kyjiw", "e1", "B"))
    assert one_spelling(two, left, right) == (left, "Kiew feiert.")


@given(st.permutations(["Kiew", "Kyjiw", "Kyiv", "Lwiw", "Lemberg"]), st.text("ab ", max_size=5))
def test_the_order_of_the_claims_does_not_matter(names, filler):
    left_text, right_text = f"{names[0]} und {names[1]} {filler}", f"{filler} {names[2]} oder {names[3]}"
    entity = {"Kiew": "k", "Kyjiw": "k", "Kyiv": "k", "Lwiw": "l", "Lemberg": "l"}
    left = claim(left_text, mentions=tuple(person(n, left_text, entity[n]) for n in names[:2]))
    right = claim(right_text, "B", mentions=tuple(person(n, right_text, entity[n]) for n in names[2:4]))
    ahead = one_spelling(pair(left, right), left_text, right_text)
    assert one_spelling(pair(right, left), right_text, left_text) == ahead[::-1]
