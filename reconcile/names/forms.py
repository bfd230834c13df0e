"""Which forms to look for in an article, and which group of namings each belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reconcile.aliases import Alias
from reconcile.names.fold import fold, split_words
from reconcile.names.linking import is_full
from reconcile.names.naming import Naming
from reconcile.names.resources import read_words, words
from reconcile.names.variants import Forms

Groups = Sequence[tuple[int, ...]]
Owners = dict[str, set[int]]


def article_forms(article_id: str, namings: Sequence[Naming], groups: Groups, known: Mapping[int, Alias]) -> Forms:
    """What to look for in an article.

    Full names and names of organisations and places are looked for everywhere, role nouns and short forms only where
    the article's own mentions have the group, a lone surname elsewhere only if one person of the story has it. A form
    of two groups goes to the one that the article mentions, else to neither.
    """
    here, there, lone, roles, short = (_owners() for _ in range(5))
    for number, group in enumerate(groups):
        members = [namings[i] for i in group]
        own = any(naming.article_id == article_id for naming in members)
        specific = adjective_heads(members) if is_organisation(members) else set()
        _add(here if own else there, group_forms(members, own) | _alias_forms(group, known, own), number)
        if own:
            _add(roles, _weak_forms(group, known, "person") | _roles_here(article_id, members), number)
            _add(short, short_forms(members) if is_organisation(members) else set(), number)
        else:
            _add(short, specific, number)
            _add(
                lone, {form for n in members if is_full(n) for form in surname_forms(n.clean) if len(form) > 4}, number
            )
    free = _single(there) | _single(here)
    free = {form: n for form, n in free.items() if len(here.get(form, ())) < 2} | _written_here(
        article_id, namings, groups
    )
    alone = {form: n for form, n in _single(lone).items() if form not in free and form not in here}
    compounds = frozenset(n for n, group in enumerate(groups) if is_organisation([namings[i] for i in group]))
    return Forms(free, _single(short), _single(roles), alone, compounds)


def _roles_here(article_id: str, members: Sequence[Naming]) -> set[str]:
    return {naming.clean for naming in members if naming.kind == "role" and naming.article_id == article_id}


def _owners() -> Owners:
    return defaultdict(set)


def _add(owners: Owners, forms: set[str], number: int) -> None:
    for form in forms:
        owners[form].add(number)


def _single(owners: Owners) -> dict[str, int]:
    return {form: next(iter(numbers)) for form, numbers in owners.items() if len(numbers) == 1}


def is_organisation(members: Sequence[Naming]) -> bool:
    """Whether most namings of a group are of an organisation."""
    kinds = [naming.kind for naming in members]
    return max(set(kinds), key=lambda kind: (kinds.count(kind), kind)) == "organization"


def _written_here(article_id: str, namings: Sequence[Naming], groups: Groups) -> dict[str, int]:
    """The forms that the article's own mentions have, whatever other groups share them."""
    own: Owners = defaultdict(set)
    for number, group in enumerate(groups):
        clean = {namings[i].clean for i in group}
        for i in group:
            if namings[i].article_id == article_id and namings[i].kind != "role":
                own[base_form(namings[i].clean, clean)].add(number)
    return {form: min(numbers) for form, numbers in own.items()}


def group_forms(members: Sequence[Naming], mentioned: bool) -> set[str]:
    """The forms of one group; lone name parts and roles only if the article mentions it."""
    clean = {naming.clean for naming in members}
    named = [n for n in members if n.kind != "role"]
    forms = {base_form(n.clean, clean) for n in named if mentioned or is_full(n) or n.kind != "person"}
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


def short_forms(members: Sequence[Naming]) -> set[str]:
    """What may stand for an organisation after a definite article: the noun for its kind that its name ends with
    (`Brigade` of `Moorbrigade`), and the noun after an adjective."""
    nouns = {fold(noun): noun for noun in read_words("organisations.toml")["short"]}
    found = adjective_heads(members)
    for first, *rest in (naming.clean.split() for naming in members if naming.clean.split()):
        last = fold(rest[-1] if rest else first)
        found |= {noun for end, noun in nouns.items() if last.endswith(end) and (last != end or rest)}
    return found


def adjective_heads(members: Sequence[Naming]) -> set[str]:
    """The long noun of names of adjective and noun (`Volkskasse` of `Murtaler Volkskasse`), plain nouns left out."""
    plain = {fold(noun) for noun in read_words("organisations.toml")["kinds"]}
    found = set()
    for first, *rest in (naming.clean.split() for naming in members if naming.clean.split()):
        if len(rest) == 1 and len(rest[0]) > 5 and rest[0][0].isupper() and first.endswith(("er", "sche", "schen")):
            found.add(rest[0])
    return {noun for noun in found if fold(noun) not in plain}


def _alias_forms(group: Sequence[int], known: Mapping[int, Alias], mentioned: bool) -> set[str]:
    """The table's names for a group; weak ones only if the article mentions it otherwise."""
    strong = {name for i in group if i in known for name in known[i].names if len(name) > 2 or mentioned}
    return strong | (_weak_forms(group, known, "organization") if mentioned else set())


def _weak_forms(group: Sequence[int], known: Mapping[int, Alias], kind: str) -> set[str]:
    return {name for i in group if i in known and known[i].kind == kind for name in known[i].weak}
