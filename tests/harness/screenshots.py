"""Pictures of the page in every scene, narrow and wide, light and dark, for people to look at.

`python -m tests.harness.screenshots FOLDER` writes `storm-narrow-dark.png` and its like, and a print of the storm.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tests.browser import chromium
from tests.browser.chromium import Browser
from tests.browser.pages import pages_of
from tests.browser.reader import NARROW, WIDE, Reader
from tests.harness.scenes import SCENES, STORM
from tests.harness.served import SiteOf, served

SIZES = {"narrow": NARROW, "wide": WIDE}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    if why := chromium.missing():
        print(why)
        return 3
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with served() as site_of, chromium.started() as browser:
        taken = [*pictures(browser, site_of, folder), printed(browser, site_of, folder)]
    print(f"{len(taken)} pictures in {folder}")
    return 0


def pictures(browser: Browser, site_of: SiteOf, folder: Path) -> Iterator[Path]:
    """One of each page, whole."""
    for scene in SCENES:
        for size, viewport in SIZES.items():
            for scheme in SCHEMES:
                look = {"viewport": viewport, "color_scheme": scheme}
                with Reader.of(browser, site_of(scene).url, scene.now, **look) as reading:
                    for path in pages_of(scene):
                        place = folder / f"{scene.name}{_kind(path)}-{size}-{scheme}.png"
                        reading.open(path).page.screenshot(path=place, full_page=True)
                        yield place


def printed(browser: Browser, site_of: SiteOf, folder: Path) -> Path:
    """The storm on paper."""
    place = folder / "storm-printed.pdf"
    with Reader.of(browser, site_of(STORM).url, STORM.now) as reading:
        reading.open().page.pdf(path=place, format="A4")
    return place


def _kind(path: str) -> str:
    """Empty for the index; `-pt-incident` for a page in another language than the main one."""
    known = {"index.html": "", "history.html": "-history", "incidents": "-incident", "not": "-not"}
    return "".join(known.get(part, f"-{part}" if len(part) == 2 else "") for part in path.strip("/").split("/"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
