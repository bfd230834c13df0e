"""What only one of two articles names: minimal pairs for each kind, symmetric, two articles at a time."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from claims.dates import find_times
from claims.quantities import find_quantities
from claims.records import Claim
from reconcile.judge.evidence import gather
from reconcile.judge.novelty import KINDS, NOVELTY, novelties
from tests.factory import claim, pair, person


def told(text: str, source: str = "A", *names: str) -> Claim:
    """A claim with its amounts, its times and the persons of these names."""
    found = [*find_quantities(text, "de"), *find_times(text, "de", datetime(2025, 5, 14))]
    return claim(text, source, mentions=(*found, *(person(name, text) for name in names)))


def row(*pairs: tuple[Claim, Claim]) -> dict[str, float]:
    """The row of the first of some pairs."""
    return dict(zip(NOVELTY, novelties([gather(pair(*both)) for both in pairs])[0], strict=True))


ELEVEN, SEVEN = told("Elf Bilder wurden gestohlen."), told("Sieben Bilder fehlen.", "B")


def test_amounts_that_the_other_article_never_names_are_new() -> None:
    assert row((ELEVEN, SEVEN))["new_quantity"] == 1.0
    assert row((ELEVEN, SEVEN))["parted_quantity"] == 0.0


def test_an_amount_that_the_other_article_names_elsewhere_is_not_new() -> None:
    elsewhere = (told("Sieben Rahmen blieben zurück."), SEVEN)
    assert row((ELEVEN, SEVEN), elsewhere)["new_quantity"] == 0.0


def test_two_amounts_that_both_articles_know_are_parted() -> None:
    others = (told("Sieben Rahmen blieben zurück."), told("Elf Rahmen sind leer.", "B"))
    assert row((ELEVEN, SEVEN), others)["parted_quantity"] == 1.0
    assert row((ELEVEN, SEVEN))["parted_quantity"] == 0.0


@pytest.mark.parametrize(
    ("left", "right", "kind", "new"),
    [
        (told("Rund 300 Gäste kamen."), told("297 Gäste kamen.", "B"), "quantity", 0.0),
        (told("Der Zug hielt am Montag."), told("Der Zug hielt am Dienstag.", "B"), "time", 1.0),
        (told("Der Zug hielt am Montag."), told("Der Zug hielt am Montag um acht Uhr.", "B"), "time", 0.0),
        (told("Der Zug hielt am Montag."), told("Der Zug hielt.", "B"), "time", 0.0),
        (told("Ada Holm fuhr.", "A", "Ada Holm"), told("Ben Rask fuhr.", "B", "Ben Rask"), "person", 1.0),
        (told("Ada Holm fuhr.", "A", "Ada Holm"), told("Ada Holm schlief.", "B", "Ada Holm"), "person", 0.0),
    ],
)
def test_each_kind_has_its_own_sense_of_the_same(left: Claim, right: Claim, kind: str, new: float) -> None:
    assert row((left, right))[f"new_{kind}"] == new
    assert row((right, left)) == row((left, right))


def test_a_third_article_changes_nothing_for_two_others() -> None:
    third = (ELEVEN, told("Elf Bilder, sieben Rahmen.", "C"))
    assert row((ELEVEN, SEVEN), third) == row((ELEVEN, SEVEN))


def test_no_pairs_give_no_rows_and_every_kind_has_two_columns() -> None:
    assert novelties([]).shape == (0, len(NOVELTY)) == (0, 2 * len(KINDS))
    assert set(np.unique(novelties([gather(pair(ELEVEN, SEVEN))]))) <= {0.0, 1.0}
