"""Compare names: persons across transcriptions, organisations across legal forms, places across languages."""

from __future__ import annotations

from reconcile.names.compare import compare_names
from reconcile.names.likeness import MATCH, MERGE, Likeness

__all__ = ["MATCH", "MERGE", "Likeness", "compare_names"]
