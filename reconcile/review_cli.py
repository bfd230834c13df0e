"""The commands of `reconcile review`, and what `reconcile run` does with the decisions that it finds."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reconcile.decisions import Decided
    from reconcile.records import Reconciliation
    from reconcile.store import DecisionStore
    from reports.returned import Import, Problem

UNNAMED = "unnamed"
"""The reviewer of a sheet in the report's own folder that names none, taken in by the next run."""

review_app = typer.Typer(
    name="review",
    no_args_is_help=True,
    help="Work through the findings of a run and keep what was decided. Decisions lie in DIR/decisions.sqlite.",
)

Folder = Annotated[Path, typer.Argument(help="The folder that `reconcile run --out` wrote.", metavar="DIR")]
DecisionsOption = Annotated[
    Path | None, typer.Option("--decisions", help="The file of decisions, instead of DIR/decisions.sqlite.")
]


class ReviewLang(StrEnum):
    """Languages of the review page."""

    en = "en"
    de = "de"


class ExportFormat(StrEnum):
    """Formats of `review export`."""

    webannotation = "webannotation"
    claimreview = "claimreview"


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What `reconcile run` is asked to write beside the contract's files, and where decisions lie."""

    html: bool = False
    xlsx: bool = False
    blind: bool = False
    decisions: Path | None = None


def write_with_decisions(result: Reconciliation, out: Path, lang: str, options: ReviewOptions) -> tuple[Path, ...]:
    """Keep what a reviewer filled into the sheet of the run before, then write every file with what is decided.

    Raises InputError when the folder or the decisions file cannot be used.
    """
    from reports.write import Extras, write_reports

    store = _store(out, options.decisions)
    _keep_filled_sheets(out, store)
    decided = _decided(result, store)
    if decided.stale:
        typer.echo(f"{len(decided.stale)} decisions fit no finding of this run (listed in report.md)", err=True)
    return write_reports(result, out, lang, decided, Extras(html=options.html, xlsx=options.xlsx, blind=options.blind))


def _keep_filled_sheets(out: Path, store: DecisionStore) -> None:
    """Import the sheets that lie in the folder before they are overwritten; set one aside that cannot be imported."""
    from claims.errors import InputError

    for name in ("review.csv", "review.xlsx", "review-blind.csv", "review-blind.xlsx"):
        sheet = out / name
        if not sheet.is_file():
            continue
        problems: tuple[object, ...]
        try:
            found, problems = _read([sheet], out, store, UNNAMED, again=False)
        except InputError as error:
            found, problems = None, (str(error),)
        if (problems or found is None) and _says_something(sheet):
            aside = _set_aside(sheet)
            typer.echo(f"{sheet} was changed and cannot be imported ({problems[0]}); kept as {aside.name}", err=True)
        elif found and found.new:
            store.append(found.new)
            typer.echo(f"{len(found.new)} decisions taken from {sheet}", err=True)


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


def _store(folder: Path, given: Path | None) -> DecisionStore:
    from reconcile.store import FILE_NAME, DecisionStore

    return DecisionStore(given or folder / FILE_NAME)


def _decided(result: Reconciliation, store: DecisionStore) -> Decided:
    from reconcile.decisions import carry_over

    return carry_over(store.standing(), result.findings)


@review_app.command("import")
def import_command(  # noqa: PLR0913 - a command's options are its signature
    sheets: Annotated[list[Path], typer.Argument(help="Filled review sheets, CSV or XLSX.", metavar="SHEET…")],
    into: Annotated[Path, typer.Option("--into", help="The folder that `reconcile run --out` wrote.", metavar="DIR")],
    reviewer: Annotated[str, typer.Option("--reviewer", help="Who decided, where the sheet does not say.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Take rows too that repeat a decision which was changed since.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and count, keep nothing.")] = False,
    decisions: DecisionsOption = None,
) -> None:
    """Keep the decisions of filled sheets. All or nothing: one bad cell, and no row is taken."""
    from claims.errors import InputError

    store = _store(into, decisions)
    found, problems = _read(sheets, into, store, " ".join(reviewer.split()), again=again)
    for problem in problems:
        typer.echo(f"reconcile: {problem}", err=True)
    if problems or found is None:
        raise InputError(f"{len(problems)} cells cannot be taken; nothing was imported")
    if found.new and not dry_run:
        store.append(found.new)
    done = "would be imported" if dry_run else "imported"
    typer.echo(f"{len(found.new)} decisions {done} ({found.replacing} replace an earlier one)")
    typer.echo(f"{found.unchanged} rows say what is known")
    if found.outdated:
        typer.echo(f"{found.outdated} rows repeat a decision that was changed since: left out (--again takes them)")


def _read(
    sheets: list[Path], folder: Path, store: DecisionStore, reviewer: str, *, again: bool
) -> tuple[Import | None, tuple[Problem, ...]]:
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
    decided = _decided(result, store)
    return new_decisions(filled, decided, store.history(undone=True), now(), again=again), ()


@review_app.command("agreement")
def agreement_command(
    folder: Folder,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    decisions: DecisionsOption = None,
) -> None:
    """Tell how far reviewers agree, with each other and with the tool, and how many conflicts they confirm."""
    from reconcile.agreement import measure_agreement
    from reports.agreement_text import agreement_text
    from reports.read_json import read_reconciliation

    result = read_reconciliation(folder)
    measured = measure_agreement(result.findings, _decided(result, _store(folder, decisions)))
    if as_json:
        typer.echo(json.dumps(asdict(measured), ensure_ascii=False, indent=2))
    else:
        typer.echo(agreement_text(measured, story=result.story))


@review_app.command("serve")
def serve_command(  # noqa: PLR0913 - a command's options are its signature
    folder: Folder,
    reviewer: Annotated[
        str, typer.Option("--reviewer", help="Who decides; the user of this machine if not given.")
    ] = "",
    port: Annotated[int, typer.Option("--port", help="A fixed port; 0 takes a free one.", min=0, max=65535)] = 0,
    blind: Annotated[bool, typer.Option("--blind", help="Hide the tool's verdicts and other reviewers.")] = False,
    lang: Annotated[ReviewLang, typer.Option("--lang", help="Language of the page.")] = ReviewLang.en,
    decisions: DecisionsOption = None,
) -> None:
    """Open a review page on this machine (127.0.0.1 only) and keep every decision at once. Ctrl-C ends it."""
    from claims.errors import EngineError
    from reports.read_json import read_reconciliation
    from reports.review_page import Review
    from reports.serve import ReviewServer

    review = Review(read_reconciliation(folder), " ".join(reviewer.split()) or _user(), lang.value, blind)
    store = _store(folder, decisions)
    store.standing()  # a decisions file that cannot be read shall be told now, not at the first decision
    try:
        server = ReviewServer(review, store, port)
    except OSError as error:
        raise EngineError(f"port {port}: {error.strerror}") from error
    with server:
        typer.echo(f"open {server.url}")
        typer.echo(f"decisions are kept in {store.path}; Ctrl-C ends")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("stopped")


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return UNNAMED


@review_app.command("export")
def export_command(
    folder: Folder,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="W3C Web Annotation or schema.org ClaimReview, as JSON-LD.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write; standard output if not given.")
    ] = None,
    organisation: Annotated[str, typer.Option("--organisation", help="Who publishes the reviews (claimreview).")] = "",
    decisions: DecisionsOption = None,
) -> None:
    """Write findings as Web Annotations, or reviewed findings as ClaimReview."""
    from reports.export import to_claim_reviews, to_web_annotations

    from reports.read_json import read_reconciliation
    from reports.write import write_file

    result = read_reconciliation(folder)
    decided = _decided(result, _store(folder, decisions))
    if form is ExportFormat.claimreview:
        content = to_claim_reviews(result, decided, organisation)
    else:
        content = to_web_annotations(result, decided)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        typer.echo(f"written: {write_file(out, content)}")
