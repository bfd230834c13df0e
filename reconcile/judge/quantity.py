"""Compare the amounts of two claims: which number of the one belongs to which of the other, and whether both can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.amounts.units import to_base
from claims.records import Claim, Mention
from reconcile.judge.alignment import comparable, quantities_of, relate_quantities, same_amount, value_of
from reconcile.judge.counted import lexicon
from reconcile.judge.values import QuantityRelation, distance, same_digits
from reconcile.records import Signal

_SCORES: dict[QuantityRelation, float] = {
    "equal": 1.0, "rounded": 1.0, "converted": 1.0, "bound_compatible": 0.5, "part_whole": 0.0, "unaligned": 0.0,
    "magnitude": -1.0, "differs": -1.0,
}  # fmt: skip
_BEST = ("equal", "rounded", "converted", "bound_compatible", "magnitude", "part_whole", "differs", "unaligned")


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
        for a in quantities_of(left)
        for b in quantities_of(right)
        if (relation := relate_quantities(a, b, left, right)) is not None
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
    score = -1.0 if contrary else max(_SCORES[m.relation] for m in decisive)
    language = "de" if "de" in (left.language, right.language) else "en"
    return Signal("quantity", score, "; ".join(describe(m, language) for m in decisive[:3]))


def differing(left: Claim, right: Claim) -> list[tuple[Mention, Mention]]:
    """Amounts of the left claim and of the right that can be told in one unit and are not one, whatever they count."""
    return [
        (a, b) for a in quantities_of(left) for b in quantities_of(right) if comparable(a, b) and not same_amount(a, b)
    ]


def swapped(differ: Sequence[tuple[Mention, Mention]]) -> tuple[str, str] | None:
    """Of amounts that differ the wordings of two that are written with the same digits: 34 and 43, 1,600 and 16,000."""
    found = [(a.text, b.text) for a, b in differ if same_digits(value_of(a).value, value_of(b).value)]
    return min(found, key=sorted, default=None)


def likeness(left: Claim, right: Claim) -> tuple[float, float]:
    """How much amounts of two claims that differ look like one amount told wrong, whatever they count.

    First 1 if two are `swapped`, else 0. Second how near the nearest two are: 1 for no difference, 0 for a tenth and less.
    """
    differ = differing(left, right)
    near = max((1.0 - distance(value_of(a), value_of(b)) for a, b in differ), default=0.0)
    return float(swapped(differ) is not None), max(0.0, near)


def describe(match: QuantityMatch, language: str) -> str:
    """The match in words for a reader, German or English."""
    of_rates = match.relation == "converted" and value_of(match.left).unit == value_of(match.right).unit
    wording = lexicon()["wording"][language if language == "de" else "en"]["equal" if of_rates else match.relation]
    left, right = (_shown(mention) for mention in (match.left, match.right))
    amount = _converted(match, language) if match.relation == "converted" else ""
    return str(wording.format(left=left, right=right, amount=amount))


def _shown(mention: Mention) -> str:
    """The verbatim wording, with the counted noun where it stands apart: "Vier (Waggons)"."""
    value = value_of(mention)
    apart = value.value and value.counted and value.counted not in mention.text.lower()
    return f"{mention.text} ({value.counted.title()})" if apart else mention.text


def _converted(match: QuantityMatch, language: str) -> str:
    """The left amount in the unit of the right one."""
    a, b = value_of(match.left), value_of(match.right)
    size, _ = to_base(a.value, a.unit)
    per, zero = to_base(1.0, b.unit)[0], to_base(0.0, b.unit)[0]
    amount = (size - zero) / (per - zero)
    number = f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:.3g}"
    if language == "de":
        number = number.translate(str.maketrans(",.", ".,"))
    return f"{number} {lexicon()['units']['de' if language == 'de' else 'en'].get(b.unit, b.unit)}"


_PART_OF = re.compile(
    r"\s+(?:[^\W\d]+\s+)?(?:der|dieser|von(?: den)?|aus|of(?: the| its| their)?)\s+(?:insgesamt\s+)?", re.IGNORECASE
)


def of_one_whole(match: QuantityMatch, matches: Sequence[QuantityMatch], left: Claim, right: Claim) -> bool:
    """Whether both amounts are parts of a whole on which the claims agree: "vier der sieben Waggons", "three of its seven cars"."""
    wholes = [one for one in matches if one.relation in ("equal", "rounded", "converted")]
    return any(
        all(_is_part_of(*side) for side in ((match.left, one.left, left), (match.right, one.right, right)))
        for one in wholes
    )


def _is_part_of(part: Mention, whole: Mention, claim: Claim) -> bool:
    between = claim.quote[part.span.end - claim.span.start : whole.span.start - claim.span.start]
    return _PART_OF.fullmatch(between) is not None


def _rank(match: QuantityMatch) -> tuple[int, int, int, int]:
    a, b = value_of(match.left), value_of(match.right)
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
