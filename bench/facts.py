"""How well does the news model see contradictions in other words: python -m bench.facts [FOLDER] [--every 10]

The groups of `corpus/facts` are details of invented events as six reports tell them. A group holds two sentences of one version
(`a`), two of another that cannot be true together with it (`b`), and two of something else about the same things that goes with
both (`n`). Prints, for every tenth group, accuracy and macro F1 of the verdict head and its AUC of conflicts, in all and by kind
of group. The cross-encoder has not learned from them; the sentence encoder has, which words belong to one detail (`train.pairing`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from reconcile.entail import READINGS, load_entailment
from reconcile.settings import MODELS

FOLDER = Path(__file__).parents[1] / "corpus" / "facts"
PARTS = ("a", "b", "n")
VERDICTS = READINGS[:3]


@dataclass(frozen=True, slots=True)
class FactPair:
    """Two sentences of a group, with their verdict; `kind` is what the two versions of the group differ in."""

    left: str
    right: str
    verdict: str
    kind: str


def read_groups(folder: Path) -> list[dict[str, Any]]:
    """The groups of a folder's files, in their order."""
    return [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]


def pairs_of(group: dict[str, Any]) -> Iterator[FactPair]:
    """Two agreeing, four conflicting, four complementary pairs; each version is agreed with and contradicted alike."""
    a, b, n = (group[part] for part in PARTS)
    told = (
        *((left, right, "agreeing") for left, right in (a, b)),
        *((left, right, "conflicting") for left in a for right in b),
        *((n[0], other, "complementary") for other in (a[0], b[1])),
        *((n[1], other, "complementary") for other in (a[1], b[0])),
    )
    for left, right, verdict in told:
        yield FactPair(left, right, verdict, group["kind"])


def figures(pairs: Sequence[FactPair], chances: NDArray[np.float32]) -> str:
    """One line of figures for pairs and the chances (n, 3) of `VERDICTS`."""
    gold = np.array([VERDICTS.index(pair.verdict) for pair in pairs])
    said = chances.argmax(axis=1)
    area = roc_auc_score(gold == VERDICTS.index("conflicting"), chances[:, VERDICTS.index("conflicting")])
    macro = f1_score(gold, said, average="macro")
    return (
        f"pairs {len(pairs):5}  accuracy {(gold == said).mean():.3f}  macro F1 {macro:.3f}  AUC of conflicts {area:.3f}"
    )


def main() -> None:
    """Read the pairs in both orders and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--every", type=int, default=10, help="one group in so many")
    options = parser.parse_args()
    pairs = [pair for group in read_groups(options.folder)[:: options.every] for pair in pairs_of(group)]
    model = load_entailment(MODELS)
    ahead, back = (model.read([(p.left, p.right)[::step] for p in pairs]) for step in (1, -1))
    chances = ((ahead + back) / 2)[:, : len(VERDICTS)]
    print("all".ljust(14), figures(pairs, chances))
    for kind in sorted({pair.kind for pair in pairs}):
        rows = [place for place, pair in enumerate(pairs) if pair.kind == kind]
        print(kind.ljust(14), figures([pairs[place] for place in rows], chances[rows]))


if __name__ == "__main__":
    main()
