"""Reading inputs: what is an article, where its source and date come from, and what is left out with a reason."""

import json

import pytest

from claims.errors import InputError
from claims.read import read_inputs

TEXT = "Die Feuerwehr rettete am Montag drei Menschen aus einem brennenden Haus in Bremen. Verletzt wurde niemand."


def write(folder, name, text=TEXT):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_in_order_and_its_sidecars_are_not_articles(tmp_path):
    write(tmp_path, "b.txt", TEXT + " B.")
    write(tmp_path, "a.md", TEXT)
    write(tmp_path, "gold.json", "{}")
    write(
        tmp_path,
        "meta.json",
        json.dumps({"sources": {"a": {"name": "Weserbote", "published": "2024-03-04T10:00:00+01:00"}}}),
    )
    reading = read_inputs([str(tmp_path)])
    assert [a.path for a in reading.articles] == ["a.md", "b.txt"]
    assert reading.articles[0].source == "Weserbote"
    assert reading.articles[0].published.isoformat() == "2024-03-04T10:00:00+01:00"
    assert reading.articles[1].source == "b"
    assert reading.articles[0].language == "de"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.txt", b"\x89PNG\x00\x00\x01", "binary"),
        ("paper.pdf", b"%PDF-1.4", "unknown file type"),
        ("bad.json", b"{", "not valid JSON"),
    ],
)
def test_a_bad_file_is_left_out_with_its_reason(tmp_path, name, content, reason):
    write(tmp_path, "a.txt")
    (tmp_path / name).write_bytes(content)
    reading = read_inputs([str(tmp_path)])
    assert [a.path for a in reading.articles] == ["a.txt"]
    assert [s.what for s in reading.skipped] == [name]
    assert reason in reading.skipped[0].reason


def test_the_same_text_twice_counts_once(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")
    reading = read_inputs([str(tmp_path)])
    assert len(reading.articles) == 1
    assert "same text as a.txt" in reading.skipped[0].reason


def test_ids_depend_on_content_and_not_on_place(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    write(one, "a.txt")
    write(two, "a.txt")
    assert read_inputs([str(one)]).articles[0].id == read_inputs([str(two / "a.txt")]).articles[0].id


def test_the_report_of_an_earlier_run_is_no_article(tmp_path):
    write(tmp_path, "a.txt")
    for name in ("report.md", "reconciliation.json", "review.csv"):
        write(tmp_path, name, "old " + TEXT)
    reading = read_inputs([str(tmp_path)])
    assert [a.path for a in reading.articles] == ["a.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside, folder = tmp_path / "secret.txt", tmp_path / "in"
    folder.mkdir()
    write(tmp_path, "secret.txt")
    write(folder, "a.txt", TEXT + " A.")
    (folder / "link.txt").symlink_to(outside)
    assert [a.path for a in read_inputs([str(folder)]).articles] == ["a.txt"]


@pytest.mark.parametrize("given", [["no/such/place"], ["{empty}"]])
def test_nothing_to_read_is_one_clear_error(tmp_path, given):
    with pytest.raises(InputError):
        read_inputs([part.format(empty=tmp_path) for part in given])


def test_several_articles_of_one_json_file_have_own_paths(tmp_path):
    rows = [{"text": TEXT, "source": "A"}, {"text": TEXT + " Mehr.", "source": "B"}]
    write(tmp_path, "all.json", json.dumps(rows))
    reading = read_inputs([str(tmp_path)])
    assert [(a.path, a.source) for a in reading.articles] == [("all.json#1", "A"), ("all.json#2", "B")]
