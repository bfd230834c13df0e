"""A second model stored as its difference: what is shared is left out, what was trained comes back nearly whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from claims.weights import load_variant, load_weights, unpack_ternary
from train.package import pack_ternary, quantise_rows, save_arrays, ternary_difference

RNG = np.random.default_rng(7)


@given(arrays(np.int8, st.tuples(st.integers(1, 4), st.integers(1, 23)), elements=st.integers(-1, 1)))
def test_five_digits_a_byte_come_back(digits):
    packed = pack_ternary(digits)
    assert packed.shape == (len(digits), -(-digits.shape[1] // 5))
    assert np.array_equal(unpack_ternary(packed, digits.shape[1]), digits)


@pytest.fixture
def models(tmp_path: Path):
    """Two models: a shared layer, a trained layer, a bias, a head; the first one stored."""
    first = {
        "layers.0.up.weight": RNG.normal(size=(64, 96)).astype(np.float32),
        "layers.1.up.weight": RNG.normal(size=(64, 96)).astype(np.float32),
        "layers.1.up.bias": RNG.normal(size=64).astype(np.float32),
        "classes.weight": RNG.normal(size=(3, 64)).astype(np.float32),
    }
    reach = {"layers.1.up.weight": 0.2}
    second = {
        name: value + RNG.uniform(-1, 1, value.shape).astype(np.float32) * reach.get(name, 0.001)
        for name, value in first.items()
    }
    second["layers.0.up.weight"] = first["layers.0.up.weight"]
    save_arrays(tmp_path / "first.safetensors", quantise_rows(first))
    stored = load_weights(tmp_path / "first.safetensors")
    difference = ternary_difference(second, stored)
    save_arrays(tmp_path / "second.safetensors", difference)
    return stored, second, difference, load_variant(tmp_path / "second.safetensors", stored)


def test_shared_layers_are_left_out(models):
    stored, _, difference, loaded = models
    assert not any(name.startswith("layers.0") for name in difference)
    assert np.array_equal(loaded["layers.0.up.weight"], stored["layers.0.up.weight"])


def test_small_tensors_come_back_whole(models):
    _, second, _, loaded = models
    for name in ("layers.1.up.bias", "classes.weight"):
        assert np.array_equal(loaded[name], second[name])


def test_trained_matrices_come_back_but_for_a_fifth_of_what_was_trained(models):
    stored, second, difference, loaded = models
    name = "layers.1.up.weight"
    assert difference[name + ".t3"].nbytes * 5 == pytest.approx(second[name].size, rel=0.05)
    trained = np.square(second[name] - stored[name]).sum()
    assert 0 < np.square(loaded[name] - second[name]).sum() < 0.2 * trained
