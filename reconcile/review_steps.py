"""What a run does with decisions, and what an import reads: the steps between the store, the sheets and the reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reconcile.decisions import Decided
    from reconcile.records import Reconciliation
    from reconcile.store import DecisionStore
    from reports.returned import Import, Problem

Tell = Callable[[str], None]
"""Told in a line what a reader should know beside the result."""

UNNAMED = "unnamed"
"""The reviewer of a sheet in the report's own folder that names none, taken in by the next run."""


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What `reconcile run` is asked to write beside the contract's files, and where decisions lie."""

    html: bool = False
    xlsx: bool = False
    blind: bool = False
    decisions: Path | None = None


def write_with_decisions(
    result: Reconciliation, out: Path, lang: str, options: ReviewOptions, tell: Tell
) -> tuple[Path, ...]:
    """Keep what a reviewer filled into the sheet of the run before, then write every file with what is decided.

    Raises InputError when the folder or the decisions file cannot be used.
    """
    from reports.write import Extras, write_reports

    store = open_store(out, options.decisions)
    _keep_filled_sheets(out, store, tell)
    decided = decided_in(result, store)
    if decided.stale:
        tell(f"{len(decided.stale)} decisions fit no finding of this run (listed in report.md)")
    return write_reports(result, out, lang, decided, Extras(html=options.html, xlsx=options.xlsx, blind=options.blind))


def _keep_filled_sheets(out: Path, store: DecisionStore, tell: Tell) -> None:
    """Import the sheets that lie in the folder before they are overwritten; set one aside that cannot be imported."""
    from claims.errors import InputError

    for name in ("review.csv", "review.xlsx", "review-blind.csv", "review-blind.xlsx"):
        sheet = out / name
        if not sheet.is_file():
            continue
        problems: tuple[object, ...]
        try:
            found, problems = read_sheets([sheet], out, store, UNNAMED, again=False)
        except InputError as error:
            found, problems = None, (str(error),)
        if (problems or found is None) and _says_something(sheet):
            aside = _set_aside(sheet)
            tell(f"{sheet} was changed and cannot be imported ({problems[0]}); kept as {aside.name}")
        elif found and found.new:
            store.append(found.new)
            tell(f"{len(found.new)} decisions taken from {sheet}")


def _says_something(sheet: Path) -> bool:
    """Whether a reviewer may have filled anything in; of an unreadable sheet nobody can tell."""
    from claims.errors import InputError
    from reports.sheet import read_sheet

    try:
        rows = read_sheet(sheet).rows
    except InputError:
        return True
    return any(row.cells.get(name, "").strip() for row in rows for name in ("review_verdict", "review_note"))


def _set_aside(sheet: Path) -> Path:
    from claims.identity import content_id
    from reports.write import write_file

    content = sheet.read_bytes()
    mark = content_id("kept", content.hex())[:13]
    return write_file(sheet.with_name(f"{sheet.stem}.{mark}{sheet.suffix}"), content)


def open_store(folder: Path, given: Path | None) -> DecisionStore:
    """The decisions file that is given, else the one in the folder; nothing is made yet."""
    from reconcile.store import FILE_NAME, DecisionStore

    return DecisionStore(given or folder / FILE_NAME)


def decided_in(result: Reconciliation, store: DecisionStore) -> Decided:
    """What stands in the file, on this run's findings."""
    from reconcile.decisions import carry_over

    return carry_over(store.standing(), result.findings)


def read_sheets(
    sheets: Sequence[Path], folder: Path, store: DecisionStore, reviewer: str, *, again: bool
) -> tuple[Import | None, tuple[Problem, ...]]:
    """What filled sheets would add to the decisions of the run in `folder`, or why they cannot be taken.

    Raises InputError when a sheet or the folder's reconciliation.json cannot be read.
    """
    from reconcile.store import now
    from reports.read_json import read_reconciliation
    from reports.returned import check_sheet, contradictions, new_decisions
    from reports.sheet import read_sheet

    result = read_reconciliation(folder)
    returned = [check_sheet(read_sheet(sheet), result, reviewer) for sheet in sheets]
    filled = [row for one in returned for row in one.filled]
    problems = (*(problem for one in returned for problem in one.problems), *contradictions(filled))
    if problems:
        return None, problems
    decided = decided_in(result, store)
    return new_decisions(filled, decided, store.history(undone=True), now(), again=again), ()
