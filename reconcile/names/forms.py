"""Which forms to look for in an article, and which group of namings each belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reconcile.aliases import Alias
from reconcile.names.fold import split_words
from reconcile.names.linking import is_full
from reconcile.names.naming import Naming
from reconcile.names.resources import words


def article_forms(
    article_id: str, namings: Sequence[Naming], groups: Sequence[tuple[int, ...]], known: Mapping[int, Alias]
) -> dict[str, int]:
    """Form to group number: every form of the story that is safe to look for in this article.

    Full names and names of organisations and places are looked for everywhere, lone surnames and role nouns only where
    the article's own mentions have the group. A form of two groups goes to the one that the article mentions.
    """
    here: dict[str, set[int]] = defaultdict(set)
    there: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        own = [namings[i] for i in group if namings[i].article_id == article_id]
        for form in group_forms([namings[i] for i in group], bool(own)) | _alias_forms(group, known, bool(own)):
            (here if own else there)[form].add(number)
    found = {form: next(iter(numbers)) for form, numbers in here.items() if len(numbers) == 1}
    found |= {form: next(iter(numbers)) for form, numbers in there.items() if len(numbers) == 1 and form not in here}
    return found | _written_here(article_id, namings, groups)


def _written_here(article_id: str, namings: Sequence[Naming], groups: Sequence[tuple[int, ...]]) -> dict[str, int]:
    """The forms that the article's own mentions have, whatever other groups share them."""
    own: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        clean = {namings[i].clean for i in group}
        for i in group:
            if namings[i].article_id == article_id:
                own[base_form(namings[i].clean, clean)].add(number)
    return {form: min(numbers) for form, numbers in own.items()}


def group_forms(members: Sequence[Naming], mentioned: bool) -> set[str]:
    """The forms of one group; lone name parts and roles only if the article mentions it."""
    clean = {naming.clean for naming in members}
    forms = {base_form(n.clean, clean) for n in members if mentioned or is_full(n) or n.kind not in ("person", "role")}
    if mentioned:
        forms |= {surname for n in members if is_full(n) for surname in surname_forms(n.clean)}
    return forms


def base_form(form: str, known: set[str]) -> str:
    """`form` without its genitive ending where the group also has it without, or has it as the end of a longer name."""
    if form.endswith("s") and (form[:-1] in known or any(other.endswith(" " + form[:-1]) for other in known)):
        return form[:-1]
    return form


def surname_forms(full: str) -> set[str]:
    """The end of a full name as it may stand alone, its particles in both cases: `von der Leyen`, `Von der Leyen`."""
    pieces, particles = full.split(), words("names.toml", "particles")
    start = len(pieces) - 1
    while start > 1 and all(word in particles for word in split_words(pieces[start - 1])):
        start -= 1
    tail = " ".join(pieces[start:])
    if len(tail) < 3 or start == 0:
        return set()
    return {tail, tail[0].upper() + tail[1:]}


def _alias_forms(group: Sequence[int], known: Mapping[int, Alias], mentioned: bool) -> set[str]:
    """The table's names for a group; weak ones only if the article mentions it otherwise."""
    aliases = {known[i] for i in group if i in known}
    strong = {name for alias in aliases for name in alias.names if len(name) > 2 or mentioned}
    return strong | {name for alias in aliases for name in alias.weak if mentioned}
