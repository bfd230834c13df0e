"""Compare two names of organisations: legal forms off, weak words off, acronyms and numbers understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reconcile.names.align import align
from reconcile.names.fold import fold, joined, split_words
from reconcile.names.legal_forms import find_legal_form, without_legal_forms
from reconcile.names.likeness import DIFFERENT, Likeness
from reconcile.names.parts import strip_genitive
from reconcile.names.resources import read_words, words
from reconcile.names.spelling import compare_inflected

_DOTTED = re.compile(r"\b(?:\w\.){2,}|\b\w\.(?:\w\b)")
_GENITIVE = re.compile(r"([A-ZÄÖÜ][\w-]+) (?:der|des) ([A-ZÄÖÜ][\w-]{3,})")
_ROMAN = re.compile(r"[ivx]{2,}")
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=100_000)
def legal_form(text: str) -> str:
    """The canonical legal form that a name carries (`gmbh`), empty if it has none."""
    return find_legal_form(_closed(text))


def _closed(text: str) -> str:
    """Folded, with the full stops of `G.m.b.H.` and the apostrophe of a genitive closed up."""
    closed = _DOTTED.sub(lambda m: m.group().replace(".", ""), strip_genitive(text).replace("&", " and "))
    return fold(closed).replace("united states", "us")


@lru_cache(maxsize=100_000)
def core_words(text: str) -> tuple[str, ...]:
    """The words that carry an organisation's name, folded; all words if none carries anything."""
    every = split_words(_closed(text))
    bare = split_words(without_legal_forms(_closed(without_legal_forms(fold(text)))))
    same = read_words("organisations.toml")["same"]
    kept = [same.get(word, word) for word in bare if word not in words("organisations.toml", "weak")]
    return tuple(kept) or bare or every


@lru_cache(maxsize=200_000)
def compare_organisations(left: str, right: str) -> Likeness:
    """How alike two names of organisations are; `shared` counts matched words."""
    one, two = core_words(left), core_words(right)
    if not one or not two:
        return DIFFERENT
    if _numbers(left) != _numbers(right):
        return Likeness(0.5, "another number", 0)
    if "".join(one) == "".join(two) or joined(left) == joined(right):
        return _check_forms(left, right, Likeness(1.0, "same but for legal form, case and hyphens", len(one)))
    if compound_of(left) == compound_of(right):
        return Likeness(0.93, "compound and genitive", 1)
    if (short := acronym_of(left, right)) is not None:
        return short
    alignment = align(one, two, compare_inflected)
    left_only, right_only = [one[i] for i in alignment.left_only], [two[i] for i in alignment.right_only]
    if not alignment.matches or (left_only and right_only):
        return Likeness(0.4 if alignment.matches else 0.0, "different words", len(alignment.matches))
    if left_only or right_only:
        return Likeness(0.65, f"“{(left_only + right_only)[0]}” on one side only", len(alignment.matches))
    worst = min((match.likeness for match in alignment.matches), key=lambda found: found.score)
    return _check_forms(left, right, Likeness(worst.score, worst.reason, len(alignment.matches)))


@lru_cache(maxsize=50_000)
def compound_of(name: str) -> str:
    """`Rat der Gemeinde` as the compound that says the same, `gemeinderat`; other names folded and joined."""
    match = _GENITIVE.fullmatch(name.strip())
    if match is None:
        return joined(name).replace("s", "")
    return joined(match.group(2) + match.group(1)).replace("s", "")


def _numbers(text: str) -> frozenset[str]:
    """The numbers in a name, Roman ones included; number words count as their digits."""
    same = read_words("organisations.toml")["same"]
    found = (same.get(word, word) for word in split_words(text))
    return frozenset(word for word in found if _ROMAN.fullmatch(word) or _NUMBER.fullmatch(word))


def _check_forms(left: str, right: str, likeness: Likeness) -> Likeness:
    one, two = legal_form(left), legal_form(right)
    if one and two and one != two and likeness.score < 1.0 + 1e-9 and {one, two} <= _KNOWN_APART:
        return Likeness(min(likeness.score, 0.6), f"another legal form ({one}, {two})", likeness.shared)
    return likeness


_KNOWN_APART = frozenset({"ag", "gmbh", "kg", "ohg", "se", "ev", "eg", "ug", "kgaa"})


def initials_match(short: str, long: Sequence[str]) -> bool:
    """Whether the letters of `short` are the initials of `long`, letters from inside compounds included (`SVP`)."""
    position = 0
    for number, word in enumerate(long):
        if position >= len(short) or word[0] != short[position]:
            return False
        position += 1
        rest, left_over = word[1:], len(long) - number - 1
        while position < len(short) - left_over and short[position] in rest:
            following = long[number + 1][0] if left_over else ""
            if short[position] == following and len(short) - position == left_over:
                break
            rest = rest[rest.index(short[position]) + 1 :]
            position += 1
    return position == len(short)


def is_acronym(text: str) -> bool:
    """Whether `text` looks like an acronym: 2 to 6 letters, at least two of them capitals, no small word."""
    plain = text.replace(".", "").strip()
    return 2 <= len(plain) <= 6 and plain.isalpha() and sum(c.isupper() for c in plain) >= max(2, len(plain) - 1)


def acronym_of(left: str, right: str) -> Likeness | None:
    """The likeness of an acronym and its expansion, `None` if they are not that."""
    for short, long in ((left, right), (right, left)):
        spelled = [word for word in split_words(long) if word not in words("organisations.toml", "small")]
        kinds = {fold(kind) for kind in words("organisations.toml", "kinds")}
        letters = fold(short).replace(".", "")
        named = spelled[1:] if spelled and spelled[0] in kinds else spelled
        if not is_acronym(short) or len(named) < 2:
            continue
        if initials_match(letters, spelled) or initials_match(letters, named):
            score = 0.9 if len(short.replace(".", "")) >= 3 else 0.8
            return Likeness(score, "acronym and expansion", len(spelled))
    return None
