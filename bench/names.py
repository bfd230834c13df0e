"""Precision, recall and F1 of the comparison of names on labelled pairs.

usage: python bench/names.py CASES.csv [--threshold 0.7] [--errors] [--speed N]

CASES.csv has the columns `schema, name1, name2, is_match` (`true` or `false`). `--speed N` measures instead how long
N x N made-up names take, candidates and comparison together.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reconcile.names import MATCH, compare_names
from reconcile.names.block import match_lists


def kind_of(schema: str) -> str:
    """The kind of name that a row's schema stands for."""
    return {"Person": "person", "Place": "place", "Vessel": "organization"}.get(schema, "organization")


def score_rows(rows: list[dict[str, str]], threshold: float, errors: bool) -> dict[str, Counter[str]]:
    """Counts of tp, fp, fn, tn per schema and for all rows."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        likeness = compare_names(kind_of(row["schema"]), row["name1"], row["name2"])
        said, true = likeness.score >= threshold, row["is_match"].strip().lower() == "true"
        cell = ("tp" if true else "fp") if said else ("fn" if true else "tn")
        for schema in (row["schema"], "all"):
            counts.setdefault(schema, Counter())[cell] += 1
        if errors and said != true:
            print(f"{cell} {likeness.score:.2f} {row['schema']}: {row['name1']} | {row['name2']} ({likeness.reason})")
    return counts


def figures(count: Counter[str]) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where they are undefined."""
    precision = count["tp"] / max(1, count["tp"] + count["fp"])
    recall = count["tp"] / max(1, count["tp"] + count["fn"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def made_up(count: int, seed: int) -> list[str]:
    """Names of two to three pronounceable parts, the same for the same seed."""
    pick = random.Random(seed)
    syllables = [c + v for c in "bdfghjklmnprstvwz" for v in ("a", "e", "i", "o", "u", "an", "er")]
    return [
        " ".join("".join(pick.choices(syllables, k=3)).title() for _ in range(pick.choice((2, 2, 3))))
        for _ in range(count)
    ]


def misspelled(name: str) -> str:
    """The name in another transcription and order, as another newspaper has it."""
    given, *rest = name.replace("w", "v").replace("k", "ck").split()
    return " ".join([*rest, given]) if len(rest) == 1 else " ".join([given, *rest])


def measure(count: int) -> None:
    """Print how long `count` names against `count` names take."""
    left, other = made_up(count, 1), made_up(count, 2)
    right = [misspelled(name) if i % 4 == 0 else other[i] for i, name in enumerate(left)]
    start = time.perf_counter()
    found = match_lists("person", left, right)
    print(f"{count} x {count} names: {time.perf_counter() - start:.1f} s, {len(found)} matches")


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path, nargs="?")
    parser.add_argument("--threshold", type=float, default=MATCH)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--speed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.speed:
        measure(arguments.speed)
    if arguments.cases is None:
        return
    with arguments.cases.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    counts = score_rows(rows, arguments.threshold, arguments.errors)
    print("schema          pairs  precision  recall     F1")
    for schema in sorted(counts, key=lambda name: (name == "all", name)):
        precision, recall, f1 = figures(counts[schema])
        print(f"{schema:14} {sum(counts[schema].values()):6} {precision:10.3f} {recall:7.3f} {f1:6.3f}")


if __name__ == "__main__":
    main()
