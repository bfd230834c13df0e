"""Trim the base model's 250,002 pieces to those that European news needs, and build the tokenizer over them.

Kept: the special pieces, every single character of the kept scripts (so that any word can be spelled), and then the
pieces that occur most often when the words of `wordfreq`'s frequency lists are cut by the full tokenizer. Rows of
the embedding table are copied as stored, so a text whose pieces are all kept has exactly its old vectors.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from train.base import Base

SIZE = 84_000
"""Pieces kept. 18.1 MB of table; README.md says what fewer would cost."""

LANGUAGES = {
    "de": 8.0, "en": 6.0, "fr": 2.0, "es": 2.0, "it": 2.0, "pl": 2.0, "ru": 2.0, "nl": 1.5, "uk": 1.5, "pt": 1.0,
    "cs": 1.0, "sv": 0.7, "da": 0.5, "nb": 0.5, "tr": 0.5, "hu": 0.4, "ro": 0.4, "fi": 0.4, "sh": 0.4, "el": 0.3,
    "bg": 0.3, "sk": 0.2, "sl": 0.2, "lt": 0.2, "lv": 0.2,
}  # fmt: skip
"""`wordfreq` lists and their weights, each list's frequencies brought to sum 1."""

WORDS = 100_000
"""Words read from each list."""

DAMPING = 0.75
"""Exponent of a word's frequency: 1 starves the smaller languages, 0.5 drops common German suffix pieces."""

SYMBOLS = 4_000
"""Pieces without letters (numbers, punctuation), which word lists do not hold, by their own score."""

SPECIAL = 4
"""`<s>`, `<pad>`, `</s>`, `<unk>`: ids 0 to 3, before and after trimming."""

_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "COMBINING", "MODIFIER", "SUPERSCRIPT", "SUBSCRIPT")


def is_kept_character(char: str) -> bool:
    """Whether a character belongs to a kept script, or is a digit, punctuation mark or symbol of general use."""
    name = unicodedata.name(char, "")
    if unicodedata.category(char)[0] in "LM":
        return name.startswith(_SCRIPTS)
    return ord(char) < 0x2E80 or 0x1F000 <= ord(char) < 0x20000


def build_tokenizer(pieces: Iterable[tuple[str, float]]) -> Tokenizer:
    """A Unigram tokenizer (SentencePiece with its nmt_nfkc rules) that puts `<s>` and `</s>` around a text."""
    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex("[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f\u00ad]"), ""),
            normalizers.Replace(Regex("[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(t, normalized=False) for t in ("<s>", "<pad>", "</s>", "<unk>")])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return tokenizer


def full_tokenizer(base: Base) -> Tokenizer:
    """The tokenizer over all pieces."""
    scores = [float(score) for score in base.scores]
    return build_tokenizer(zip(base.pieces, scores, strict=True))


def choose_pieces(base: Base, size: int = SIZE) -> list[int]:
    """Ascending ids of the kept pieces, `size` of them."""
    last = len(base.pieces) - 1  # <mask>
    candidates = [i for i in range(SPECIAL, last) if all(map(is_kept_character, base.pieces[i]))]
    single = {i for i in candidates if len(base.pieces[i].removeprefix("▁")) <= 1}
    symbols = [i for i in candidates if not any(map(str.isalpha, base.pieces[i]))]
    symbols.sort(key=lambda i: (-base.scores[i], i))
    kept = {*range(SPECIAL), *single, *symbols[:SYMBOLS]}
    counts = piece_counts(full_tokenizer(base))
    ranked = sorted(set(candidates) - kept, key=lambda i: (-counts[i], i))
    return sorted(kept) if len(kept) >= size else sorted([*kept, *ranked[: size - len(kept)]])


def piece_counts(tokenizer: Tokenizer) -> dict[int, float]:
    """Expected frequency of each piece over the weighted word lists."""
    total: defaultdict[int, float] = defaultdict(float)
    for language, weight in LANGUAGES.items():
        counts: defaultdict[int, float] = defaultdict(float)
        words = _words(language)
        for form, share in _FORMS:
            texts = [form(word, language) for word, _ in words]
            for encoding, (_, frequency) in zip(tokenizer.encode_batch(texts), words, strict=True):
                for piece in encoding.ids[1:-1]:
                    counts[piece] += share * frequency**DAMPING
        mass = sum(counts.values())
        for piece, count in counts.items():
            total[piece] += weight * count / mass
    return total


def _elided(word: str, language: str) -> str:
    """As after an elided article (l'Union) in French and Italian, else as in the middle of a compound."""
    return f"l'{word}" if language in ("fr", "it") else f"-{word.capitalize()}"


def _sharp(word: str, language: str) -> str:
    """With the sharp s that the lists fold away, in German."""
    return word.replace("ss", "ß") if language == "de" else word


_FORMS: tuple[tuple[Callable[[str, str], str], float], ...] = (
    (lambda word, language: word, 0.45),
    (lambda word, language: word.capitalize(), 0.25),
    (lambda word, language: _sharp(word, language), 0.1),
    (lambda word, language: _sharp(word.capitalize(), language), 0.05),
    (lambda word, language: f"„{word.capitalize()}", 0.04),
    (lambda word, language: word.upper() if len(word) < 6 else word, 0.08),
    (_elided, 0.03),
)
"""How a listed word, lower-cased there, stands in print, with the share of each form."""


def _words(language: str) -> list[tuple[str, float]]:
    """The most frequent words of a language with their frequencies."""
    from wordfreq import get_frequency_dict

    items = sorted(get_frequency_dict(language, "best").items(), key=lambda pair: (-pair[1], pair[0]))
    return items[:WORDS]
