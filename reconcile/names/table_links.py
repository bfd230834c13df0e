"""Link namings that the alias table says are one thing, weak names only beside a full one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from claims.records import Article
from reconcile.aliases import Alias, AliasTable
from reconcile.names.clusters import Clusters
from reconcile.names.fold import joined
from reconcile.names.inflection import inflected, inflection_key
from reconcile.names.naming import Naming

Known = Mapping[int, Alias]
"""The alias that a naming (by position) was found in."""


def find_aliases(namings: Sequence[Naming], table: AliasTable, days: Mapping[str, date | None]) -> dict[int, Alias]:
    """The one alias of every naming that has one; a name of several aliases needs another name of one of them."""
    found = {i: _lookup(naming, table, days.get(naming.article_id)) for i, naming in enumerate(namings)}
    sure: dict[Alias, set[str]] = defaultdict(set)
    for i, aliases in found.items():
        if len(aliases) == 1:
            sure[aliases[0]].add(inflection_key(namings[i].clean))
    chosen: dict[int, Alias] = {}
    for i, aliases in found.items():
        backed = [alias for alias in aliases if sure.get(alias, set()) - {inflection_key(namings[i].clean)}]
        if len(aliases) == 1 or len(backed) == 1:
            chosen[i] = aliases[0] if len(aliases) == 1 else backed[0]
    return chosen | _weak(namings, chosen)


def scan_texts(articles: Iterable[Article], table: AliasTable, namings: Sequence[Naming]) -> tuple[Naming, ...]:
    """Namings that the mentions missed: organisations and places of the table that the mentions name elsewhere in the
    story, or of which the texts have two names or more."""
    seen = {inflection_key(naming.clean) for naming in namings}
    written = {(naming.article_id, naming.clean) for naming in namings}
    texts = tuple(articles)
    found = []
    for alias in table.aliases:
        if alias.kind not in ("organization", "place"):
            continue
        hits = [(a.id, name, form) for a in texts for name in alias.names for form in _stands_in(name, a.text, table)]
        if len({name for _, name, _ in hits}) > 1 or (hits and seen & {inflection_key(name) for name in alias.names}):
            missed = dict.fromkeys((article_id, form) for article_id, _, form in hits)
            found += [
                Naming(where, alias.kind, form, form, "", ()) for where, form in missed if (where, form) not in written
            ]
    return tuple(found)


def _stands_in(name: str, text: str, table: AliasTable) -> frozenset[str]:
    """The forms in which a text has a name of the table, none if the table has the name twice."""
    if max(name.split(), key=len)[:-2] not in text or len(table.find(name)) > 1:
        return frozenset()
    return frozenset(match.group(1) for match in inflected(name).finditer(text))


def _lookup(naming: Naming, table: AliasTable, day: date | None) -> tuple[Alias, ...]:
    found = table.find(naming.text, day) or table.find(naming.clean, day)
    if naming.kind == "role":
        return found
    return tuple(alias for alias in found if (alias.kind == "person") == (naming.kind == "person"))


def _weak(namings: Sequence[Naming], chosen: Known) -> dict[int, Alias]:
    """Aliases of weak names, each where exactly one alias with that weak name is named in full in the article; an
    office's phrase (`Kremlchef`) also where its holder is named in another article of the story."""
    in_article: dict[str, set[Alias]] = defaultdict(set)
    for i, alias in chosen.items():
        in_article[namings[i].article_id].add(alias)
    people = {alias for alias in chosen.values() if alias.kind == "person"}
    found = {}
    for i, naming in enumerate(namings):
        forms = {joined(naming.text), joined(naming.clean)}
        near = in_article[naming.article_id] | (people if naming.kind == "role" else set())
        here = [alias for alias in near if forms & _weak_keys(alias)]
        if i not in chosen and len(here) == 1:
            found[i] = here[0]
    return found


@lru_cache(maxsize=5_000)
def _weak_keys(alias: Alias) -> frozenset[str]:
    return frozenset(_bare(weak) for weak in alias.weak)


def weak_positions(namings: Sequence[Naming], table: AliasTable) -> frozenset[int]:
    """The namings of organisations whose form is a weak name of the table: alike spelling does not join them."""
    weak = {key for alias in table.aliases if alias.kind != "person" for key in _weak_keys(alias)}
    return frozenset(i for i, naming in enumerate(namings) if naming.kind != "person" and joined(naming.clean) in weak)


def _bare(weak: str) -> str:
    """A weak name, folded, without its article."""
    first, _, rest = weak.partition(" ")
    return joined(rest if first.lower() in ("die", "der", "das", "the", "den", "dem") and rest else weak)


def link_aliases(namings: Sequence[Naming], clusters: Clusters, known: Known) -> None:
    """Join namings of one alias."""
    first: dict[Alias, int] = {}
    for i, alias in known.items():
        start = first.setdefault(alias, i)
        if start != i and joined(namings[start].clean) != joined(namings[i].clean):
            clusters.join(start, i, f"“{namings[start].clean}” and “{namings[i].clean}”: alias table")
        else:
            clusters.join(start, i)
