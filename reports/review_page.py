"""The local review page: every finding as a card, its passages in context, what was decided; rendered with autoescape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.records import Article, Claim
from reconcile.decisions import REVIEW_VERDICTS, Decided, Decision
from reconcile.records import Finding, Reconciliation
from reports.html import SIGNS, Entry, asset, entry, environment, policy
from reports.words import words

CONTEXT = 320
"""Code points of the article shown before and after a passage."""
KEYS = {"agreeing": "1", "complementary": "2", "conflicting": "3", "unrelated": "0"}


@dataclass(frozen=True, slots=True)
class Context:
    """The article's own words around a passage; "…" where they go on."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """One finding with both contexts and this reviewer's standing decision."""

    entry: Entry
    contexts: tuple[Context, Context]
    own: Decision | None


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviews what: `blind` hides the tool's verdict and what others decided."""

    result: Reconciliation
    reviewer: str
    lang: str
    blind: bool = False

    def ordered(self) -> list[Finding]:
        """The report's order; by id where that order would give the verdicts away."""
        return sorted(self.result.findings, key=lambda f: f.id) if self.blind else list(self.result.findings)


def own_decision(finding: Finding, decided: Decided, reviewer: str) -> Decision | None:
    """The reviewer's own standing decision on a finding."""
    return next((s.decision for s in decided.of(finding) if s.decision.reviewer == reviewer), None)


def to_page(review: Review, decided: Decided, csrf: str) -> bytes:
    """The whole page in UTF-8; `csrf` goes with every decision that the page sends."""
    articles = {article.id: article for article in review.result.articles}
    cards = [_card(finding, articles, decided, review) for finding in review.ordered()]
    style, script = asset("base.css", "review.css"), asset("review.js")
    page = environment().get_template("review.html.j2").render(
        w=words(review.lang), lang=review.lang, review=review, csrf=csrf, cards=cards, signs=SIGNS, keys=KEYS,
        verdicts=REVIEW_VERDICTS, style=style, script=script, policy=page_policy(),
        done=sum(card.own is not None and bool(card.own.verdict) for card in cards),
    )  # fmt: skip
    return page.encode("utf-8", "replace")


def page_policy() -> str:
    """The review page may talk to its own server and to nobody else."""
    style, script = asset("base.css", "review.css"), asset("review.js")
    return policy(style, script, connect="'self'")


def _card(finding: Finding, articles: dict[str, Article], decided: Decided, review: Review) -> Card:
    pair = (finding.pair.left, finding.pair.right)
    left, right = (_context(claim, articles.get(claim.article_id)) for claim in pair)
    return Card(entry(finding, decided, review.lang), (left, right), own_decision(finding, decided, review.reviewer))


def _context(claim: Claim, article: Article | None) -> Context:
    if article is None:
        return Context("", claim.quote, "")
    text, span = article.text, claim.span
    start, end = max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT)
    before = ("…" if start else "") + text[start : span.start]
    return Context(before, span.of(text), text[span.end : end] + ("…" if end < len(text) else ""))


def others(card: Card, reviewer: str) -> Sequence[Decision]:
    """What other reviewers decided."""
    return [s.decision for s in card.entry.decisions if s.decision.reviewer != reviewer]
