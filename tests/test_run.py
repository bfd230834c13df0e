"""The main job, end to end on the examples, as a user runs it."""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
CONTRACT = ("report.md", "review.csv", "names.csv", "participants.csv", "reconciliation.json")


def reconcile(*arguments, **options):
    command = [sys.executable, "-m", "reconcile.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, **options)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    done = reconcile("run", EXAMPLES, "--out", folder)
    assert done.returncode == 0, done.stderr
    assert "report:" in done.stdout
    return folder


def test_the_files_of_the_contract_are_written(out):
    assert all((out / name).stat().st_size > 0 for name in CONTRACT)


def test_every_offset_leads_to_its_quote(out):
    texts = {path.name: path.read_bytes().decode("utf-8") for path in EXAMPLES.glob("*.txt")}
    rows = rows_of(out / "review.csv")
    assert rows
    for row in rows:
        for side in "ab":
            quote = row[f"quote_{side}"].removeprefix("'")
            assert texts[row[f"article_{side}"]][int(row[f"start_{side}"]) : int(row[f"end_{side}"])] == quote
        assert row["source_a"] != row["source_b"]
        assert row["rule"]
        assert row["explanation"]
        assert row["verdict"] in ("agreeing", "complementary", "conflicting")


def test_the_same_input_in_another_order_gives_the_same_bytes(out, tmp_path):
    files = sorted(EXAMPLES.glob("*.txt"), reverse=True)
    assert reconcile("run", *files, "--out", tmp_path, "--quiet").returncode == 0
    assert rows_of(tmp_path / "names.csv") == rows_of(out / "names.csv")
    one, two = ([{**row, "story": ""} for row in rows_of(folder / "review.csv")] for folder in (out, tmp_path))
    assert one == two


def test_two_runs_give_the_same_bytes(out, tmp_path):
    assert reconcile("run", EXAMPLES, "--out", tmp_path, "--quiet").returncode == 0
    for name in CONTRACT:
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_spellings_of_one_person_share_an_entity(out):
    entities = {row["variant"]: row["entity_id"] for row in rows_of(out / "names.csv")}
    assert entities["Jerlan Seitqali"] == entities["Jerlan Seitkali"]
    assert entities["Nino Tschcheidse"] == entities["Nino Chkheidze"]


def test_a_plan_to_meet_and_the_meeting_do_not_conflict(out):
    for row in rows_of(out / "review.csv"):
        if "soll bei seinem zweitägigen Aufenthalt" in row["quote_a"] + row["quote_b"]:
            assert row["verdict"] != "conflicting"


def test_the_quotation_in_two_mouths_is_found(out):
    found = [
        row for row in rows_of(out / "review.csv") if row["verdict"] == "conflicting" and row["kind"] == "attribution"
    ]
    assert any("muss sich eines leihen" in row["quote_a"] for row in found)


def test_json_on_standard_output_is_the_file(out, tmp_path):
    done = reconcile("run", EXAMPLES, "--out", tmp_path, "--json")
    assert json.loads(done.stdout) == json.loads((out / "reconciliation.json").read_text(encoding="utf-8"))


def test_fail_on_conflicting_ends_with_three(tmp_path):
    assert reconcile("run", EXAMPLES, "--out", tmp_path, "--quiet", "--fail-on", "conflicting").returncode == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "examples", "--out", "{tmp}", "--bogus"], "bogus"),
        (["run", "no-such-folder", "--out", "{tmp}"], "no such file"),
        (["run", "examples/a.txt", "--out", "{tmp}"], "only one source"),
        (["run", "examples", "--out", "examples/a.txt"], "cannot write"),
        (["run", "examples", "--out", "{tmp}", "--config", "nope.toml"], "nope.toml"),
        (["run", "examples", "--out", "{tmp}", "--aliases", "nope.csv"], "nope.csv"),
        (["run", "examples", "--out", "{tmp}", "--parser", "spacy:de_none"], "de_none"),
        (["compare", "nope.csv", "--out", "{tmp}/x.csv"], "nope.csv"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_use_is_one_clear_line_and_exit_code_two(tmp_path, arguments, said):
    done = reconcile(*[part.format(tmp=tmp_path) for part in arguments])
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert said in done.stderr


def test_a_bad_file_stands_in_the_report_with_its_reason(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes((EXAMPLES / name).read_bytes())
    (folder / "c.txt").write_bytes(b"\x89PNG\x00\x00")
    (folder / "d.txt").write_text("Bilder: Fotostrecke", encoding="utf-8")
    assert reconcile("run", folder, "--out", tmp_path / "out", "--quiet").returncode == 0
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "c.txt" in report
    assert "binary" in report
    assert "d.txt" in report


def test_compare_judges_given_pairs_in_their_order(tmp_path):
    table = tmp_path / "pairs.csv"
    table.write_text(
        "claim_a;claim_b;speaker_a;speaker_b\n"
        "Der Rat hat den Antrag angenommen.;Der Rat hat den Antrag abgelehnt.;;\n"
        "Es kamen 8000 Menschen.;Es kamen 15000 Menschen.;Polizei;Veranstalter\n",
        encoding="utf-8",
    )
    assert reconcile("compare", table, "--out", tmp_path / "out.csv").returncode == 0
    rows = rows_of(tmp_path / "out.csv")
    assert [row["claim_a"] for row in rows] == ["Der Rat hat den Antrag angenommen.", "Es kamen 8000 Menschen."]
    assert rows[1]["verdict"] == "complementary"
    assert rows[1]["kind"] == "different_speaker"


def test_compare_names_the_row_without_a_claim(tmp_path):
    table = tmp_path / "pairs.csv"
    table.write_text("claim_a,claim_b\nEs regnet.,\n", encoding="utf-8")
    done = reconcile("compare", table, "--out", tmp_path / "out.csv")
    assert done.returncode == 2
    assert "row 1" in done.stderr


def test_claims_prints_json_lines_with_exact_spans():
    done = reconcile("claims", EXAMPLES / "a.txt", "--json")
    text = (EXAMPLES / "a.txt").read_bytes().decode("utf-8")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) > 10
    assert all(text[line["start"] : line["end"]] == line["quote"] for line in lines)


def test_help_and_version_are_quick_and_import_nothing_heavy():
    begin = time.perf_counter()
    assert reconcile("--version").stdout.startswith("reconcile ")
    assert (
        time.perf_counter() - begin < 5
    )  # the half second is measured in bench/speed.py; this only catches a heavy import
    heavy = "import sys, reconcile.cli; print([m for m in ('torch', 'pandas', 'onnxruntime') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_library_gives_the_same_findings(out):
    from reconcile import run

    result = run(str(EXAMPLES))
    assert [finding.id for finding in result.findings] == [row["finding_id"] for row in rows_of(out / "review.csv")]
