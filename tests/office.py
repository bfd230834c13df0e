"""LibreOffice without a window, for the tests that need a real spreadsheet program."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed (tests/install_browsers.sh installs it)"
)


def convert(path: Path, kind: str, into: Path, infilter: str = "") -> Path:
    """Open `path` and save it as `kind` (`xlsx`, `pdf`, `csv:…`) in `into`."""
    into.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{into.parent / 'profile'}"
    options = [f"--infilter={infilter}"] if infilter else []
    call = [
        "soffice",
        profile,
        "--headless",
        "--norestore",
        *options,
        "--convert-to",
        kind,
        "--outdir",
        str(into),
        str(path),
    ]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    return into / f"{path.stem}.{kind.split(':')[0]}"
