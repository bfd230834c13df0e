"""Compare the amounts of two claims: which number of the one belongs to which of the other, and whether both can hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claims.amounts.units import to_base
from claims.records import Claim, Mention, Quantity
from reconcile.judge.counted import Topic, contrary_states, lexicon, same_noun, topic
from reconcile.judge.words import content_words
from reconcile.records import Signal

QuantityRelation = Literal[
    "equal", "rounded", "converted", "differs", "magnitude", "part_whole", "bound_compatible", "unaligned"
]
_SCORES: dict[QuantityRelation, float] = {
    "equal": 1.0, "rounded": 1.0, "converted": 1.0, "bound_compatible": 0.5, "part_whole": 0.0, "unaligned": 0.0,
    "magnitude": -1.0, "differs": -1.0,
}  # fmt: skip
_BEST = ("equal", "rounded", "converted", "bound_compatible", "magnitude", "part_whole", "differs", "unaligned")
_SPECIAL = 11
"""From this value on, equal numbers of one pair are no chance, whatever the counted nouns; for rounded ones, twice it."""
_LIKELY = 2.0
"""Numbers of mere "people" further apart than this ratio are taken to count other people, unless the claims share words."""
_SHARED_WORDS = 2
"""How many content words two claims must share before measures without a counted noun are held against each other."""
_NEAR_BOUND = 1.25
"""Up to this ratio an exact amount counts as what "mehr als" meant."""
_MILLIONS = 1e6
_SLIPS = (1e3, 1e6, 1e9)
_POINTS = frozenset({"percent", "percentage_point"})


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """A quantity of the left claim and the one of the right that it belongs to, and how they relate.

    equal: same value and bound · rounded: both can hold of one exact value · converted: the same in another unit ·
    bound_compatible: inside the other's open bound · magnitude: equal digits at another scale, or per cent against
    points · part_whole: one counts a part · differs: cannot both hold · unaligned: not comparable.
    """

    left: Mention
    right: Mention
    relation: QuantityRelation


def match_quantities(left: Claim, right: Claim) -> tuple[QuantityMatch, ...]:
    """Aligned quantities, best first; each quantity stands in at most one match. Symmetric but for the sides.

    Numbers that differ are only held against each other where one is the sole candidate of the other.
    """
    candidates = [
        QuantityMatch(a, b, relation)
        for a in _quantities(left)
        for b in _quantities(right)
        if (relation := _relate(a, b, left, right)) is not None
    ]
    chosen: list[QuantityMatch] = []
    for match in sorted(candidates, key=lambda m: _rank(m)):
        if not any(match.left is c.left or match.right is c.right for c in chosen):
            chosen.append(match)
    return tuple(match for match in chosen if _decided(match, candidates, chosen))


def compare_quantities(left: Claim, right: Claim) -> Signal:
    """1 if the amounts of the same counted thing agree, -1 if they cannot both hold, 0 if nothing is comparable.

    Rounding, bounds ("mehr als"), units and scales are taken into account; a part is never held against its whole.
    """
    matches = match_quantities(left, right)
    contrary = [m for m in matches if m.relation in ("differs", "magnitude")]
    decisive = contrary or [m for m in matches if _SCORES[m.relation] > 0] or list(matches)
    if not decisive:
        return Signal("quantity", 0.0)
    score = min(_SCORES[m.relation] for m in decisive) if contrary else max(_SCORES[m.relation] for m in decisive)
    language = "de" if "de" in (left.language, right.language) else "en"
    return Signal("quantity", score, "; ".join(describe(m, language) for m in decisive[:3]))


def describe(match: QuantityMatch, language: str) -> str:
    """The match in words for a reader, German or English."""
    wording = lexicon()["wording"][language if language == "de" else "en"][match.relation]
    left, right = (_shown(mention) for mention in (match.left, match.right))
    amount = _converted(match, language) if match.relation == "converted" else ""
    return str(wording.format(left=left, right=right, amount=amount))


def _shown(mention: Mention) -> str:
    """The verbatim wording, with the counted noun where it stands apart: "Vier (Waggons)"."""
    value = _value(mention)
    apart = value.value and value.counted and value.counted not in mention.text.lower()
    return f"{mention.text} ({value.counted.title()})" if apart else mention.text


def _converted(match: QuantityMatch, language: str) -> str:
    """The left amount in the unit of the right one."""
    a, b = _value(match.left), _value(match.right)
    size, _ = to_base(a.value, a.unit)
    per, zero = to_base(1.0, b.unit)[0], to_base(0.0, b.unit)[0]
    amount = (size - zero) / (per - zero)
    number = f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:.3g}"
    if language == "de":
        number = number.translate(str.maketrans(",.", ".,"))
    return f"{number} {lexicon()['units']['de' if language == 'de' else 'en'].get(b.unit, b.unit)}"


def _quantities(claim: Claim) -> list[Mention]:
    return [m for m in claim.mentions if m.kind == "quantity" and isinstance(m.value, Quantity)]


def _value(mention: Mention) -> Quantity:
    if not isinstance(mention.value, Quantity):
        raise TypeError(f"{mention.text!r} is no quantity")
    return mention.value


def _rank(match: QuantityMatch) -> tuple[int, int, int, int]:
    a, b = _value(match.left), _value(match.right)
    named = 0 if a.counted and a.counted == b.counted else 1
    return _BEST.index(match.relation), named, match.left.span.start, match.right.span.start


def _decided(match: QuantityMatch, candidates: Sequence[QuantityMatch], chosen: Sequence[QuantityMatch]) -> bool:
    """Whether a difference is not just one of several possible alignments among what is left over."""
    if match.relation not in ("differs", "magnitude"):
        return True
    settled = [c for c in chosen if c.relation not in ("differs", "magnitude", "unaligned")]
    rivals = [
        c
        for c in candidates
        if c.relation != "unaligned"
        and (c.left is match.left) != (c.right is match.right)
        and not any(c.left is s.left or c.right is s.right for s in settled)
    ]
    return not rivals


def _relate(a: Mention, b: Mention, left: Claim, right: Claim) -> QuantityRelation | None:
    """How two quantities relate; `None` where they have nothing to do with each other."""
    x, y = _value(a), _value(b)
    if x.ordinal != y.ordinal:
        return None
    if {x.unit, y.unit} == _POINTS:
        return "magnitude" if x.value == y.value else None
    if not _same_dimension(x, y) and not _money_left_out(x, y):
        return "unaligned" if _money(x.unit) and _money(y.unit) else None
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
    if not (tx.noun and ty.noun) or same_noun(tx, ty) or (x.unit and not _counts(x)):
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
    telling = relation == "magnitude" and _digits(x.value) >= 2 and (not tx.noun or not ty.noun or same_noun(tx, ty))
    if not telling and not _comparable(x, y, tx, ty, claims):
        return None
    if _part_and_whole(x, y, tx, ty):
        return "part_whole"
    return relation


def _comparable(x: Quantity, y: Quantity, tx: Topic, ty: Topic, claims: tuple[Claim, Claim]) -> bool:
    if x.ordinal or ("more" in (tx.share, ty.share) and tx.share != ty.share):
        return False  # the second and the third are two things
    if x.unit == "age":
        return _one_bearer(claims)
    if tx.noun and ty.noun:
        if _only_people(tx, ty) and max(x.value, y.value) > _LIKELY * min(x.value, y.value):
            return same_noun(tx, ty) and _share_words(*claims)
        return same_noun(tx, ty) and (not _counts(x) or not x.unit or x.unit == y.unit)
    if x.unit == y.unit == "share":
        return False
    if _counts(x):
        return bool(tx.state) and same_noun(tx, ty)  # "es gab 15 Tote" / "15 starben"
    return _anchored(tx, ty, *claims)


def _anchored(tx: Topic, ty: Topic, left: Claim, right: Claim) -> bool:
    """Whether two measures seem to be of one thing: the same noun, or shared words of their claims."""
    if tx.noun and ty.noun:
        return same_noun(tx, ty)
    if left.language != right.language:
        return len(_quantities(left)) == len(_quantities(right)) == 1
    return _share_words(left, right)


def _share_words(left: Claim, right: Claim) -> bool:
    shared = content_words(left.text, left.language) & content_words(right.text, right.language)
    return len(shared) >= _SHARED_WORDS


def _only_people(tx: Topic, ty: Topic) -> bool:
    """Whether both nouns name people of any kind and nothing says what happened to them."""
    return not tx.state and not ty.state and bool({tx.concept, ty.concept} & set(lexicon()["general"]))


def _one_bearer(claims: tuple[Claim, Claim]) -> bool:
    """Ages are compared only where both claims name the same one person."""
    persons = [{m.entity or m.name or m.text for m in claim.mentions if m.kind == "person"} for claim in claims]
    return len(persons[0]) == 1 and persons[0] == persons[1]


def _counts(quantity: Quantity) -> bool:
    return quantity.unit in ("", "age", "member", "score", "times", "factor")


def _money(unit: str) -> bool:
    return unit.isupper() and len(unit) == 3 and unit not in ("MWh", "GWh")


def _digits(value: float) -> int:
    """How many digits of a value are stated, trailing zeros apart."""
    return len(f"{abs(value):.6g}".replace(".", "").partition("e")[0].strip("0"))


def _money_left_out(x: Quantity, y: Quantity) -> bool:
    """Whether one amount of millions lacks the currency of the other: "der Preis liegt bei knapp 150 Millionen"."""
    units = {x.unit, y.unit}
    return (
        "" in units
        and any(_money(unit) for unit in units)
        and min(x.value, y.value) >= _MILLIONS
        and not (x.counted and y.counted)
    )


def _same_dimension(x: Quantity, y: Quantity) -> bool:
    return to_base(x.value, x.unit)[1] == to_base(y.value, y.unit)[1]


def _part_and_whole(x: Quantity, y: Quantity, tx: Topic, ty: Topic) -> bool:
    """Whether the wording makes the smaller amount a part of the larger one."""
    if tx.share == ty.share:
        return False
    smaller, larger = (tx, ty) if x.value < y.value else (ty, tx)
    return smaller.share == "part" or larger.share == "whole"


def relate_values(x: Quantity, y: Quantity) -> QuantityRelation:
    """How two amounts of one dimension relate, whatever they count."""
    (xv, xl, xh), (yv, yl, yh) = _based(x), _based(y)
    same_unit = x.unit == y.unit
    if math.isclose(xv, yv, rel_tol=1e-9) and x.bound == y.bound:
        return "equal" if same_unit else "converted"
    overlap = xl <= yh and yl <= xh
    if _open(x) or _open(y):
        return _bounded((xv, yv), overlap, x, y)
    if overlap and x.bound != "exact" and y.bound != "exact":
        return "rounded" if same_unit else "converted"
    if _meant(xv, (yl, yh), y) or _meant(yv, (xl, xh), x):
        return "rounded" if same_unit else "converted"
    return "magnitude" if _slip(xv, yv) else "differs"


def _based(q: Quantity) -> tuple[float, float, float]:
    low, high = (
        q.low if math.isinf(q.low) else to_base(q.low, q.unit)[0],
        q.high if math.isinf(q.high) else to_base(q.high, q.unit)[0],
    )
    return to_base(q.value, q.unit)[0], low, high


def _open(q: Quantity) -> bool:
    return q.bound in ("at_least", "more_than", "at_most", "less_than")


def _bounded(values: tuple[float, float], overlap: bool, x: Quantity, y: Quantity) -> QuantityRelation:
    """One amount is only bounded: inside the bound it is compatible, and close to it the same when rounded."""
    xv, yv = values
    if not overlap:
        return "magnitude" if _slip(xv, yv) else "differs"
    strict = (x if _open(x) else y).bound in ("more_than", "less_than")
    if x.bound == y.bound == "at_most":
        return "rounded" if max(xv, yv) <= _NEAR_BOUND * min(xv, yv) else "differs"  # two greatest values
    close = math.isclose(xv, yv) or (strict and max(xv, yv) <= _NEAR_BOUND * min(xv, yv))
    return "rounded" if close and _open(x) != _open(y) else "bound_compatible"


def _meant(value: float, allowed: tuple[float, float], by: Quantity) -> bool:
    """Whether a value lies in the range that another wording allows; the halo of a round number leaves out its ends."""
    low, high = allowed
    slack = 1e-9 * max(1.0, abs(value))
    if by.bound == "exact" and low < high:
        return low + slack < value < high - slack
    return low - slack <= value <= high + slack


def _slip(xv: float, yv: float) -> bool:
    """Equal digits at another scale: a million for a billion."""
    if min(abs(xv), abs(yv)) == 0:
        return False
    ratio = max(abs(xv), abs(yv)) / min(abs(xv), abs(yv))
    return any(math.isclose(ratio, slip, rel_tol=0.02) for slip in _SLIPS)
