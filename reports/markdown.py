"""The discrepancy report in Markdown: deterministic, conflicts first, every text from an article escaped."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile import __version__
from reconcile.decisions import NOTHING_DECIDED, Decided, Decision
from reconcile.records import Entity, Reconciliation, Variant
from reports import sections
from reports.escape import markdown
from reports.sections import Page, make_page, table
from reports.words import Words, words


def to_markdown(result: Reconciliation, lang: str, decided: Decided = NOTHING_DECIDED) -> str:
    """The whole report, ending in a line break."""
    w = words(lang)
    page = make_page(result, decided, w)
    stale = [(w["stale"], _stale(decided.stale, w))] if decided.stale else []
    parts: list[tuple[str | None, list[str]]] = [
        (None, [f"# {w['title'].format(story=markdown(result.story))}"]),
        (w["sources"], _sources(result, w)),
        (w["summary"], _summary(page)),
        (w["conflicts"], sections.conflicts(page)),
        (w["names"], _names(page)),
        (w["participants"], _participants(result, w)),
        (w["updates"], sections.updates(page)),
        (w["complementary"], sections.additions(page)),
        (w["agreeing"], sections.agreements(page)),
        (w["facts"], sections.fact_table(page)),
        (w["skipped"], _skipped(result, w)),
        *stale,
        (w["method"], _method(result, w)),
    ]
    blocks = []
    for heading, lines in parts:
        blocks.append("\n".join(([f"## {heading}", ""] if heading else []) + (lines or [w["none"]])))
    return "\n\n".join(blocks) + "\n"


def _sources(result: Reconciliation, w: Words) -> list[str]:
    head = [w[f"col_{name}"] for name in ("source", "title", "published", "language", "file", "claims")]
    rows = []
    for article in sorted(result.articles, key=lambda a: (a.source, a.path)):
        count = sum(claim.article_id == article.id for claim in result.claims)
        published = article.published.isoformat(" ", "minutes") if article.published else w["unknown"]
        cells = (article.source, article.title, published, article.language, article.path, str(count))
        rows.append([markdown(cell) for cell in cells])
    return table(head, rows)


def _summary(page: Page) -> list[str]:
    result, w = page.result, page.words
    count = {verdict: len(page.of_verdict(verdict)) for verdict in ("conflicting", "complementary", "agreeing")}
    told = w["counts"].format(
        **count,
        updates=len(page.updates()),
        claims=len(result.claims),
        articles=len(result.articles),
        sources=len(page.sources()),
    )
    done = sum(bool(page.decided.of(finding)) for finding in result.findings)
    return [told, "", w["decided_count"].format(done=done, all=len(result.findings))] if done else [told]


def _names(page: Page) -> list[str]:
    """Names with more than one spelling: a column a source, each spelling exactly as written, with its count."""
    w, sources = page.words, page.sources()
    rows = []
    for entity in page.result.entities:
        if len({variant.text for variant in entity.variants}) > 1:
            kind = w.get(f"entity_{entity.kind}", entity.kind)
            rows.append([markdown(entity.canonical), markdown(kind), *(_spellings(entity, s) for s in sources)])
    return table([w["col_name"], w["col_kind"], *(markdown(source) for source in sources)], rows)


def _spellings(entity: Entity, source: str) -> str:
    found: dict[str, list[Variant]] = {}
    for variant in entity.variants:
        if variant.source == source:
            found.setdefault(variant.text, []).append(variant)
    counted = [f"{markdown(text)} {sum(v.count for v in variants)}×" for text, variants in found.items()]
    return ", ".join(counted) or sections.SILENT


def _participants(result: Reconciliation, w: Words) -> list[str]:
    rows = []
    for both in result.participants:
        cells = [markdown(w.get(f"event_{both.left.event}", both.left.event))]
        for side in (both.left, both.right):
            kind = w["open"] if side.open else w["closed"]
            cells.append(f"**{markdown(side.source)}**: {markdown(', '.join(side.members))} ({kind})")
        rows.append([*cells, w.get(f"relation_{both.relation}", both.relation)])
    return table([w["col_event"], "A", "B", w["col_relation"]], rows)


def _skipped(result: Reconciliation, w: Words) -> list[str]:
    return table([w["col_input"], w["col_reason"]], ([markdown(s.what), markdown(s.reason)] for s in result.skipped))


def _stale(decisions: Sequence[Decision], w: Words) -> list[str]:
    """Decisions that fit no finding of this run: shown with the passages that they were made on."""
    lines = [w["stale_text"], ""]
    for decision in decisions:
        verdict = w[f"verdict_{decision.verdict}"] if decision.verdict else w["undecided"]
        who = w["decided_by"].format(reviewer=markdown(decision.reviewer), time=markdown(decision.time))
        sides = " / ".join(f"**{markdown(s.source)}**: {markdown(s.quote)}" for s in (decision.left, decision.right))
        note = f" – {markdown(decision.note)}" if decision.note.strip() else ""
        lines.append(f"- {verdict} ({who}, `{markdown(decision.finding_id)}`): {sides}{note}")
    return lines


def _method(result: Reconciliation, w: Words) -> list[str]:
    def listed(values: Sequence[tuple[str, str]]) -> str:
        return ", ".join(f"{markdown(name)} = {markdown(value) or '–'}" for name, value in values)

    return [
        w["method_text"].format(version=__version__),
        "",
        f"{w['settings']}: {listed(result.settings)}  ",
        f"{w['models']}: {listed(result.models)}",
    ]
