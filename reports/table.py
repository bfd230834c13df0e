"""Tables out: CSV that opens right in Excel and LibreOffice and cannot smuggle in a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from claims.errors import InputError
from claims.formats import decode
from reports.columns import Row

FORMULA_START = tuple("=+-@\t\r\n＝＋－＠'")
"""First characters that a spreadsheet may run as a formula (OWASP CSV injection), and the mark itself."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def guard(value: str) -> str:
    """Put a `'` before text that a spreadsheet could run; control characters go. `unguard` takes the mark back.

    A plain number such as `-0.25` is left alone: no formula, and programs read it.
    """
    clean = without_control(value)
    if clean.startswith(FORMULA_START) and not re.fullmatch(r"-?\d+(?:\.\d+)?", clean):
        return "'" + clean
    return clean


def without_control(value: str) -> str:
    """The text without control characters; line breaks and tabs stay."""
    return _CONTROL.sub("", value)


def unguard(value: str) -> str:
    """The text as it was before `guard`."""
    return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA_START) else value


def read_csv(path: Path) -> list[Row]:
    """Rows of a CSV file, every cell as text; the delimiter is found, UTF-8 or what charset-normalizer finds.

    Raises InputError when the file is missing, no table, or empty.
    """
    import csv
    import io

    try:
        text = decode(path.read_bytes()).lstrip("\ufeff")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise InputError(f"{path}: not a table ({error})") from error
    if not rows:
        raise InputError(f"{path}: no rows")
    return [{name: value or "" for name, value in row.items() if name is not None} for row in rows]


def to_csv(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """UTF-8 with byte order mark, comma, every field quoted, CRLF; line breaks inside cells stay."""
    import pandas as pd

    guarded = [{name: guard(row[name]) for name in columns} for row in rows]
    table = pd.DataFrame(guarded, columns=list(columns), dtype=str)
    return table.to_csv(index=False, quoting=1, lineterminator="\r\n").encode("utf-8-sig")
