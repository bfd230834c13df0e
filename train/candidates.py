"""Candidate pairs of stories as `reconcile run` meets them, labelled by hand, for the news stage of the entailment model.

    python -m train.candidates bench/gold/tune corpus/stories [--jobs 2]

Writes `candidates.jsonl` in each folder for the stories that the entailment model learns from (`learned`). A pair that
`candidate_labels.tsv` does not name takes the verdict of the gold pair that it meets; of the rest `UNLABELLED` a story are
kept, drawn at random, with the label "".
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from claims.records import Claim
from reconcile.records import ClaimPair
from reconcile.settings import Settings
from train.story_pairs import learned, stories_in, story_pairs

UNLABELLED = 20
"""Unlabelled pairs of a story that are kept."""


def side(claim: Claim, sentence: str) -> dict[str, str]:
    """A claim as a side of a corpus row, with its whole sentence."""
    return {"text": claim.text, "source": claim.source, "speaker": claim.speaker, "sentence": sentence}


def row(story: str, pair: ClaimPair, label: str, sentences: Mapping[str, str]) -> dict[str, object]:
    """One line of the file."""
    left, right = pair.left, pair.right
    return {
        "story": story, "left": side(left, sentences[left.id]), "right": side(right, sentences[right.id]),
        "label": label, "lang_left": left.language, "lang_right": right.language,
    }  # fmt: skip


def rows_of(story: Path) -> list[dict[str, object]]:
    """The lines of one story: what is labelled, and some of the rest."""
    found = story_pairs([story], Settings())
    labelled: list[dict[str, object]] = []
    rest: list[dict[str, object]] = []
    for pair, label in zip(found.pairs, found.labels, strict=True):
        (labelled if label else rest).append(row(story.name, pair, label, found.sentences))
    return labelled + random.Random(story.name).sample(rest, min(len(rest), UNLABELLED))


def write_candidates(folder: Path, jobs: int) -> int:
    """Write the file of one folder; the number of its pairs."""
    stories = [story for story in stories_in(folder) if learned(story)]
    with ProcessPoolExecutor(jobs) as pool:
        kept = [one for rows in pool.map(rows_of, stories) for one in rows]
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept)
    (folder / "candidates.jsonl").write_text(lines, "utf-8")
    return len(kept)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    options = parser.parse_args()
    for folder in options.folders:
        print(folder, write_candidates(folder, options.jobs), "pairs", flush=True)


if __name__ == "__main__":
    main()
