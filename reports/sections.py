"""The sections of the Markdown report that turn on findings: conflicts, updates, additions, agreements, facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.records import Claim
from reconcile.decisions import Decided, Standing
from reconcile.facts import Fact, group_facts, same_origin
from reconcile.records import Finding, Reconciliation
from reports.escape import markdown
from reports.passages import marked, passage
from reports.subjects import Subject, group_subjects, steps
from reports.words import Words, kind_name, when

SHOWN = 40
"""Additions and agreements shown each, and passages of one source alone: the rest stands in review.csv and
reconciliation.json, so that a reader is not drowned."""

STATES, DENIES, SILENT = "●", "≠", "–"


@dataclass(frozen=True, slots=True)
class Page:
    """What every section needs: the reconciliation, its facts, what was decided, and the catalogue."""

    result: Reconciliation
    facts: tuple[Fact, ...]
    decided: Decided
    words: Words

    def of_verdict(self, verdict: str) -> list[Finding]:
        """Findings of one verdict, updates left aside: they have a section of their own."""
        return [f for f in self.result.findings if f.verdict == verdict and f.kind != "updated_toll"]

    def updates(self) -> list[Finding]:
        """Counts that rose between two reports."""
        return [f for f in self.result.findings if f.kind == "updated_toll"]

    def sources(self) -> list[str]:
        """The sources in the order of the tables."""
        return sorted({article.source for article in self.result.articles})


def make_page(result: Reconciliation, decided: Decided, catalogue: Words) -> Page:
    """The page of a reconciliation."""
    return Page(result, group_facts(result.findings), decided, catalogue)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A pipe table, nothing where there is no row; the cells are Markdown already."""
    body = ["| " + " | ".join(row) + " |" for row in rows]
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *body] if body else []


def conflicts(page: Page) -> list[str]:
    """Every conflict with both passages, the differing wordings marked, reason and confidence; grouped by subject."""
    groups = group_subjects(page.of_verdict("conflicting"), page.facts, page.result.entities)
    lines: list[str] = []
    number = 0
    for place, subject in enumerate(groups, 1):
        # One side's words stand in the heading as a question: the report takes no side.
        lines += [f"### {place}. {markdown(subject.label)}{'' if subject.neutral else '?'}", ""]
        for finding in subject.findings:
            number += 1
            lines += _conflict(finding, number, page)
    return lines[:-1]


def _conflict(finding: Finding, number: int, page: Page) -> list[str]:
    w = page.words
    left, right = finding.values
    confidence = w["confidence"].format(value=f"{finding.confidence:.2f}")
    lines = [f"**{w['conflict']} {number}: {markdown(kind_name(finding.kind, w))}** ({confidence})", ""]
    lines += [f"> {passage(finding.pair.left, w, left)}", ">", f"> {passage(finding.pair.right, w, right)}", ""]
    if left or right:
        lines += [f"- {w['differs']}: **{markdown(left) or SILENT}** / **{markdown(right) or SILENT}**"]
    lines += [f"- {w['reason']}: {markdown(finding.explanation)} (`{finding.rule}`, `{finding.id}`)"]
    lines += [f"- {decision_text(standing, w)}" for standing in page.decided.of(finding)]
    return [*lines, ""]


def decision_text(standing: Standing, w: Words) -> str:
    """What one reviewer decided, for a line of its own."""
    decision = standing.decision
    verdict = w[f"verdict_{decision.verdict}"] if decision.verdict else w["undecided"]
    note = f": {markdown(decision.note)}" if decision.note.strip() else ""
    moved = f" – {w['moved']}" if standing.moved else ""
    who = w["decided_by"].format(reviewer=markdown(decision.reviewer), time=markdown(decision.time))
    return f"✔ **{verdict}** ({who}){note}{moved}"


def updates(page: Page) -> list[str]:
    """Each update as a small timeline, oldest report first."""
    w = page.words
    lines: list[str] = []
    for subject in group_subjects(page.updates(), (), page.result.entities):
        lines += [f"**{markdown(subject.label)}**", ""]
        for step in steps(subject):
            value = f"**{markdown(step.value)}** – " if step.value else ""
            quote = marked(step.claim.quote, step.value)
            lines.append(f"- {markdown(when(step.claim, w))} · {markdown(step.claim.source)}: {value}{quote}")
        lines += [*_ids(subject, page), ""]
    return lines[:-1]


def _ids(subject: Subject, page: Page) -> list[str]:
    ids = ", ".join(f"`{finding.id}`" for finding in subject.findings)
    said = [decision_text(s, page.words) for finding in subject.findings for s in page.decided.of(finding)]
    return ["", f"{page.words['findings']}: {ids}", *(line for text in said for line in ("", text))]


def additions(page: Page) -> list[str]:
    """Pairs that only look like conflicts, with the reason; then what a single source tells."""
    w = page.words
    pairs = [f for f in page.of_verdict("complementary") if f.kind != "detail" or page.decided.of(f)]
    lines = [f"### {w['both_hold']}", "", *_pairs(pairs, page), ""] if pairs else []
    for source in page.sources():
        alone = _alone(page, source)
        lines += [f"### {w['only_in'].format(source=markdown(source))}", ""]
        lines += [f"- {_alone_text(claim, page)}" for claim in alone[:SHOWN]] or [w["none"]]
        if len(alone) > SHOWN:
            lines += ["", w["more_claims"].format(count=len(alone) - SHOWN)]
        lines.append("")
    return lines[:-1]


def _pairs(findings: Sequence[Finding], page: Page) -> list[str]:
    w = page.words
    lines: list[str] = []
    for finding in findings[:SHOWN]:
        left, right = finding.values
        lines += [f"- *{markdown(kind_name(finding.kind, w))}*: {markdown(finding.explanation)} (`{finding.id}`)  "]
        lines += [f"  {passage(finding.pair.left, w, left)}  ", f"  {passage(finding.pair.right, w, right)}"]
        lines += [f"  - {decision_text(standing, w)}" for standing in page.decided.of(finding)]
    if len(findings) > SHOWN:
        lines += ["", w["more"].format(count=len(findings) - SHOWN)]
    return lines


def _alone(page: Page, source: str) -> list[Claim]:
    """Claims of a source that no other source states, contradicts or updates, in the order of their articles."""
    shared = {
        claim.id
        for finding in page.result.findings
        if finding.verdict != "complementary" or finding.kind == "updated_toll"
        for claim in (finding.pair.left, finding.pair.right)
    }
    paths = {article.id: article.path for article in page.result.articles}
    claims = [claim for claim in page.result.claims if claim.source == source and claim.id not in shared]
    return sorted(claims, key=lambda claim: (paths.get(claim.article_id, ""), claim.span))


def _alone_text(claim: Claim, page: Page) -> str:
    """The passage, and what the nearest other source tells about the same thing."""
    details = [f for f in page.of_verdict("complementary") if f.kind == "detail"]
    beside = [f for f in details if claim.id in (f.pair.left.id, f.pair.right.id)]
    text = markdown(claim.quote)
    if not beside:
        return text
    other = beside[0].pair.right if beside[0].pair.left.id == claim.id else beside[0].pair.left
    return f"{text} – {page.words['beside']} {passage(other, page.words)} (`{beside[0].id}`)"


def agreements(page: Page) -> list[str]:
    """Facts of several sources, each with the number of its independent origins, and why the wordings agree."""
    w = page.words
    lines: list[str] = []
    for fact in page.facts[:SHOWN]:
        claims = {claim.id for claim in fact.claims}
        pairs = [f for f in page.of_verdict("agreeing") if {f.pair.left.id, f.pair.right.id} <= claims]
        kinds = ", ".join(sorted({kind_name(f.kind, w) for f in pairs}))
        sources = len({claim.source for claim in fact.claims})
        copies = f"; {w['one_origin']}" if any(same_origin(f.pair.left, f.pair.right) for f in pairs) else ""
        counted = w["origins"].format(sources=sources, origins=fact.origins)
        lines.append(f"- **{counted}** ({markdown(kinds)}{copies})  ")
        lines += [f"  {passage(claim, w)}  " for claim in sorted(fact.claims, key=lambda c: (c.source, c.span))]
        lines.append("  " + ", ".join(f"`{f.id}`" for f in pairs))
        lines += [f"  - {decision_text(standing, w)}" for f in pairs for standing in page.decided.of(f)]
    if len(page.facts) > SHOWN:
        lines += ["", w["more"].format(count=len(page.facts) - SHOWN)]
    return lines


def fact_table(page: Page) -> list[str]:
    """Facts by source: who states it, who contradicts it, who is silent."""
    sources = page.sources()
    against = page.of_verdict("conflicting")
    groups = [fact.claims for fact in page.facts]
    known = {claim.id for group in groups for claim in group}
    for finding in against:
        if finding.pair.left.id not in known and finding.pair.right.id not in known:
            groups.append((finding.pair.left,))
            known.add(finding.pair.left.id)
    rows = []
    for group in groups:
        ids = {claim.id for claim in group}
        denying = {_other(f, ids).source for f in against if ids & {f.pair.left.id, f.pair.right.id}}
        stating = {claim.source for claim in group}
        signs = [STATES if s in stating else DENIES if s in denying else SILENT for s in sources]
        shortest = min((claim.text for claim in group), key=lambda text: (len(text), text))
        rows.append([markdown(shortest), *signs])
    legend = page.words["fact_legend"].format(states=STATES, denies=DENIES, silent=SILENT)
    shown = table([page.words["col_fact"], *(markdown(source) for source in sources)], rows)
    return [*shown, "", legend] if shown else []


def _other(finding: Finding, ids: set[str]) -> Claim:
    return finding.pair.right if finding.pair.left.id in ids else finding.pair.left
