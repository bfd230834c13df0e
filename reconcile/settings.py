"""Every default stands here, once. A TOML file overrides it, the command line overrides that."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from claims.errors import SettingsError

MODELS = Path(__file__).parent / "models"
"""The folder of the packaged models."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told. Names are the keys of the TOML file and, with dashes, the command-line options."""

    encoder: str = ""
    """A sentence-transformers name or path; empty for the packaged multilingual-e5-small."""

    parser: str = ""
    """`spacy:NAME` for an installed spaCy pipeline; empty for the packaged syntax model."""

    device: str = "cpu"
    """Where a sentence-transformers encoder runs (`cpu`, `cuda`); the packaged models run on the CPU."""

    aliases: str = ""
    """A TOML or CSV file with names of your own (docs/names.md)."""

    top_k: int = 10
    """Candidates a claim keeps in every other source. On 20 tuning stories 96 % of the labelled conflicts are candidates at 10
    (2026-11)."""

    min_similarity: float = 0.4
    """Cosine under which two claims are never a pair. Under the packaged encoder claims of two articles on one event have median
    0.42; 1 % of the labelled conflicts lie below 0.41 (2026-11). Another encoder wants another value."""

    dense_weight: float = 0.6
    """Share of the dense similarity in the fusion with character n-grams, in [0, 1]."""

    conflict_with_rule: float = 0.56
    """Calibrated probability from which a conflict that a rule proposes is reported. On 40 stories, held out, .82 of what reaches
    .58 is right, .76 at .5; on 43 by five other writers .56 and .53. Those have many more labelled conflicts than news: where
    conflicts are rarer the same probability means less, so the threshold is above .5 (2026-11)."""

    conflict_alone: float = 0.56
    """The same where only the model sees a conflict and no rule can say why (2026-11)."""

    min_related: float = 0.05
    """Calibrated probability of saying anything about one thing, under which a pair is dropped as unrelated."""

    lang: str = "en"
    """Language of the report: `en` or `de`."""

    def items(self) -> tuple[tuple[str, str], ...]:
        """Name and value of every setting, as text, in order: the run record of the report."""
        return tuple((f.name, str(getattr(self, f.name))) for f in fields(self))


def load_settings(path: Path | None, **given: Any) -> Settings:
    """Defaults, then the TOML file, then what is given and not None.

    Raises SettingsError for an unreadable file, an unknown key or a value of the wrong type or range.
    """
    settings = Settings()
    if path is not None:
        settings = _apply(settings, _read_toml(path), f"{path}: ")
    return _check(_apply(settings, {k: v for k, v in given.items() if v is not None}, ""))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _apply(settings: Settings, values: dict[str, Any], where: str) -> Settings:
    known = {f.name: type(getattr(settings, f.name)) for f in fields(settings)}
    for name, value in values.items():
        if name not in known:
            raise SettingsError(f"{where}unknown setting {name!r} (known: {', '.join(known)})")
        wanted = known[name]
        if isinstance(value, bool) or not isinstance(value, (int, float) if wanted is float else wanted):
            raise SettingsError(f"{where}{name} must be {wanted.__name__}, not {value!r}")
        settings = replace(settings, **{name: wanted(value)})
    return settings


def _check(settings: Settings) -> Settings:
    if settings.top_k < 1:
        raise SettingsError("top_k must be at least 1")
    for name in ("min_similarity", "dense_weight", "conflict_with_rule", "conflict_alone", "min_related"):
        if not 0.0 <= getattr(settings, name) <= 1.0:
            raise SettingsError(f"{name} must be in [0, 1]")
    if settings.lang not in ("en", "de"):
        raise SettingsError(f"lang must be en or de, not {settings.lang!r}")
    return settings
