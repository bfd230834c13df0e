"""Compare who took part in what, as sets.

Silence is no conflict: a list is open unless its wording closes it ("nur", "zu dritt", "the only"), and an open list
that names others than the other article adds to it. A closed list that leaves out whom the other names contradicts it,
and so do two leaders of one delegation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.records import Claim
from reconcile.attendance import ABSENCE, Attendance, attendance
from reconcile.names.resources import read_words
from reconcile.records import ClaimPair, ParticipantComparison, Relation, Signal

__all__ = ["Attendance", "attendance", "compare_participants", "participant_tables", "relation_of"]


def compare_participants(left: Claim, right: Claim) -> Signal:
    """Whether two claims name the same participants of one kind of event.

    1 the same; -1 a closed list that excludes someone whom the other names, or two different holders of a place that
    only one can have; 0 otherwise, with a detail that begins with "open" where the wording leaves a list open and the
    members differ.
    """
    one, two = attendance(left), attendance(right)
    if one is None or two is None or not _one_kind(one, two):
        return Signal("participants", 0.0)
    if one.absent != two.absent:
        return Signal("participants", 0.0, _denial(one, two))
    if one.ids == two.ids:
        return Signal("participants", 1.0, "same participants: " + ", ".join(one.members.members))
    if reason := _contrary(one, two) or _contrary(two, one) or _two_holders(one, two):
        return Signal("participants", -1.0, reason)
    cue = one.opener or two.opener
    told = f"only left {_names(_only(one, two))}; only right {_names(_only(two, one))}"
    return Signal("participants", 0.0, f"open list (“{cue}”): {told}" if cue else f"lists differ: {told}")


def _one_kind(one: Attendance, two: Attendance) -> bool:
    """Whether both tell of one kind of event; who stays away from a named event may also just stay away."""
    return one.event == two.event or (one.absent and two.absent and ABSENCE in (one.event, two.event))


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "nobody"


def _only(one: Attendance, two: Attendance) -> list[str]:
    pairs = zip(one.members.entity_ids, one.members.members, strict=True)
    return [name for key, name in pairs if key not in two.ids]


def _contrary(one: Attendance, two: Attendance) -> str:
    """Why the closed list of `one` excludes someone of `two`; "" if it does not, or if nobody is in both lists."""
    others = _only(two, one)
    unnamed = max(0, one.size - len(one.ids))
    if not one.closer or len(others) <= unnamed or not one.ids & two.ids or _is_other_single(one, two):
        return ""
    return f"closed list (“{one.closer}”: {', '.join(one.members.members)}) without {', '.join(others)}"


def _is_other_single(one: Attendance, two: Attendance) -> bool:
    """Whether the closed list is one name and the other list does not hold it among several of the same kind."""
    return len(one.ids) == 1 and not one.ids < two.ids


def _two_holders(one: Attendance, two: Attendance) -> str:
    """Why two different single names exclude each other; "" unless only one can be and both speak of one country."""
    single = one.event == two.event and one.event in read_words("participants.toml")["slots"]["single"]
    if not single or one.opener or two.opener or len(one.ids) != 1 or len(two.ids) != 1:
        return ""
    if not one.countries or one.countries != two.countries:
        return ""
    return f"one place, two names: {one.members.members[0]} / {two.members.members[0]}"


def _denial(one: Attendance, two: Attendance) -> str:
    pairs = zip(one.members.entity_ids, one.members.members, strict=True)
    names = [name for key, name in pairs if key in two.ids]
    return f"present in one, absent in the other: {', '.join(names)}" if names else ""


def relation_of(one: Attendance, two: Attendance) -> Relation | None:
    """How two lists of one event relate, `None` where nothing can be compared."""
    left, right = one.ids, two.ids
    if one.absent != two.absent:
        return "denied" if left & right else None
    if left == right:
        return "equal"
    if left < right:
        return "subset"
    if left > right:
        return "superset"
    closed = bool(one.closer or two.closer) and bool(left & right)
    swapped = (closed and len(left - right) == len(right - left)) or bool(_two_holders(one, two))
    return "swapped" if swapped else "overlap"


def participant_tables(claims: Sequence[Claim], pairs: Iterable[ClaimPair]) -> tuple[ParticipantComparison, ...]:
    """The lists of participants of all pairs that tell of one kind of event, side by side, each two claims once.

    Two lists without any cue and without a shared member are left out: they are hardly of one event.
    """
    known = {claim.id for claim in claims}
    found: dict[tuple[str, str], ParticipantComparison] = {}
    for pair in pairs:
        one, two = attendance(pair.left), attendance(pair.right)
        if one is None or two is None or not _one_kind(one, two) or not {pair.left.id, pair.right.id} <= known:
            continue
        relation = relation_of(one, two)
        told = one.ids & two.ids or one.opener or two.opener or relation == "swapped"
        if relation is not None and told:
            found[pair.left.id, pair.right.id] = ParticipantComparison(one.members, two.members, relation)
    return tuple(found.values())
