"""Link namings to one thing: inside an article by surname, short form and acronym; across articles by full names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reconcile.names.block import candidates, story_keys
from reconcile.names.clusters import Clusters
from reconcile.names.compare import compare_names
from reconcile.names.fold import joined
from reconcile.names.likeness import MERGE, Likeness
from reconcile.names.naming import Naming, family_first
from reconcile.names.parts import PersonName, is_role, parse_person
from reconcile.names.resources import words
from reconcile.names.spelling import compare_words, known_apart

SLIP = 0.72
"""From here two full names differ by one letter or two, and not as a man's and a woman's do."""

CLEARLY = 0.03
"""By how much a name must be more like one than like another that cannot be the same."""

SURNAME = 0.9
"""What a lone name part must reach to be taken for the same part of a full name."""


def is_full(naming: Naming) -> bool:
    """Whether a person is named with more than one part."""
    return naming.kind == "person" and len(parse_person(naming.clean).parts) > 1


def gender(naming: Naming) -> str:
    """`f` or `m` where a title tells, else an empty string."""
    titles = set(naming.titles)
    if titles & words("roles.toml", "female") or any(
        t.endswith(("ministerin", "sprecherin", "chefin")) for t in titles
    ):
        return "f"
    return "m" if titles & words("roles.toml", "male") else ""


def vouched_pairs(namings: Sequence[Naming]) -> frozenset[frozenset[str]]:
    """Full names that differ by a slip alone and whose bearers have a role in common (`Landrat`), by their forms.

    No article has both: two people of nearly one name who meet in an article are two.
    """
    full = [naming for naming in namings if is_full(naming)]
    articles: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, set[str]] = defaultdict(set)
    for naming in full:
        articles[naming.clean].add(naming.article_id)
        roles[naming.clean] |= {word for title in naming.titles for word in title.split() if is_role(word)}
    forms = sorted(articles)
    return frozenset(
        frozenset((forms[i], forms[j]))
        for i, j in candidates(forms, forms, story_keys)
        if i < j
        and not articles[forms[i]] & articles[forms[j]]
        and roles[forms[i]] & roles[forms[j]]
        and SLIP <= compare_names("person", forms[i], forms[j]).score < MERGE
    )


def must_part(left: Naming, right: Naming) -> bool:
    """Whether two namings can never be one entity: other full names, other kinds of thing, a man and a woman."""
    if {left.kind, right.kind} & {"person"} and left.kind != right.kind and "role" not in (left.kind, right.kind):
        return True
    if {gender(left), gender(right)} == {"f", "m"}:
        return True
    return is_full(left) and is_full(right) and compare_names("person", left.clean, right.clean).score < MERGE


def same_name(left: Naming, right: Naming) -> Likeness:
    """The likeness of two namings as names of one thing in different articles; 0 where a comparison makes no sense."""
    if "role" in (left.kind, right.kind):
        return Likeness(0.0, "")
    if left.kind == "person" or right.kind == "person":
        if not (is_full(left) and is_full(right)):
            return Likeness(0.0, "")
        found = compare_names("person", left.clean, right.clean)
        return found if found.shared > 1 else Likeness(0.0, "")
    kind = "place" if left.kind == right.kind == "place" else "organization"
    return compare_names(kind, left.clean, right.clean)


def link_equal(namings: Sequence[Naming], clusters: Clusters) -> None:
    """Join namings that are spelled alike, inside an article; across articles unless it is a lone name part."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, naming in enumerate(namings):
        alone = naming.kind in ("person", "role") and not is_full(naming)
        kind = naming.kind if naming.kind == "person" else ""
        where = (naming.article_id, joined(naming.full)) if alone else ()
        groups[kind, joined(naming.clean), *where].append(position)
    for found in groups.values():
        for position in found[1:]:
            clusters.join(found[0], position)


def link_names(namings: Sequence[Naming], clusters: Clusters, vouched: frozenset[frozenset[str]]) -> None:
    """Join full names, organisations and places whose likeness reaches `MERGE`, the most alike first; then the vouched."""
    forms = [naming.clean for naming in namings]
    found: list[tuple[float, int, int, str]] = []
    for i, j in candidates(forms, forms, story_keys):
        if i < j and clusters.find(i) != clusters.find(j):
            likeness = same_name(namings[i], namings[j])
            if frozenset((forms[i], forms[j])) in vouched:
                found.append((-likeness.score, i, j, f"{likeness.reason}, the same role"))
            elif likeness.score >= MERGE:
                found.append((-likeness.score, i, j, likeness.reason))
    rivals = _rivals(found)
    for score, i, j, reason in sorted(found):
        if not _between_two(i, j, -score, rivals, clusters):
            clusters.join(i, j, f"“{forms[i]}” and “{forms[j]}”: {reason}")


def _rivals(found: Sequence[tuple[float, int, int, str]]) -> dict[int, list[tuple[float, int]]]:
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for score, i, j, _ in found:
        near[i].append((-score, j))
        near[j].append((-score, i))
    return near


def _between_two(
    i: int, j: int, score: float, rivals: Mapping[int, list[tuple[float, int]]], clusters: Clusters
) -> bool:
    """Whether one of two names is as much like a third that the other must stay apart from (`George Bush`)."""
    for one, other in ((i, j), (j, i)):
        close = {clusters.find(k) for likeness, k in rivals[one] if likeness > score - CLEARLY}
        if any(not clusters.may_join(root, other) for root in close if root != clusters.find(other)):
            return True
    return False


def part_score(alone: PersonName, full: PersonName) -> float:
    """How well a name of few parts stands for a full one: 1 for its surname, less for its given name, 0 for neither."""
    if len(alone.parts) >= len(full.parts) or not full.parts:
        return 0.0
    if len(alone.parts) > 1:
        return 1.0 if alone.parts == full.parts[-len(alone.parts) :] else 0.0
    part = alone.parts[0]
    if _same_part(part, full.parts[-1]):
        return 1.0
    if _same_part(part, full.parts[0]):
        return 1.0 if family_first(full.parts) else 0.5
    return 0.0


def _same_part(part: str, other: str) -> bool:
    """Whether a lone part is the other, be it in the genitive or with a slip; known different surnames are not."""
    if part == other or (part.endswith("s") and part[:-1] == other):
        return True
    return len(part) > 3 and not known_apart(part, other) and compare_words(part, other).score >= SURNAME


def link_parts(namings: Sequence[Naming], clusters: Clusters, across: bool) -> None:
    """Join lone surnames (and given names, inside an article) with the one full name that they can stand for."""
    full = [i for i, naming in enumerate(namings) if is_full(naming)]
    for position, naming in enumerate(namings):
        if naming.kind != "person" or is_full(naming) or _linked(position, namings, clusters):
            continue
        near = [i for i in full if across or namings[i].article_id == naming.article_id]
        target = _only_target(position, namings, clusters, near, 1.0 if across else 0.5)
        if target is not None:
            where = "the only such name in the story" if across else "name part in the same article"
            clusters.join(target, position, f"“{naming.clean}” for “{namings[target].clean}”: {where}")


def _linked(position: int, namings: Sequence[Naming], clusters: Clusters) -> bool:
    return any(is_full(namings[i]) for i in clusters.members(position))


def _only_target(
    position: int, namings: Sequence[Naming], clusters: Clusters, near: Iterable[int], least: float
) -> int | None:
    """The full name among `near` that a lone part stands for, `None` if there is none or more than one."""
    naming = namings[position]
    alone = parse_person(naming.clean)
    scored = [(part_score(alone, parse_person(namings[i].clean)), i) for i in near if clusters.may_join(i, position)]
    best = max((score for score, _ in scored), default=0.0)
    if best < least:
        return None
    hits = [i for score, i in scored if score == best]
    told = [i for i in hits if naming.full and joined(namings[i].clean) == joined(naming.full)]
    roots = {clusters.find(i) for i in told or hits}
    return (told or hits)[0] if len(roots) == 1 else None


def link_roles(namings: Sequence[Naming], clusters: Clusters) -> None:
    """Join role nouns (`Kremlchef`) with the person whom the claim's context names, inside their article."""
    for position, naming in enumerate(namings):
        if naming.kind != "role" or not naming.full:
            continue
        for other, person in enumerate(namings):
            same = person.kind == "person" and person.article_id == naming.article_id
            if same and joined(person.clean) == joined(naming.full):
                clusters.join(other, position, f"“{naming.text}” for “{person.clean}” in the same article")
                break
