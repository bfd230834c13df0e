"""Link names of places and organisations that are shorter or foreign forms of each other."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.names.clusters import Clusters
from reconcile.names.compare import compare_names
from reconcile.names.fold import joined, split_words
from reconcile.names.naming import Naming
from reconcile.names.organisations import is_acronym
from reconcile.names.places import place_ids, split_direction
from reconcile.names.resources import words


def link_places(namings: Sequence[Naming], clusters: Clusters) -> None:
    """Join the names that the table of places has for one place."""
    bearer: dict[str, int] = {}
    for position, naming in enumerate(namings):
        if naming.kind == "place":
            for place in sorted(place_ids(naming.clean)):
                first = bearer.setdefault(place, position)
                if joined(namings[first].clean) != joined(naming.clean):
                    clusters.join(first, position, f"“{namings[first].clean}” and “{naming.clean}”: names of one place")


def link_longer_places(namings: Sequence[Naming], clusters: Clusters) -> None:
    """Join a place that no table has with the one longer name that ends with it (`Torridon`, `Upper Torridon` stay apart)."""
    unknown = [i for i, n in enumerate(namings) if n.kind == "place" and not place_ids(n.clean)]
    for position in unknown:
        short = split_words(namings[position].clean)
        longer = [i for i in unknown if _extends(split_words(namings[i].clean), short)]
        if len({clusters.find(i) for i in longer}) == 1:
            clusters.join(longer[0], position, f"“{namings[position].clean}” short for “{namings[longer[0]].clean}”")


def _extends(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    extra = long[: -len(short)]
    if len(extra) != 1 or long[1:] != short or len("".join(short)) < 5:
        return False
    return extra[0] not in words("places.toml", "contrary") and not split_direction(" ".join(long))[0]


def link_short_forms(namings: Sequence[Naming], clusters: Clusters) -> None:
    """Join, inside an article, an organisation with its acronym and with its name cut short (`Nordwerk-Gruppe`, `Nordwerk`)."""
    for position, naming in enumerate(namings):
        if naming.kind not in ("organization", "misc"):
            continue
        longer = [
            i
            for i, other in enumerate(namings)
            if i != position
            and other.article_id == naming.article_id
            and other.kind in ("organization", "misc")
            and stands_for(naming.clean, other.clean)
        ]
        if len({clusters.find(i) for i in longer}) == 1:
            clusters.join(longer[0], position, f"“{naming.clean}” short for “{namings[longer[0]].clean}”")


def stands_for(short: str, long: str) -> bool:
    """Whether an organisation's name is the other one's acronym, its end, or the last part of its compound."""
    one, two = split_words(short), split_words(long)
    if is_acronym(short):
        return compare_names("organization", short, long).score >= 0.8
    if not one or len(one) > len(two) or one == two:
        return False
    if len(one) < len(two):
        return len("".join(one)) > 3 and two[-len(one) :] == one
    return len(one) == 1 and len(one[0]) > 5 and len(two[0]) - len(one[0]) > 2 and two[0].endswith(one[0])
