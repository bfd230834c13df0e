"""Reads articles of several sources about one event and reports agreement, additions and contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reconcile.records import Reconciliation

__version__ = "0.1.0"
__all__ = ["__version__", "run"]


def run(inputs: str | Sequence[str], **settings: Any) -> Reconciliation:
    """Reconcile a folder or several files; `settings` are the fields of `reconcile.settings.Settings`.

    Raises ReconcileError (claims.errors) for unusable input, settings or models. Nothing is written.
    """
    from reconcile.pipeline import reconcile_inputs
    from reconcile.settings import load_settings

    paths = [inputs] if isinstance(inputs, str) else [str(path) for path in inputs]
    return reconcile_inputs(paths, load_settings(None, **settings))
