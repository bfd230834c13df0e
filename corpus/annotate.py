"""Blind second labelling: make batches without labels, then measure agreement.

    python corpus/annotate.py make OUT_DIR [--size 100]   shuffled pairs without verdict, kind, difference and note
    python corpus/annotate.py score                       Cohen's kappa per verdict and kind; disagreements to labels/

A second annotator writes `labels/second/NAME.tsv`: pair id, tab, kind. The pairs of one event are spread over all batches, so
that no batch gives a story away.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

from build import HERE, KINDS, VERDICT, rows

SEED = 7
SECOND = HERE / "labels" / "second"
Labels = dict[str, str]


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """What the second annotator sees of a pair."""
    sides = {side: {k: v for k, v in row[side].items() if v} for side in ("left", "right")}
    return {"id": row["id"], **sides}


def all_rows() -> list[dict[str, Any]]:
    """Every pair as first labelled, each once."""
    unique = {row["id"]: row for row in rows(sorted((HERE / "events").glob("*.jsonl")))}
    return list(unique.values())


def make(folder: Path, size: int) -> None:
    """Write the batches; pairs that have a second label already are left out."""
    done = second_labels()
    left = sorted((row for row in all_rows() if row["id"] not in done), key=lambda row: row["id"])
    random.Random(SEED).shuffle(left)
    folder.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, len(left), size), 1):
        lines = [json.dumps(shown(row), ensure_ascii=False) for row in left[start : start + size]]
        (folder / f"batch_{number:03}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(left)} pairs in batches of {size}")


def second_labels() -> Labels:
    """Every second label by pair id. Raises ValueError for an unknown kind."""
    found: Labels = {}
    for file in sorted(SECOND.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                name, kind = line.split("\t")[:2]
                if kind.strip() not in VERDICT:
                    raise ValueError(f"{file.name}: {name}: unknown kind {kind!r}")
                found[name.strip()] = kind.strip()
    return found


def kappa(first: list[str], second: list[str]) -> float:
    """Cohen's kappa of two annotators (Cohen 1960), by scikit-learn."""
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(first, second))


def score() -> None:
    """Print agreement; write the pairs on which the annotators differ in their verdict."""
    second, first = second_labels(), {row["id"]: row for row in all_rows()}
    both = [(first[name]["kind"], kind) for name, kind in second.items() if name in first]
    ours, theirs = [a for a, _ in both], [b for _, b in both]
    print(f"{len(both)} pairs labelled twice")
    of_verdicts = kappa([VERDICT[kind] for kind in ours], [VERDICT[kind] for kind in theirs])
    print(f"kappa of verdicts {of_verdicts:.3f}, of kinds {kappa(ours, theirs):.3f}")
    for verdict, kinds in KINDS.items():
        print(f"  {verdict}: kappa {kappa_of(ours, theirs, kinds):.3f}")
        for kind in kinds:
            print(f"    {kind:24} n {ours.count(kind):4}  kappa {kappa_of(ours, theirs, (kind,)):.3f}")
    differing = sorted(n for n, k in second.items() if n in first and VERDICT[k] != first[n]["verdict"])
    with (HERE / "labels" / "disagreements.jsonl").open("w", encoding="utf-8") as handle:
        for name in differing:
            row = first[name]
            labels = {"first": row["kind"], "second": second[name], "note": row["note"]}
            handle.write(json.dumps({**shown(row), **labels}, ensure_ascii=False) + "\n")
    common = Counter((first[n]["kind"], second[n]) for n in differing).most_common(12)
    print(f"{len(differing)} verdicts differ", common)


def kappa_of(ours: list[str], theirs: list[str], kinds: tuple[str, ...]) -> float:
    """Kappa of "is one of these kinds" against "is none"."""
    return kappa([str(kind in kinds) for kind in ours], [str(kind in kinds) for kind in theirs])


def main() -> None:
    """Make batches or score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "score"))
    parser.add_argument("folder", type=Path, nargs="?", default=Path("batches"))
    parser.add_argument("--size", type=int, default=100)
    args = parser.parse_args()
    if args.what == "make":
        make(args.folder, args.size)
    else:
        score()


if __name__ == "__main__":
    main()
