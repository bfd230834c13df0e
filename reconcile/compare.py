"""Judge given pairs of claim texts: for people who already have claims, and for benchmarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claims.errors import InputError
from claims.extract import extract_claims
from claims.identity import content_id
from claims.read import identify_language, parse_time
from claims.records import Article, Attribution, Claim, Span
from claims.syntax import Parser
from reconcile.aliases import load_aliases
from reconcile.entities import resolve
from reconcile.pair import character_vectors
from reconcile.pipeline import Progress, open_encoder, open_judge, open_parser, silent
from reconcile.records import ClaimPair
from reconcile.settings import Settings

VERDICT_COLUMNS = ("verdict", "kind", "confidence", "rule", "explanation", "similarity")
Row = Mapping[str, str]


def compare_table(
    rows: Sequence[Row], settings: Settings, progress: Progress = silent
) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """Columns and rows: the given ones with the verdict columns added, in the given order.

    Raises InputError when `claim_a` or `claim_b` is missing or empty in a row.
    """
    pairs = build_pairs(rows, settings, progress)
    findings = open_judge(settings).judge_all(pairs, keep_unrelated=True)
    judged = []
    for row, finding in zip(rows, findings, strict=True):
        verdict = {
            "verdict": finding.verdict,
            "kind": finding.kind,
            "confidence": f"{finding.confidence:.2f}",
            "rule": finding.rule,
            "explanation": finding.explanation,
            "similarity": f"{finding.pair.similarity:.4f}",
        }
        judged.append({**row, **verdict})
    given = tuple(name for name in (rows[0] if rows else {}) if name not in VERDICT_COLUMNS)
    return (*given, *VERDICT_COLUMNS), judged


def build_pairs(rows: Sequence[Row], settings: Settings, progress: Progress = silent) -> tuple[ClaimPair, ...]:
    """Each row as a pair of claims, read by the same extraction as an article's, names resolved within the pair."""
    parser = open_parser(settings)
    both = []
    for number, row in enumerate(rows, 1):
        progress("claims", number, len(rows))
        both.append(tuple(claim_of(row, side, number, parser) for side in "ab"))
    texts = [claim.text for pair in both for _, claim in pair]
    vectors, grams = open_encoder(settings).encode(texts), character_vectors(texts)
    aliases = load_aliases(settings.aliases)
    pairs = []
    for index, (left, right) in enumerate(both):
        _, resolved = resolve((left[0], right[0]), (left[1], right[1]), aliases)
        cosine, characters = (float(rows[2 * index] @ rows[2 * index + 1]) for rows in (vectors, grams))
        pairs.append(ClaimPair(resolved[0], resolved[1], round(cosine, 4), round(characters, 4)))
    return tuple(pairs)


def claim_of(row: Row, side: str, number: int, parser: Parser) -> tuple[Article, Claim]:
    """One side of a row as an article of one claim. Raises InputError for an empty claim."""
    text = row.get(f"claim_{side}", "").strip()
    if not text:
        raise InputError(f"row {number}: claim_{side} is missing or empty")
    source = row.get(f"source_{side}", "").strip() or side
    article = Article(
        id=content_id("a", number, side, source, text),
        source=source,
        title="",
        text=text,
        body=Span(0, len(text)),
        published=parse_time(row.get(f"published_{side}", "")),
        url="",
        language=row.get(f"language_{side}", "").strip() or identify_language(text),
        path=f"row {number} {side}",
    )
    claim = whole_claim(article, extract_claims(article, parser).claims)
    speaker = row.get(f"speaker_{side}", "").strip()
    if speaker:
        known = claim.attribution or Attribution("", "", claim.span, "indirect")
        claim = replace(claim, attribution=replace(known, speaker=speaker))
    return article, claim


def whole_claim(article: Article, parts: Sequence[Claim]) -> Claim:
    """The whole text as one claim: the widest part gives voice, mood and predicate, all parts give their mentions."""
    span = Span(0, len(article.text))
    mentions = tuple(sorted({m for part in parts for m in part.mentions}, key=lambda m: (m.span, m.kind, m.text)))
    claim_id = content_id("c", article.id, span.start, span.end, article.text)
    if not parts:
        return Claim(
            id=claim_id, article_id=article.id, source=article.source, span=span, text=article.text,
            attribution=None, polarity="affirmed", modality="asserted", mentions=(), sentence=span,
            quote=article.text, published=article.published, language=article.language,
        )  # fmt: skip
    main = max(parts, key=lambda part: part.span.end - part.span.start)
    return replace(
        main, id=claim_id, span=span, sentence=span, text=article.text, quote=article.text, mentions=mentions
    )
