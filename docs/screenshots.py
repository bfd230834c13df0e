"""Make the pictures of docs/review.md from a run. Usage: screenshots.py DIR (a folder that `reconcile run --out` wrote)

Needs Chromium and LibreOffice (tests/install_browsers.sh), poppler-utils and the developers' packages. Look at the pictures
before committing them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from reconcile.store import DecisionStore
from reports.columns import REVIEW_COLUMNS, review_rows
from reports.html import to_html
from reports.read_json import read_reconciliation
from reports.review_page import Review
from reports.serve import ReviewServer
from reports.xlsx import to_xlsx

HERE = Path(__file__).parent / "images"
LANG = "de"
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> int:
    """Write report.png, review-page.png and sheet.png."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    result = read_reconciliation(Path(sys.argv[1]))
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.html").write_bytes(to_html(result, LANG))
        (folder / "review.xlsx").write_bytes(to_xlsx(review_rows(result), REVIEW_COLUMNS, LANG))
        server = ReviewServer(Review(result, "Ruth", LANG), DecisionStore(folder / "decisions.sqlite"))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _browse(folder, server.url)
        _sheet(folder)
    return 0


def _browse(folder: Path, url: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        _shoot(browser, (folder / "report.html").as_uri(), "n", HERE / "report.png")
        _shoot(browser, url, "3p", HERE / "review-page.png")
        browser.close()


def _shoot(browser: Any, url: str, keys: str, to: Path) -> None:
    page = browser.new_page(viewport={"width": 1360, "height": 860})
    page.goto(url)
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    page.screenshot(path=to)
    page.close()


def _sheet(folder: Path) -> None:
    """The first page of the workbook, as LibreOffice prints it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "review.xlsx"),
    ]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    part = ["-r", "118", "-f", "1", "-l", "1", "-x", "66", "-y", "66", "-W", "1820", "-H", "310", "-singlefile"]
    cut = ["pdftoppm", "-png", *part, str(folder / "review.pdf"), str(HERE / "sheet")]
    subprocess.run(cut, check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    raise SystemExit(main())
