"""Read the public entailment sets that may train what ships (see the data folder's README).

A pair's target is a probability for each of entailment, neutral and contradiction, so that a set which only says
"not a paraphrase" can be used without inventing a verdict. Targets of four belong to the verdict head (`train.news_data`).
"""

from __future__ import annotations

import csv
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Target = tuple[float, ...]

ONE_HOT: dict[str, Target] = {
    "entailment": (1.0, 0.0, 0.0),
    "neutral": (0.0, 1.0, 0.0),
    "contradiction": (0.0, 0.0, 1.0),
}
NOT_PARAPHRASE: Target = (0.0, 0.6, 0.4)

TEMPLATED = ("boolean", "comparative", "conditional", "counting", "negation", "quantifier")
TEMPLATED_ROWS = 400
"""Rows of each templated three-way task: enough for the pattern, few enough not to crowd out prose."""

LONGEST = 600
"""Characters of a pair; longer ones are dropped (0.6 % of the rows)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One training pair."""

    premise: str
    hypothesis: str
    target: Target


def read_public(data: Path, rng: random.Random) -> list[Pair]:
    """The permitted English pairs of `data/nli` and `data/sts`, shuffled.

    Pairs of other languages say entailment or "not a paraphrase" there, never contradiction, and after three passes over them
    the head called German neutral (XNLI dev: German .437, English .743; 2026-11). German comes from the project's own pairs.
    """
    folder = data / "nli"
    rows = [
        *_esnli(folder / "esnli"),
        *_table(folder / "conjnli/adversarial_train_15k.tsv", (0, 1, 2)),
        *_table(folder / "taxinli/taxinli10k.tsv", (0, 1, 2)),
        *_table(folder / "cad/train.tsv", (0, 1, 2)),
        *(pair for task in TEMPLATED for pair in _templated(folder / "curriculum", task, rng)),
        *_pawsx(folder / "pawsx_dev", "en"),
        *_sts(data / "sts/stsb-en-train.csv"),
    ]
    kept = [pair for pair in rows if 0 < len(pair.premise) + len(pair.hypothesis) <= LONGEST and pair.hypothesis]
    rng.shuffle(kept)
    return kept


def read_own(folder: Path) -> list[Pair]:
    """The project's own German premises, each with an entailed, a neutral and a contradicted hypothesis."""
    lines = [line.split("\t") for path in sorted(folder.glob("*.tsv")) for line in path.read_text("utf-8").splitlines()]
    labels = tuple(ONE_HOT.values())
    return [Pair(line[0], text, label) for line in lines for text, label in zip(line[1:], labels, strict=True)]


def _esnli(folder: Path) -> Iterator[Pair]:
    for part in ("dev", "test"):
        columns = [(folder / f"{name}.{part}").read_text("utf-8").splitlines() for name in ("s1", "s2", "labels")]
        for premise, hypothesis, label in zip(*columns, strict=True):
            yield Pair(premise.strip(), hypothesis.strip(), ONE_HOT[label.strip()])


def _table(path: Path, columns: tuple[int, int, int]) -> Iterator[Pair]:
    """A tab-separated file with a header; rows without one of the three labels are left out."""
    for line in path.read_text("utf-8-sig").splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) > max(columns) and cells[columns[2]].strip() in ONE_HOT:
            premise, hypothesis, label = (cells[column].strip() for column in columns)
            yield Pair(premise, hypothesis, ONE_HOT[label])


def _templated(folder: Path, task: str, rng: random.Random) -> list[Pair]:
    with zipfile.ZipFile(folder / f"{task}.zip") as archive:
        lines = archive.read(f"{task}/train.jsonl").decode("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    pairs = [Pair(row["premise"], row["hypothesis"], ONE_HOT[row["gold_label"]]) for row in rows]
    short = [pair for pair in pairs if len(pair.premise) < 250]
    return rng.sample(short, min(TEMPLATED_ROWS, len(short)))


def _pawsx(folder: Path, language: str) -> Iterator[Pair]:
    """Paraphrases entail each other; others, of nearly the same words, do not."""
    for line in (folder / f"dev-{language}.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and cells[2] in ("0", "1"):
            yield Pair(cells[0], cells[1], ONE_HOT["entailment"] if cells[2] == "1" else NOT_PARAPHRASE)


def _sts(path: Path) -> Iterator[Pair]:
    """Sentences of the same meaning (4.6 and more of 5) entail each other; of a shared subject only (1 to 2.4) do not."""
    with path.open(encoding="utf-8", newline="") as file:
        for left, right, score in csv.reader(file):
            if float(score) >= 4.6 and left != right:
                yield Pair(left, right, ONE_HOT["entailment"])
            elif 1.0 <= float(score) <= 2.4:
                yield Pair(left, right, (0.0, 0.75, 0.25))


def read_xnli(data: Path, language: str) -> list[Pair]:
    """The XNLI development set (dev only: nothing is trained on it)."""
    return list(_plain(data / "nli/xnli_dev" / f"dev-{language}.tsv"))


def _plain(path: Path) -> Iterator[Pair]:
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and cells[2] in ONE_HOT:
            yield Pair(cells[0], cells[1], ONE_HOT[cells[2]])
