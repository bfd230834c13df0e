"""The command line. Effects live here; everything else is asked of the library."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from reconcile import __version__
from reconcile.review_cli import review_app
from reconcile.review_steps import ReviewOptions, write_with_decisions

if TYPE_CHECKING:
    from reconcile.pipeline import Progress
    from reconcile.records import Reconciliation

DONE, INTERNAL, WRONG_USE, FOUND = 0, 1, 2, 3

app = typer.Typer(
    name="reconcile",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Compare what several sources report about one event: agreeing, adding, contradicting. Offline.\n\n"
    "Exit codes: 0 done, 1 internal error, 2 wrong usage or unusable input, 3 found what --fail-on names.",
)
app.add_typer(review_app)


class FailOn(StrEnum):
    """Verdicts that may be asked to end a run with exit code 3."""

    conflicting = "conflicting"


class Lang(StrEnum):
    """Languages of the report."""

    en = "en"
    de = "de"


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"reconcile {__version__}")
        raise typer.Exit(DONE)


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Compare what several sources report about one event."""


Inputs = Annotated[
    list[str], typer.Argument(help="A folder, several files, or - for standard input.", metavar="INPUT…")
]
ConfigOption = Annotated[Path | None, typer.Option("--config", help="A TOML file with settings.")]
EncoderOption = Annotated[
    str | None,
    typer.Option("--encoder", help="A sentence-transformers model, by name or path.", metavar="NAME_OR_PATH"),
]
ParserOption = Annotated[
    str | None,
    typer.Option("--parser", help="An installed spaCy pipeline instead of the packaged parser.", metavar="spacy:NAME"),
]
DeviceOption = Annotated[str | None, typer.Option("--device", help="Device of --encoder: cpu or cuda.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs on standard output.")]


@app.command("run")
def run_command(  # noqa: PLR0913 - a command's options are its signature
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the report, the review sheet and the tables.")],
    config: ConfigOption = None,
    encoder: EncoderOption = None,
    parser: ParserOption = None,
    device: DeviceOption = None,
    aliases: Annotated[str | None, typer.Option("--aliases", help="Your own names: TOML or CSV.")] = None,
    top_k: Annotated[
        int | None, typer.Option("--top-k", help="Candidates a claim keeps in every other source.")
    ] = None,
    lang: Annotated[Lang | None, typer.Option("--lang", help="Language of the report.")] = None,
    html: Annotated[bool, typer.Option("--html", help="Write report.html too: one file to click through.")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Write review.xlsx too.")] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Write a sheet without the tool's verdict too: review-blind.csv.")
    ] = False,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="The file of decisions, instead of DIR/decisions.sqlite.")
    ] = None,
    fail_on: Annotated[FailOn | None, typer.Option("--fail-on", help="Exit with 3 when such findings exist.")] = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Reconcile articles: write report.md, review.csv, names.csv, participants.csv and reconciliation.json."""
    from reconcile.pipeline import reconcile_inputs
    from reconcile.settings import load_settings
    from reports.json import to_json

    settings = load_settings(
        config, encoder=encoder, parser=parser, device=device, aliases=aliases, top_k=top_k,
        lang=lang.value if lang else None,
    )  # fmt: skip
    with _progress(quiet or as_json) as progress:
        result = reconcile_inputs(inputs, settings, progress)
    options = ReviewOptions(html, xlsx, blind, decisions)
    paths = write_with_decisions(result, out, settings.lang, options, partial(typer.echo, err=True))
    if as_json:
        sys.stdout.buffer.write(to_json(result))
    elif not quiet:
        typer.echo(_summary(result, paths[0]))
    if fail_on and any(finding.verdict == fail_on.value for finding in result.findings):
        raise typer.Exit(FOUND)


@app.command("compare")
def compare_command(
    pairs: Annotated[
        Path, typer.Argument(help="CSV with columns claim_a, claim_b, optionally source_*, published_*, speaker_*.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="CSV to write.")],
    config: ConfigOption = None,
    parser: ParserOption = None,
    quiet: QuietOption = False,
) -> None:
    """Judge given pairs of claim texts and write the verdict columns."""
    from reconcile.compare import compare_table
    from reconcile.settings import load_settings
    from reports.table import read_csv, to_csv
    from reports.write import write_file

    rows = read_csv(pairs)
    with _progress(quiet) as progress:
        columns, judged = compare_table(rows, load_settings(config, parser=parser), progress)
    write_file(out, to_csv(judged, columns))
    if not quiet:
        typer.echo(f"{len(judged)} pairs judged: {out}")


@app.command("claims")
def claims_command(
    inputs: Inputs,
    config: ConfigOption = None,
    parser: ParserOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    """Print the claims that were read from articles."""
    from claims.extract import extract_claims
    from claims.read import read_inputs
    from reconcile.pipeline import open_parser
    from reconcile.settings import load_settings
    from reports.claims import claims_lines, claims_table

    reading = read_inputs(inputs)
    engine = open_parser(load_settings(config, parser=parser))
    for article in reading.articles:
        found = extract_claims(article, engine).claims
        typer.echo(claims_lines(article, found) if as_json else claims_table(article, found))
    for skipped in reading.skipped:
        typer.echo(f"left out: {skipped.what}: {skipped.reason}", err=True)


def _summary(result: Reconciliation, report: Path) -> str:
    counts = dict.fromkeys(("conflicting", "complementary", "agreeing"), 0)
    for finding in result.findings:
        counts[finding.verdict] += 1
    spellings = sum(len({variant.text for variant in entity.variants}) > 1 for entity in result.entities)
    lines = [
        f"{len(result.articles)} articles, {len(result.claims)} claims, {len(result.findings)} pairs judged",
        "  " + ", ".join(f"{count} {verdict}" for verdict, count in counts.items()),
        f"  {spellings} names with more than one form, {len(result.skipped)} inputs left out",
        f"report: {report}",
    ]
    return "\n".join(lines)


@contextmanager
def _progress(off: bool) -> Iterator[Progress]:
    """A progress bar on standard error for a terminal, silence otherwise."""
    from reconcile.pipeline import silent

    if off or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show


def main() -> None:
    """Entry point: one clear line and exit code 2 for what a user can mend, a traceback and 1 for a bug."""
    from claims.errors import ReconcileError

    try:
        code = app(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else DONE)
    except ReconcileError as error:
        _complain(str(error))
    except typer.Abort:
        sys.exit(INTERNAL)
    except BrokenPipeError:
        sys.exit(DONE)
    except Exception as error:
        # Wrong usage: typer carries click inside itself and gives the root of its errors no public name.
        if hasattr(error, "format_message"):
            _complain(error.format_message())
        traceback.print_exc()
        sys.exit(INTERNAL)


def _complain(message: str) -> NoReturn:
    typer.echo(f"reconcile: {_one_line(message)}", err=True)
    sys.exit(WRONG_USE)


def _one_line(message: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in message).split())


if __name__ == "__main__":
    main()
