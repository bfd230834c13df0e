"""The review sheet as a workbook: nothing in it can run, verdicts are drop-downs, the header stays in view."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reconcile.decisions import REVIEW_VERDICTS
from reports.columns import Row
from reports.table import guard, unguard, without_control
from reports.words import words

SHEET = "review"
CELL_LIMIT = 32_767
"""Characters that a cell can hold (Excel's own limit)."""
_WIDTHS = {
    "finding_id": 13, "verdict": 14, "kind": 15, "confidence": 11, "explanation": 36, "quote_a": 44, "quote_b": 44,
    "claim_a": 40, "claim_b": 40, "source_a": 15, "source_b": 15, "speaker_a": 15, "speaker_b": 15,
    "review_verdict": 16, "review_note": 30, "reviewer": 13,
}  # fmt: skip
"""In characters."""
_NARROW = 9
_FOLDED = frozenset({"story", "rule", "article", "start", "end", "claim", "similarity"})
"""Columns (side left off) for programs: folded away behind a plus sign, still in the file."""
_LINE, _TALLEST = 15, 400
"""Height of a line and greatest height of a row, in points."""
_NUMBERS = frozenset({"confidence", "similarity", "start_a", "end_a", "start_b", "end_b"})
_TO_FILL = frozenset({"review_verdict", "review_note", "reviewer"})
_MADE = datetime(2026, 1, 1)
"""A fixed date in the file's properties: the same findings give the same bytes."""


def to_xlsx(rows: Sequence[Row], columns: Sequence[str], lang: str) -> bytes:
    """One sheet `review`; every text is written as text, never as a formula, link or number."""
    import xlsxwriter

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        book.set_properties({"title": "review", "created": _MADE})
        page = book.add_worksheet(SHEET)
        _lay_out(book, page, columns, len(rows))
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D5D9DF"}
        wrapped, number_style = (
            book.add_format(cell),
            book.add_format({**cell, "num_format": "General", "align": "left"}),
        )
        to_fill = book.add_format({**cell, "bg_color": "#FFF8DC", "border_color": "#D8CFA8"})
        for number, row in enumerate(rows, 1):
            page.set_row(number, _height(row, columns))
            for place, column in enumerate(columns):
                style = to_fill if column in _TO_FILL else number_style if column in _NUMBERS else wrapped
                _write(page, (number, place), column, row[column], style)
        if rows and "review_verdict" in columns:
            _drop_down(page, columns.index("review_verdict"), len(rows), lang)
    return out.getvalue()


def _lay_out(book: Any, page: Any, columns: Sequence[str], count: int) -> None:
    head = book.add_format(
        {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True}
    )
    for place, column in enumerate(columns):
        folded = {"level": 1, "hidden": True} if column.removesuffix("_a").removesuffix("_b") in _FOLDED else {}
        page.set_column(place, place, _WIDTHS.get(column, _NARROW), None, folded)
        page.write_string(0, place, column, head)
    page.set_row(0, 2 * _LINE)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(count, 1), len(columns) - 1)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _height(row: Row, columns: Sequence[str]) -> int:
    """Points for the longest wrapped text of the columns in view; some programs do not fit rows by themselves."""
    lines = 1
    for column in columns:
        if column in _WIDTHS and not column.startswith("claim"):
            parts = row[column].split("\n")
            lines = max(lines, sum(1 + len(part) // (_WIDTHS[column] - 1) for part in parts))
    return min(_LINE * lines, _TALLEST)


def _write(page: Any, cell: tuple[int, int], column: str, text: str, style: Any) -> None:
    if column in _NUMBERS:
        page.write_number(*cell, float(text), style)
    else:
        # Only a text that reading back would take for a marked one needs the CSV's mark here.
        shown = guard(text) if unguard(text) != text else without_control(text)
        page.write_string(*cell, _fitting(shown), style)


def _fitting(text: str) -> str:
    """A longer text would be left out by the writer; its beginning is better than nothing."""
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def _drop_down(page: Any, place: int, count: int, lang: str) -> None:
    w = words(lang)
    meaning = ", ".join(f"{verdict} = {w[f'verdict_{verdict}']}" for verdict in REVIEW_VERDICTS)
    page.data_validation(
        1, place, count, place,
        {
            "validate": "list",
            "source": list(REVIEW_VERDICTS),
            "input_title": "review_verdict",
            "input_message": meaning[:255],
            "error_title": "review_verdict",
            "error_message": ", ".join(REVIEW_VERDICTS),
        },
    )  # fmt: skip
