"""Training examples: contracted words stay one token, tags are well formed, changed claims are really changed."""

from __future__ import annotations

import random
from pathlib import Path

import torch

from reconcile.entail import READINGS
from reconcile.torch_encoder import dropout
from train.news_data import TARGETS, NewsPair, both_ways, input_text, unrelated
from train.nli_data import ONE_HOT
from train.perturb import change_number, controlled_pairs, negate, spell_number, swap_opposite, swap_word
from train.stage import HEADS
from train.treebank import read_tagged, read_trees

CONLLU = """# text = Er war im Haus.
1\tEr\ter\tPRON\t_\tCase=Nom|Number=Sing\t5\tnsubj\t_\t_
2\twar\tsein\tAUX\t_\tMood=Ind|VerbForm=Fin\t5\tcop\t_\t_
3-4\tim\t_\t_\t_\t_\t_\t_\t_\t_
3\tin\tin\tADP\t_\t_\t5\tcase\t_\t_
4\tdem\tder\tDET\t_\t_\t5\tdet\t_\t_
5\tHaus\tHaus\tNOUN\t_\tCase=Dat\t0\troot\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t5\tpunct\t_\t_

"""


def news(left: str, right: str, verdict: str, language: str = "de") -> NewsPair:
    return NewsPair(left, right, verdict, "event", "train", (language, language), ("", ""))


PAIRS = [
    news("63 Menschen starben am Freitag in Köln.", "In Köln kamen 63 Menschen um.", "agreeing"),
    news("Der Rat nahm den Plan an.", "Der Rat lehnte den Plan ab.", "conflicting"),
    news("Prices rose by 4 per cent.", "Prices rose.", "complementary", "en"),
]


def test_contracted_words_are_one_token(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU, "utf-8")
    (tree,) = read_trees(path)
    assert tree.words == ("Er", "war", "im", "Haus", ".")
    assert tree.heads == (4, 4, 4, 0, 4)
    assert tree.relations[2] == "case"
    assert tree.features[1][0] == "Ind"


def test_tags_are_brought_to_four_kinds(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    rows = [
        ("In", "O"),
        ("New", "B-GPE"),
        ("York", "I-GPE"),
        ("deutsche", "B-LOCderiv"),
        ("Ada", "I-PER"),
        ("#", "B-OTH"),
    ]
    path.write_text("# a comment\n" + "".join(f"{i}\t{w}\t{t}\tO\n" for i, (w, t) in enumerate(rows)) + "\n", "utf-8")
    (tagged,) = read_tagged(path)
    assert tagged.tags == ("O", "B-LOC", "I-LOC", "O", "B-PER", "B-MISC")


def test_changes_change_one_thing_or_nothing() -> None:
    rng = random.Random(0)
    assert change_number("Rund 40 Menschen kamen, etwa 40.", rng) is None
    changed = change_number("Es waren 1.200 Gäste.", rng)
    assert changed is not None
    assert changed != "Es waren 1.200 Gäste."
    assert swap_word("german_days")("Heute ist frei.", rng) is None
    assert swap_opposite("Die Preise sind gestiegen.", rng) == "Die Preise sind gesunken."
    assert negate("Der Plan war nicht geheim.", rng) == "Der Plan war geheim."
    assert spell_number("Die Stadt hat 3 Brücken und die Post.", rng) == "Die Stadt hat drei Brücken und die Post."


def test_controlled_pairs_are_reproducible_and_never_equal_texts() -> None:
    made = controlled_pairs(PAIRS, 30, random.Random(1))
    assert made == controlled_pairs(PAIRS, 30, random.Random(1))
    assert all(pair.premise != pair.hypothesis for pair in made)


def test_news_pairs_stand_in_both_orders() -> None:
    pairs = both_ways([*PAIRS, news("Es regnet.", "Der Rat tagt.", "")])
    assert len(pairs) == 2 * len(PAIRS) + 1
    first, turned = pairs[0], pairs[len(PAIRS) + 1]
    assert first.target == turned.target == TARGETS["agreeing"]
    assert (first.premise, first.hypothesis) == (turned.hypothesis, turned.premise)
    assert len(both_ways([news("Es regnet.", "Der Rat tagt.", "unrelated")])) == 1


def test_unrelated_pairs_are_never_labelled_ones() -> None:
    linked = {(pair.left, pair.right) for pair in PAIRS}
    made = unrelated(PAIRS, random.Random(1))
    assert made
    assert all((pair.premise, pair.hypothesis) not in linked for pair in made)


def test_claims_that_a_chain_of_labels_joins_are_not_called_unrelated() -> None:
    chain = [news("A ist da.", "B ist da.", "agreeing"), news("B ist da.", "C ist da.", "conflicting")]
    assert unrelated(chain, random.Random(1)) == []


def test_every_verdict_is_a_class_of_the_verdict_head() -> None:
    assert set(TARGETS) == {*READINGS, ""}
    assert all(abs(sum(target) - 1.0) < 1e-9 and len(target) in HEADS for target in TARGETS.values())
    assert len(ONE_HOT["entailment"]) in HEADS


def test_the_speaker_stands_in_front_unless_named() -> None:
    assert input_text({"text": "Es regnet.", "speaker": "Ada Weber"}) == "Ada Weber: Es regnet."
    assert input_text({"text": "Es regnet, sagte Weber.", "speaker": "Ada Weber"}) == "Es regnet, sagte Weber."


def test_dropout_keeps_the_mean_and_the_rate() -> None:
    torch.manual_seed(1)
    ones = torch.ones(50, 40, 30)
    dropped = dropout(ones, 0.1)
    assert abs((dropped == 0).float().mean().item() - 0.1) < 0.01
    assert abs(dropped.mean().item() - 1.0) < 0.01
    assert dropout(ones, 0.0) is ones
