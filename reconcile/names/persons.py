"""Compare two names of persons: part by part, whatever the order, the transcription and the titles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reconcile.names.align import Alignment, Match, align
from reconcile.names.fold import is_ideographic
from reconcile.names.given import given_groups
from reconcile.names.likeness import DIFFERENT, MATCH, Likeness
from reconcile.names.parts import PersonName, parse_person
from reconcile.names.resources import words
from reconcile.names.scripts import compare_scripts
from reconcile.names.spelling import compare_words

PARTIAL = 0.75
"""Factor on one matched part of a name of several: a surname alone is no identity outside its article."""

_EXTRA = 0.01


@lru_cache(maxsize=200_000)
def compare_persons(left: str, right: str) -> Likeness:
    """How alike two names of persons are. `shared` counts matched parts, particles and titles left out."""
    one, two = parse_person(left), parse_person(right)
    if not one.parts or not two.parts or _nameless(one) != _nameless(two):
        return DIFFERENT
    if "".join(one.whole) == "".join(two.whole):
        return Likeness(1.0, _same_reason(left, right), min(len(one.parts), len(two.parts)))
    if is_ideographic(left) and is_ideographic(right):
        return Likeness(0.5, "other characters", 0)
    likeness = _weigh(one, two, align(one.whole, two.whole, compare_words))
    if not (one.latin and two.latin):
        return max(likeness, compare_scripts(one, two), key=lambda found: found.score)
    return likeness


def _nameless(name: PersonName) -> bool:
    """Whether a name is initials alone (`N. N.`)."""
    return all(len(part) == 1 for part in name.parts)


def _same_reason(left: str, right: str) -> str:
    return "same spelling" if left == right else "same but for accents, case, hyphens or titles"


def _weigh(one: PersonName, two: PersonName, alignment: Alignment) -> Likeness:
    kept = [match for match in alignment.matches if not _only_particles(match, one, two)]
    left_only, right_only = _open(one, alignment.left_only), _open(two, alignment.right_only)
    if not kept:
        return DIFFERENT
    if left_only and right_only:
        return Likeness(0.5, f"“{left_only[0]}” is not “{right_only[0]}”", len(kept))
    if _initials(one) and _initials(two) and any(len(part) == 1 for part in left_only + right_only):
        return Likeness(0.6, "other initials", len(kept))
    if (order := _order(one, two, kept)).score < 1.0:
        return order
    scores = sorted(match.likeness.score for match in kept)
    slips = sum(score < 0.9 for score in scores[1:])
    score = scores[0] - 0.04 * slips - min(0.03, _EXTRA * (len(left_only) + len(right_only)))
    shared = sum(match.likeness.reason != "initial" for match in kept)
    if shared <= 1 and max(len(one.parts), len(two.parts)) > 1 and len(kept) == 1:
        return _partial(score, kept[0])
    return Likeness(score, _reason(kept, order), len(kept))


def _partial(score: float, match: Match) -> Likeness:
    if len(match.left) != len(match.right):
        return Likeness(score, "written together or apart", 2)
    return Likeness(score * PARTIAL, "one part of a longer name", 1)


def _reason(kept: Sequence[Match], order: Likeness) -> str:
    reasons = [m.likeness.reason for m in kept if m.likeness.score < 1.0]
    if any(len(m.left) != len(m.right) for m in kept):
        reasons.append("written together or apart")
    if order.reason:
        reasons.append(order.reason)
    return ", ".join(dict.fromkeys(reasons)) or "same parts"


def _only_particles(match: Match, one: PersonName, two: PersonName) -> bool:
    particles = words("names.toml", "particles")
    return all(one.whole[i] in particles for i in match.left) and all(two.whole[i] in particles for i in match.right)


def _open(name: PersonName, positions: Sequence[int]) -> list[str]:
    particles = words("names.toml", "particles")
    return [name.whole[i] for i in positions if name.whole[i] not in particles and name.whole[i] in name.parts]


def _initials(name: PersonName) -> bool:
    return any(len(part) == 1 for part in name.parts)


def _order(one: PersonName, two: PersonName, kept: Sequence[Match]) -> Likeness:
    """Score 1 if the order may differ as it does: father and son, and two given names, may not be swapped."""
    if one.patronymic and two.patronymic and not _fathers_agree(one, two):
        return Likeness(0.5, "another father's name", len(kept))
    places = [match.right[0] for match in kept]
    if places == sorted(places):
        return Likeness(1.0, "", len(kept))
    named = [one.whole[i] for match in kept for i in match.left]
    if len(named) == 2 and all(given_groups(word) for word in named):
        return Likeness(0.8, "two given names in another order", len(kept))
    return Likeness(1.0, "other order of the parts", len(kept))


def _fathers(name: PersonName) -> list[str]:
    marks = words("names.toml", "patronymic_particles")
    return [b for a, b in zip(name.whole, name.whole[1:], strict=False) if a in marks]


def _fathers_agree(one: PersonName, two: PersonName) -> bool:
    """Whether some father's or forefather's name of the one is near one of the other's."""
    return any(compare_words(a, b).score >= MATCH for a in _fathers(one) for b in _fathers(two))
