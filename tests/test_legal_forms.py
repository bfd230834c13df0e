"""Legal forms come off with rigour's table and without it."""

import pytest

from reconcile.names import legal_forms


@pytest.fixture(params=["rigour", "own list"])
def table(request, monkeypatch):
    if request.param == "rigour":
        pytest.importorskip("rigour._core")
    else:
        monkeypatch.setattr(legal_forms, "_core", lambda: None)


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("name", "bare", "form"), [("weser hafen gmbh", "weser hafen", "gmbh"), ("alster plc", "alster", "plc")]
)
def test_legal_forms_are_found_and_taken_off(name, bare, form):
    assert legal_forms.without_legal_forms(name).strip() == bare
    assert legal_forms.find_legal_form(name) == form


@pytest.mark.usefixtures("table")
def test_a_name_without_one_stays():
    assert legal_forms.without_legal_forms("weser hafen") == "weser hafen"
    assert legal_forms.find_legal_form("magdeburg") == ""
