"""Would more labelled pairs pay? The verdict head on growing parts of the corpus's train split.

    python -m train.learning_curve --public WEIGHTS [--sizes 500 1000 2000 4000 9000]

`--public` is the file `public.pt` that `train.entailment --keep` keeps after its first stage. Prints the figures of the test
split for each size; every size is trained from the same start, on labelled pairs alone (both orders, `NEWS.epochs` passes),
so that only their number differs. Events are added whole, in the order of their hashes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import torch

from claims.transformer import Vocabulary
from train.entailment import NEWS, SEED
from train.entailment_model import EntailmentModel
from train.entailment_report import news_logits, news_report
from train.news_data import NewsPair, both_ways, read_news
from train.stage import run_stage


def first_events(news: list[NewsPair], size: int) -> list[NewsPair]:
    """About `size` training pairs, of whole events."""
    order = {pair.event: hashlib.blake2b(pair.event.encode(), digest_size=8).digest() for pair in news}
    kept: list[NewsPair] = []
    for pair in sorted((p for p in news if p.split == "train"), key=lambda p: order[p.event]):
        if len(kept) < size or pair.event == kept[-1].event:
            kept.append(pair)
    return kept


def main() -> None:
    """Train on each size and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/pairs.jsonl"))
    parser.add_argument("--models", type=Path, default=Path("reconcile/models"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 1000, 2000, 4000, 9000])
    options = parser.parse_args()
    torch.set_num_threads(1)
    vocabulary = Vocabulary(options.models / "vocabulary")
    news = read_news(options.corpus)
    test = [pair for pair in news if pair.split == "test"]
    for size in options.sizes:
        torch.manual_seed(SEED)
        model = EntailmentModel(12)
        model.load_state_dict(torch.load(options.public))
        part = first_events(news, size)
        run_stage(model, vocabulary, both_ways(part), NEWS, SEED)
        print(json.dumps({"pairs": len(part), **news_report(news_logits(model, vocabulary, test), test)}), flush=True)


if __name__ == "__main__":
    main()
