"""Candidate pairs of stories as `reconcile run` meets them, labelled by hand, for the news stage of the entailment model.

    python -m train.candidates bench/gold/tune corpus/stories

Writes `candidates.jsonl` in each folder for the stories that the entailment model learns from (`learned`). A pair that
`candidate_labels.tsv` does not name takes the verdict of the gold pair that it meets; of the rest `UNLABELLED` a story are
kept, drawn at random, with the label "".
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

from claims.records import Claim
from reconcile.records import ClaimPair
from reconcile.settings import Settings
from train.story_pairs import learned, stories_in, story_pairs

UNLABELLED = 20
"""Unlabelled pairs of a story that are kept."""


def side(claim: Claim) -> dict[str, str]:
    """A claim as a side of a corpus row."""
    return {"text": claim.text, "source": claim.source, "speaker": claim.speaker}


def row(story: str, pair: ClaimPair, label: str) -> dict[str, object]:
    """One line of the file."""
    left, right = pair.left, pair.right
    return {
        "story": story, "left": side(left), "right": side(right), "label": label,
        "lang_left": left.language, "lang_right": right.language,
    }  # fmt: skip


def write_candidates(folder: Path) -> int:
    """Write the file of one folder; the number of its pairs."""
    rng = random.Random(1)
    found = story_pairs([story for story in stories_in(folder) if learned(story)], Settings())
    by_story: dict[str, list[dict[str, object]]] = defaultdict(list)
    kept: list[dict[str, object]] = []
    for pair, label, story in zip(found.pairs, found.labels, found.stories, strict=True):
        (kept if label else by_story[story]).append(row(story, pair, label))
    for rest in by_story.values():
        kept += rng.sample(rest, min(len(rest), UNLABELLED))
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept)
    (folder / "candidates.jsonl").write_text(lines, "utf-8")
    return len(kept)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    for folder in parser.parse_args().folders:
        print(folder, write_candidates(folder), "pairs", flush=True)


if __name__ == "__main__":
    main()
