"""A whole review by command: run, fill in, import, run again."""

import csv
import io
import json
import re
import shlex
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from typer.main import get_command

from claims.identity import content_id
from reconcile.cli import app, main
from reconcile.review_steps import ReviewOptions, write_with_decisions
from reconcile.store import DecisionStore
from reports.columns import NAME_COLUMNS, PARTICIPANT_COLUMNS, REVIEW_COLUMNS
from reports.table import to_csv, unguard
from tests.story import story

RESULT = story()
TOLD: list[str] = []
"""What the run told its reader."""


@pytest.fixture
def out(tmp_path):
    write_with_decisions(RESULT, tmp_path / "out", "en", ReviewOptions(), TOLD.append)
    return tmp_path / "out"


def _call(monkeypatch, *words):
    monkeypatch.setattr("sys.argv", ["reconcile", *(str(word) for word in words)])
    with pytest.raises(SystemExit) as stop:
        main()
    return stop.value.code


def _rows(out):
    table = csv.DictReader(io.StringIO((out / "review.csv").read_bytes().decode("utf-8-sig"), newline=""))
    return [{name: unguard(cell) for name, cell in row.items()} for row in table]


def _fill(out, name="filled.csv", row=0, **filled):
    rows = _rows(out)
    rows[row] |= {"review_verdict": "complementary", "review_note": "geprüft", "reviewer": "Ruth"} | filled
    (out.parent / name).write_bytes(to_csv(rows, REVIEW_COLUMNS))
    return out.parent / name


def _moved(result):
    """The same story after the articles were edited: all ids are new."""
    changed = {}
    for claim in result.claims:
        changed[claim.id] = replace(claim, id=content_id("c", "edited", claim.id))
    findings = []
    for finding in result.findings:
        left, right = changed[finding.pair.left.id], changed[finding.pair.right.id]
        pair = replace(finding.pair, left=left, right=right)
        findings.append(replace(finding, id=content_id("f", left.id, right.id), pair=pair))
    return replace(result, claims=tuple(changed.values()), findings=tuple(findings))


def test_an_imported_decision_stands_in_the_next_run(monkeypatch, capsys, out):
    assert _call(monkeypatch, "review", "import", _fill(out), "--into", out) == 0
    assert "1 decisions imported" in capsys.readouterr().out
    write_with_decisions(RESULT, out, "en", ReviewOptions(), TOLD.append)
    assert _rows(out)[0]["review_verdict"] == "complementary"
    assert "✔ **complementary** (Ruth, " in (out / "report.md").read_text(encoding="utf-8")


def test_importing_twice_keeps_one_decision(monkeypatch, capsys, out):
    sheet = _fill(out)
    for _ in range(2):
        assert _call(monkeypatch, "review", "import", sheet, "--into", out) == 0
    assert "0 decisions imported" in capsys.readouterr().out
    assert len(DecisionStore(out / "decisions.sqlite").history()) == 1


def test_a_dry_run_keeps_nothing(monkeypatch, capsys, out):
    assert _call(monkeypatch, "review", "import", _fill(out), "--into", out, "--dry-run") == 0
    assert "1 decisions would be imported" in capsys.readouterr().out
    assert not (out / "decisions.sqlite").exists()


def test_one_bad_cell_keeps_everything_out_and_is_named(monkeypatch, capsys, out):
    good, bad = _fill(out), _fill(out, "bad.csv", row=1, review_verdict="hm")
    assert _call(monkeypatch, "review", "import", good, bad, "--into", out) == 2
    error = capsys.readouterr().err
    assert "bad.csv: row 3, column review_verdict: 'hm' is none of" in error
    assert "Traceback" not in error
    assert not (out / "decisions.sqlite").exists()


def test_a_folder_without_a_run_is_one_clear_line(monkeypatch, capsys, tmp_path):
    assert _call(monkeypatch, "review", "agreement", tmp_path) == 2
    assert "reconcile run INPUT --out" in capsys.readouterr().err


def test_agreement_prints_figures_for_readers_and_programs(monkeypatch, capsys, out):
    _call(monkeypatch, "review", "import", _fill(out), "--into", out)
    capsys.readouterr()
    assert _call(monkeypatch, "review", "agreement", out) == 0
    assert "conflicts confirmed among the first 3: 0 of 1 decided" in capsys.readouterr().out
    assert _call(monkeypatch, "review", "agreement", out, "--json") == 0
    assert json.loads(capsys.readouterr().out)["reviewers"] == ["Ruth"]


def test_a_sheet_filled_in_place_is_kept_by_the_next_run(capsys, out):
    _fill(out, "out/review.csv", reviewer="")
    write_with_decisions(RESULT, out, "en", ReviewOptions(), TOLD.append)
    assert "1 decisions taken from" in TOLD[-1]
    assert _rows(out)[0]["review_verdict"] == "complementary"
    write_with_decisions(RESULT, out, "en", ReviewOptions(), TOLD.append)
    assert len(DecisionStore(out / "decisions.sqlite").history()) == 1


def test_a_sheet_damaged_in_place_is_set_aside_not_overwritten(capsys, out):
    sheet = _fill(out, "out/review.csv", quote_a="Neuer Text")
    before = sheet.read_bytes()
    write_with_decisions(RESULT, out, "en", ReviewOptions(), TOLD.append)
    assert "row 2, column quote_a" in TOLD[-1]
    (aside,) = out.glob("review.kept*.csv")
    assert aside.read_bytes() == before


def test_decisions_follow_their_passages_to_an_edited_article(monkeypatch, out):
    _call(monkeypatch, "review", "import", _fill(out), "--into", out)
    edited = _moved(RESULT)
    for _ in range(2):
        write_with_decisions(edited, out, "en", ReviewOptions(), TOLD.append)
        assert _rows(out)[0]["review_verdict"] == "complementary"
        assert "carried over" in (out / "report.md").read_text(encoding="utf-8")
    assert len(DecisionStore(out / "decisions.sqlite").history()) == 1


def test_a_decision_without_a_finding_is_listed_and_kept(monkeypatch, capsys, out):
    _call(monkeypatch, "review", "import", _fill(out), "--into", out)
    write_with_decisions(replace(RESULT, findings=RESULT.findings[3:]), out, "en", ReviewOptions(), TOLD.append)
    assert "1 decisions fit no finding" in TOLD[-1]
    assert "## Decisions without a finding" in (out / "report.md").read_text(encoding="utf-8")
    write_with_decisions(RESULT, out, "en", ReviewOptions(), TOLD.append)
    assert _rows(out)[0]["review_verdict"] == "complementary"


def test_two_runs_write_the_same_bytes(monkeypatch, out):
    _call(monkeypatch, "review", "import", _fill(out), "--into", out)
    seen = []
    for _ in range(2):
        paths = write_with_decisions(RESULT, out, "de", ReviewOptions(xlsx=True, blind=True), TOLD.append)
        seen.append({path.name: path.read_bytes() for path in paths})
    assert seen[0] == seen[1]
    assert {"review.xlsx", "review-blind.csv", "review-blind.xlsx"} <= set(seen[0])


def test_exports_go_to_standard_output_or_a_file(monkeypatch, capfdbinary, out):
    _call(monkeypatch, "review", "import", _fill(out), "--into", out)
    capfdbinary.readouterr()
    assert _call(monkeypatch, "review", "export", out, "--format", "webannotation") == 0
    assert json.loads(capfdbinary.readouterr().out)["total"] == len(RESULT.findings)
    file = out.parent / "reviews.jsonld"
    assert _call(monkeypatch, "review", "export", out, "--format", "claimreview", "--out", file) == 0
    assert len(json.loads(file.read_bytes())["@graph"]) == 2


def test_a_taken_port_is_one_clear_line(monkeypatch, capsys, out):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert _call(monkeypatch, "review", "serve", out, "--port", taken.getsockname()[1]) == 2
    assert "port" in capsys.readouterr().err


def _described(command, words):
    """The options that the documentation may use behind these words, and the words that are left."""
    while words and hasattr(command, "commands") and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    return {name for parameter in command.params for name in parameter.opts}, words


def test_every_command_in_the_guide_exists_with_its_options():
    guide = (Path(__file__).parents[1] / "docs" / "review.md").read_text(encoding="utf-8")
    calls = re.findall(r"^    reconcile (\w.*?)(?:  #.*)?$", guide, re.M)
    assert len(calls) >= 7
    for call in calls:
        known, words = _described(get_command(app), shlex.split(call))
        assert {word for word in words if word.startswith("--")} <= known, call


def test_every_column_is_documented():
    page = (Path(__file__).parents[1] / "docs" / "outputs.md").read_text(encoding="utf-8")
    for column in (*REVIEW_COLUMNS, *NAME_COLUMNS, *PARTICIPANT_COLUMNS):
        base = re.sub("_[ab]$", "", column)
        assert f"`{column}`" in page or f"`{base}_*`" in page or f"`{base}_a`" in page, column
