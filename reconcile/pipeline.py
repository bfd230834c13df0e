"""The one place that knows the order of the stages: read, extract, resolve, encode, pair, judge."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.errors import InputError
from claims.extract import extract_claims
from claims.parse import load_parser
from claims.read import Reading, read_inputs
from claims.records import Article, Claim, Skipped
from claims.syntax import Parser
from reconcile.aliases import load_aliases
from reconcile.encode import Encoder, SentenceTransformerEncoder, default_encoder
from reconcile.entities import resolve
from reconcile.judge.judge import Judge, Thresholds, load_judge
from reconcile.pair import pair_claims
from reconcile.participants import participant_tables
from reconcile.records import ClaimPair, Entity, Finding, Reconciliation
from reconcile.settings import MODELS, Settings

Progress = Callable[[str, int, int], None]
"""Told of the stage, the steps done and the steps in all."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress of a run that nobody watches."""


def reconcile_inputs(inputs: Sequence[str], settings: Settings, progress: Progress = silent) -> Reconciliation:
    """Read and reconcile; see `reconcile_articles`. Raises ReconcileError for what a user can mend."""
    return reconcile_articles(read_inputs(inputs), settings, progress)


def reconcile_articles(reading: Reading, settings: Settings, progress: Progress = silent) -> Reconciliation:
    """Run every stage on what was read.

    Raises InputError when fewer than two sources are left to compare.
    """
    _require_sources(reading.articles, reading.skipped)
    story = _understand(reading, settings, progress)
    _require_sources(story.articles, story.skipped)
    pairs = _pair(story.claims, settings, progress)
    findings = _judge(pairs, sentences_of(story.articles, story.claims), open_judge(settings), progress)
    return Reconciliation(
        story=reading.story,
        articles=story.articles,
        claims=story.claims,
        entities=story.entities,
        participants=participant_tables(story.claims, tuple(finding.pair for finding in findings)),
        findings=findings,
        skipped=tuple(sorted(story.skipped, key=lambda s: (s.what, s.reason))),
        settings=settings.items(),
        models=model_versions(settings),
    )


@dataclass(frozen=True, slots=True)
class _Story:
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    skipped: tuple[Skipped, ...]


def _understand(reading: Reading, settings: Settings, progress: Progress) -> _Story:
    """Articles to claims with their names resolved across sources."""
    claims, silent_articles = _extract(reading.articles, open_parser(settings), progress)
    speaking = {claim.article_id for claim in claims}
    articles = tuple(article for article in reading.articles if article.id in speaking)
    progress("names", 0, 1)
    entities, claims = resolve(articles, claims, load_aliases(settings.aliases))
    progress("names", 1, 1)
    return _Story(articles, claims, entities, reading.skipped + silent_articles)


def candidate_pairs(reading: Reading, settings: Settings) -> tuple[ClaimPair, ...]:
    """The pairs that a run would judge: for training and for measuring the pairing by itself."""
    return _pair(_understand(reading, settings, silent).claims, settings, silent)


def open_parser(settings: Settings) -> Parser:
    """The parser that the settings name."""
    return load_parser(settings.parser or MODELS / "syntax", MODELS)


def open_encoder(settings: Settings) -> Encoder:
    """The packaged encoder, or any sentence-transformers model through that library."""
    if settings.encoder:
        return SentenceTransformerEncoder(settings.encoder, settings.device)
    return default_encoder(MODELS)


def open_judge(settings: Settings) -> Judge:
    """The packaged judge with the settings' thresholds."""
    thresholds = Thresholds(settings.conflict_with_rule, settings.conflict_alone, settings.min_related)
    return load_judge(MODELS, thresholds=thresholds, lang=settings.lang)


def _require_sources(articles: Sequence[Article], skipped: Sequence[Skipped]) -> None:
    sources = sorted({article.source for article in articles})
    if len(sources) < 2:
        found = f"only one source ({sources[0]})" if sources else "no usable article"
        left_out = "; ".join(f"{s.what}: {s.reason}" for s in skipped[:3])
        raise InputError(f"{found}, nothing to compare" + (f" (left out: {left_out})" if left_out else ""))


def _extract(
    articles: Sequence[Article], parser: Parser, progress: Progress
) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    claims: list[Claim] = []
    skipped: list[Skipped] = []
    for number, article in enumerate(sorted(articles, key=lambda a: (a.source, a.id))):
        progress("claims", number, len(articles))
        found = extract_claims(article, parser)
        claims.extend(found.claims)
        if not found.claims:
            skipped.append(Skipped(article.path, "no claim found in the text"))
    progress("claims", len(articles), len(articles))
    return tuple(claims), tuple(skipped)


def _pair(claims: Sequence[Claim], settings: Settings, progress: Progress) -> tuple[ClaimPair, ...]:
    progress("pairs", 0, 2)
    vectors = open_encoder(settings).encode([claim.text for claim in claims])
    progress("pairs", 1, 2)
    pairs = pair_claims(
        claims,
        vectors,
        top_k=settings.top_k,
        min_similarity=settings.min_similarity,
        dense_weight=settings.dense_weight,
    )
    progress("pairs", 2, 2)
    return pairs


def sentences_of(articles: Sequence[Article], claims: Sequence[Claim]) -> dict[str, str]:
    """The whole sentence of every claim, in one line, by the claim's id."""
    texts = {article.id: article.text for article in articles}
    return {c.id: " ".join(texts[c.article_id][c.sentence.start : c.sentence.end].split()) for c in claims}


def _judge(
    pairs: Sequence[ClaimPair], sentences: dict[str, str], judge: Judge, progress: Progress
) -> tuple[Finding, ...]:
    progress("verdicts", 0, 1)
    findings = judge.judge_all(pairs, sentences=sentences)
    progress("verdicts", 1, 1)
    return findings


def model_versions(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Name and content hash of every model that a run uses, from the manifest; models of the user's own by their name."""
    given = {"encoder": settings.encoder, "syntax": settings.parser}
    manifest = MODELS / "manifest.json"
    packaged = json.loads(manifest.read_text(encoding="utf-8"))["files"] if manifest.is_file() else {}
    names = sorted({Path(name).parts[0] for name in packaged})
    return tuple((name, given.get(name) or _version(packaged, name)) for name in names)


def _version(packaged: dict[str, str], model: str) -> str:
    hashes = "".join(digest for name, digest in sorted(packaged.items()) if Path(name).parts[0] == model)
    return f"packaged {hashlib.sha256(hashes.encode()).hexdigest()[:12]}"
