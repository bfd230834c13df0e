"""One spelling of a name for the cross-encoder: what is joined is written alike, everything else stays."""

from __future__ import annotations

from dataclasses import replace

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


def test_names_that_nobody_resolved_stay():
    left, right = (
        replace(person(name, text), entity="") for name, text in (("Lomidze", LOMIDZE), ("Lomidse", LOMIDSE))
    )
    unknown = pair(claim(LOMIDZE, mentions=(left,)), claim(LOMIDSE, "B", mentions=(right,)))
    assert one_spelling(unknown, LOMIDZE, LOMIDSE) == (LOMIDZE, LOMIDSE)


def test_a_name_and_its_part_already_look_alike():
    full, short = "Tamar Lomidze trat zurück.", "Lomidze trat zurück."
    two = pair(named(full, "Tamar Lomidze", "e1"), named(short, "Lomidze", "e1", "B"))
    assert one_spelling(two, full, short) == (full, short)


def test_three_forms_become_one():
    left, right = "Kyjiw feiert.", "Kiew und Kyiv sind eine Stadt."
    mentions = (person("Kiew", right, "e1"), person("Kyiv", right, "e1"))
    two = pair(named(left, "Kyjiw", "e1"), claim(right, "B", mentions=mentions))
    assert one_spelling(two, left, right) == ("Kiew feiert.", "Kiew und Kiew sind eine Stadt.")


def test_a_full_name_is_rewritten_as_a_whole():
    left, right = "Tamar Lomidze trat zurück, so Lomidze.", "Lomidse trat zurück."
    mentions = (person("Tamar Lomidze", left, "e1"), person("Lomidze", left, "e1"))
    two = pair(claim(left, mentions=mentions), named(right, "Lomidse", "e1", "B"))
    assert one_spelling(two, left, right) == ("Lomidse trat zurück, so Lomidse.", right)


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
