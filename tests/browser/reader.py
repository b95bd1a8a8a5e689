"""Somebody who reads the page in a window of their own, and all that went wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.browser.chromium import Browser, Page

NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


@dataclass(slots=True)
class Reader:
    """`complaints` holds console errors, violated policies, dialogs and script errors; `asked` every URL requested."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def of(cls, browser: Browser, url: str, now: datetime, **options: Any) -> Iterator[Reader]:
        """A fresh window whose clock stands at `now`; the options are those of Playwright's `new_context`."""
        context = browser.new_context(**{"viewport": NARROW, "locale": "en-GB", "timezone_id": "UTC", **options})
        try:
            context.clock.install(time=now)
            reader = cls(context.new_page(), url)
            reader._listen()
            yield reader
        finally:
            context.close()

    def open(self, path: str = "/") -> Reader:
        """Loads that path of the site, and waits for all that it loads."""
        self.page.goto(self.url + path, wait_until="load")
        return self

    def later(self, span: timedelta) -> None:
        """Moves the reader's clock on, and runs all that was due meanwhile."""
        self.page.clock.run_for(int(span / timedelta(milliseconds=1)))

    def text(self) -> str:
        """What can be seen, on one line."""
        return " ".join(self.page.inner_text("body").split())

    def _listen(self) -> None:
        self.page.on("console", lambda said: self.complaints.append(f"console {said.type}: {said.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self._refuse(dialog))  # noqa: PLW0108  # Playwright marks the callable
        self.page.on("request", lambda request: self.asked.append(request.url))

    def _refuse(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()
