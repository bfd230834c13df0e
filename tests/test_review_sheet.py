"""The sheet goes out and comes back, whatever the spreadsheet program did to it; what doesn't fit is named by its cell."""

import csv
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claims.errors import InputError
from reconcile.decisions import NOTHING_DECIDED, Decided, Decision, Standing, passages
from reports.columns import BLIND_COLUMNS, REVIEW_COLUMNS, blind_rows, review_rows
from reports.returned import check_sheet, contradictions, new_decisions
from reports.sheet import read_sheet
from reports.table import to_csv
from reports.xlsx import to_xlsx
from tests.office import convert, needs_office
from tests.story import story

RESULT = story()
FIRST = RESULT.findings[0]


def _rows(**filled):
    rows = review_rows(RESULT)
    rows[0] |= {
        "review_verdict": "conflicting",
        "review_note": "„belegt“, siehe Akte; S. 3",
        "reviewer": "Jürgen Öz",
    } | filled
    return rows


def _check(tmp_path, raw, name="sheet.csv", reviewer=""):
    path = tmp_path / name
    path.write_bytes(raw)
    return check_sheet(read_sheet(path), RESULT, reviewer)


def _as_csv(rows, columns=REVIEW_COLUMNS, delimiter=",", encoding="utf-8-sig"):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def _says_the_first(returned):
    assert returned.problems == ()
    (row,) = returned.filled
    assert (row.finding, row.verdict, row.reviewer) == (FIRST, "conflicting", "Jürgen Öz")
    assert row.note == "„belegt“, siehe Akte; S. 3"
    return True


def test_the_written_csv_comes_back(tmp_path):
    assert _says_the_first(_check(tmp_path, to_csv(_rows(), REVIEW_COLUMNS)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_of_any_usual_shape_comes_back(tmp_path, delimiter, encoding):
    assert _says_the_first(_check(tmp_path, _as_csv(_rows(), delimiter=delimiter, encoding=encoding)))


def test_excels_separator_line_and_decimal_commas_and_other_columns_do_not_matter(tmp_path):
    rows = [row | {"confidence": row["confidence"].replace(".", ","), "Bemerkung": "x"} for row in _rows()]
    columns = ["reviewer", "Bemerkung", *sorted(REVIEW_COLUMNS[:-1], reverse=True)]
    raw = b"sep=;\r\n" + _as_csv(rows, columns, ";", "utf-8")
    assert _says_the_first(_check(tmp_path, raw))


def test_nearest_letters_of_a_narrow_encoding_are_not_a_change(tmp_path):
    raw = _as_csv(_rows(), delimiter=";", encoding="cp1252").replace(b"Sz?cs", b"Szucs")
    assert _says_the_first(_check(tmp_path, raw))


def test_the_workbook_comes_back(tmp_path):
    assert _says_the_first(_check(tmp_path, to_xlsx(_rows(), REVIEW_COLUMNS, "de"), "sheet.xlsx"))


NOTES = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("=+-@'\"\t\n;,_x0041")),
    max_size=20,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NOTES)
@example("'=1")
@example("''=1")
@example("_x0041_")
def test_any_note_comes_back_from_both_kinds_of_sheet(tmp_path, note):
    for raw in (
        to_csv(_rows(review_note=note), REVIEW_COLUMNS),
        to_xlsx(_rows(review_note=note), REVIEW_COLUMNS, "en"),
    ):
        returned = _check(tmp_path, raw)
        assert returned.problems == ()
        assert returned.filled[0].note == note.strip()


def test_german_verdict_words_are_understood(tmp_path):
    raw = _as_csv(_rows(review_verdict=" Widersprüchlich "))
    assert _says_the_first(_check(tmp_path, raw))


def test_an_untouched_sheet_says_nothing(tmp_path):
    returned = _check(tmp_path, to_csv(review_rows(RESULT), REVIEW_COLUMNS))
    assert (returned.filled, returned.problems) == ((), ())


@pytest.mark.parametrize(
    ("row", "column", "value", "what"),
    [
        (0, "finding_id", "f_0123", "no finding"),
        (2, "finding_id", "", "empty"),
        (1, "finding_id", FIRST.id, "stands in row 2 already"),
        (0, "review_verdict", "maybe", "none of"),
        (0, "reviewer", "", "--reviewer"),
        (3, "quote_a", "Es waren 12", "was changed"),
        (3, "start_a", "7", "was changed"),
        (4, "verdict", "agreeing", "was changed"),
        (4, "confidence", "0,99", "was changed"),
        (4, "explanation", "", "was changed"),
    ],
)
def test_what_does_not_fit_is_refused_with_row_and_column(tmp_path, row, column, value, what):
    rows = _rows()
    rows[row][column] = value
    problem = next(p for p in _check(tmp_path, _as_csv(rows)).problems)
    assert (problem.row, problem.column) == (row + 2, column)
    assert what in problem.what


def test_rows_are_numbered_as_the_spreadsheet_shows_them_despite_line_breaks_and_blank_rows(tmp_path):
    rows = _rows(review_note="eins\nzwei\ndrei")
    rows[3] |= {"review_verdict": "vielleicht", "reviewer": "Ruth"}
    lines = _as_csv(rows[:2]) + b",,,\r\n" + _as_csv(rows[2:]).split(b"\r\n", 1)[1]
    (problem,) = _check(tmp_path, lines).problems
    assert problem.row == 6


def test_the_reviewer_may_be_given_for_the_whole_sheet(tmp_path):
    returned = _check(tmp_path, _as_csv(_rows(reviewer="")), reviewer="Ruth")
    assert [row.reviewer for row in returned.filled] == ["Ruth"]


def test_missing_and_doubled_columns_are_named(tmp_path):
    returned = _check(tmp_path, _as_csv(_rows(), ["finding_id", "quote_a"]))
    assert [(p.row, p.column) for p in returned.problems] == [(1, "review_verdict")]
    with pytest.raises(InputError, match="finding_id stands twice"):
        _check(tmp_path, b"finding_id,finding_id\r\na,b\r\n")


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 no zip", b"\x00\x01\x02" * 50])
def test_what_is_no_sheet_is_one_clear_error(tmp_path, raw):
    with pytest.raises(InputError):
        _check(tmp_path, raw, "sheet.xlsx")


def test_two_sheets_in_which_one_reviewer_says_two_things_are_refused(tmp_path):
    one = _check(tmp_path, _as_csv(_rows()), "one.csv")
    two = _check(tmp_path, _as_csv(_rows(review_verdict="agreeing")), "two.csv")
    assert contradictions(one.filled) == ()
    (problem,) = contradictions((*one.filled, *two.filled))
    assert "one.csv, row 2" in problem.what


def test_the_blind_sheet_shows_nothing_of_the_tool_and_comes_back(tmp_path):
    rows = blind_rows(RESULT)
    assert not {"verdict", "kind", "confidence", "rule", "explanation", "similarity"} & set(BLIND_COLUMNS)
    assert [row["finding_id"] for row in rows] == sorted(row["finding_id"] for row in rows)
    rows[1]["review_verdict"] = "unrelated"
    returned = _check(tmp_path, to_csv(rows, BLIND_COLUMNS), reviewer="Ruth")
    assert [row.finding.id for row in returned.filled] == [rows[1]["finding_id"]]


def _imported(filled, decided=NOTHING_DECIDED, recorded=(), **options):
    return new_decisions(filled, decided, recorded, "2031-01-01T00:00:00+00:00", **options)


def test_importing_again_adds_nothing(tmp_path):
    filled = _check(tmp_path, _as_csv(_rows())).filled
    first = _imported(filled)
    decided = Decided({FIRST.id: (Standing(first.new[0]),)})
    assert len(first.new) == 1
    assert _imported(filled, decided, first.new).new == ()
    assert _imported(filled, decided, first.new).unchanged == 1


def test_an_old_sheet_does_not_take_back_a_newer_decision_unless_told(tmp_path):
    filled = _check(tmp_path, _as_csv(_rows())).filled
    (old,) = _imported(filled).new
    newer = Decision(FIRST.id, "agreeing", "", old.reviewer, "2031-02-01T00:00:00+00:00", *passages(FIRST))
    decided = Decided({FIRST.id: (Standing(newer),)})
    assert _imported(filled, decided, (old, newer)).outdated == 1
    assert _imported(filled, decided, (old, newer), again=True).replacing == 1


def test_a_carried_decision_in_the_sheet_is_nothing_new(tmp_path):
    filled = _check(tmp_path, _as_csv(_rows())).filled
    (old,) = _imported(filled).new
    decided = Decided({FIRST.id: (Standing(old, moved=True),)})
    assert _imported(filled, decided).unchanged == 1


def test_a_decided_finding_stands_filled_in_the_next_sheet():
    made = Decision(FIRST.id, "agreeing", "=1+1", "Ruth", "2031-01-01T00:00:00+00:00", *passages(FIRST))
    row = review_rows(RESULT, Decided({FIRST.id: (Standing(made),)}))[0]
    assert (row["review_verdict"], row["review_note"], row["reviewer"]) == ("agreeing", "=1+1", "Ruth")


def test_the_workbook_holds_text_a_drop_down_and_a_fixed_header(tmp_path):
    (tmp_path / "s.xlsx").write_bytes(to_xlsx(_rows(review_note="=HYPERLINK(1)"), REVIEW_COLUMNS, "de"))
    page = openpyxl.load_workbook(tmp_path / "s.xlsx")["review"]
    assert page.freeze_panes == "B2"
    (rule,) = page.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"agreeing,complementary,conflicting,unrelated"')
    assert str(rule.sqref) == f"W2:W{len(RESULT.findings) + 1}"
    head = [cell.value for cell in page[1]]
    assert tuple(head) == REVIEW_COLUMNS
    assert {cell.data_type for row in page.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    assert all(cell.alignment.wrap_text for cell in page["L"][1:])
    assert "=HYPERLINK(1)" in [cell.value for cell in page["X"]]


def test_the_workbook_is_the_same_bytes_every_time():
    assert to_xlsx(_rows(), REVIEW_COLUMNS, "de") == to_xlsx(_rows(), REVIEW_COLUMNS, "de")


@needs_office
def test_libreoffice_opens_the_workbook_and_what_it_saves_comes_back(tmp_path):
    (tmp_path / "sheet.xlsx").write_bytes(to_xlsx(_rows(), REVIEW_COLUMNS, "de"))
    for number, kind in enumerate(("xlsx:Calc MS Excel 2007 XML", "csv:Text - txt - csv (StarCalc):59,34,76,1")):
        saved = convert(tmp_path / "sheet.xlsx", kind, tmp_path / f"out{number}")
        assert _says_the_first(check_sheet(read_sheet(saved), RESULT))
    assert "Ágnes Szűcs" in saved.read_text(encoding="utf-8")


@needs_office
def test_libreoffice_opens_the_csv_with_umlauts_and_runs_nothing_in_it(tmp_path):
    (tmp_path / "sheet.csv").write_bytes(to_csv(_rows(), REVIEW_COLUMNS))
    # In a window LibreOffice asks for the encoding and proposes UTF-8 for the byte order mark; without one it must be told.
    saved = convert(tmp_path / "sheet.csv", "xlsx:Calc MS Excel 2007 XML", tmp_path / "out", "CSV:44,34,76,1")
    page = openpyxl.load_workbook(saved).worksheets[0]
    values = [str(cell.value) for row in page.iter_rows() for cell in row]
    assert any("Ágnes Szűcs" in value for value in values)
    assert "f" not in {cell.data_type for row in page.iter_rows() for cell in row}
    assert _says_the_first(check_sheet(read_sheet(saved), RESULT))
