"""The report as one HTML file that needs no network: jinja2 with autoescape, hashes of its own style and script in the policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claims.records import Article, Claim
from reconcile import __version__
from reconcile.decisions import NOTHING_DECIDED, Decided, Standing
from reconcile.facts import group_facts
from reconcile.records import Finding, Reconciliation
from reports.drawings import draw_matrix, draw_timeline
from reports.escape import plain
from reports.highlight import Piece, cut
from reports.passages import find_value
from reports.subjects import group_subjects, steps
from reports.words import kind_name, when, words

if TYPE_CHECKING:
    from jinja2 import Environment

SIGNS = {"conflicting": "≠", "complementary": "+", "agreeing": "="}
"""A verdict's sign: nothing is told by colour alone."""


@dataclass(frozen=True, slots=True)
class Side:
    """One passage of a finding: the quote in three parts, the deciding value in the middle ("" where it is not marked)."""

    claim: Claim
    when: str
    speaker: str
    before: str
    value: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding for the list."""

    finding: Finding
    kind: str
    sides: tuple[Side, Side]
    decisions: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of an article with the most serious verdict of the claims over it, "" where none of them has a finding."""

    piece: Piece
    verdict: str


@dataclass(frozen=True, slots=True)
class Pane:
    """One article beside the others."""

    article: Article
    when: str
    pieces: tuple[Marked, ...]


def to_html(result: Reconciliation, lang: str, decided: Decided = NOTHING_DECIDED) -> bytes:
    """The whole page in UTF-8. The same reconciliation gives the same bytes."""
    w = words(lang)
    sources = sorted({article.source for article in result.articles})
    updates = [f for f in result.findings if f.kind == "updated_toll"]
    chains = [(subject, steps(subject)) for subject in group_subjects(updates, (), result.entities)]
    style, script = asset("base.css", "report.css"), asset("report.js")
    page = environment().get_template("report.html.j2").render(
        w=w, lang=lang, result=result, version=__version__, signs=SIGNS,
        policy=policy(style, script), style=style, script=script,
        entries=[entry(finding, decided, lang) for finding in result.findings],
        panes=_panes(result, lang), sources=sources,
        kinds=sorted({(kind_name(f.kind, w), f.kind) for f in result.findings}),
        matrix=draw_matrix(sources, result.findings) if len(sources) > 1 else None,
        timeline=draw_timeline(result.articles, [step for _, chain in chains for step in chain]),
        facts=group_facts(result.findings),
        counts={verdict: sum(f.verdict == verdict for f in result.findings) for verdict in SIGNS},
        done=sum(bool(decided.of(finding)) for finding in result.findings),
    )  # fmt: skip
    return page.encode("utf-8", "replace")


def entry(finding: Finding, decided: Decided, lang: str) -> Entry:
    """A finding as the pages show it."""
    w = words(lang)
    left = _side(finding.pair.left, finding.values[0], lang)
    right = _side(finding.pair.right, finding.values[1], lang)
    return Entry(finding, kind_name(finding.kind, w), (left, right), decided.of(finding))


def _side(claim: Claim, value: str, lang: str) -> Side:
    quote = plain(claim.quote)
    at = find_value(quote, plain(value)) or (0, 0)
    parts = (quote[: at[0]], quote[at[0] : at[1]], quote[at[1] :])
    return Side(claim, when(claim, words(lang)), claim.speaker, *parts)


def _panes(result: Reconciliation, lang: str) -> list[Pane]:
    worst: dict[str, str] = {}
    for verdict in reversed(tuple(SIGNS)):
        for finding in result.findings:
            if finding.verdict == verdict:
                worst |= {finding.pair.left.id: verdict, finding.pair.right.id: verdict}
    judged = [claim for claim in result.claims if claim.id in worst]
    panes = []
    for article in sorted(result.articles, key=lambda a: (a.source, a.path)):
        pieces = tuple(Marked(piece, _most_serious(piece.claims, worst)) for piece in cut(article, judged))
        published = article.published.isoformat(" ", "minutes") if article.published else words(lang)["unknown"]
        panes.append(Pane(article, published, pieces))
    return panes


def _most_serious(claims: Sequence[str], worst: dict[str, str]) -> str:
    return next((verdict for verdict in SIGNS if any(worst[claim] == verdict for claim in claims)), "")


@cache
def environment() -> Environment:
    """Templates of this package; everything is escaped, an unknown name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = plain
    return made


def asset(*names: str) -> str:
    """Style sheets or scripts of this package, joined: the only texts that go into a page unescaped."""
    from markupsafe import Markup

    text = "".join(files("reports").joinpath("templates", name).read_text(encoding="utf-8") for name in names)
    if "</" in text:
        raise ValueError(f"{names} could close their own element")
    return Markup(text)


def policy(style: str, script: str, *, connect: str = "'none'") -> str:
    """The content-security policy of a page that holds just this style and this script; nothing else may run or load."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; connect-src {connect}; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
