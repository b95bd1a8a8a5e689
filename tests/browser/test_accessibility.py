"""axe-core finds nothing, on any page, in any state, light or dark, narrow or wide."""

from __future__ import annotations

import pytest

from tests.browser import axe
from tests.browser.conftest import Open
from tests.browser.pages import named, pages_of
from tests.browser.reader import NARROW, WIDE
from tests.harness.scenes import SCENES, STORM, TWO_LANGUAGES, Scene

#: Colours know nothing of sizes, nor sizes of colours: each is looked at once.
LOOKS = (("light", NARROW), ("dark", WIDE))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not axe.SOURCE.exists(), reason=f"needs axe-core at {axe.SOURCE}: make clients"),
]


# All that two languages show, three do.
@pytest.mark.parametrize("scene", [one for one in SCENES if one is not TWO_LANGUAGES], ids=named)
def test_axe_finds_nothing(reader: Open, scene: Scene) -> None:
    found = {}
    reading = reader(scene)
    for path in pages_of(scene):
        page = reading.open(path).page
        for scheme, viewport in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(viewport)
            found[path, scheme] = axe.findings(page, (*axe.WCAG, *axe.BEST_PRACTICE))
    assert {where: each for where, each in found.items() if each} == {}


def test_axe_would_find_what_is_wrong(reader: Open) -> None:
    page = reader(STORM).open().page
    page.evaluate("document.querySelector('h1').style.color = 'rgb(200, 120, 90)'; document.documentElement.lang = ''")
    found = "\n".join(axe.findings(page, axe.WCAG))
    assert "color-contrast" in found
    assert "html-has-lang" in found
