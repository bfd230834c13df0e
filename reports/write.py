"""The only module of this package that writes files: each atomically, in one folder."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from claims.errors import InputError
from reconcile.decisions import NOTHING_DECIDED, Decided
from reconcile.records import Reconciliation
from reports.columns import (
    BLIND_COLUMNS,
    NAME_COLUMNS,
    PARTICIPANT_COLUMNS,
    REVIEW_COLUMNS,
    blind_rows,
    name_rows,
    participant_rows,
    review_rows,
)
from reports.json import to_json
from reports.markdown import to_markdown
from reports.table import to_csv


@dataclass(frozen=True, slots=True)
class Extras:
    """What is written beside the contract's files: report.html, review.xlsx, the sheet without the tool's verdict."""

    html: bool = False
    xlsx: bool = False
    blind: bool = False


NO_EXTRAS = Extras()


def write_reports(
    result: Reconciliation,
    folder: Path,
    lang: str,
    decided: Decided = NOTHING_DECIDED,
    extras: Extras = NO_EXTRAS,
) -> tuple[Path, ...]:
    """Write the files of the output contract, participants.csv and the extras into `folder`; the paths, report first.

    Raises InputError when the folder cannot be made or written.
    """
    contents = {
        "report.md": to_markdown(result, lang, decided).encode("utf-8", "replace"),
        "review.csv": to_csv(review_rows(result, decided), REVIEW_COLUMNS),
        "names.csv": to_csv(name_rows(result), NAME_COLUMNS),
        "participants.csv": to_csv(participant_rows(result), PARTICIPANT_COLUMNS),
        "reconciliation.json": to_json(result),
        **_extra_contents(result, lang, decided, extras),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(write_file(folder / name, content) for name, content in contents.items())
    except OSError as error:
        raise InputError(f"cannot write to {folder}: {error.strerror}") from error


def _extra_contents(result: Reconciliation, lang: str, decided: Decided, extras: Extras) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    if extras.html:
        from reports.html import to_html

        contents["report.html"] = to_html(result, lang, decided)
    if extras.blind:
        contents["review-blind.csv"] = to_csv(blind_rows(result), BLIND_COLUMNS)
    if extras.xlsx:
        from reports.xlsx import to_xlsx

        contents["review.xlsx"] = to_xlsx(review_rows(result, decided), REVIEW_COLUMNS, lang)
        if extras.blind:
            contents["review-blind.xlsx"] = to_xlsx(blind_rows(result), BLIND_COLUMNS, lang)
    return contents


def write_file(path: Path, content: bytes) -> Path:
    """Write beside and rename, so that a reader never sees half a file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
