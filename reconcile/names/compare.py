"""Compare two names of one kind."""

from __future__ import annotations

from reconcile.names.likeness import Likeness
from reconcile.names.organisations import compare_organisations
from reconcile.names.persons import compare_persons
from reconcile.names.places import compare_places


def compare_names(kind: str, left: str, right: str) -> Likeness:
    """How alike two names of `kind` (person, place, else organisation) are; symmetric, and it says why.

    The same pair always gives the same answer; nothing is known here of the articles that the names stand in.
    """
    left, right = sorted((left, right))
    if kind == "person":
        return compare_persons(left, right)
    if kind == "place":
        return compare_places(left, right)
    return compare_organisations(left, right)
