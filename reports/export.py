"""Findings for other programs: W3C Web Annotation, and schema.org ClaimReview for what people have reviewed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from claims.records import Article, Claim
from reconcile import __version__
from reconcile.decisions import Decided, Decision
from reconcile.records import Finding, Reconciliation

AFFIX = 40
"""Code points before and after a quote, by which a text quote selector finds it again."""
RATINGS = {
    "agreeing": "confirmed by {source}",
    "complementary": "added to by {source}",
    "conflicting": "contradicted by {source}",
}
"""What a review says of one claim. It never says which side is right, so it bears no number."""


def to_web_annotations(result: Reconciliation, decided: Decided) -> bytes:
    """All findings as one AnnotationCollection (JSON-LD, W3C Recommendation 2017), both passages as targets.

    Positions are half-open and count code points, as the standard asks.
    """
    articles = {article.id: article for article in result.articles}
    annotations = [_annotation(finding, articles, decided) for finding in result.findings]
    page = {"id": f"{_urn('page', result.story)}", "type": "AnnotationPage", "startIndex": 0, "items": annotations}
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _urn("story", result.story),
        "type": "AnnotationCollection",
        "label": result.story,
        "total": len(annotations),
        "first": page,
    }
    return _encoded(collection)


def _annotation(finding: Finding, articles: Mapping[str, Article], decided: Decided) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": finding.explanation},
        {"type": "TextualBody", "purpose": "classifying", "value": finding.verdict},
        {"type": "TextualBody", "purpose": "tagging", "value": finding.kind},
    ]
    bodies += [_assessment(standing.decision) for standing in decided.of(finding)]
    return {
        "id": _urn("finding", finding.id),
        "type": "Annotation",
        "motivation": "linking",
        "generator": {"id": _urn("version", __version__), "type": "Software", "name": f"reconcile {__version__}"},
        "body": bodies,
        "target": [_target(claim, articles[claim.article_id]) for claim in (finding.pair.left, finding.pair.right)],
    }


def _assessment(decision: Decision) -> dict[str, Any]:
    """One reviewer's word as a body of its own."""
    said = ": ".join(part for part in (decision.verdict, decision.note) if part)
    return {
        "type": "TextualBody",
        "purpose": "assessing",
        "value": said,
        "creator": {"type": "Person", "name": decision.reviewer},
        "created": _utc(decision.time),
    }


def _target(claim: Claim, article: Article) -> dict[str, Any]:
    text, span = article.text, claim.span
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AFFIX) : span.start],
        "suffix": text[span.end : span.end + AFFIX],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    source = {
        "id": _iri(article),
        "type": "Text",
        "language": article.language,
        "dc:title": article.title or article.path,
    }
    return {"type": "SpecificResource", "source": source, "selector": [quote, position]}


def to_claim_reviews(result: Reconciliation, decided: Decided, organisation: str = "") -> bytes:
    """Every reviewed finding as two ClaimReviews (schema.org JSON-LD), one a claim, safe to embed in a page's script element.

    Findings that nobody reviewed, or that a reviewer called unrelated, are left out: the tool's own verdict is no review.
    """
    articles = {article.id: article for article in result.articles}
    reviews: list[dict[str, Any]] = []
    for finding in result.findings:
        standing = decided.latest(finding)
        if standing is not None and standing.decision.verdict in RATINGS:
            pair = (finding.pair.left, finding.pair.right)
            for claim, other in (pair, pair[::-1]):
                reviews.append(_review(finding, (claim, other), articles, standing.decision, organisation))
    return _encoded({"@context": "https://schema.org", "@graph": reviews})


def _review(
    finding: Finding, pair: Sequence[Claim], articles: Mapping[str, Article], decision: Decision, organisation: str
) -> dict[str, Any]:
    claim, other = pair
    person = {"@type": "Person", "name": decision.reviewer}
    author = {"@type": "Organization", "name": organisation, "employee": person} if organisation else person
    return {
        "@type": "ClaimReview",
        "@id": _urn("review", f"{finding.id}:{claim.id}"),
        "claimReviewed": claim.text,
        "itemReviewed": _claim(claim, articles[claim.article_id]),
        "reviewRating": {"@type": "Rating", "alternateName": RATINGS[decision.verdict].format(source=other.source)},
        "reviewBody": decision.note or finding.explanation,
        "author": author,
        "datePublished": _utc(decision.time),
        "citation": _work(articles[other.article_id]),
    }


def _claim(claim: Claim, article: Article) -> dict[str, Any]:
    speaker = claim.speaker
    author = {"@type": "Person", "name": speaker} if speaker else {"@type": "Organization", "name": claim.source}
    made: dict[str, Any] = {"@type": "Claim", "author": author, "text": claim.quote, "appearance": _work(article)}
    if claim.published:
        made["datePublished"] = claim.published.isoformat()
    return made


def _work(article: Article) -> dict[str, Any]:
    work: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": _iri(article),
        "headline": article.title or article.path,
        "publisher": {"@type": "Organization", "name": article.source},
        "inLanguage": article.language,
    }
    if article.published:
        work["datePublished"] = article.published.isoformat()
    return work


def _iri(article: Article) -> str:
    """The article's own address where it has one, else a name that its content gives it."""
    return article.url if article.url.startswith(("https://", "http://")) else _urn("article", article.id)


def _urn(kind: str, name: str) -> str:
    from urllib.parse import quote

    return f"urn:reconcile:{kind}:{quote(name, safe=':')}"


def _utc(time: str) -> str:
    return time.replace("+00:00", "Z")


def _encoded(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False).replace("</", "<\\/")
    return (text + "\n").encode("utf-8", "replace")
