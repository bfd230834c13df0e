"""A filled review sheet as it comes back: CSV of any usual shape or XLSX, every cell as text with its row number."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.errors import InputError
from claims.formats import decode

MAX_SHEET_BYTES = 50_000_000
MAX_UNPACKED = 500_000_000
"""Larger files are no review sheet; an honest XLSX unpacks to about ten times its size."""
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.I)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as the spreadsheet shows it, and its cells by column name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header. `lossy` tells that its encoding cannot hold every letter (Windows-1252)."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    lossy: bool = False


def read_sheet(path: Path) -> Sheet:
    """Read one filled sheet; blank rows are passed over.

    Raises InputError when the file is missing, unreadable, no table, or a column stands twice.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    if len(raw) > MAX_SHEET_BYTES:
        raise InputError(f"{path}: larger than {MAX_SHEET_BYTES // 1_000_000} MB")
    try:
        table, lossy = (_xlsx(raw), False) if raw.startswith(b"PK") else _csv(raw)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    return _with_header(str(path), table, lossy)


def _with_header(name: str, table: Sequence[tuple[int, list[str]]], lossy: bool) -> Sheet:
    if not table:
        raise InputError(f"{name}: no rows")
    (_, first), *rest = table
    columns = tuple(cell.strip().casefold() for cell in first)
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise InputError(f"{name}: row 1: column {twice[0]} stands twice")
    rows = []
    for number, cells in rest:
        named = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
        rows.append(SheetRow(number, named))
    return Sheet(name, tuple(column for column in columns if column), tuple(rows), lossy)


def _csv(raw: bytes) -> tuple[list[tuple[int, list[str]]], bool]:
    import csv

    text = decode(raw).lstrip("\ufeff")
    told = _SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    first = text.split("\n", 1)[0]
    delimiter = told.group(1) if told else max(",;\t", key=first.count)
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"not a table ({error})") from error
    skipped = 1 if told else 0
    return list(_filled(cells, skipped)), not _holds_every_letter(raw)


def _filled(cells: Sequence[list[str]], skipped: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(cells, 1 + skipped):
        if any(cell.strip() for cell in row):
            yield number, row


def _holds_every_letter(raw: bytes) -> bool:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _xlsx(raw: bytes) -> list[tuple[int, list[str]]]:
    book = _open_workbook(raw)
    for page in book.worksheets:
        rows = [
            (number, [_text(cell) for cell in row]) for number, row in enumerate(page.iter_rows(values_only=True), 1)
        ]
        filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
        if filled and any(cell.strip().casefold() == "finding_id" for cell in filled[0][1]):
            return filled
    raise InputError("no sheet in the workbook has a column finding_id in its first row")


def _open_workbook(raw: bytes) -> Any:
    """A damaged workbook fails in many ways inside openpyxl; all of them mean the same to a user."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise InputError(f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB")
        # Not read_only: that mode trusts the size written in the file, which programs write differently.
        return load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
    except InputError:
        raise
    except Exception as error:
        raise InputError(f"not a readable XLSX workbook ({type(error).__name__})") from error


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
