"""How often the comparisons of quantities and times speak, and how, by kind of labelled pair.

usage: python -m bench.typed [PATTERN]

Reads `corpus/events/PATTERN` (default `*.jsonl`) and prints for every kind: pairs, share of contrary and of agreeing
quantity signals, the same for times. The claims hold quantities and times only; no parse, no names, no speakers.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from claims.dates import find_times
from claims.quantities import find_quantities
from claims.records import Claim, Span
from reconcile.judge.quantity import compare_quantities
from reconcile.judge.time import compare_times

EVENTS = Path(__file__).resolve().parents[1] / "corpus" / "events"


def typed_claim(text: str, article: list[str]) -> Claim:
    """A claim with its quantities and times; `article` is (source, published, language)."""
    source, published, language = article[:3]
    day = datetime.fromisoformat(published) if published else None
    found = (*find_quantities(text, language), *find_times(text, language, day))
    mentions = tuple(sorted(found, key=lambda mention: mention.span.start))
    span = Span(0, len(text))
    claim = Claim("", "", source, span, text, None, "affirmed", "asserted", mentions, span, text)
    return Claim(**{**{name: getattr(claim, name) for name in claim.__slots__}, "published": day, "language": language})


def labelled_pairs(pattern: str) -> Iterator[tuple[str, Claim, Claim]]:
    """Kind, left and right claim of every pair."""
    for path in sorted(EVENTS.glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            event: dict[str, Any] = json.loads(line)
            for pair in event["pairs"]:
                left, right = (typed_claim(pair[side][1], event["articles"][pair[side][0]]) for side in "lr")
                yield pair["k"], left, right


def main(pattern: str = "*.jsonl") -> None:
    """Print one row a kind, the most frequent first."""
    table: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for kind, left, right in labelled_pairs(pattern):
        amount, time = compare_quantities(left, right).score, compare_times(left, right).score
        for column, said in enumerate((True, amount < 0, amount > 0, time < 0, time > 0)):
            table[kind][column] += said
    print(f"{'kind':24}{'pairs':>6}{'Q-':>7}{'Q+':>7}{'T-':>7}{'T+':>7}")
    for kind, (total, *counts) in sorted(table.items(), key=lambda row: -row[1][0]):
        print(f"{kind:24}{total:6}" + "".join(f"{count / total:7.3f}" for count in counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
