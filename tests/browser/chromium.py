"""The installed Chromium: where it is, how it is started, and what is missing where it can't be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

#: Playwright's own. Nothing imports it by name, so that types are checked alike where it is not installed.
Browser: TypeAlias = Any
Page: TypeAlias = Any

#: Debian's place for it; FIREBREAK_CHROMIUM names another.
CHROMIUM = Path(os.environ.get("FIREBREAK_CHROMIUM", "/usr/bin/chromium"))
#: Containers have no user namespaces for its sandbox and a small /dev/shm; it only ever sees pages of ours.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb")


def missing() -> str:
    """Why no browser can be started, and what to do; empty where one can."""
    if find_spec("playwright") is None:
        return "needs Playwright: make clients"
    if not CHROMIUM.exists():
        return f"needs Chromium at {CHROMIUM}: apt-get install chromium, or set FIREBREAK_CHROMIUM"
    return ""


@contextmanager
def started() -> Iterator[Browser]:
    """One browser, gone at the end of the block. Ask `missing` first."""
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
