"""The entailment model: probabilities, order independence, plain cases, equal scores through sentence-transformers."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from claims.errors import ModelError
from claims.weights import FloatArray
from reconcile.entail import GENERAL, LABELS, READINGS, EntailmentModel, load_entailment

MODELS = Path(__file__).parents[1] / "reconcile" / "models"

PAIRS = (
    ("Bei dem Unfall starben 63 Menschen.", "Bei dem Unfall kamen 63 Menschen ums Leben."),
    ("Der Minister trat am Montag zurück.", "Der Minister trat am Montag nicht zurück."),
    ("Das Parlament nahm das Gesetz am Freitag an.", "Das Parlament lehnte das Gesetz am Freitag ab."),
    ("The company made a profit of 3 million euros.", "The firm earned three million euros."),
    ("The minister resigned on Monday.", "The storm moved north during the night."),
    ("Wort " * 400, "Ein sehr langes Paar. " * 200),
)


@pytest.fixture(scope="module")
def model() -> EntailmentModel:
    return load_entailment(MODELS)


@pytest.fixture(scope="module")
def scores(model: EntailmentModel) -> FloatArray:
    return model.score(PAIRS)


def test_scores_are_probabilities(scores: FloatArray) -> None:
    assert scores.shape == (len(PAIRS), len(LABELS))
    assert scores.dtype == np.float32
    assert np.allclose(scores.sum(axis=1), 1.0, atol=1e-5)


def test_plain_cases(scores: FloatArray) -> None:
    """All but the third, which only the news model knows: accepted and rejected by separable verbs (the card says so)."""
    found = [LABELS[column] for column in scores.argmax(axis=1)]
    assert [found[place] for place in (0, 1, 3, 4)] == ["entailment", "contradiction", "entailment", "neutral"]


def test_order_company_and_repetition_do_not_matter(model: EntailmentModel, scores: FloatArray) -> None:
    assert np.allclose(model.score(PAIRS[::-1]), scores[::-1], atol=1e-5)
    assert np.allclose(model.score([PAIRS[1]] * 3), scores[[1, 1, 1]], atol=1e-5)


def test_readings_are_verdicts_and_then_classes(model: EntailmentModel) -> None:
    found = model.read(PAIRS)
    assert found.shape == (len(PAIRS), len(READINGS) + len(LABELS))
    assert np.allclose(found[:, : len(READINGS)].sum(axis=1), 1.0, atol=1e-5)
    assert np.allclose(found[:, len(READINGS) :].sum(axis=1), 1.0, atol=1e-5)


def test_the_general_model_is_another_one_and_loaded_when_asked() -> None:
    model = load_entailment(MODELS)
    readings = model.read(PAIRS[:5])
    assert "_general" not in vars(model)
    assert not np.allclose(model.score(PAIRS[:5]), readings[:, len(READINGS) :], atol=0.01)


def test_verdicts_of_plain_cases(model: EntailmentModel) -> None:
    found = [READINGS[column] for column in model.read(PAIRS[:5])[:, : len(READINGS)].argmax(axis=1)]
    assert found == ["agreeing", "conflicting", "conflicting", "agreeing", "unrelated"]


def test_no_pairs_give_no_scores(model: EntailmentModel) -> None:
    assert model.score([]).shape == (0, 3)
    assert model.read([]).shape == (0, 7)


def test_sentence_transformers_gives_equal_scores(scores: FloatArray) -> None:
    library = pytest.importorskip("sentence_transformers")
    other = library.CrossEncoder(str(MODELS / "entailment"), trust_remote_code=True, device="cpu")
    found = other.predict(list(PAIRS), apply_softmax=True, show_progress_bar=False)
    assert np.allclose(found, scores, atol=1e-4)


@pytest.mark.parametrize("changed", ["weights.safetensors", GENERAL])
def test_changed_weights_are_refused(tmp_path: Path, changed: str) -> None:
    for name in ("entailment", "vocabulary"):
        shutil.copytree(MODELS / name, tmp_path / name)
    with (tmp_path / "entailment" / changed).open("ab") as weights:
        weights.write(b"0")
    with pytest.raises(ModelError, match="changed"):
        load_entailment(tmp_path)


def test_missing_model_is_a_model_error(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "vocabulary", tmp_path / "vocabulary")
    with pytest.raises(ModelError, match="no model"):
        load_entailment(tmp_path)
