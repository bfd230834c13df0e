"""Count how each article writes each entity: every known form, exactly as written, longest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reconcile.names.fold import fold
from reconcile.names.parts import is_title
from reconcile.names.resources import read_words

_GENITIVE = r"(?:(?<=[^sßxz])s|['’´]s?)?"
_BEFORE = r"(?<![\w-])"
_WORD_END = r"(?![\w]|-\w)"
_TITLES = re.compile(r"(?:[\w’'.-]+[ \u00a0]){1,4}$")
_SHOUT = re.compile(r"[!?](?=[“”\"»«’'])")

Counts = Counter[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Forms:
    """What to look for in one article: form to group number.

    `free` forms stand anywhere, `definite` ones only after a definite article (`die Brigade`), `roles` only where no
    name follows; groups in `compounds` may also be the first part of a compound (`SPD-Chef`).
    """

    free: Mapping[str, int]
    definite: Mapping[str, int]
    roles: Mapping[str, int]
    compounds: frozenset[int]


def form_pattern(forms: Iterable[str], before: str = _BEFORE, after: str = _GENITIVE + _WORD_END) -> re.Pattern[str] | None:
    """A pattern that finds any of the forms as whole words, the longest at each place; `None` without forms."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    if not ordered:
        return None
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered)
    return re.compile(f"{before}({either}){after}")


@cache
def _suffixed() -> str:
    """What may follow the name of an organisation: a genitive, or a hyphen and the rest of a compound."""
    kinds = "|".join(read_words("organisations.toml")["kinds"])
    return rf"(?P<kind>-(?:{kinds}))?(?:{_GENITIVE}(?!\w|-\w)|(?=-\w))"


def count_forms(text: str, forms: Forms) -> Counts:
    """How often `text` has each form; keys are (group, the words as written).

    A form with the titles directly before it counts once more as a form of its own (`Präsident To Lam`), as does an
    organisation with the noun for its kind (`Adler-Gruppe`).
    """
    counts: Counts = Counter()
    whole = {form: n for form, n in forms.free.items() if n not in forms.compounds}
    parts = {form: n for form, n in forms.free.items() if n in forms.compounds}
    taken = _count(text, whole, form_pattern(whole), counts, [])
    taken = _count(text, parts, form_pattern(parts, after=_suffixed()), counts, taken)
    taken = _count(text, forms.roles, form_pattern(forms.roles, after=r"s?(?!\w|-\w| [A-ZÄÖÜ])"), counts, taken)
    _count(text, forms.definite, form_pattern(forms.definite, r"(?<=\b(?i:der|die|das|den|dem|des|the) )"), counts, taken)
    return counts


def _count(
    text: str, owners: Mapping[str, int], pattern: re.Pattern[str] | None, counts: Counts, taken: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Add the matches outside `taken` to `counts`; the spans taken afterwards."""
    squeezed = {" ".join(form.split()): group for form, group in owners.items()}
    spans = list(taken)
    for match in pattern.finditer(text) if pattern else ():
        start, end = match.span(1)
        if any(start < b and a < end for a, b in taken):
            continue
        spans.append((start, end))
        written = " ".join(match.group(1).split())
        group = squeezed[written]
        if (shout := _SHOUT.match(text, end)) is not None:
            written += shout.group()
        if kind := match.groupdict().get("kind"):
            counts[group, written + kind] += 1
        counts[group, written] += 1
        for titled in titled_forms(text, start, end):
            counts[group, titled] += 1
    return spans


def titled_forms(text: str, start: int, end: int) -> list[str]:
    """The words of `text[start:end]` with one, two, … of the titles that stand directly before them."""
    before = _TITLES.search(text, max(0, start - 60), start)
    form = " ".join(text[start:end].split())
    found = []
    for word in reversed(before.group().split() if before else []):
        unglued = word if word.endswith(".") else word.rpartition(".")[2]
        if not unglued[:1].isupper() or not is_title(fold(unglued).strip(".")):
            break
        form = f"{unglued} {form}"
        found.append(form)
        if unglued != word:
            break
    return found
