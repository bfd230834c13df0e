"""What kind of agreement or addition a pair is: what a hurried reader would have stumbled over."""

from __future__ import annotations

from claims.records import Claim
from reconcile.judge.evidence import Evidence
from reconcile.judge.roles import ACTORS, actors


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


def conflict_kind(e: Evidence) -> str:
    """The kind of a conflict that no rule named: by the signal that points against it, else polarity or outcome."""
    if any(match.relation == "magnitude" for match in e.quantities):
        return "magnitude"
    by_signal = (
        ("quantity", "number"),
        ("participants", "participants_closed"),
        ("time", "date"),
        ("place", "place"),
        ("roles", "person"),
        ("order", "order"),
        ("outcome", "outcome"),
        ("polarity", "polarity"),
        ("cause", "cause"),
    )
    return next((kind for name, kind in by_signal if e.score(name) < 0), "outcome")


def _spelled_differently(left: Claim, right: Claim) -> bool:
    a, b = actors(left), actors(right)
    return any(a[key].casefold() != b[key].casefold() for key in a.keys() & b.keys())


def _role_for_name(left: Claim, right: Claim) -> bool:
    named = [{m.entity for m in c.mentions if m.kind in ACTORS and m.entity} for c in (left, right)]
    roles = [{m.entity for m in c.mentions if m.kind == "role" and m.entity} for c in (left, right)]
    return bool(named[0] & roles[1] or named[1] & roles[0])
