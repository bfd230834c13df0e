"""The only module of this package that writes files: each atomically, in one folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from claims.errors import InputError
from reconcile.records import Reconciliation
from reports.columns import (
    NAME_COLUMNS,
    PARTICIPANT_COLUMNS,
    REVIEW_COLUMNS,
    name_rows,
    participant_rows,
    review_rows,
)
from reports.json import to_json
from reports.markdown import to_markdown
from reports.table import to_csv


def write_reports(result: Reconciliation, folder: Path, lang: str) -> tuple[Path, ...]:
    """Write the files of the output contract and participants.csv into `folder`; the paths, report first.

    Raises InputError when the folder cannot be made or written.
    """
    contents = {
        "report.md": to_markdown(result, lang).encode("utf-8", "replace"),
        "review.csv": to_csv(review_rows(result), REVIEW_COLUMNS),
        "names.csv": to_csv(name_rows(result), NAME_COLUMNS),
        "participants.csv": to_csv(participant_rows(result), PARTICIPANT_COLUMNS),
        "reconciliation.json": to_json(result),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(write_file(folder / name, content) for name, content in contents.items())
    except OSError as error:
        raise InputError(f"cannot write to {folder}: {error.strerror}") from error


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
