"""Write the generated pages: docs/cli.md from the commands, docs/rules.md from the rules. Usage: generate.py [--check]"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
COMMANDS = (
    (), ("run",), ("compare",), ("claims",), ("review",), ("review", "import"), ("review", "agreement"), ("review", "serve"),
    ("review", "export"),
)  # fmt: skip


def cli_page() -> str:
    """Every command's own help, as a user sees it at 100 columns."""
    parts = ["# Command line", "", "Made by `docs/generate.py` from the commands themselves; do not edit.", ""]
    plain = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "LINES": "50"}
    for command in COMMANDS:
        call = [sys.executable, "-m", "reconcile.cli", *command, "--help"]
        shown = subprocess.run(call, env=plain, capture_output=True, text=True, check=True).stdout
        shown = shown.replace("python -m reconcile.cli", "reconcile")
        text = "\n".join(line.rstrip() for line in shown.strip().splitlines())
        parts += [f"## reconcile {' '.join(command)}".rstrip(), "", "```text", text, "```", ""]
    return "\n".join(parts).rstrip() + "\n"


def rules_page() -> str:
    """The rules in their order, with their docstrings and what they say to a reader."""
    from reconcile.judge.evidence import COMPARISONS
    from reconcile.judge.explain import messages
    from reconcile.judge.rules import RULES

    said = messages("en")
    parts = [
        "# Rules and signals",
        "",
        "Made by `docs/generate.py` from the code; do not edit.",
        "",
        "## Rules, in order",
        "",
    ]
    for rule in RULES:
        parts += [f"### `{rule.__name__}`", "", _docstring(rule), "", f"Says: {said[rule.__name__]}", ""]
    parts += ["## Signals", ""]
    for compare in COMPARISONS:
        parts += [f"- `{compare.__name__}`: {_docstring(compare)}"]
    return "\n".join(parts).rstrip() + "\n"


def _docstring(thing: object) -> str:
    return " ".join((getattr(thing, "__doc__", None) or "").split())


def main() -> int:
    """Write the pages, or with --check compare and return 1 when one is stale."""
    pages = {"cli.md": cli_page(), "rules.md": rules_page()}
    stale = [name for name, text in pages.items() if not _same(HERE / name, text)]
    if "--check" in sys.argv[1:]:
        for name in stale:
            print(f"docs/{name} is stale: run make docs")
        return int(bool(stale))
    for name in stale:
        (HERE / name).write_text(pages[name], encoding="utf-8")
    print(f"{len(stale)} pages written")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
