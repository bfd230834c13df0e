"""Count how each article writes each entity: every known form, exactly as written, longest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from reconcile.names.fold import fold
from reconcile.names.parts import is_title

_AFTER = r"(?:(?<=[^sßxz])s|['’´]s?)?(?![\w]|-\w)"
_BEFORE = r"(?<![\w-])"
_TITLES = re.compile(r"(?:[\w’'.-]+[ \u00a0]){1,4}$")


def form_pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds any of the forms as whole words, the longest at each place; `None` without forms."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    if not ordered:
        return None
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered)
    return re.compile(f"{_BEFORE}({either}){_AFTER}")


def count_forms(text: str, owners: Mapping[str, int]) -> Counter[tuple[int, str]]:
    """How often `text` has each form of `owners` (form to group number): keys are (group, the words as written).

    A form with the titles directly before it counts once more as a form of its own (`Präsident To Lam`).
    """
    counts: Counter[tuple[int, str]] = Counter()
    pattern = form_pattern(owners)
    if pattern is None:
        return counts
    squeezed = {" ".join(form.split()): entity for form, entity in owners.items()}
    for match in pattern.finditer(text):
        written = " ".join(match.group(1).split())
        entity = squeezed[written]
        counts[entity, written] += 1
        for titled in titled_forms(text, *match.span(1)):
            counts[entity, titled] += 1
    return counts


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
