"""Score the entailment model on files of tab-separated premise, hypothesis, label.

    python -m bench.entailment FILE… [--model reconcile/models]

The last line is at the model's operating threshold, chosen on XNLI's dev pairs for a precision of .9 (its config.json).
Lines whose third column is none of entailment, neutral, contradiction (a header, a `-`) are counted and left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from claims.errors import ReconcileError
from reconcile.entail import LABELS, load_entailment

ALIASES = {"entailed": "entailment", "contradictory": "contradiction"}

CONTRADICTION = LABELS.index("contradiction")

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


def read_pairs(path: Path) -> tuple[list[tuple[str, str]], list[int], int]:
    """Pairs, their classes, and how many lines were left out."""
    pairs, classes, left_out = [], [], 0
    for line in path.read_text("utf-8-sig").split("\n"):
        cells = line.rstrip("\r").split("\t")
        label = cells[2].strip().lower() if len(cells) > 2 else ""
        label = ALIASES.get(label, label)
        if label in LABELS:
            pairs.append((cells[0], cells[1]))
            classes.append(LABELS.index(label))
        else:
            left_out += bool(line.strip())
    return pairs, classes, left_out


def confusion(gold: list[int], found: list[int]) -> Counts:
    """Counts (gold, found)."""
    table = np.zeros((len(LABELS), len(LABELS)), np.int64)
    np.add.at(table, (gold, found), 1)
    return table


def precision_recall_f1(table: Counts, label: int) -> tuple[float, float, float]:
    """Of one class."""
    hits = float(table[label, label])
    precision, recall = hits / max(1, table[:, label].sum()), hits / max(1, table[label].sum())
    return precision, recall, 2 * hits / max(1, table[:, label].sum() + table[label].sum())


def report(path: Path, table: Counts, seconds: float, left_out: int) -> str:
    """The lines that are printed for a file."""
    macro = sum(precision_recall_f1(table, label)[2] for label in range(len(LABELS))) / len(LABELS)
    precision, recall, _ = precision_recall_f1(table, CONTRADICTION)
    pairs = int(table.sum())
    return "\n".join(
        [
            f"{path}: {pairs} pairs, {left_out} lines left out, {pairs / max(seconds, 1e-9):.0f} pairs/s",
            f"accuracy {np.trace(table) / max(1, pairs):.3f}",
            f"macro F1 {macro:.3f}",
            f"contradiction precision {precision:.3f} recall {recall:.3f}",
        ]
    )


def at_threshold(scores: Floats, truth: Flags, threshold: float) -> str:
    """One line: precision and recall of contradictions whose probability reaches the threshold."""
    table = confusion(truth.astype(int).tolist(), (scores >= threshold).astype(int).tolist())
    precision, recall, _ = precision_recall_f1(table, 1)
    return f"contradiction precision {precision:.3f} recall {recall:.3f} at threshold {threshold:.3f}"


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options.add_argument(
        "--model", type=Path, default=Path("reconcile/models"), help="folder with entailment/ and vocabulary/"
    )
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    try:
        model = load_entailment(chosen.model, chosen.threads)
        config = json.loads((chosen.model / "entailment" / "config.json").read_text("utf-8"))
        threshold = float(config["contradiction_threshold"])
        for path in chosen.files:
            pairs, classes, left_out = read_pairs(path)
            began = time.perf_counter()
            scores = model.score(pairs)
            seconds = time.perf_counter() - began
            print(report(path, confusion(classes, scores.argmax(axis=1).tolist()), seconds, left_out))
            print(at_threshold(scores[:, CONTRADICTION], np.array(classes) == CONTRADICTION, threshold), flush=True)
    except KeyError as error:
        print(f"error: {chosen.model}/entailment/config.json has no {error}", file=sys.stderr)
        sys.exit(2)
    except (ReconcileError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
