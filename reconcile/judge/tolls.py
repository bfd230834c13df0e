"""Counts that grow while an event unfolds: the dead, the missing, signatures, what is counted "so far" (lexicon/cues.toml)."""

from __future__ import annotations

from claims.records import Claim, Mention, Quantity
from reconcile.judge.words import cue

TOLL_HOURS = 1.0
"""Hours between two reports from which a toll may have moved; by hand."""


def speaks_of_toll(claim: Claim) -> bool:
    """Whether the claim's wording is of people hit, missing or freed."""
    return bool(cue("toll").search(claim.quote.casefold()))


def counts_toll(claim: Claim, mention: Mention) -> bool:
    """Whether the quantity counts, in this claim's wording, something that later reports may raise."""
    value = mention.value
    counted = value.counted if isinstance(value, Quantity) else ""
    return bool(cue("toll").search(counted.casefold())) or speaks_of_toll(claim)


def counts_so_far(claim: Claim) -> bool:
    """Whether the claim says of its figure that it is one of the moment ("bisher", "so far")."""
    return bool(cue("so_far").search(claim.quote.casefold()))
