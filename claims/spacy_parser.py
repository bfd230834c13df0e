"""An installed spaCy pipeline behind the parser interface (`--parser spacy:NAME`). spaCy is not a dependency."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from claims.errors import ModelError
from claims.syntax import ROOT, Entity, EntityKind, Parse, Token

KINDS: dict[str, EntityKind] = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
    "MISC": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "NORP": "MISC", "LAW": "MISC",
}  # fmt: skip

TIGER = {
    "sb": "nsubj", "sbp": "nsubj:pass", "oa": "obj", "oa2": "obj", "da": "iobj", "og": "obj", "op": "obl", "mo": "obl",
    "nk": "nmod", "ag": "nmod", "pg": "nmod", "pnc": "flat:name", "app": "appos", "oc": "xcomp", "rc": "acl:relcl",
    "cj": "conj", "cd": "cc", "cp": "mark", "ng": "advmod", "svp": "compound:prt", "pd": "xcomp", "re": "ccomp",
    "rs": "parataxis", "par": "parataxis", "punct": "punct", "ROOT": "root", "mnr": "nmod", "ph": "expl", "ep": "expl",
    "ju": "cc", "nmc": "nummod", "sb:pass": "nsubj:pass", "dm": "discourse", "vo": "vocative", "ac": "case", "uc": "flat",
}  # fmt: skip
"""The nearest Universal Dependencies relation of the TIGER labels that spaCy's German pipelines use."""


class SpacyParser:
    """A `Parser` on a spaCy pipeline."""

    def __init__(self, name: str) -> None:
        """Load the pipeline; `ModelError` if spaCy or the pipeline is not installed."""
        try:
            spacy: Any = import_module("spacy")
            self._pipeline = spacy.load(name)
            self._doc: Any = import_module("spacy.tokens").Doc
        except (ImportError, OSError, ValueError) as error:
            reason = str(error).partition("\n")[0]
            raise ModelError(f"cannot load the parser spacy:{name}: {reason}") from error

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """One parse a sentence, in order; offsets as if the tokens were joined by single spaces."""
        return [self._parse(list(words)) for words in sentences]

    def _parse(self, words: list[str]) -> Parse:
        if not words:
            return Parse((), ())
        doc = self._doc(self._pipeline.vocab, words=words)
        for _name, component in self._pipeline.pipeline:
            doc = component(doc)
        tokens = tuple(_token(token, list(doc)) for token in doc)
        return Parse(tokens, tuple(_entities(doc, tokens)))


def _token(token: Any, doc: list[Any]) -> Token:
    """A spaCy token as ours; of several roots only the first stays one."""
    roots = [other.i for other in doc if other.head.i == other.i]
    is_root = token.head.i == token.i
    head = token.head.i if not is_root else (ROOT if token.i == roots[0] else roots[0])
    relation = TIGER.get(token.dep_, token.dep_) if head != ROOT else "root"
    morph = tuple(pair for pair in sorted(token.morph.to_dict().items()) if pair[0] != "Gender")
    end = token.idx + len(token.text)
    return Token(token.i, token.text, token.pos_, head, relation, morph, token.idx, end)


def _entities(doc: Any, tokens: Sequence[Token]) -> list[Entity]:
    """The names; spaCy gives no probability, so 1."""
    return [
        Entity(KINDS[span.label_], span.start, span.end, tokens[span.start].start, tokens[span.end - 1].end, 1.0)
        for span in doc.ents
        if span.label_ in KINDS
    ]
