"""The sheet: safe in a spreadsheet, reversible, readable again."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import InputError
from reports.table import FORMULA_START, guard, read_csv, to_csv, unguard


@pytest.mark.parametrize("text", ["=1+1", "+49 30 123", "-Punkt", "@name", "＝SUMME(A1)", "'schon", "\t=1"])
def test_what_a_spreadsheet_could_run_is_marked_and_comes_back(text):
    guarded = guard(text)
    assert guarded.startswith("'")
    assert unguard(guarded) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_guarding_is_reversible_and_leaves_nothing_to_run(text):
    guarded = guard(text)
    assert unguard(guarded) == text
    assert not guarded.startswith(("=", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("number", ["-1", "-0.25", "12"])
def test_plain_numbers_stay_numbers(number):
    assert guard(number) == number


def test_the_table_is_utf8_with_mark_and_every_field_quoted():
    raw = to_csv([{"a": 'Müller, "Hans"', "b": "zwei\nZeilen"}], ["a", "b"])
    assert raw.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert row == {"a": 'Müller, "Hans"', "b": "zwei\nZeilen"}


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-16"), ("\t", "cp1252")])
def test_tables_of_every_usual_shape_are_read(tmp_path, delimiter, encoding):
    path = tmp_path / "in.csv"
    path.write_bytes(
        f"claim_a{delimiter}claim_b\r\nGrößere Brände in Köln{delimiter}Zwei Übergänge\r\n".encode(encoding)
    )
    assert read_csv(path) == [{"claim_a": "Größere Brände in Köln", "claim_b": "Zwei Übergänge"}]


def test_a_missing_or_empty_table_is_one_clear_error(tmp_path):
    with pytest.raises(InputError):
        read_csv(tmp_path / "none.csv")
    (tmp_path / "empty.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="no rows"):
        read_csv(tmp_path / "empty.csv")


def test_the_guard_knows_its_own_mark():
    assert "'" in FORMULA_START
