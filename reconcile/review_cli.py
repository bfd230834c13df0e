"""The commands of `reconcile review`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reconcile.review_steps import UNNAMED, decided_in, open_store, read_sheets

review_app = typer.Typer(
    name="review",
    no_args_is_help=True,
    help="Work through the findings of a run and keep what was decided.",
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

    store = open_store(into, decisions)
    found, problems = read_sheets(sheets, into, store, " ".join(reviewer.split()), again=again)
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
    measured = measure_agreement(result.findings, decided_in(result, open_store(folder, decisions)))
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
    store = open_store(folder, decisions)
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
    decided = decided_in(result, open_store(folder, decisions))
    if form is ExportFormat.claimreview:
        content = to_claim_reviews(result, decided, organisation)
    else:
        content = to_web_annotations(result, decided)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        typer.echo(f"written: {write_file(out, content)}")
