"""Count how each article writes each entity: every known form, exactly as written, longest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
    name follows, `lone` surnames only where no article or the like stands before; groups in `compounds` may also be
    the first part of a compound (`SPD-Chef`).
    """

    free: Mapping[str, int]
    definite: Mapping[str, int]
    roles: Mapping[str, int]
    lone: Mapping[str, int]
    compounds: frozenset[int]


def form_pattern(
    forms: Iterable[str], before: str = _BEFORE, after: str = _GENITIVE + _WORD_END
) -> re.Pattern[str] | None:
    """A pattern that finds any of the forms as whole words, the longest at each place; `None` without forms."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    if not ordered:
        return None
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered)
    return re.compile(f"{before}({either}){after}")


@cache
def _undetermined() -> str:
    """No determiner and no given name directly before: `des Bauern`, `Karl Bauer` are not our Bauer."""
    before = "".join(rf"(?<!\b{word} )(?<!\b{word.title()} )" for word in read_words("names.toml")["determiners"])
    return rf"{before}(?<![A-ZÄÖÜ]\w )(?<![\w-])"


@cache
def _suffixed() -> str:
    """What may follow the name of an organisation: a genitive, or a hyphen and the rest of a compound."""
    kinds = "|".join(read_words("organisations.toml")["kinds"])
    return rf"(?P<kind>-(?:{kinds}))?(?:{_GENITIVE}(?!\w|-\w)|(?=-\w))"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where an article names the group `group`: `written` are its forms there, the plain one first.

    `start` and `end` are code points of the article's text; `named` tells a name from a role or a short form.
    """

    start: int
    end: int
    group: int
    written: tuple[str, ...]
    named: bool


def count_hits(hits: Iterable[Hit]) -> Counts:
    """How often each form is written; keys are (group, form)."""
    return Counter((hit.group, written) for hit in hits for written in hit.written)


def find_forms(text: str, forms: Forms) -> tuple[Hit, ...]:
    """The places of all forms in text order, longer ones before the shorter ones inside them.

    A form with the titles directly before it is also a form of its own (`Präsident To Lam`), as is an organisation with
    the noun for its kind (`Adler-Gruppe`).
    """
    whole = {form: n for form, n in forms.free.items() if n not in forms.compounds}
    parts = {form: n for form, n in forms.free.items() if n in forms.compounds}
    definite = r"(?:(?<=\b[DdTt]er )|(?<=\b[Dd]ie )|(?<=\b[Dd]as )|(?<=\b[Dd]e[nms] )|(?<=\b[Tt]he ))"
    found = [
        *_hits(text, whole, form_pattern(whole)),
        *_hits(text, parts, form_pattern(parts, after=_suffixed())),
        *_hits(text, forms.roles, form_pattern(forms.roles, after=r"s?(?!\w|-\w| [A-ZÄÖÜ])"), named=False),
        *_hits(text, forms.definite, form_pattern(forms.definite, definite), named=False),
        *_hits(text, forms.lone, form_pattern(forms.lone, before=_undetermined())),
    ]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.start))


def _hits(text: str, owners: Mapping[str, int], pattern: re.Pattern[str] | None, named: bool = True) -> Iterator[Hit]:
    squeezed = {" ".join(form.split()): group for form, group in owners.items()}
    for match in pattern.finditer(text) if pattern else ():
        group = squeezed[" ".join(match.group(1).split())]
        yield Hit(*match.span(1), group, tuple(_written(text, match)), named)


def _written(text: str, match: re.Match[str]) -> Iterator[str]:
    """The forms that one match counts for: as found, with the noun for its kind, with the titles before it."""
    start, end = match.span(1)
    written = " ".join(match.group(1).split())
    shout = _SHOUT.match(text, end)
    yield written + (shout.group() if shout else "")
    if kind := match.groupdict().get("kind"):
        yield written + kind
    yield from titled_forms(text, start, end)


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
