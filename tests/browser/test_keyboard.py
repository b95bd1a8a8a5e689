"""By keyboard alone: the way past the head, every link in its order, and where one is can be seen."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Page
from tests.browser.conftest import Open
from tests.browser.pages import named
from tests.browser.reader import NARROW, WIDE
from tests.harness.scenes import LATE, STORM, TWO_LANGUAGES, Scene

#: Where the focus is: its number among all that can have it, whether it can be seen, and how it is marked.
FOCUSED = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  const seen = box.width > 1 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  return [all.filter(one => one.checkVisibility()).indexOf(here), seen, style.outlineStyle, style.outlineWidth];
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility()).length"""

pytestmark = pytest.mark.slow


def test_the_first_stop_is_a_visible_way_past_the_head(reader: Open) -> None:
    page = reader(STORM).open().page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate(FOCUSED)[1], "the skip link can't be seen while it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    ("scene", "path"),
    [(LATE, "/"), (LATE, f"/incidents/{LATE.incident}.html"), (LATE, "/history.html"), (TWO_LANGUAGES, "/")],
    ids=named,
)
def test_every_link_and_field_is_reached_in_order_and_marked(reader: Open, scene: Scene, path: str) -> None:
    reading = reader(scene)
    for size in (NARROW, WIDE):
        reading.page.set_viewport_size(size)
        stops = stops_of(reading.open(path).page)
        assert stops == list(range(len(stops))), size


def stops_of(page: Page) -> list[int]:
    """The number of each link, in the order in which Tab comes to it; each is seen and marked when it does."""
    stops = []
    for _ in range(page.evaluate(REACHABLE)):
        page.keyboard.press("Tab")
        number, seen, outline, width = page.evaluate(FOCUSED)
        assert seen, page.evaluate("document.activeElement.outerHTML")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        assert float(width.removesuffix("px")) >= 2
        stops.append(number)
    return stops
