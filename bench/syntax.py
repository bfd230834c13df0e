"""Score a parser on gold tokens of the kept-back test sets, and time it.

    python -m bench.syntax --data ../shared/data [--model reconcile/models/syntax]

UAS and LAS count every token, punctuation too, and compare universal relations; names are PER, LOC and ORG, exact spans.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from claims.parse import Parse, Parser, load_parser
from train.treebank import Tagged, Tree, read_tagged, read_trees

TREES = ("de_gsd-test", "en_ewt-test", "en_pud", "it_pud", "ru_pud")
NAMES = ("germeval2014-dev.tsv", "uner_de_pud.iob2", "uner_en_pud.iob2", "uner_en_ewt-test.iob2")
KINDS = ("PER", "LOC", "ORG")


def score_trees(parser: Parser, trees: list[Tree]) -> dict[str, float]:
    """UAS, LAS, UPOS in per cent."""
    hits: Counter[str] = Counter()
    for tree, parse in zip(trees, parser.parse([tree.words for tree in trees]), strict=True):
        for token, head, relation, upos in zip(parse.tokens, tree.heads, tree.relations, tree.upos, strict=True):
            attached = token.head + 1 == head
            same = token.relation.partition(":")[0] == relation.partition(":")[0]
            hits.update(tokens=1, UAS=attached, LAS=attached and same, UPOS=token.upos == upos)
    return {name: round(100 * hits[name] / hits["tokens"], 1) for name in ("UAS", "LAS", "UPOS")}


def gold_names(tagged: Tagged) -> set[tuple[int, int, str]]:
    """(first, last + 1, kind) of the names of a gold sentence."""
    spans: list[tuple[int, int, str]] = []
    for place, tag in enumerate(tagged.tags):
        if tag[0] == "I" and spans and spans[-1][1:] == (place, tag[2:]):
            spans[-1] = (spans[-1][0], place + 1, tag[2:])
        elif tag != "O":
            spans.append((place, place + 1, tag[2:]))
    return {span for span in spans if span[2] in KINDS}


def found_names(parse: Parse) -> set[tuple[int, int, str]]:
    """(first, last + 1, kind) of the names of a parse."""
    return {(e.first, e.last, e.kind) for e in parse.entities if e.kind in KINDS}


def score_names(parser: Parser, sentences: list[Tagged]) -> dict[str, float]:
    """Precision, recall and F1 over all kinds, and F1 of each, in per cent."""
    counts: Counter[tuple[str, str]] = Counter()
    for tagged, parse in zip(sentences, parser.parse([one.words for one in sentences]), strict=True):
        gold, found = gold_names(tagged), found_names(parse)
        counts.update(("hit", span[2]) for span in gold & found)
        counts.update(("gold", span[2]) for span in gold)
        counts.update(("found", span[2]) for span in found)
    hit, gold_count, found_count = (sum(counts[role, k] for k in KINDS) for role in ("hit", "gold", "found"))
    scores = {
        "P": hit / max(1, found_count),
        "R": hit / max(1, gold_count),
        "F": 2 * hit / max(1, gold_count + found_count),
    }
    for kind in KINDS:
        scores[kind] = 2 * counts["hit", kind] / max(1, counts["gold", kind] + counts["found", kind])
    return {name: round(100 * value, 1) for name, value in scores.items()}


def measure(parser: Parser, data: Path) -> dict[str, dict[str, float]]:
    """The scores of every test set, and the speed on the first."""
    rows: dict[str, dict[str, float]] = {}
    for name in TREES:
        trees = read_trees(data / "ud" / f"{name}.conllu")
        began = time.perf_counter()
        rows[name] = score_trees(parser, trees)
        rows[name]["sentences/s"] = round(len(trees) / (time.perf_counter() - began), 1)
    for name in NAMES:
        rows[name] = score_names(parser, read_tagged(data / "ner" / name))
    return rows


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="the folder that holds ud/ and ner/")
    options.add_argument("--model", default="reconcile/models/syntax", help="a model folder or spacy:NAME")
    options.add_argument("--models", type=Path, default=Path("reconcile/models"))
    options.add_argument("--threads", type=int, default=1)
    chosen = options.parse_args()
    for name, scores in measure(load_parser(chosen.model, chosen.models, chosen.threads), chosen.data).items():
        print(f"{name:24} {json.dumps(scores)}", flush=True)


if __name__ == "__main__":
    main()
