"""Whether two quantities of two claims are amounts of one thing, and how they relate if so."""

from __future__ import annotations

import math

from claims.amounts.units import to_base
from claims.records import Claim, Mention, Quantity
from reconcile.judge.counted import Topic, contrary_states, lexicon, same_noun, topic
from reconcile.judge.values import QuantityRelation, counts, digits, money, relate_values, same_dimension
from reconcile.judge.words import content_words

_SPECIAL = 11
"""From this value on, equal numbers of one pair are no chance, whatever the counted nouns; for rounded ones, twice it.
By hand."""
_LIKELY = 2.0
"""Numbers of mere "people" further apart than this ratio are taken to count other people, unless the claims share words.
By hand."""
_SHARED_WORDS = 2
"""How many content words two claims must share before measures without a counted noun are held against each other. By hand."""
_FAR, _MANY_WORDS = 5.0, 4
"""Measures further apart than this ratio are taken to be of two things, unless the claims share this many content words; so are
shares of which only one claim says what they are of (2 of 5 such conflicts of 40 stories were right, 2026-11)."""
_MILLIONS = 1e6
_POINTS = frozenset({"percent", "percentage_point"})


def quantities_of(claim: Claim) -> list[Mention]:
    """The claim's mentions of quantities, in order."""
    return [m for m in claim.mentions if m.kind == "quantity" and isinstance(m.value, Quantity)]


def value_of(mention: Mention) -> Quantity:
    """The quantity of a mention; `TypeError` if it has none."""
    if not isinstance(mention.value, Quantity):
        raise TypeError(f"{mention.text!r} is no quantity")
    return mention.value


def comparable(left: Mention, right: Mention) -> bool:
    """Whether two amounts can be told in one unit, whatever they count; a place in an order is no amount."""
    x, y = value_of(left), value_of(right)
    return x.ordinal == y.ordinal and (same_dimension(x, y) or _money_left_out(x, y))


def same_amount(left: Mention, right: Mention) -> bool:
    """Whether two amounts are one as numbers (rounding and units apart), whatever they count."""
    alike = ("equal", "rounded", "converted")
    return comparable(left, right) and relate_values(value_of(left), value_of(right)) in alike


def relate_quantities(a: Mention, b: Mention, left: Claim, right: Claim) -> QuantityRelation | None:
    """How two quantities relate; `None` where they have nothing to do with each other."""
    x, y = value_of(a), value_of(b)
    if x.ordinal != y.ordinal:
        return None
    if {x.unit, y.unit} == _POINTS:
        return "magnitude" if x.value == y.value else None
    if not same_dimension(x, y) and not _money_left_out(x, y):
        return "unaligned" if money(x.unit) and money(y.unit) else None
    tx, ty = topic(a, left), topic(b, right)
    if contrary_states(tx, ty) or ("each" in (tx.share, ty.share) and tx.share != ty.share):
        return None
    if tx.rate and ty.rate and tx.rate != ty.rate:
        return _other_rate(x, y, tx, ty)
    relation = relate_values(x, y)
    if relation in ("differs", "magnitude"):
        return _difference(relation, (x, y), (tx, ty), (left, right))
    return relation if _may_be_one(x, y, tx, ty) else None


def _may_be_one(x: Quantity, y: Quantity, tx: Topic, ty: Topic) -> bool:
    """Whether two amounts that agree may be of one thing: the nouns fit, or the number is too special for chance."""
    if not (tx.noun and ty.noun) or same_noun(tx, ty) or (x.unit and not counts(x)):
        return True
    if tx.concept and ty.concept and not _stands_for_any(tx, ty):
        return False
    return min(x.value, y.value) >= (_SPECIAL if x.value == y.value else 2 * _SPECIAL)


def _stands_for_any(tx: Topic, ty: Topic) -> bool:
    """Whether one of the nouns names people of any kind: "Knapp 1.900 Menschen" may be the 1.870 employees."""
    return bool({tx.concept, ty.concept} & set(lexicon()["general"]))


def _other_rate(x: Quantity, y: Quantity, tx: Topic, ty: Topic) -> QuantityRelation | None:
    """An amount a month against one a year: the same number is a slip, the right multiple is agreement."""
    if x.unit != y.unit:
        return None
    if x.value == y.value:
        return "magnitude"
    per_left, per_right = to_base(1.0, tx.rate)[0], to_base(1.0, ty.rate)[0]
    return "converted" if math.isclose(x.value / per_left, y.value / per_right, rel_tol=0.03) else None


def _difference(
    relation: QuantityRelation,
    values: tuple[Quantity, Quantity],
    topics: tuple[Topic, Topic],
    claims: tuple[Claim, Claim],
) -> QuantityRelation | None:
    """A difference counts only between the same things, and not between a part and its whole."""
    (x, y), (tx, ty) = values, topics
    telling = (
        relation == "magnitude"
        and min(digits(x.value), digits(y.value)) >= 2
        and (not tx.noun or not ty.noun or same_noun(tx, ty))
    )
    if not telling and not _comparable(x, y, tx, ty, claims):
        return None
    if _part_and_whole(x, y, tx, ty):
        return "part_whole"
    if relation == "differs" and money(x.unit) and _too_far(x, y, claims):
        return None
    return relation


def _too_far(x: Quantity, y: Quantity, claims: tuple[Claim, Claim]) -> bool:
    """Whether two sums are so far apart that they are likelier of two things; not if only the zeros differ."""
    small, large = sorted((abs(x.value), abs(y.value)))
    power = math.log10(large / small) if small > 0 else 0.5
    zeros = math.isclose(power, round(power), abs_tol=1e-6)
    alike = claims[0].language != claims[1].language or _share_words(*claims, _MANY_WORDS)
    return large > _FAR * small and not zeros and not alike


def _comparable(x: Quantity, y: Quantity, tx: Topic, ty: Topic, claims: tuple[Claim, Claim]) -> bool:
    if x.ordinal or ("more" in (tx.share, ty.share) and tx.share != ty.share):
        return False  # the second and the third are two things
    if x.unit == "age":
        return _one_bearer(claims)
    if tx.noun and ty.noun:
        if _only_people(tx, ty) and max(x.value, y.value) > _LIKELY * min(x.value, y.value):
            return same_noun(tx, ty) and _share_words(*claims)
        return same_noun(tx, ty) and (not counts(x) or not x.unit or x.unit == y.unit)
    if x.unit == y.unit == "share":
        return False
    if x.unit == "percent" and bool(tx.noun) != bool(ty.noun):
        return _share_words(*claims, _MANY_WORDS)  # 41 per cent of what?
    if counts(x):
        return bool(tx.state) and same_noun(tx, ty)  # "es gab 15 Tote" / "15 starben"
    return _anchored(tx, ty, *claims)


def _anchored(tx: Topic, ty: Topic, left: Claim, right: Claim) -> bool:
    """Whether two measures seem to be of one thing: the same noun, or shared words of their claims."""
    if tx.noun and ty.noun:
        return same_noun(tx, ty)
    if left.language != right.language:
        return len(quantities_of(left)) == len(quantities_of(right)) == 1
    return _share_words(left, right)


def _share_words(left: Claim, right: Claim, least: int = _SHARED_WORDS) -> bool:
    shared = content_words(left.text, left.language) & content_words(right.text, right.language)
    return len(shared) >= least


def _only_people(tx: Topic, ty: Topic) -> bool:
    """Whether both nouns name people of any kind and nothing says what happened to them."""
    return not tx.state and not ty.state and bool({tx.concept, ty.concept} & set(lexicon()["general"]))


def _one_bearer(claims: tuple[Claim, Claim]) -> bool:
    """Ages are compared only where both claims name the same one person."""
    persons = [{m.entity or m.name or m.text for m in claim.mentions if m.kind == "person"} for claim in claims]
    return len(persons[0]) == 1 and persons[0] == persons[1]


def _money_left_out(x: Quantity, y: Quantity) -> bool:
    """Whether one amount of millions lacks the currency of the other: "der Preis liegt bei knapp 150 Millionen"."""
    units = {x.unit, y.unit}
    return (
        "" in units
        and any(money(unit) for unit in units)
        and min(x.value, y.value) >= _MILLIONS
        and not (x.counted and y.counted)
    )


def _part_and_whole(x: Quantity, y: Quantity, tx: Topic, ty: Topic) -> bool:
    """Whether the wording makes the smaller amount a part of the larger one."""
    if tx.share == ty.share:
        return False
    smaller, larger = (tx, ty) if x.value < y.value else (ty, tx)
    return smaller.share == "part" or larger.share == "whole"
