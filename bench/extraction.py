"""Score the extraction against hand-written claims.

usage: python -m bench.extraction GOLD... [--parser FOLDER] [--models FOLDER] [--json] [--errors]

GOLD is a folder of stories, or one story: article files beside `claims.<article>.csv` with columns
quote, text, speaker, modality, polarity and start (where the quote is not unique). What is counted:

- coverage: gold claims that some extracted claim meets (the overlap is half of the shorter span: the rule by which
  stories are scored);
- atomicity: extracted claims that hold at most one gold claim;
- boundary precision, recall, F1: one-to-one matches with an intersection over union of one half;
- attribution precision, recall, F1: of the matched claims, those with the right speaker (one name holds the other);
- modality and polarity accuracy over the matched claims.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.extract import extract_claims
from claims.parse import load_parser
from claims.read import read_inputs
from claims.records import Article, Claim, Span
from claims.syntax import Parser

COVER = 0.5
IOU = 0.5
MODELS = Path(__file__).resolve().parent.parent / "reconcile" / "models"


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One hand-written claim, placed in its article."""

    span: Span
    quote: str
    speaker: str
    modality: str
    polarity: str


@dataclass(frozen=True, slots=True)
class Match:
    """A gold claim and the extracted claim that meets it best, None where none does."""

    gold: GoldClaim
    claim: Claim | None


def read_gold(path: Path, text: str) -> tuple[GoldClaim, ...]:
    """The claims of one file. Raises ValueError for a quote that the article does not hold exactly once."""
    found = []
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for row in rows:
        start = int(row["start"]) if row["start"] else text.find(row["quote"])
        if not text.startswith(row["quote"], start) or (not row["start"] and text.count(row["quote"]) != 1):
            raise ValueError(f"{path}: quote is not unique: {row['quote']!r}")
        span = Span(start, start + len(row["quote"]))
        found.append(GoldClaim(span, row["quote"], row["speaker"], row["modality"], row["polarity"]))
    return tuple(found)


def overlap(left: Span, right: Span) -> tuple[float, float]:
    """Intersection as a share of the shorter span, and over the union."""
    common = max(0, min(left.end, right.end) - max(left.start, right.start))
    shorter = min(left.end - left.start, right.end - right.start)
    union = max(left.end, right.end) - min(left.start, right.start)
    return (common / shorter if shorter else 0.0, common / union if union else 0.0)


def best_matches(gold: Sequence[GoldClaim], claims: Sequence[Claim]) -> tuple[Match, ...]:
    """For every gold claim the extracted claim with the best overlap that meets it."""
    found = []
    for wanted in gold:
        scored = [(overlap(wanted.span, claim.span), claim) for claim in claims]
        meeting = [(iou, claim) for (share, iou), claim in scored if share >= COVER]
        found.append(Match(wanted, max(meeting, key=lambda pair: pair[0])[1] if meeting else None))
    return tuple(found)


def count_boundaries(gold: Sequence[GoldClaim], claims: Sequence[Claim]) -> int:
    """One-to-one matches, taken greedily from the best intersection over union down."""
    pairs = sorted(
        (
            (overlap(wanted.span, claim.span)[1], i, j)
            for i, wanted in enumerate(gold)
            for j, claim in enumerate(claims)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    left: set[int] = set()
    right: set[int] = set()
    for iou, i, j in pairs:
        if iou >= IOU and i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def is_same_speaker(left: str, right: str) -> bool:
    """Whether the words of one name hold those of the other, articles and case left aside."""
    first, second = (
        {
            word
            for word in re.findall(r"\w+", name.casefold())
            if word not in {"der", "die", "das", "the", "den", "los", "la", "el"}
        }
        for name in (left, right)
    )
    return bool(first and second) and (first <= second or second <= first)


def score_article(gold: Sequence[GoldClaim], claims: Sequence[Claim]) -> Counter[str]:
    """The counts of one article."""
    matches = best_matches(gold, claims)
    counts: Counter[str] = Counter(gold=len(gold), claims=len(claims), boundaries=count_boundaries(gold, claims))
    for claim in claims:
        held = sum(
            overlap(claim.span, wanted.span)[0] >= COVER and _is_inside(claim.span, wanted.span) for wanted in gold
        )
        counts["atomic"] += held <= 1
    for match in matches:
        if match.claim is None:
            counts["speakers_gold"] += bool(match.gold.speaker)
            continue
        speaker = match.claim.speaker
        counts["met"] += 1
        counts["modality"] += match.claim.modality == match.gold.modality
        counts["polarity"] += match.claim.polarity == match.gold.polarity
        counts["speakers_gold"] += bool(match.gold.speaker)
        counts["speakers_made"] += bool(speaker)
        counts["speakers_right"] += is_same_speaker(speaker, match.gold.speaker)
    return counts


def _is_inside(outer: Span, inner: Span) -> bool:
    return min(outer.end, inner.end) - max(outer.start, inner.start) >= 0.8 * (inner.end - inner.start)


def figures(counts: Counter[str]) -> dict[str, float]:
    """The figures that are printed and pinned, between 0 and 1."""
    precision, recall = _share(counts["boundaries"], counts["claims"]), _share(counts["boundaries"], counts["gold"])
    speaker_precision = _share(counts["speakers_right"], counts["speakers_made"])
    speaker_recall = _share(counts["speakers_right"], counts["speakers_gold"])
    found = {
        "coverage": _share(counts["met"], counts["gold"]),
        "atomicity": _share(counts["atomic"], counts["claims"]),
        "boundary_precision": precision,
        "boundary_recall": recall,
        "boundary_f1": _f1(precision, recall),
        "attribution_precision": speaker_precision,
        "attribution_recall": speaker_recall,
        "attribution_f1": _f1(speaker_precision, speaker_recall),
        "modality_accuracy": _share(counts["modality"], counts["met"]),
        "polarity_accuracy": _share(counts["polarity"], counts["met"]),
    }
    return {name: round(value, 4) for name, value in found.items()}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def gold_articles(folder: Path) -> Iterator[tuple[Article, Path]]:
    """The articles of all stories at or below a folder that have hand-written claims."""
    for story in sorted({path.parent for path in folder.rglob("claims.*.csv")}):
        for article in read_inputs([str(story)]).articles:
            path = story / f"claims.{Path(article.path).stem}.csv"
            if path.is_file():
                yield article, path


def errors_of(gold: Sequence[GoldClaim], claims: Sequence[Claim]) -> Iterator[str]:
    """One line for each miss and each wrong speaker, modality or polarity."""
    for match in best_matches(gold, claims):
        wanted, claim = match.gold, match.claim
        if claim is None:
            yield f"missed: {wanted.quote}"
            continue
        speaker = claim.speaker
        right = is_same_speaker(speaker, wanted.speaker) or speaker == wanted.speaker
        for name, got, want, is_right in (
            ("speaker", speaker, wanted.speaker, right),
            ("modality", claim.modality, wanted.modality, claim.modality == wanted.modality),
            ("polarity", claim.polarity, wanted.polarity, claim.polarity == wanted.polarity),
        ):
            if not is_right:
                yield f"{name}: got {got!r}, gold {want!r}: {wanted.quote} | {claim.quote}"


def count_folder(folder: Path, parser: Parser) -> Counter[str]:
    """The counts of all articles at or below a folder."""
    counts: Counter[str] = Counter()
    for article, path in gold_articles(folder):
        gold = read_gold(path, article.text)
        counts += score_article(gold, extract_claims(article, parser).claims) + Counter(articles=1)
    return counts


def extraction_figures(folder: Path, parser: Parser | None = None) -> dict[str, float]:
    """The figures of a folder of gold stories, by the packaged parser unless another is given."""
    return figures(count_folder(folder, parser or load_parser(MODELS / "syntax", MODELS)))


def print_errors(folder: Path, parser: Parser) -> None:
    """List the errors of every article at or below a folder."""
    for article, path in gold_articles(folder):
        lines = errors_of(read_gold(path, article.text), extract_claims(article, parser).claims)
        print("\n".join([str(path), *(f"  {line}" for line in lines)]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of all articles together; 1 where no article has gold claims."""
    options = _options(arguments)
    parser: Parser = load_parser(options.parser, options.models)
    counts: Counter[str] = Counter()
    for folder in options.gold:
        counts += count_folder(folder, parser)
        if options.errors:
            print_errors(folder, parser)
    found = figures(counts)
    if options.json:
        print(json.dumps({"articles": counts["articles"], "gold": counts["gold"], "claims": counts["claims"], **found}))
    else:
        print(f"{counts['articles']} articles, {counts['gold']} gold claims, {counts['claims']} extracted")
        print("\n".join(f"{name:24} {value:.3f}" for name, value in found.items()))
    return 0 if counts["articles"] else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--parser", default=str(MODELS / "syntax"))
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--errors", action="store_true", help="list every miss and every wrong label")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
