"""Comparisons of quantities: one minimal pair for each rule, and what must hold of any two amounts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quantities import find_quantities
from claims.records import Claim, Quantity
from reconcile.judge.quantity import compare_quantities, likeness, match_quantities
from reconcile.judge.values import relate_values
from tests.factory import claim, person


def told(text: str, language: str = "de") -> Claim:
    """A claim with the quantities that its text states."""
    return claim(text, mentions=find_quantities(text, language), language=language)


def relations(left: Claim, right: Claim) -> list[str]:
    return [match.relation for match in match_quantities(left, right)]


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Es gab 63 Verletzte.", "63 Menschen wurden verletzt.", "equal"),
        ("Es gab 63 Verletzte.", "65 Menschen wurden verletzt.", "differs"),
        ("Knapp 300 Gäste kamen.", "297 Gäste kamen.", "rounded"),
        ("Knapp 300 Gäste kamen.", "312 Gäste kamen.", "differs"),
        ("Rund 8500 Menschen kamen.", "8.500 Personen kamen.", "rounded"),
        ("Mehr als zehn Häuser brannten.", "Zwölf Häuser brannten.", "rounded"),
        ("Mehr als zehn Häuser brannten.", "Acht Häuser brannten.", "differs"),
        ("Mindestens fünf Häuser brannten.", "Sieben Häuser brannten.", "bound_compatible"),
        ("Die Böen erreichten bis zu 90 km/h.", "Die Böen erreichten bis zu 140 km/h.", "differs"),
        ("Die Strecke misst 12 Meilen.", "Die Strecke misst 19 km.", "converted"),
        ("Die Pause dauert einen Monat.", "Die Pause dauert 30 Tage.", "converted"),
        ("Der Verlust lag bei 214 Millionen Euro.", "Der Verlust lag bei 214 Milliarden Euro.", "magnitude"),
        ("Der Anteil stieg um drei Prozent.", "Der Anteil stieg um drei Prozentpunkte.", "magnitude"),
        ("Die Miete stieg um 55 Euro im Monat.", "Die Miete stieg um 55 Euro im Jahr.", "magnitude"),
        ("Die Miete stieg um 10 Euro im Monat.", "Die Miete stieg um 120 Euro im Jahr.", "converted"),
        ("Der Preis lag bei 40 Franken.", "Der Preis lag bei 43 Euro.", "unaligned"),
        ("In Kiel kamen 900 Menschen.", "Im Land kamen insgesamt 4700 Menschen.", "part_whole"),
        ("In Kiel kamen 900 Menschen.", "In Kiel kamen 470 Menschen.", "differs"),
        ("Etwa ein Drittel stimmte zu.", "33,8 Prozent stimmten zu.", "converted"),
        ("Es gab 14 Enthaltungen.", "Der Stimme enthielt sich niemand.", "differs"),
    ],
)
def test_each_rule_tells_its_relation(left: str, right: str, relation: str) -> None:
    assert relations(told(left), told(right)) == [relation]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Es gab zwölf Tote.", "Es gab 40 Verletzte."),
        ("40 Soldaten kamen.", "12 Züge kamen."),
        ("Zum dritten Mal tagte der Rat.", "Drei Räte tagten."),
        ("Die Halle misst 40 Meter.", "Das Boot fährt 90 Kilometer weit."),
        ("Je zwölf Sitze gehen an beide.", "24 Sitze gehen an beide."),
    ],
)
def test_different_things_are_not_held_against_each_other(left: str, right: str) -> None:
    assert compare_quantities(told(left), told(right)).score == 0


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Zwei der Häftlinge kamen frei.", "40 Häftlinge kamen frei.", ["part_whole"]),
        ("Zwei der neun Häftlinge kamen frei.", "40 Häftlinge kamen frei.", []),
        ("Weitere zwei Häuser brannten.", "Vierzehn Häuser brannten.", []),
    ],
)
def test_parts_and_additions_are_no_totals(left: str, right: str, relation: list[str]) -> None:
    assert relations(told(left), told(right)) == relation


def test_a_number_that_fits_leaves_the_others_alone() -> None:
    assert relations(told("Vier der sieben Boote sanken."), told("Sieben Boote liefen aus.")) == ["equal"]


def test_ambiguous_leftovers_are_not_called_different() -> None:
    left, right = told("Drei Boote sanken, vier Boote liefen auf."), told("Neun Boote sanken, acht Boote liefen auf.")
    assert "differs" not in relations(left, right)


def test_ages_need_the_same_person() -> None:
    one, other = "Eva Brandt, 62, tritt an.", "Eva Brandt, 64, tritt an."
    left, right = told(one), told(other)
    assert compare_quantities(left, right).score == 0
    named = [replace(c, mentions=(*c.mentions, person("Eva Brandt", c.text))) for c in (left, right)]
    assert compare_quantities(named[0], named[1]).score == -1


def test_german_and_english_nouns_count_the_same_things() -> None:
    assert relations(told("Drei Polizeibeamte kamen."), told("Thirteen officers came.", "en")) == ["differs"]


def test_the_detail_reads_well() -> None:
    assert (
        compare_quantities(told("Es gab 63 Verletzte."), told("Es gab 65 Verletzte.")).detail
        == "63 Verletzte gegen 65 Verletzte"
    )
    miles = compare_quantities(told("Der Weg misst 12 Meilen."), told("Der Weg misst 19 km."))
    assert miles.detail == "12 Meilen sind 19,3 Kilometer, passend zu 19 km"


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.sampled_from(["", "rund ", "knapp ", "mehr als ", "bis zu "]))
def test_comparison_is_symmetric_and_an_amount_agrees_with_itself(a: int, b: int, bound: str) -> None:
    left, right = told(f"Es kamen {bound}{a} Tonnen Sand."), told(f"Es kamen {b} Tonnen Sand.")
    assert compare_quantities(left, right).score == compare_quantities(right, left).score
    assert compare_quantities(left, left).score == 1


@given(st.floats(0.1, 1e9), st.sampled_from(["km", "kg", "hour", "EUR"]))
def test_relating_values_is_symmetric(value: float, unit: str) -> None:
    one = Quantity(value, value * 0.95, value * 1.05, "about", unit)
    other = Quantity(value * 1.04, value * 1.04, value * 1.04, "exact", unit)
    assert relate_values(one, other) == relate_values(other, one) == "rounded"


@pytest.mark.parametrize(
    ("left", "right", "swapped", "near"),
    [
        ("34 Schiffe kamen.", "43 Schiffe kamen.", 1.0, 0.898),
        ("1600 Liter liefen aus.", "16.000 Liter liefen aus.", 1.0, 0.0),
        ("34 Schiffe kamen.", "35 Schiffe kamen.", 0.0, 0.987),
        ("34 Schiffe kamen.", "34 Boote kamen.", 0.0, 0.0),
        ("Drei Schiffe kamen.", "30 Schiffe kamen.", 0.0, 0.0),
        ("Die Brücke misst 1400 Meter.", "Die Brücke misst 1,6 Kilometer.", 0.0, 0.942),
        ("34 Schiffe kamen.", "Die Brücke misst 43 Meter.", 0.0, 0.0),
        ("Der Preis sank.", "43 Schiffe kamen.", 0.0, 0.0),
    ],
)
def test_amounts_that_differ_may_look_like_one_told_wrong(left: str, right: str, swapped: float, near: float) -> None:
    assert likeness(told(left), told(right)) == pytest.approx((swapped, near), abs=1e-3)
    assert likeness(told(right), told(left)) == pytest.approx((swapped, near), abs=1e-3)
