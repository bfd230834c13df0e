"""Packed weights, piece ids and batches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.transformer import END, MAX_PIECES, START, Vocabulary, batches, pad
from claims.weights import unpack_nibbles

MODELS = Path(__file__).parents[1] / "reconcile" / "models"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(MODELS / "vocabulary")


def test_nibbles_unpack_low_bits_first() -> None:
    codes = np.arange(32, dtype=np.uint8) % 16
    packed = (codes[0::2] | (codes[1::2] << 4)).view(np.int32)[None]
    values = unpack_nibbles(packed, np.array([[0.5]], np.float16))
    assert values.tolist() == [[(code - 8) * 0.5 for code in codes.tolist()]]


@given(st.lists(st.integers(1, 400), max_size=60), st.integers(50, 2000))
def test_batches_hold_every_input_once_and_stay_small(lengths: list[int], pieces: int) -> None:
    made = list(batches(lengths, pieces))
    assert sorted(place for batch in made for place in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= pieces for batch in made)


def test_padding_is_masked() -> None:
    ids, mask = pad([[0, 5, 2], [0, 2]])
    assert ids.tolist() == [[0, 5, 2], [0, 2, 1]]
    assert mask.tolist() == [[1, 1, 1], [1, 1, 0]]


def test_texts_are_wrapped_and_cut(vocabulary: Vocabulary) -> None:
    short, long = vocabulary.encode(["Guten Tag.", "Wort " * 2_000])
    assert (short[0], short[-1]) == (START, END)
    assert len(long) == MAX_PIECES
    assert long[-1] == END


@given(left=st.integers(0, 300), right=st.integers(0, 300), limit=st.integers(20, 200))
def test_pairs_keep_both_sides(vocabulary: Vocabulary, left: int, right: int, limit: int) -> None:
    ids = vocabulary.encode_pairs([("ab " * left, "cd " * right)], limit)[0]
    assert len(ids) <= limit
    assert ids.count(END) == 3
    assert ids.index(END) > 1 or left == 0
    assert ids[-2] != END or right == 0


def test_rows_do_not_depend_on_company(vocabulary: Vocabulary) -> None:
    ids = vocabulary.encode(["Der Kanzler reist nach Paris."])[0]
    alone = vocabulary.rows(np.array([ids]))
    twice = vocabulary.rows(np.array([ids[::-1], ids]))
    assert np.array_equal(alone[0], twice[1])


def test_no_european_character_is_unknown(vocabulary: Vocabulary) -> None:
    for text in (
        "Žižek, Łódź, Çağlar, Nguyễn Phú Trọng, Þór",
        "Путін, Зеленський, Ђоковић",
        "Αθήνα",
        "€ 5 – „x“ … ½ №",
    ):
        assert 3 not in vocabulary.encode([text])[0]
