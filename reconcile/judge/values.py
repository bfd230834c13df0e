"""How two amounts relate as numbers: equal, rounded, converted, inside a bound, a slip of magnitude, or different."""

from __future__ import annotations

import math
from typing import Literal

from claims.amounts.units import to_base
from claims.records import Quantity

QuantityRelation = Literal[
    "equal", "rounded", "converted", "differs", "magnitude", "part_whole", "bound_compatible", "unaligned"
]
_NEAR_BOUND = 1.25
"""Up to this ratio an exact amount counts as what "mehr als" meant. By hand."""
_SLIPS = (1e3, 1e6, 1e9)


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


def counts(quantity: Quantity) -> bool:
    """Whether an amount counts things, one by one."""
    return quantity.unit in ("", "age", "member", "score", "times", "factor")


def money(unit: str) -> bool:
    """Whether a unit is a currency code."""
    return unit.isupper() and len(unit) == 3 and unit not in ("MWh", "GWh")


def digits(value: float) -> int:
    """How many digits of a value are stated, trailing zeros apart."""
    return len(f"{abs(value):.6g}".replace(".", "").partition("e")[0].strip("0"))


def same_dimension(x: Quantity, y: Quantity) -> bool:
    """Whether two amounts can be told in one unit."""
    return to_base(x.value, x.unit)[1] == to_base(y.value, y.unit)[1]


def same_digits(left: float, right: float) -> bool:
    """Whether two values are written with the same two or more digits, in any order, zeros at the ends apart."""
    a, b = (sorted(f"{abs(value):.10g}".replace(".", "").strip("0")) for value in (left, right))
    return len(a) > 1 and a == b


def distance(x: Quantity, y: Quantity) -> float:
    """How many powers of ten lie between two amounts of one dimension; 1 if one of them is not positive."""
    left, right = _based(x)[0], _based(y)[0]
    return abs(math.log10(left / right)) if left > 0 and right > 0 else 1.0
