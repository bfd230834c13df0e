"""Golden files: exact expected output. `UPDATE_GOLDEN=1 pytest tests/…` writes them anew; read the difference before committing."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def same_as_golden(name: str, content: bytes) -> bool:
    """Whether `content` is, byte for byte, what the golden file holds."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(content)
    assert path.is_file(), f"{path} is missing: UPDATE_GOLDEN=1 writes it"
    assert content.decode("utf-8").splitlines() == path.read_bytes().decode("utf-8").splitlines()
    return content == path.read_bytes()
