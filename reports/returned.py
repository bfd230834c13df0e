"""What a filled sheet decides: every row checked against the findings that it was written from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reconcile.decisions import REVIEW_VERDICTS, Decided, Decision, passages
from reconcile.records import Finding, Reconciliation
from reports.columns import Row, review_rows
from reports.sheet import Sheet, SheetRow
from reports.table import unguard
from reports.words import words
from reports.xlsx import CELL_LIMIT

REVIEWER_COLUMNS = ("review_verdict", "review_note", "reviewer")
_NUMBERS = frozenset({"confidence", "similarity", "start_a", "end_a", "start_b", "end_b"})
_RESHAPED = re.compile(r"[\d\s.,:/\-]+")
"""What a spreadsheet may take for a number or a date and write back in another shape, such as a story named 2024-06."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell cannot be taken: sheet, row as the spreadsheet numbers it, column, and what is wrong."""

    sheet: str
    row: int
    column: str
    what: str

    def __str__(self) -> str:
        return f"{self.sheet}: row {self.row}, column {self.column}: {self.what}"


@dataclass(frozen=True, slots=True)
class Filled:
    """A row with something to say; `sheet` and `row` tell where it stands."""

    finding: Finding
    verdict: str
    note: str
    reviewer: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Returned:
    """What a sheet says, and what in it cannot be taken."""

    filled: tuple[Filled, ...]
    problems: tuple[Problem, ...]


def check_sheet(sheet: Sheet, result: Reconciliation, reviewer: str = "") -> Returned:
    """Check every row; `reviewer` stands in where the sheet names none. Pure; nothing is stored."""
    missing = [name for name in ("finding_id", "review_verdict") if name not in sheet.columns]
    if missing:
        return Returned((), tuple(Problem(sheet.name, 1, name, "this column is missing") for name in missing))
    findings = {finding.id: finding for finding in result.findings}
    written = {row["finding_id"]: row for row in review_rows(result)}
    filled: list[Filled] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        name = row.cells.get("finding_id", "").strip()
        where = _misplaced(name, row, findings, seen)
        changed = [] if where else _changed(row, written[name], sheet.lossy)
        taken, wrong = _taken(row, reviewer) if not where else (None, [])
        found = where + changed + wrong
        problems += [Problem(sheet.name, row.number, column, what) for column, what in found]
        if taken and not found:
            filled.append(Filled(findings[name], *taken, sheet.name, row.number))
    return Returned(tuple(filled), tuple(problems))


def contradictions(filled: Sequence[Filled]) -> tuple[Problem, ...]:
    """Rows of several sheets in which one reviewer says two things of one finding."""
    said: dict[tuple[str, str], Filled] = {}
    problems = []
    for row in filled:
        first = said.setdefault((row.finding.id, row.reviewer), row)
        if (first.verdict, first.note) != (row.verdict, row.note):
            what = f"{row.reviewer!r} says otherwise in {first.sheet}, row {first.row}"
            problems.append(Problem(row.sheet, row.row, "review_verdict", what))
    return tuple(problems)


def _misplaced(
    name: str, row: SheetRow, findings: Mapping[str, Finding], seen: dict[str, int]
) -> list[tuple[str, str]]:
    if name not in findings:
        return [("finding_id", f"{_short(name)!r} is no finding of the run in this folder" if name else "is empty")]
    if seen.setdefault(name, row.number) != row.number:
        return [("finding_id", f"{name} stands in row {seen[name]} already")]
    return []


def _changed(row: SheetRow, written: Row, lossy: bool) -> list[tuple[str, str]]:
    """Machine columns that no longer say what the run wrote; absent ones are no matter (`--blind`, hidden columns)."""
    found = []
    for column, expected in written.items():
        if column in REVIEWER_COLUMNS or column not in row.cells:
            continue
        if not _same(column, row.cells[column], expected, lossy):
            found.append((column, f"was changed; the run wrote {_short(expected)!r}"))
    return found


def _same(column: str, cell: str, expected: str, lossy: bool) -> bool:
    if column in _NUMBERS:
        return _number(cell) == _number(expected)
    if column == "story" and _RESHAPED.fullmatch(expected):
        return True
    folded = {_folded(cell), _folded(unguard(cell))}
    if _folded(expected) in folded or (len(cell) >= CELL_LIMIT and expected.startswith(cell[: CELL_LIMIT - 1])):
        return True
    return lossy and any(_without_accents(expected).fullmatch(_base(text)) is not None for text in folded)


def _number(cell: str) -> float | str:
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return cell.strip()


def _folded(text: str) -> str:
    """What survives a spreadsheet: line breaks are written in several ways, control characters are dropped."""
    kept = "".join(char for char in text if char in "\t\r\n" or unicodedata.category(char) != "Cc")
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _base(text: str) -> str:
    from anyascii import anyascii

    return str(anyascii(text))


@cache
def _without_accents(expected: str) -> re.Pattern[str]:
    """Windows-1252 cannot hold every letter: the spreadsheet wrote the nearest one or a question mark."""
    parts = []
    for char in _folded(expected):
        try:
            char.encode("cp1252")
            parts.append(re.escape(_base(char)))
        except UnicodeEncodeError:
            parts.append(f"(?:{re.escape(_base(char))}|\\?{{1,2}})")
    return re.compile("".join(parts))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _taken(row: SheetRow, reviewer: str) -> tuple[tuple[str, str, str] | None, list[tuple[str, str]]]:
    """Verdict, note and reviewer of a row, None where it says nothing; and what cannot be taken."""
    said = " ".join(row.cells.get("review_verdict", "").split()).casefold()
    note = unguard(row.cells.get("review_note", "")).strip()
    if not said and not note:
        return None, []
    verdict = _verdict_words().get(said)
    wrong = []
    if verdict is None:
        wrong.append(("review_verdict", f"{_short(said)!r} is none of {', '.join(REVIEW_VERDICTS)}"))
    who = " ".join(unguard(row.cells.get("reviewer", "")).split()) or reviewer
    if not who:
        wrong.append(("reviewer", "is empty (fill it in or give --reviewer NAME)"))
    return (verdict or "", note, who), wrong


@cache
def _verdict_words() -> dict[str, str]:
    """Accepted words for each verdict: its own, and what the reports call it in German and English."""
    known = {"": "", **{verdict: verdict for verdict in REVIEW_VERDICTS}}
    for lang in ("en", "de"):
        known |= {words(lang)[f"verdict_{verdict}"].casefold(): verdict for verdict in REVIEW_VERDICTS}
    return known


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would add: new decisions, how many of them replace one, how many rows change nothing, which repeat."""

    new: tuple[Decision, ...]
    replacing: int
    unchanged: int
    outdated: int


def new_decisions(
    filled: Sequence[Filled], decided: Decided, recorded: Sequence[Decision], time: str, *, again: bool = False
) -> Import:
    """Rows that say something new.

    A row that repeats what its reviewer said before and has changed since is left out: the sheet is older than the change.
    `again` takes it nevertheless. `recorded` is everything ever stored, undone decisions included.
    """
    past = {(d.finding_id, d.reviewer, d.verdict, d.note) for d in recorded}
    new: list[Decision] = []
    seen: set[tuple[str, str]] = set()
    replacing = unchanged = outdated = 0
    for row in filled:
        if (row.finding.id, row.reviewer) in seen:
            continue
        seen.add((row.finding.id, row.reviewer))
        now = [s.decision for s in decided.of(row.finding) if s.decision.reviewer == row.reviewer]
        if any((d.verdict, d.note) == (row.verdict, row.note) for d in now):
            unchanged += 1
        elif not again and (row.finding.id, row.reviewer, row.verdict, row.note) in past:
            outdated += 1
        else:
            replacing += bool(now)
            sides = passages(row.finding)
            new.append(Decision(row.finding.id, row.verdict, row.note, row.reviewer, time, *sides))
    return Import(tuple(new), replacing, unchanged, outdated)
