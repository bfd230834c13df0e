"""Legal forms of organisations (GmbH, AG, Ltd): OpenSanctions' table in `rigour`, or a short list of our own without it.

Only rigour's compiled core is used. The package itself needs PyICU, which has no wheels and must be compiled against ICU's
headers; so rigour is an optional dependency that the Makefile installs without its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from reconcile.names.resources import words

_CASEFOLD, _NO_CLEANUP = 4, 0
"""rigour's `Normalize.CASEFOLD` and `Cleanup.Noop`, whose module cannot be imported without PyICU."""


@cache
def _core() -> Any:
    try:
        from rigour import _core as core
    except ImportError:
        return None
    return core


def find_legal_form(text: str) -> str:
    """The canonical legal form in a folded name (`gmbh`), "" if it has none."""
    if _core() is not None:
        found = _core().extract_org_types(text, _CASEFOLD, _NO_CLEANUP, False)
        return str(found[0][1]) if found else ""
    match = _own_forms().search(text)
    return re.sub(r"\W", "", match.group()) if match else ""


def without_legal_forms(text: str) -> str:
    """A folded name without its legal forms."""
    if _core() is not None:
        return str(_core().remove_org_types(text, _CASEFOLD, _NO_CLEANUP, "") or "")
    return " ".join(_own_forms().sub(" ", text).split())


@cache
def _own_forms() -> re.Pattern[str]:
    forms = sorted(words("organisations.toml", "legal_forms"), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(form) for form in forms) + r")(?!\w)")
