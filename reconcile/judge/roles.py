"""Who did what to whom: same predicate, swapped or different agent and patient."""

from __future__ import annotations

from claims.records import Claim, Mention
from reconcile.judge.words import content_words, fold, lexicon
from reconcile.records import Signal

ACTORS = ("person", "organization")


def actors(claim: Claim) -> dict[str, str]:
    """Entity id (or folded name) to the name as written, for persons and organisations of the claim."""
    return {_key(m): m.name or m.text for m in claim.mentions if m.kind in ACTORS}


def _key(mention: Mention) -> str:
    return mention.entity or (mention.name or mention.text).casefold()


def _actors_in(claim: Claim, part: str) -> frozenset[str]:
    """Keys of the actors named in one part (subject, object) of the predicate."""
    low = part.casefold()
    return frozenset(
        _key(m) for m in claim.mentions if m.kind in ACTORS and (m.text.casefold() in low or m.name.casefold() in low)
    )


def compare_roles(left: Claim, right: Claim) -> Signal:
    """-1 when agent and patient are swapped or another person is the agent of the same predicate; 1 when the agent agrees.

    0 when a clause has no known predicate, the predicates differ, or a subject names nobody. Two languages have no predicate in
    common, so there only the exchange counts. Who met whom is the same both ways round.
    """
    a, b = left.predicate, right.predicate
    if a is None or b is None:
        return Signal("roles", 0.0)
    subject_a, subject_b = _actors_in(left, a.subject), _actors_in(right, b.subject)
    object_a, object_b = _actors_in(left, a.object), _actors_in(right, b.object)
    deeds = {fold(a.lemma, left.language), fold(b.lemma, right.language)}
    mutual = bool(deeds & set(lexicon("cues")["mutual"]))
    swapped = subject_a and object_a and subject_a == object_b and object_a == subject_b and subject_a != object_a
    if swapped and not mutual and (len(deeds) == 1 or left.language != right.language):
        return Signal("roles", -1.0, f"{a.subject} → {a.object} / {b.subject} → {b.object}")
    if len(deeds) > 1 or not (subject_a and subject_b):
        return Signal("roles", 0.0)
    if subject_a & subject_b or (mutual and subject_a & object_b):
        return Signal("roles", 1.0, a.subject)
    same_rest = content_words(a.object, left.language) & content_words(b.object, right.language)
    return Signal("roles", -1.0, f"{a.subject} / {b.subject}") if same_rest else Signal("roles", 0.0)


def compare_actors(left: Claim, right: Claim) -> Signal:
    """Share of named persons and organisations in common (overlap coefficient), 0 when a side names none."""
    a, b = actors(left), actors(right)
    shared = a.keys() & b.keys()
    score = len(shared) / min(len(a), len(b)) if a and b else 0.0
    return Signal("actors", round(score, 4), ", ".join(sorted(a[key] for key in shared)))
