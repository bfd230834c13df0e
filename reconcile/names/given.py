"""Given names that stand for each other (`Joe`, `Joseph`) and given names that do not (`Peter`, `Petra`)."""

from __future__ import annotations

from functools import cache

from reconcile.names.resources import read_table


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for row in read_table("given_names.csv"):
        groups[row["form"]] = groups.get(row["form"], frozenset()) | frozenset(row["groups"].split())
    return groups


def given_groups(word: str) -> frozenset[str]:
    """The groups of given names that a folded word belongs to, empty if it is no known given name."""
    return _groups().get(word, frozenset())


def same_given(left: str, right: str) -> bool:
    """Whether two folded words are forms of one given name."""
    return not given_groups(left).isdisjoint(given_groups(right))


def different_given(left: str, right: str) -> bool:
    """Whether both are known given names and have no form in common."""
    return bool(given_groups(left)) and bool(given_groups(right)) and not same_given(left, right)
