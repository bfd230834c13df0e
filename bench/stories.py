"""Score runs on labelled stories: pairing, verdicts, conflicts, traps, names. Usage: python bench/stories.py GOLD_DIR

GOLD_DIR holds one folder a story (articles, meta.json, gold.json: bench/gold/README.md). A finding meets a labelled pair
when on both sides the overlap covers half of the shorter span; of several, the tightest decides. Conflicts are labelled
exhaustively, so a conflicting finding that meets no labelled conflict is a false alarm.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.records import Claim, Span
from reconcile import run
from reconcile.records import Finding, Reconciliation

COVER = 0.5
VERDICTS = ("agreeing", "complementary", "conflicting")


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A gold pair: article path and span on both sides."""

    sides: dict[str, Span]
    verdict: str
    kind: str
    quotes: tuple[str, str]


@dataclass(slots=True)
class Tally:
    """Counts over stories."""

    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    true_rows: int = 0
    false_rows: int = 0
    found: int = 0
    traps_raised: int = 0
    findings: int = 0
    errors: list[str] = field(default_factory=list)


def load_pairs(folder: Path) -> list[LabelledPair]:
    """The labelled pairs of a story. Raises ValueError when a quote is not in its article exactly once."""
    pairs = []
    for entry in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["pairs"]:
        sides = {}
        for side in "ab":
            file = folder / f"{entry[side]['article']}.txt"
            text, quote = file.read_bytes().decode("utf-8"), entry[side]["quote"]
            if text.count(quote) != 1:
                raise ValueError(f"{file}: quote is not unique: {quote}")
            sides[file.name] = Span(text.index(quote), text.index(quote) + len(quote))
        pairs.append(LabelledPair(sides, entry["verdict"], entry["kind"], (entry["a"]["quote"], entry["b"]["quote"])))
    return pairs


def closeness(spans: dict[str, Span], pair: LabelledPair) -> float:
    """0 where a pair of spans is about other places, else the product of both overlaps over union."""
    score = 1.0
    for path, gold in pair.sides.items():
        if path not in spans:
            return 0.0
        mine = spans[path]
        inside = max(0, min(mine.end, gold.end) - max(mine.start, gold.start))
        shorter = min(mine.end - mine.start, gold.end - gold.start)
        if inside < COVER * shorter:
            return 0.0
        score *= 0.01 + inside / (max(mine.end, gold.end) - min(mine.start, gold.start))
    return score


def spans_of(left: Claim, right: Claim, paths: dict[str, str]) -> dict[str, Span]:
    """Article path to span, for both claims."""
    return {paths[left.article_id]: left.span, paths[right.article_id]: right.span}


def score_story(result: Reconciliation, pairs: Sequence[LabelledPair], tally: Tally) -> None:
    """Add one story to the tally."""
    paths = {article.id: article.path for article in result.articles}
    spans = [spans_of(f.pair.left, f.pair.right, paths) for f in result.findings]
    tally.findings += len(result.findings)
    for pair in pairs:
        scored = [(closeness(s, pair), f) for s, f in zip(spans, result.findings, strict=True)]
        met = sorted(((score, f) for score, f in scored if score > 0), key=lambda t: -t[0])
        said = met[0][1].verdict if met else "unpaired"
        flagged = any(f.verdict == "conflicting" for _, f in met)
        tally.confusion[pair.verdict, said] += 1
        tally.kinds[f"{pair.verdict}/{pair.kind}", said] += 1
        tally.found += pair.verdict == "conflicting" and flagged
        tally.traps_raised += pair.verdict == "complementary" and flagged
        if said != pair.verdict:
            rule = met[0][1].rule if met else ""
            tally.errors.append(f"{pair.verdict}/{pair.kind} got {said} {rule}\n    " + "\n    ".join(pair.quotes))
    conflicts = [pair for pair in pairs if pair.verdict == "conflicting"]
    for f, s in zip(result.findings, spans, strict=True):
        if f.verdict == "conflicting":
            met_one = any(closeness(s, pair) for pair in conflicts)
            tally.true_rows += met_one
            tally.false_rows += not met_one
            if not met_one:
                tally.errors.append(_false_alarm(f))


def _false_alarm(f: Finding) -> str:
    quotes = f"\n    {f.pair.left.quote}\n    {f.pair.right.quote}"
    return f"FALSE ALARM {f.kind} {f.rule} {f.confidence:.2f}: {f.explanation}{quotes}"


def _ratio(top: float, bottom: float) -> float:
    return top / bottom if bottom else 0.0


def figures(tally: Tally) -> dict[str, float]:
    """The figures that the gate pins, each in [0, 1] but for the counts."""
    total = sum(tally.confusion.values())
    f1 = {}
    for verdict in VERDICTS:
        hit = tally.confusion[verdict, verdict]
        precision = _ratio(hit, sum(n for (_, said), n in tally.confusion.items() if said == verdict))
        recall = _ratio(hit, sum(n for (gold, _), n in tally.confusion.items() if gold == verdict))
        f1[verdict] = _ratio(2 * precision * recall, precision + recall)
    gold = Counter({v: sum(n for (g, _), n in tally.confusion.items() if g == v) for v in VERDICTS})
    unpaired = sum(n for (_, said), n in tally.confusion.items() if said == "unpaired")
    return {
        "pairs": total,
        "findings": tally.findings,
        "paired": round(1 - _ratio(unpaired, total), 4),
        "verdict_accuracy": round(_ratio(sum(tally.confusion[v, v] for v in VERDICTS), total), 4),
        "verdict_macro_f1": round(sum(f1.values()) / 3, 4),
        **{f"f1_{verdict}": round(value, 4) for verdict, value in f1.items()},
        "conflict_precision": round(_ratio(tally.true_rows, tally.true_rows + tally.false_rows), 4),
        "conflict_recall": round(_ratio(tally.found, gold["conflicting"]), 4),
        "trap_false_alarms": round(_ratio(tally.traps_raised, gold["complementary"]), 4),
    }


def right_by_kind(tally: Tally) -> dict[str, tuple[int, int]]:
    """Of every labelled kind ("conflicting/number") how many pairs got their verdict, and how many there are."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (kind, said), count in tally.kinds.items():
        total[kind] += count
        right[kind] += count * (kind.partition("/")[0] == said)
    return {kind: (right[kind], total[kind]) for kind in sorted(total)}


def stories_of(folder: Path) -> list[Path]:
    """The stories of a folder in order."""
    return sorted(p for p in folder.iterdir() if (p / "gold.json").is_file())


def score_folder(*gold: Path, **settings: Any) -> Tally:
    """Run and score every story of the folders."""
    tally = Tally()
    for folder in (story for one in gold for story in stories_of(one)):
        score_story(run(str(folder), **settings), load_pairs(folder), tally)
    return tally


def main() -> None:
    """Print the figures, and with --errors every miss and false alarm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    tally = score_folder(args.gold)
    for name, value in figures(tally).items():
        print(f"{name:20} {value}")
    for (kind, said), count in sorted(tally.kinds.items()):
        print(f"  {kind:40} {said} {count}")
    if args.errors:
        print("\n".join(tally.errors))


if __name__ == "__main__":
    main()
