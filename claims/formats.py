"""Decode one file into documents: a reader a suffix, each `(text, path) -> tuple[Document, ...]`.

Offsets of a document refer to the decoded file. For JSON, HTML and Markdown the prose is not the file's text itself;
there `text` is the extracted prose and offsets refer to it (the report says so, docs/inputs.md lists the fields).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims.errors import InputError

MAX_BYTES = 10_000_000
"""A larger file is no article; trafilatura took 46 s and 1.8 GB on a 30 MB page (measured 2026-11)."""


@dataclass(frozen=True, slots=True)
class Document:
    """The prose of one article with what its file says about it; empty strings where it says nothing."""

    text: str
    title: str = ""
    source: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    part: str = ""


Reader = Callable[[str], tuple[Document, ...]]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "maintext", "articleBody", "body_text"),
    "title": ("title", "headline", "name"),
    "source": ("source", "outlet", "publisher", "sitename", "source_name", "provider"),
    "published": ("published", "date", "published_at", "datePublished", "date_publish", "versioncreated", "pubdate"),
    "url": ("url", "link", "uri", "canonical"),
    "language": ("language", "lang", "inLanguage"),
}
"""Accepted names of the documented JSON fields, the first present wins."""


def decode(raw: bytes) -> str:
    """Decode a file's bytes: UTF-8 first, else what charset-normalizer finds.

    Raises InputError for empty, oversized and binary files.
    """
    if len(raw) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 1_000_000} MB")
    if not raw.strip():
        raise InputError("empty file")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_utf16(raw)
    if b"\x00" in raw[:4096]:
        raise InputError("binary file")
    try:
        return raw.decode("utf-8")  # a byte order mark stays in the text: offsets count it, as a plain reader does
    except UnicodeDecodeError:
        return _detect(raw)


def _decode_utf16(raw: bytes) -> str:
    try:
        text = raw.decode("utf-16")
    except UnicodeDecodeError as error:
        raise InputError("starts like UTF-16 but is not") from error
    if not text.strip():
        raise InputError("empty file")
    return text


def _detect(raw: bytes) -> str:
    western = _decode_western(raw)
    if western is not None:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is None:
        raise InputError("unknown encoding or binary file")
    text = str(best)
    control = sum(char < " " and char not in "\t\r\n\f" for char in text)
    if control > len(text) / 100:
        raise InputError("binary file")
    return text


def _decode_western(raw: bytes) -> str | None:
    """Windows-1252 where that gives mostly plain letters: short files are too little for statistics to tell."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = [char for char in text if char.isalpha()]
    accented = sum(ord(char) > 127 for char in letters)
    control = any(char < " " and char not in "\t\r\n\f" for char in text)
    return None if control or accented * 5 > len(letters) else text


def read_text(text: str) -> tuple[Document, ...]:
    """Plain text and Markdown: the file is the article, untouched."""
    return (Document(text),)


def read_html(text: str) -> tuple[Document, ...]:
    """A web page: main text and metadata by trafilatura, nothing fetched."""
    import trafilatura

    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, include_tables=False)
    if found is None or not found.text:
        raise InputError("no article text found in the page")
    return (
        Document(
            text=found.text,
            title=found.title or "",
            source=found.sitename or "",
            published=found.date or "",
            url=found.url or "",
            language=found.language or "",
        ),
    )


def read_json(text: str) -> tuple[Document, ...]:
    """One object, a list of objects, or an object with an `articles` list."""
    value = parse_json(text)
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    rows = value if isinstance(value, list) else [value]
    return tuple(_from_fields(row, str(number)) for number, row in enumerate(rows, 1))


def read_jsonl(text: str) -> tuple[Document, ...]:
    """One object a line; blank lines are passed over."""
    return tuple(_jsonl_rows(text))


def _jsonl_rows(text: str) -> Iterator[Document]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _from_fields(parse_json(line), str(number))
            except InputError as error:
                raise InputError(f"line {number}: {error}") from error


def parse_json(text: str) -> Any:
    """Parse JSON; every way in which it can be bad, nesting and huge numbers included, is an InputError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON ({error})") from error


def _from_fields(row: Any, part: str) -> Document:
    if not isinstance(row, dict):
        raise InputError(f"entry {part} is no object")
    found = {field: _first(row, names) for field, names in FIELDS.items()}
    if not found["text"].strip():
        raise InputError(f"entry {part} has no text (fields: {', '.join(FIELDS['text'])})")
    return Document(**found, part=part)


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value
    return ""


READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".text": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
}
"""The plug-in point: a suffix to its reader."""
