"""Find in the texts what the mentions missed: other spellings of the full names and places that the story has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claims.records import Article
from reconcile.names.compare import compare_names
from reconcile.names.fold import joined, split_words
from reconcile.names.likeness import MERGE
from reconcile.names.naming import Naming, clean_name
from reconcile.names.organisations import acronym_of
from reconcile.names.parts import is_title, parse_person
from reconcile.names.places import german_form, place_ids, place_names, split_direction
from reconcile.names.sound import skeletons

_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*")
_GAP = re.compile(r"[ \u00a0]")
_INTRODUCED = re.compile(r"((?:[\w-]+ ){2,9})\(([A-ZÄÖÜ][A-Za-zÄÖÜäöü]{1,6})\)")
LONGEST = 5
"""Words of the longest name that is looked for."""


def scan_spellings(articles: Iterable[Article], namings: Sequence[Naming]) -> tuple[Naming, ...]:
    """Namings of persons and places in other spellings, in articles whose mentions do not have them."""
    people, places = _people(namings), _places(namings)
    written = {(naming.article_id, joined(naming.clean)) for naming in namings}
    found: dict[tuple[str, str], Naming] = {}
    for article in articles:
        for form in _windows(article.text):
            kind = "person" if " " in form and _is_person(form, people) else "place" if _is_place(form, places) else ""
            if kind and (article.id, joined(form)) not in written:
                clean = clean_name(kind, form)
                found.setdefault((article.id, clean), Naming(article.id, kind, form, clean, "", ()))
    return tuple(found.values())


def scan_acronyms(articles: Iterable[Article]) -> tuple[Naming, ...]:
    """Namings of organisations and their acronyms that a text introduces itself: `Bund Deutscher Imker (BDI)`."""
    found = []
    for article in articles:
        for match in _INTRODUCED.finditer(article.text):
            pieces = match.group(1).split()
            for first in range(len(pieces) - 1):
                long = clean_name("organization", " ".join(pieces[first:]))
                if pieces[first][0].isupper() and acronym_of(match.group(2), long) is not None:
                    pair = (long, match.group(2))
                    found += [Naming(article.id, "organization", form, form, "", ()) for form in pair]
                    break
    return tuple(found)


def _people(namings: Sequence[Naming]) -> Mapping[str, tuple[str, ...]]:
    """Full names by the consonants of each of their parts."""
    index: dict[str, set[str]] = defaultdict(set)
    for naming in namings:
        parts = parse_person(naming.clean).parts
        if naming.kind == "person" and len(parts) > 1:
            for part in parts:
                for key in skeletons(part):
                    index[key].add(naming.clean)
    return {key: tuple(sorted(names)) for key, names in index.items()}


def _places(namings: Sequence[Naming]) -> frozenset[str]:
    """All names of the story's places, folded, with their direction; German forms of those that no table has."""
    return frozenset(key for n in namings if _names_place(n) for key in _keys_of(n.clean))


def _names_place(naming: Naming) -> bool:
    """Whether a naming is of a place, or of a country taken for something else."""
    if naming.kind in ("person", "role", "place"):
        return naming.kind == "place"
    return any(place.startswith("country:") for place in place_ids(naming.clean))


def _keys_of(name: str) -> Iterator[str]:
    side, rest = split_direction(name)
    ids = place_ids(rest)
    yield from (f"{side}@{other}" for place in ids for other in place_names(place))
    if not ids and len(name) > 5:
        yield f"{side}={german_form(rest)}"


def _windows(text: str) -> Iterator[str]:
    """Runs of one to five words that begin and end with a capital (`al-Nasser` too), particles allowed inside; each form once."""
    words = list(_WORD.finditer(text))
    seen: set[str] = set()
    for first, start in enumerate(words):
        if not start.group()[0].isupper() or is_title(start.group().lower()):
            continue
        for last in range(first, min(first + LONGEST, len(words))):
            if last > first and not _GAP.fullmatch(text, words[last - 1].end(), words[last].start()):
                break
            form = text[start.start() : words[last].end()]
            if not words[last].group().islower() and form not in seen:
                seen.add(form)
                yield form


def _is_person(form: str, people: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a form is a full name of the story in another spelling, every part of it."""
    parts = parse_person(form).parts
    shared = [{name for key in skeletons(part) for name in people.get(key, ())} for part in parts]
    if len(parts) < 2 or sum(bool(names) for names in shared) < 2:
        return False
    near = set.intersection(*(names for names in shared if names)) if any(shared) else set()
    return any(
        len(parse_person(name).parts) == len(parts) and compare_names("person", form, name).score >= MERGE
        for name in sorted(near)
    )


def _is_place(form: str, places: frozenset[str]) -> bool:
    if len(split_words(form)) > 2 or len(form) < 4:
        return False
    side, rest = split_direction(form)
    return f"{side}@{joined(rest)}" in places or (len(form) > 5 and f"{side}={german_form(rest)}" in places)
