"""What a clause is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClauseKind = Literal[
    "main", "conjunct", "complement", "relative", "adverbial", "participial", "parataxis", "apposition"
]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a sentence.

    `head` is the index of its predicate, `parent` the head of the clause above (`ROOT` for none), `tokens` the indices
    that belong to it once the clauses that stand alone are cut off. `subject` is the index of its subject, its own or
    shared, or of the word that a relative or participial clause describes; -1 where there is none. `auxiliaries` are
    those it shares with the clause it is coordinated with. `states` tells whether it can be a claim.
    """

    kind: ClauseKind
    head: int
    parent: int
    tokens: tuple[int, ...]
    subject: int
    auxiliaries: tuple[int, ...] = ()
    states: bool = True
