"""The model file: evaluated as trained, refused when it was made for other code."""

import json

import numpy as np
import pytest

from claims.errors import ModelError
from reconcile.judge.model import VERDICTS, load_logistic, load_model


def stump(feature=0, threshold=0.5, low=-1.0, high=1.0):
    return {
        "feature": [feature, 0, 0], "threshold": [threshold, 0, 0], "left": [1, -1, -1], "right": [2, -1, -1],
        "value": [0.0, low, high],
    }  # fmt: skip


def stored(**changes):
    flat = stump(low=0.0, high=0.0)
    return {
        "features": ["a", "b"], "classes": list(VERDICTS), "start": [0.0] * 3, "rate": 1.0, "temperature": 1.0,
        "stages": [[flat, flat, stump()]], **changes,
    }  # fmt: skip


def write(tmp_path, value):
    path = tmp_path / "model.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_trees_decide_and_chances_sum_to_one(tmp_path):
    model = load_model(write(tmp_path, stored()), ("a", "b"), VERDICTS)
    chances = model.probabilities(np.array([[0.0, 0.0], [1.0, 0.0]]))
    assert np.allclose(chances.sum(axis=1), 1.0)
    assert chances[1, 2] > 1 / 3 > chances[0, 2]


def test_a_higher_temperature_is_less_sure(tmp_path):
    rows = np.array([[1.0, 0.0]])
    sure = load_model(write(tmp_path, stored()), ("a", "b"), VERDICTS).probabilities(rows)
    unsure = load_model(write(tmp_path, stored(temperature=3.0)), ("a", "b"), VERDICTS).probabilities(rows)
    assert unsure.max() < sure.max()


def test_no_rows_give_no_rows(tmp_path):
    assert load_model(write(tmp_path, stored()), ("a", "b"), VERDICTS).probabilities(np.zeros((0, 2))).shape == (0, 3)


@pytest.mark.parametrize("features", [("a",), ("b", "a"), ("a", "c")])
def test_other_features_are_refused(tmp_path, features):
    with pytest.raises(ModelError, match="other features"):
        load_model(write(tmp_path, stored()), features, VERDICTS)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"features": ["a", "b"]}'])
def test_a_broken_file_is_a_model_error(tmp_path, content):
    path = tmp_path / "model.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError):
        load_model(path, ("a", "b"), VERDICTS)


def test_a_missing_file_is_a_model_error(tmp_path):
    with pytest.raises(ModelError):
        load_model(tmp_path / "none.json", ("a",), VERDICTS)


def test_two_classes_have_one_score(tmp_path):
    value = stored(classes=["no", "yes"], start=[0.0], stages=[[stump()]])
    chances = load_model(write(tmp_path, value), ("a", "b"), ("no", "yes")).probabilities(
        np.array([[0.0, 0.0], [1.0, 0.0]])
    )
    assert np.allclose(chances.sum(axis=1), 1.0)
    assert chances[0, 1] < 0.5 < chances[1, 1]


LINEAR = {"features": ["a", "b"], "mean": [1.0, 0.0], "scale": [2.0, 1.0], "weights": [1.0, -1.0], "bias": 0.5}


def test_a_logistic_regression_standardises_its_features(tmp_path):
    model = load_logistic(write(tmp_path, LINEAR), ("a", "b"))
    chances = model.probabilities(np.array([[1.0, 0.5], [3.0, 0.0], [1e9, 0.0]]))
    assert chances[:2] == pytest.approx([0.5, 1 / (1 + np.exp(-1.5))])
    assert chances[2] == pytest.approx(1.0)


@pytest.mark.parametrize("broken", [{"features": ["b", "a"]}, {"weights": [1.0]}, {"bias": "x"}])
def test_a_logistic_regression_for_other_code_is_refused(tmp_path, broken):
    with pytest.raises(ModelError):
        load_logistic(write(tmp_path, LINEAR | broken), ("a", "b"))
