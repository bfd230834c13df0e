"""Write `reconcile/models/manifest.json`: the SHA-256 of every packaged model file.

    python -m train.manifest [reconcile/models]

Each model folder has its own manifest, which is checked when the model is loaded; this one is the table of contents that a
report cites.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from claims.weights import FORMAT
from train.package import write_json


def write_contents(models: Path) -> None:
    """Name every file of every model folder but cards and manifests."""
    left_out = {"manifest.json", "README.md"}
    files = sorted(path for path in models.rglob("*") if path.is_file() and path.name not in left_out)
    digests = {path.relative_to(models).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    write_json(models / "manifest.json", {"format": FORMAT, "files": digests})


if __name__ == "__main__":
    write_contents(Path(sys.argv[1] if len(sys.argv) > 1 else "reconcile/models"))
