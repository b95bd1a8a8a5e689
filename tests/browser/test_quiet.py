"""The page asks nobody else for anything, complains of nothing, and runs nothing that we did not write."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.browser.conftest import Open
from tests.browser.pages import named, pages_of
from tests.harness.scenes import SCENES, STORM, TWO_LANGUAGES, Scene

#: What somebody might get into the page: each of these asks the network, or runs.
STRANGERS = """() => {
  window.refused = new Set();
  document.addEventListener("securitypolicyviolation", event => window.refused.add(event.effectiveDirective));
  const add = (tag, about) => document.body.append(Object.assign(document.createElement(tag), about));
  add("script", { textContent: "window.stranger = 1" });
  add("script", { src: "https://example.net/stranger.js" });
  add("img", { src: "https://example.net/stranger.png" });
  add("iframe", { src: "https://example.net/" });
  add("style", { textContent: "@import 'https://example.net/stranger.css'" });
  fetch("https://example.net/").catch(() => undefined);
}"""
OUR_SCRIPTS = {"late.js", "language.js"}
WAYS_IN = {"script-src-elem", "img-src", "frame-src", "style-src-elem", "connect-src"}

pytestmark = pytest.mark.slow


# All that two languages show, three do.
@pytest.mark.parametrize("scene", [one for one in SCENES if one is not TWO_LANGUAGES], ids=named)
def test_a_page_loads_itself_and_its_scripts_and_complains_of_nothing(reader: Open, scene: Scene) -> None:
    reading = reader(scene)
    for path in pages_of(scene):
        reading.asked.clear()
        reading.open(path).later(timedelta(minutes=10))
        scripts = [str(script.evaluate("each => each.src")) for script in reading.page.locator("script").all()]
        assert {script.rpartition("/")[2] for script in scripts} <= OUR_SCRIPTS
        assert sorted(reading.asked) == sorted([reading.url + path, *scripts])
    # Of the page that isn't there the browser says just that.
    assert [said for said in reading.complaints if "404 (Not Found)" not in said] == []


def test_the_policy_lets_nothing_in_that_we_did_not_write(reader: Open) -> None:
    reading = reader(STORM).open()
    refused: dict[str, str | None] = {}
    reading.page.on("requestfailed", lambda request: refused.update({request.url: request.failure}))
    reading.page.evaluate(STRANGERS)
    reading.page.wait_for_function(f"window.refused.size >= {len(WAYS_IN)}")
    assert set(reading.page.evaluate("[...window.refused]")) == WAYS_IN
    assert reading.page.evaluate("window.stranger") is None
    strangers = [url for url in reading.asked if not url.startswith(reading.url)]
    assert {url: refused.get(url) for url in strangers} == dict.fromkeys(strangers, "csp")
