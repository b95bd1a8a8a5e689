"""What a reader needs is there without scripts, on paper, on a small screen."""

from __future__ import annotations

from urllib.request import urlopen

import pytest

from tests.browser.chromium import Page
from tests.browser.conftest import Open
from tests.browser.pages import named, pages_of
from tests.harness.scenes import RETRACTED, SCENES, STORM, Scene

STORM_PAGE = f"/incidents/{STORM.incident}.html"
#: WCAG 2.2, 1.4.10: 320 CSS pixels, without scrolling in two directions.
SMALLEST = {"width": 320, "height": 640}

pytestmark = pytest.mark.slow


def printed_after(page: Page) -> str:
    """What the style sheet adds behind links, which is no part of the page's text."""
    added: list[str] = page.locator("a").evaluate_all("links => links.map(a => getComputedStyle(a, '::after').content)")
    return " ".join(added)


@pytest.mark.parametrize("path", ["/", STORM_PAGE])
def test_without_scripts_the_words_the_promise_and_the_ways_on_are_there(reader: Open, path: str) -> None:
    reading = reader(STORM, java_script_enabled=False).open(path)
    text = reading.text()
    for needed in ("Paying for a booking fails", "some banks", "Next update", "14:15", "13:15 UTC", "2 October 2026"):
        assert needed.lower() in text.lower(), needed
    assert reading.page.locator('a[href="https://example.com/contact"]:visible').count() > 0
    if path == "/":
        reading.page.get_by_role("link", name="Paying for a booking fails").first.click()
        assert reading.page.url.endswith(STORM_PAGE)


def test_every_link_leads_somewhere(reader: Open) -> None:
    reading = reader(RETRACTED).open("/")
    for path in ("/", "/history.html", f"/incidents/{RETRACTED.incident}.html", "/not/there"):
        reading.open(path)
        links: list[str] = reading.page.locator("a[href]").evaluate_all("links => links.map(a => a.href)")
        ours = {link.partition("#")[0] for link in links if link.startswith(reading.url)}
        assert ours
        for link in ours - {reading.url + "/not/there"}:
            assert urlopen(link, timeout=10).status == 200


@pytest.mark.parametrize("path", ["/", STORM_PAGE])
def test_on_paper_the_news_stays_and_what_only_a_screen_can_do_goes(reader: Open, path: str) -> None:
    reading = reader(STORM).open(path)
    reading.page.emulate_media(media="print")
    text = reading.text()
    for needed in ("Paying for a booking fails", "14:15", "https://example.com/contact"):
        assert needed in text + printed_after(reading.page), needed
    assert not reading.page.get_by_role("navigation").is_visible()
    assert reading.page.pdf().startswith(b"%PDF")
    colours = reading.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colours in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_nothing_is_wider_than_a_small_screen(reader: Open, scene: Scene) -> None:
    reading = reader(scene, viewport=SMALLEST)
    widths = {
        path: reading.open(path).page.evaluate("document.documentElement.scrollWidth") for path in pages_of(scene)
    }
    assert max(widths.values()) <= SMALLEST["width"], widths


def test_long_words_and_addresses_are_broken_on_a_small_screen(reader: Open) -> None:
    page = reader(STORM, viewport=SMALLEST).open().page
    page.locator("h1").evaluate("(h1, word) => { h1.textContent = word }", "x" * 200)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
