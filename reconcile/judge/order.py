"""Order and cause: what came first, and why it happened, by their cue words."""

from __future__ import annotations

import re

from claims.records import Claim
from reconcile.judge.words import content_words
from reconcile.records import Signal

# "vor dem" and "nach der" alone are left out: they stand as often before a place as before a time.
_BEFORE = re.compile(
    r"\b(?:noch vor|bevor|ehe|vor beginn|zuvor|vorab|bereits vor|schon vor|before|ahead of|prior to)\b"
)
_AFTER = re.compile(
    r"\b(?:erst nach|nachdem|erst danach|danach|anschließend|anschliessend|im anschluss|hinterher"
    r"|nach ende|after|afterwards|following|only then|once)\b"
)
_CAUSE = re.compile(
    r"\b(?:wegen|aufgrund|infolge|weil|verursacht|ausgelöst|ursache|zurückzuführen|grund (?:war|dafür|ist)"
    r"|because|due to|caused|triggered|blamed|owing to|result of|sparked)\b"
)


def order_side(claim: Claim) -> int:
    """-1 where the wording puts the claim before something, 1 after, 0 where it says neither or both."""
    text = claim.quote.casefold()
    before, after = _BEFORE.search(text), _AFTER.search(text)
    if (before is None) == (after is None):
        return 0
    return -1 if before else 1


def compare_order(left: Claim, right: Claim) -> Signal:
    """-1 when one claim says before and the other after, 1 when both say the same, 0 when a side is silent."""
    a, b = order_side(left), order_side(right)
    if a == 0 or b == 0:
        return Signal("order", 0.0)
    return Signal("order", 1.0, "same order") if a == b else Signal("order", -1.0, "before / after")


def compare_causes(left: Claim, right: Claim) -> Signal:
    """-1 when both name a cause and the words of the causes share nothing, 1 when they share some, 0 when one is silent."""
    a, b = _cause(left), _cause(right)
    if not a or not b:
        return Signal("cause", 0.0)
    shared = content_words(a, left.language) & content_words(b, right.language)
    return Signal("cause", 1.0 if shared else -1.0, f"{a} / {b}")


def _cause(claim: Claim) -> str:
    match = _CAUSE.search(claim.quote.casefold())
    return " ".join(claim.quote[match.start() :].split()[:10]) if match else ""
