"""Debian's Chromium, driven by Playwright, for the tests that need a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or ""
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
needs_browser = pytest.mark.skipif(
    not CHROMIUM, reason="Chromium is not installed (tests/install_browsers.sh installs it)"
)


@contextmanager
def open_page(**context: Any) -> Iterator[Any]:
    """A page in a browser that may load files and this machine only; what goes wrong in it is collected in `page.wrong`."""
    sync = pytest.importorskip("playwright.sync_api")
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        try:
            page = browser.new_context(**context).new_page()
            page.wrong = []
            page.requested = []
            page.on("pageerror", lambda error: page.wrong.append(str(error)))
            page.on("console", lambda said: page.wrong.append(said.text) if said.type in ("error", "warning") else None)
            page.on("request", lambda request: page.requested.append(request.url))
            yield page
        finally:
            browser.close()


def expect(locator: Any) -> Any:
    """Playwright's patient assertions; more patient than by default, for a machine that runs other tests beside."""
    sync = pytest.importorskip("playwright.sync_api")
    sync.expect.set_options(timeout=20_000)
    return sync.expect(locator)
