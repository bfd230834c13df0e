"""The discrepancy report in Markdown: deterministic, conflicts first, every text from an article escaped."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from claims.records import Claim
from reconcile import __version__
from reconcile.facts import group_facts, same_origin
from reconcile.records import Entity, Finding, Reconciliation, Variant
from reports.escape import markdown

SHOWN = 40
"""Additions and agreements shown each; the rest stands in review.csv, so that a reader is not drowned."""


@cache
def words(lang: str) -> dict[str, str]:
    """The catalogue of one language."""
    return dict(tomllib.loads(files("reports").joinpath("messages.toml").read_text(encoding="utf-8"))[lang])


def to_markdown(result: Reconciliation, lang: str) -> str:
    """The whole report, ending in a line break."""
    w = words(lang)
    updates = [f for f in result.findings if f.kind == "updated_toll"]
    rest = [f for f in result.findings if f.verdict == "complementary" and f.kind != "updated_toll"]
    sections = (
        (None, [f"# {w['title'].format(story=markdown(result.story))}"]),
        (w["sources"], _sources(result, w)),
        (w["summary"], [_counts(result, w)]),
        (w["conflicts"], _conflicts(_verdict(result, "conflicting"), w)),
        (w["names"], _names(result.entities, w)),
        (w["participants"], _participants(result, w)),
        (w["updates"], _listed(updates, w)),
        (w["complementary"], _listed(rest, w)),
        (w["agreeing"], _listed(_verdict(result, "agreeing"), w)),
        (w["facts"], _facts(result, w)),
        (w["skipped"], _skipped(result, w)),
        (w["method"], _method(result, w)),
    )
    blocks = []
    for heading, lines in sections:
        blocks.append("\n".join(([f"## {heading}", ""] if heading else []) + (lines or [w["none"]])))
    return "\n\n".join(blocks) + "\n"


def _verdict(result: Reconciliation, verdict: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.verdict == verdict]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    body = ["| " + " | ".join(row) + " |" for row in rows]
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *body] if body else []


def _sources(result: Reconciliation, w: dict[str, str]) -> list[str]:
    head = [w[f"col_{name}"] for name in ("source", "title", "published", "language", "file", "claims")]
    rows = []
    for article in sorted(result.articles, key=lambda a: (a.source, a.path)):
        count = sum(claim.article_id == article.id for claim in result.claims)
        published = article.published.isoformat(" ", "minutes") if article.published else w["unknown"]
        cells = (article.source, article.title, published, article.language, article.path, str(count))
        rows.append([markdown(cell) for cell in cells])
    return _table(head, rows)


def _counts(result: Reconciliation, w: dict[str, str]) -> str:
    count = {v: len(_verdict(result, v)) for v in ("conflicting", "complementary", "agreeing")}
    return w["counts"].format(
        **count,
        updates=sum(f.kind == "updated_toll" for f in result.findings),
        claims=len(result.claims),
        articles=len(result.articles),
        sources=len({article.source for article in result.articles}),
    )


def _conflicts(findings: Sequence[Finding], w: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for number, finding in enumerate(findings, 1):
        confidence = w["confidence"].format(value=f"{finding.confidence:.2f}")
        lines += [f"### {number}. {finding.kind} ({confidence})", ""]
        lines += [
            _quote(finding.pair.left, w, finding.values[0]),
            ">",
            _quote(finding.pair.right, w, finding.values[1]),
            "",
        ]
        if any(finding.values):
            lines += [f"{w['differs']}: **{markdown(finding.values[0])}** / **{markdown(finding.values[1])}**  "]
        lines += [f"{w['reason']}: {markdown(finding.explanation)} (`{finding.rule}`, `{finding.id}`)", ""]
    return lines[:-1]


def _quote(claim: Claim, w: dict[str, str], value: str) -> str:
    speaker = claim.attribution.speaker if claim.attribution else ""
    when = claim.published.isoformat(" ", "minutes") if claim.published else w["unknown"]
    who = f", {w['speaker'].format(name=markdown(speaker))}" if speaker else ""
    return f"> **{markdown(claim.source)}** ({markdown(when)}{who}): {_marked(claim.quote, value)}"


def _marked(quote: str, value: str) -> str:
    at = quote.find(value) if len(value) > 1 else -1
    if at < 0:
        return markdown(quote)
    before, after = markdown(quote[:at]), markdown(quote[at + len(value) :])
    return " ".join(part for part in (before, f"**{markdown(value)}**", after) if part)


def _names(entities: Sequence[Entity], w: dict[str, str]) -> list[str]:
    rows = []
    for entity in entities:
        if len({variant.text for variant in entity.variants}) > 1:
            rows.append([markdown(entity.canonical), entity.kind, _spellings(entity.variants, w)])
    return _table([w["col_name"], "", w["col_variants"]], rows)


def _spellings(variants: Sequence[Variant], w: dict[str, str]) -> str:
    by_text: dict[str, list[Variant]] = {}
    for variant in variants:
        by_text.setdefault(variant.text, []).append(variant)
    parts = []
    for text, found in by_text.items():
        where = ", ".join(f"{markdown(v.source)} {v.count}×" for v in found)
        parts.append(f"**{markdown(text)}** ({where})")
    articles = [variant.article_id for variant in variants]
    inside = f" – {w['inside']}" if len(articles) != len(set(articles)) else ""
    return "; ".join(parts) + inside


def _participants(result: Reconciliation, w: dict[str, str]) -> list[str]:
    rows = []
    for both in result.participants:
        cells = [markdown(both.left.event)]
        for side in (both.left, both.right):
            kind = w["open"] if side.open else w["closed"]
            cells.append(f"**{markdown(side.source)}**: {markdown(', '.join(side.members))} ({kind})")
        rows.append([*cells, both.relation])
    return _table([w["col_event"], "A", "B", w["col_relation"]], rows)


def _listed(findings: Sequence[Finding], w: dict[str, str]) -> list[str]:
    lines = []
    for finding in findings[:SHOWN]:
        left, right = finding.pair.left, finding.pair.right
        origin = f" – {w['one_origin']}" if same_origin(left, right) else ""
        lines.append(f"- *{finding.kind}* {_quote(left, w, '')[2:]}  ")
        lines.append(f"  {_quote(right, w, '')[2:]}  ")
        lines.append(f"  {markdown(finding.explanation)} (`{finding.id}`){origin}")
    if len(findings) > SHOWN:
        lines += ["", w["more"].format(count=len(findings) - SHOWN)]
    return lines


def _facts(result: Reconciliation, w: dict[str, str]) -> list[str]:
    sources = sorted({article.source for article in result.articles})
    rows = []
    for fact in group_facts(result.findings):
        by_source = {claim.source: claim for claim in reversed(fact.claims)}
        marks = [markdown(by_source[s].quote) if s in by_source else "–" for s in sources]
        rows.append([w["independent"].format(count=fact.origins), *marks])
    return _table([w["col_fact"], *(markdown(source) for source in sources)], rows)


def _skipped(result: Reconciliation, w: dict[str, str]) -> list[str]:
    return _table([w["col_input"], w["col_reason"]], ([markdown(s.what), markdown(s.reason)] for s in result.skipped))


def _method(result: Reconciliation, w: dict[str, str]) -> list[str]:
    def listed(values: Sequence[tuple[str, str]]) -> str:
        return ", ".join(f"{markdown(name)} = {markdown(value) or '–'}" for name, value in values)

    return [
        w["method_text"].format(version=__version__),
        "",
        f"{w['settings']}: {listed(result.settings)}  ",
        f"{w['models']}: {listed(result.models)}",
    ]
