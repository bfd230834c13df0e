"""The review sheet as a workbook: nothing in it can run, verdicts are drop-downs, the header stays in view."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reconcile.decisions import REVIEW_VERDICTS
from reports.columns import Row
from reports.table import without_control
from reports.words import words

SHEET = "review"
CELL_LIMIT = 32_767
"""Characters that a cell can hold (Excel's own limit)."""
_WIDTHS = {
    "finding_id": 24, "story": 14, "verdict": 15, "kind": 16, "confidence": 10, "rule": 18, "explanation": 44,
    "quote_a": 52, "quote_b": 52, "claim_a": 40, "claim_b": 40, "source_a": 18, "source_b": 18,
    "speaker_a": 18, "speaker_b": 18, "review_verdict": 18, "review_note": 40, "reviewer": 16,
}  # fmt: skip
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
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        to_fill = book.add_format(
            {"text_wrap": True, "valign": "top", "bg_color": "#FFF8DC", "border": 1, "border_color": "#D8CFA8"}
        )
        for number, row in enumerate(rows, 1):
            for place, column in enumerate(columns):
                _write(page, (number, place), column, row[column], to_fill if column in _TO_FILL else wrapped)
        if rows and "review_verdict" in columns:
            _drop_down(page, columns.index("review_verdict"), len(rows), lang)
    return out.getvalue()


def _lay_out(book: Any, page: Any, columns: Sequence[str], count: int) -> None:
    head = book.add_format(
        {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True}
    )
    for place, column in enumerate(columns):
        page.set_column(place, place, _WIDTHS.get(column, 9))
        page.write_string(0, place, column, head)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(count, 1), len(columns) - 1)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(page: Any, cell: tuple[int, int], column: str, text: str, style: Any) -> None:
    if column in _NUMBERS:
        page.write_number(*cell, float(text), style)
    else:
        page.write_string(*cell, _fitting(without_control(text)), style)


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
