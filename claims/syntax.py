"""What a parser says of a sentence: tokens, their grammar, the names among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

EntityKind = Literal["PER", "ORG", "LOC", "MISC"]

ROOT = -1
"""`Token.head` of the token that heads its sentence."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or punctuation mark.

    `index` counts from 0 inside the sentence; `head` is the index of the governing token, or `ROOT`.
    `upos` and `relation` are Universal Dependencies tags (`NOUN`, `nsubj:pass`), `morph` the features
    that the model knows (Mood, Tense, VerbForm, Case, Number, Person) in that order, absent ones left
    out. `start` and `end` are half-open code points of the text that was parsed.
    """

    index: int
    form: str
    upos: str
    head: int
    relation: str
    morph: tuple[tuple[str, str], ...]
    start: int
    end: int

    def feature(self, name: str) -> str:
        """The value of one morphological feature, empty if the token has none."""
        return next((value for key, value in self.morph if key == name), "")


@dataclass(frozen=True, slots=True)
class Entity:
    """A name: tokens `first` up to, not including, `last`; code points `start` to `end`.

    `probability` is the mean probability that the model gave the tags of its tokens.
    """

    kind: EntityKind
    first: int
    last: int
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Parse:
    """One parsed sentence."""

    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]

    @property
    def root(self) -> Token:
        """The token that heads the sentence."""
        return next(token for token in self.tokens if token.head == ROOT)

    def head(self, token: Token) -> Token | None:
        """The governing token, `None` for the root."""
        return None if token.head == ROOT else self.tokens[token.head]

    def children(self, token: Token) -> Iterator[Token]:
        """The tokens that `token` governs, in sentence order."""
        return (other for other in self.tokens if other.head == token.index)

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """`token` and everything below it, in sentence order."""
        found, open_ = {token.index}, [token.index]
        while open_:
            below = [t.index for t in self.tokens if t.head == open_[-1]]
            open_.pop()
            open_.extend(below)
            found.update(below)
        return tuple(self.tokens[index] for index in sorted(found))

    def shifted(self, bounds: Sequence[tuple[int, int]]) -> Parse:
        """The same parse with the tokens at other places: `bounds` has (start, end) for each token."""
        tokens = tuple(
            replace(token, start=start, end=end) for token, (start, end) in zip(self.tokens, bounds, strict=True)
        )
        entities = tuple(
            replace(entity, start=bounds[entity.first][0], end=bounds[entity.last - 1][1]) for entity in self.entities
        )
        return Parse(tokens, entities)


class Parser(Protocol):
    """Anything that parses sentences that are cut into tokens."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """One parse a sentence, in order; offsets as if the tokens were joined by single spaces.

        A sentence without tokens gives a parse without tokens.
        """
        ...
