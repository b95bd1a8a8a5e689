"""One browser and one server a scene for all tests of this folder; a fresh context for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest

from tests.browser import chromium
from tests.browser.chromium import Browser
from tests.browser.reader import Reader
from tests.harness.scenes import Scene
from tests.harness.served import SiteOf, served

Open = Callable[..., Reader]


# Not for the whole session: while Playwright is there it keeps an event loop running, and others may want their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if why := chromium.missing():
        pytest.skip(why)
    with chromium.started() as browser:
        yield browser


@pytest.fixture(scope="package")
def site_of() -> Iterator[SiteOf]:
    with served() as site_of:
        yield site_of


@pytest.fixture
def reader(browser: Browser, site_of: SiteOf) -> Iterator[Open]:
    """Opens readers: each with a window of its own, at whose end nothing may have gone wrong."""
    with ExitStack() as until_the_end:

        def open_reader(scene: Scene, *, at: datetime | None = None, **options: object) -> Reader:
            """A window on the scene at its own time, or at another; the options are Playwright's."""
            return until_the_end.enter_context(Reader.of(browser, site_of(scene).url, at or scene.now, **options))

        yield open_reader
