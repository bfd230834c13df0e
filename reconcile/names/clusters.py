"""Groups of namings that grow by joining, unless two of their members must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

Apart = Callable[[int, int], bool]


class Clusters:
    """A union-find over positions 0..len(signatures)-1 that keeps the reasons for which groups were joined.

    `apart(i, j)` tells whether two positions must never be in one group; positions of one signature are alike to it,
    so that a group of a hundred mentions in three spellings is compared three times.
    """

    def __init__(self, signatures: Sequence[Hashable], apart: Apart) -> None:
        self._parent = list(range(len(signatures)))
        self._members: dict[int, list[int]] = {i: [i] for i in self._parent}
        self._reasons: dict[int, list[str]] = {i: [] for i in self._parent}
        self._kinds: dict[int, dict[Hashable, int]] = {i: {signature: i} for i, signature in enumerate(signatures)}
        self._apart = apart

    def find(self, position: int) -> int:
        """The root of the group of a position."""
        while self._parent[position] != position:
            self._parent[position] = self._parent[self._parent[position]]
            position = self._parent[position]
        return position

    def members(self, position: int) -> Sequence[int]:
        """All positions of the group of `position`."""
        return self._members[self.find(position)]

    def reasons(self, position: int) -> tuple[str, ...]:
        """Why the group of `position` was joined, each reason once."""
        return tuple(dict.fromkeys(self._reasons[self.find(position)]))

    def may_join(self, left: int, right: int) -> bool:
        """Whether no member of the one group must stay apart from a member of the other."""
        one, two = self._kinds[self.find(left)], self._kinds[self.find(right)]
        return not any(self._apart(a, b) for a in one.values() for b in two.values())

    def join(self, left: int, right: int, reason: str = "") -> bool:
        """Join two groups if they may be; whether they are one group now."""
        one, two = sorted((self.find(left), self.find(right)))
        if one == two:
            return True
        if not self.may_join(one, two):
            return False
        self._parent[two] = one
        self._members[one] += self._members.pop(two)
        self._kinds[one] = {**self._kinds.pop(two), **self._kinds[one]}
        self._reasons[one] += [*self._reasons.pop(two), *([reason] if reason else [])]
        return True

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """All groups, each sorted, in the order of their first members."""
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))
