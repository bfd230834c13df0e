"""Order and cause: what came first, and why it happened, by their cue words (lexicon/cues.toml)."""

from __future__ import annotations

from claims.records import Claim
from reconcile.judge.words import content_words, cue
from reconcile.records import Signal


def order_side(claim: Claim) -> tuple[int, str]:
    """-1 where the wording puts the claim before something, 1 after, 0 where it says neither or both; and that wording."""
    text = claim.quote.casefold()
    before, after = cue("before").search(text), cue("after").search(text)
    if before is not None and after is None:
        return -1, before.group()
    if after is not None and before is None:
        return 1, after.group()
    return 0, ""


def compare_order(left: Claim, right: Claim) -> Signal:
    """-1 when one claim says before and the other after, 1 when both say the same, 0 when a side is silent."""
    (a, one), (b, other) = order_side(left), order_side(right)
    if a == 0 or b == 0:
        return Signal("order", 0.0)
    return Signal("order", 1.0 if a == b else -1.0, f"{one} / {other}")


def compare_causes(left: Claim, right: Claim) -> Signal:
    """-1 when both name a cause and the words of the causes share nothing, 1 when they share some, 0 when one is silent."""
    a, b = _cause(left), _cause(right)
    if not a or not b:
        return Signal("cause", 0.0)
    shared = content_words(a, left.language) & content_words(b, right.language)
    return Signal("cause", 1.0 if shared else -1.0, f"{a} / {b}")


def _cause(claim: Claim) -> str:
    match = cue("cause").search(claim.quote.lower())  # not casefolded: its places are those of the quote
    return " ".join(claim.quote[match.start() :].split()[:10]) if match else ""
