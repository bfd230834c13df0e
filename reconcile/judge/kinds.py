"""What kind of agreement, addition or unnamed conflict a pair is: what a hurried reader would have stumbled over."""

from __future__ import annotations

from claims.records import Claim
from reconcile.judge.evidence import Evidence
from reconcile.judge.quantity import differing, swapped
from reconcile.judge.roles import ACTORS, actors
from reconcile.judge.rules import Decision, deciding, wordings


def agreement_kind(e: Evidence) -> str:
    """The first that fits: translation, unit, rounding, time_expression, name_variant, alias_role, specificity, paraphrase."""
    relations = {match.relation for match in e.quantities}
    if e.pair.left.language != e.pair.right.language:
        return "translation"
    if "converted" in relations:
        return "unit"
    if relations & {"rounded", "bound_compatible"}:
        return "rounding"
    if any(match.left.text != match.right.text and match.relation != "disjoint" for match in e.times):
        return "time_expression"
    if _spelled_differently(e.pair.left, e.pair.right):
        return "name_variant"
    if _role_for_name(e.pair.left, e.pair.right):
        return "alias_role"
    if e.entailment.one_way - e.entailment.mutual > 0.4:
        return "specificity"
    return "paraphrase"


def addition_kind(e: Evidence) -> str:
    """Why two claims add to each other, where no rule said it: speaker, planned, modality, list, period, or detail."""
    modalities = {e.pair.left.modality, e.pair.right.modality}
    if e.speakers == "different":
        return "different_speaker"
    if "planned" in modalities and len(modalities) > 1:
        return "planned_done"
    if "possible" in modalities and len(modalities) > 1:
        return "modality"
    if any(match.relation == "part_whole" for match in e.quantities):
        return "part_whole"
    if e.score("time") < 0:
        return "same_words_other_event"
    return "participants_open" if e.signal("participants").detail.startswith("open") else "detail"


_BY_SIGNAL = (
    ("quantity", "number"), ("participants", "participants_closed"), ("time", "date"), ("place", "place"), ("roles", "person"),
    ("order", "order"), ("outcome", "outcome"), ("polarity", "polarity"), ("cause", "cause"),
)  # fmt: skip
"""Signals that may point against a pair, the most telling first, and the kind of conflict that each stands for."""


def contradiction(e: Evidence) -> Decision:
    """A conflict that no rule named, with the values that differ where they are known.

    Its kind is by the signal that points against the pair, else by two amounts written with the same digits, else outcome.
    """
    if any(match.relation == "magnitude" for match in e.quantities):
        return _contradiction("magnitude", e.signal("quantity").detail, _differing_values(e, "quantity"))
    for name, kind in _BY_SIGNAL:
        if e.score(name) < 0:
            return _contradiction(kind, e.signal(name).detail, _differing_values(e, name))
    if told := swapped(differing(e.pair.left, e.pair.right)):
        return _contradiction("number", " / ".join(told), told)
    return _contradiction("outcome", e.signal("entailment").detail)


def _contradiction(kind: str, detail: str, values: tuple[str, str] = ("", "")) -> Decision:
    return Decision("conflicting", kind, "contradiction", detail, values)


def _differing_values(e: Evidence, signal: str) -> tuple[str, str]:
    """The wordings of the amounts or times that cannot both hold; empty where another signal decides."""
    if signal == "quantity":
        amount = deciding(e.quantities, "differs", "magnitude")
        return wordings(amount) if amount is not None else ("", "")
    time = deciding(e.times, "disjoint") if signal == "time" else None
    return wordings(time) if time is not None else ("", "")


def _spelled_differently(left: Claim, right: Claim) -> bool:
    a, b = actors(left), actors(right)
    return any(a[key].casefold() != b[key].casefold() for key in a.keys() & b.keys())


def _role_for_name(left: Claim, right: Claim) -> bool:
    named = [{m.entity for m in c.mentions if m.kind in ACTORS and m.entity} for c in (left, right)]
    roles = [{m.entity for m in c.mentions if m.kind == "role" and m.entity} for c in (left, right)]
    return bool(named[0] & roles[1] or named[1] & roles[0])
