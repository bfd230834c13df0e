"""Files to articles. The only module of this package that touches the file system."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from claims.errors import InputError
from claims.formats import MAX_BYTES, READERS, Document, decode, parse_json, read_text
from claims.header import read_header
from claims.identity import content_id
from claims.records import Article, Skipped

NOT_ARTICLES = frozenset({"meta.json", "gold.json"})
OWN_OUTPUT = frozenset({"report.md", "report.html", "reconciliation.json"})
SIDECARS = frozenset({".csv", ".xlsx", ".toml", ".yml", ".yaml", ".sqlite"})
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one input: a title for the story, its articles, and what was left out."""

    story: str
    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]


def read_inputs(inputs: Sequence[str]) -> Reading:
    """Read a folder, several files or standard input (`-`).

    Raises InputError when a path does not exist or nothing in it is an article. A bad file becomes `Skipped`.
    """
    files = tuple(sorted(_list_files(inputs)))  # so that the order in which files are named cannot matter
    articles: list[Article] = []
    skipped: list[Skipped] = []
    seen: dict[str, str] = {}
    for file, root in files:
        name = file if file == STDIN else Path(file).relative_to(root).as_posix()
        try:
            found = _read_file(file, name)
        except InputError as error:
            skipped.append(Skipped(name, str(error)))
            continue
        for article in found:
            twin = seen.setdefault(content_id("t", article.text.strip()), article.path)
            if twin != article.path:
                skipped.append(Skipped(article.path, f"same text as {twin}"))
            else:
                articles.append(article)
    if not files:
        raise InputError(f"no article files in {', '.join(inputs)} (read: {', '.join(sorted(READERS))})")
    in_order = tuple(sorted(articles, key=lambda article: (article.path, article.id)))
    return Reading(_story_name(inputs), in_order, tuple(skipped))


def _story_name(inputs: Sequence[str]) -> str:
    if len(inputs) == 1 and inputs[0] != STDIN:
        path = Path(inputs[0]).resolve()
        return path.name if path.is_dir() else path.stem
    return "articles"


def _list_files(inputs: Sequence[str]) -> Iterable[tuple[str, Path]]:
    for given in inputs:
        path = Path(given)
        if given == STDIN:
            yield STDIN, Path()
        elif path.is_dir():
            yield from ((str(file), path) for file in sorted(path.rglob("*")) if _is_candidate(file, path))
        elif path.is_file():
            yield str(path), path.parent
        else:
            raise InputError(f"no such file or folder: {given}")


def _is_candidate(file: Path, root: Path) -> bool:
    """Whether a file of the folder may be an article: not hidden, no sidecar, no output of an earlier run, no link out."""
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    if hidden or not file.is_file() or not file.resolve().is_relative_to(root.resolve()):
        return False
    if file.name in NOT_ARTICLES or file.suffix.lower() in SIDECARS:
        return False
    return not (file.name in OWN_OUTPUT and (file.parent / "reconciliation.json").is_file())


def _read_file(file: str, name: str) -> tuple[Article, ...]:
    if file == STDIN:
        documents = read_text(decode(sys.stdin.buffer.read(MAX_BYTES + 1)))
        return tuple(_to_article(document, "stdin", {}) for document in documents)
    path = Path(file)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"unknown file type {path.suffix or '(none)'} (read: {', '.join(sorted(READERS))})")
    try:
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error
    documents = reader(decode(raw))
    meta = _meta_for(path)
    several = len(documents) > 1
    return tuple(_to_article(d, f"{name}#{d.part}" if several else name, meta) for d in documents)


def _meta_for(path: Path) -> dict[str, str]:
    """What `meta.json` beside the file says of it: `sources` and `languages` by file stem or name."""
    folder = _read_meta(path.parent)
    found: dict[str, str] = {}
    for key in (path.stem, path.name):
        entry = _mapping(folder.get("sources")).get(key)
        if isinstance(entry, str):
            found["source"] = entry
        for field, value in _mapping(entry).items():
            if isinstance(value, str):
                found["source" if field == "name" else field] = value
        language = _mapping(folder.get("languages")).get(key)
        if isinstance(language, str):
            found["language"] = language
    return found


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


@cache
def _read_meta(folder: Path) -> dict[str, Any]:
    path = folder / "meta.json"
    if not path.is_file():
        return {}
    try:
        return _mapping(parse_json(decode(path.read_bytes())))
    except (InputError, OSError) as error:
        raise InputError(f"meta.json: {error}") from error


def _to_article(document: Document, name: str, meta: dict[str, str]) -> Article:
    header = read_header(document.text)
    source = meta.get("source") or document.source or Path(name.split("#")[0]).stem
    given = meta.get("published") or document.published
    published = parse_time(given) or header.published
    language = meta.get("language") or document.language or identify_language(document.text)
    article = Article(
        id="",
        source=source.strip(),
        title=(meta.get("title") or document.title or header.title).strip(),
        text=document.text,
        body=header.body,
        published=published,
        url=meta.get("url") or document.url,
        language=language.lower()[:2],
        path=name,
    )
    return replace(article, id=content_id("a", article.source, article.text))


def parse_time(value: str) -> datetime | None:
    """An ISO 8601 date or time, or None; a date alone is midnight, a missing zone stays missing."""
    try:
        return datetime.fromisoformat(value.strip().replace("Z", "+00:00")) if value.strip() else None
    except ValueError:
        return None


def identify_language(text: str) -> str:
    """ISO 639-1 code by py3langid (Lui & Baldwin 2012), offline."""
    import py3langid

    code, _ = py3langid.classify(text[:5000])
    return str(code)
