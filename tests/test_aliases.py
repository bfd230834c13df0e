"""A user's names are read from TOML or CSV, come first, and are refused with a clear word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claims.errors import InputError
from reconcile.aliases import Alias, load_aliases, make_table, packaged_aliases, read_aliases


def test_csv_and_toml_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "kind,names,weak,start,end\nperson,Vera Lohmüller|V. L.,Chefin,2020-01-01,\n", "utf-8"
    )
    (tmp_path / "a.toml").write_text(
        '[[alias]]\nkind = "person"\nnames = ["Vera Lohmüller", "V. L."]\nweak = ["Chefin"]\nstart = 2020-01-01\n',
        "utf-8",
    )
    expected = (Alias("person", ("Vera Lohmüller", "V. L."), ("Chefin",), date(2020, 1, 1), None),)
    assert read_aliases(tmp_path / "a.csv") == read_aliases(tmp_path / "a.toml") == expected


@pytest.mark.parametrize(
    "content", ["", "kind,names\nplanet,Mars\n", "kind,names\nperson,\n", "kind,names,start\nperson,A B,gestern\n"]
)
def test_a_file_that_says_nothing_usable_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"own\.csv"):
        load_aliases(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        load_aliases(tmp_path / "none.toml")


def test_a_dated_alias_holds_within_its_dates_only() -> None:
    table = make_table([Alias("person", ("Vera Lohmüller",), (), date(2020, 1, 1), date(2020, 12, 31))])
    assert table.find("vera lohmueller".replace("ue", "ü"), date(2020, 6, 1))
    assert not table.find("Vera Lohmüller", date(2021, 1, 1))
    assert not table.find("Vera Lohmüller", None)


def test_own_names_come_before_the_packaged_ones(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("kind,names\norganization,Nordwerk|EU\n", "utf-8")
    assert load_aliases(path).find("EU")[0].names[0] == "Nordwerk"
    assert load_aliases(str(path)) == load_aliases(path)


def test_every_packaged_alias_has_two_names_and_dates_in_order() -> None:
    for alias in packaged_aliases():
        assert len(alias.names) + len(alias.weak) > 1, alias
        assert alias.start is None or alias.end is None or alias.start <= alias.end, alias


def test_a_name_of_several_words_is_found_in_any_case() -> None:
    table = make_table([Alias("organization", ("Blaues Kreuz", "BK"))])
    assert table.find("Blauen Kreuzes") == table.find("BK")
    assert not table.find("Blaue Kreuzung")
