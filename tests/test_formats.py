"""Decoding and the readers: every way in which a file can be bad is an InputError, never a crash."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import InputError
from claims.formats import MAX_BYTES, decode, read_html, read_json, read_jsonl

GERMAN = (
    "Die Bürgermeisterin eröffnete die Brücke über den Fluss. Später sprach sie über größere Pläne für den Übergang."
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "iso-8859-15"])
def test_german_text_survives_every_usual_encoding(encoding):
    assert decode(GERMAN.encode(encoding)) == GERMAN


def test_a_byte_order_mark_stays_so_that_offsets_count_it():
    raw = "\ufeffGrüße".encode()
    assert decode(raw) == raw.decode("utf-8")


@pytest.mark.parametrize("raw", [b"", b"  \n ", b"\x89PNG\r\n\x1a\n\x00\x00", b"x" * (MAX_BYTES + 1), b"\xff\xfe\x00"])
def test_unusable_bytes_are_an_input_error(raw):
    with pytest.raises(InputError):
        decode(raw)


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(raw):
    try:
        text = decode(raw)
    except InputError:
        return
    assert isinstance(text, str)
    assert text


def test_json_fields_are_found_under_their_usual_names():
    text = json.dumps(
        {"headline": "Titel", "articleBody": "Text.", "publisher": {"name": "Bote"}, "datePublished": "2024-05-01"}
    )
    (document,) = read_json(text)
    assert (document.title, document.text, document.source) == ("Titel", "Text.", "Bote")
    assert document.published == "2024-05-01"


def test_a_list_or_an_articles_key_holds_several():
    rows = [{"text": "Eins."}, {"text": "Zwei."}]
    assert [d.text for d in read_json(json.dumps(rows))] == ["Eins.", "Zwei."]
    assert [d.text for d in read_json(json.dumps({"articles": rows}))] == ["Eins.", "Zwei."]


@pytest.mark.parametrize("text", ["{", "[1]", '{"title": "no text"}', "[" * 100_000, '{"text": 1e999}', "1" * 5000])
def test_bad_json_is_an_input_error(text):
    with pytest.raises(InputError):
        read_json(text)


def test_a_bad_line_of_jsonl_is_named():
    with pytest.raises(InputError, match="line 2"):
        read_jsonl('{"text": "gut"}\n{schlecht}\n')


def test_html_gives_its_article_and_not_its_menu():
    body = "".join(f"<p>{GERMAN}</p>" for _ in range(4))
    page = (
        "<html><head><title>Brücke offen</title><meta property='og:site_name' content='Uferbote'></head><body>"
        f"<nav><a href='/'>Startseite</a></nav><article><h1>Brücke offen</h1>{body}</article></body></html>"
    )
    (document,) = read_html(page)
    assert GERMAN in document.text
    assert "Startseite" not in document.text
    assert document.source == "Uferbote"


def test_a_page_without_prose_is_an_input_error():
    with pytest.raises(InputError):
        read_html("<html><body></body></html>")
