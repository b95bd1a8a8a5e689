"""Whatever anybody typed: in a real browser nothing of it runs, and nothing of it becomes a part of the page.

The page's policy is switched off for this, so that its escaping has to hold alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from shared.plan import Component, Plan
from tests.browser.chromium import Browser
from tests.browser.reader import Reader
from tests.builders import NOON, a_plan, a_statement, an_update
from tests.harness.rendered import Written, rendered
from tests.harness.site_server import Site, serving

#: Ways out of each place that a text of ours stands in: a tag, an attribute, a link, a style, a script, a comment, XML.
OUR_OWN = (
    "<script>window.injected=1</script>",
    "</title></style></script><script>window.injected=1</script>",
    '"><img src=x onerror="window.injected=1">',
    "' autofocus onfocus='window.injected=1",
    '" onmouseover="window.injected=1" style="position:fixed;inset:0',
    "javascript:window.injected=1//https://example.net/",
    "https://example.net/\"onmouseover='window.injected=1'",
    "https://example.net/<svg/onload=window.injected=1>",
    "www.example.net/'><script>window.injected=1</script>",
    'mailto:a@example.net"onclick=window.injected=1',
    "data:text/html,<script>window.injected=1</script>",
    "--><svg><script>window.injected=1</script></svg><!--",
    "]]><x onclick='window.injected=1'/>",
    "{{ 7*7 }}{% raw %}<b>{{ view }}</b>${7*7}",
    "&lt;script&gt;window.injected=1&lt;/script&gt;&#60;img src=x onerror=window.injected=1&#62;",
    "<base href='https://example.net/'><meta http-equiv=refresh content='0;url=https://example.net/'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.injected=1></style></mglyph></table></mtext></math>",
    "<template shadowrootmode=open><script>window.injected=1</script></template>",
    "<iframe srcdoc='<script>parent.injected=1</script>'></iframe><object data=x><embed src=x>",
    "\u202e<script>window.injected=1</script>\u2066\u0000<scr\u0000ipt>window.injected=1</scr\u0000ipt>",
    "+ADw-script+AD4-window.injected=1+ADw-/script+AD4-",
    "<form action=https://example.net/><button autofocus onfocus=window.injected=1>",
)
#: What a text may rightly change: its own paragraphs and line ends, the links in it and where they may break, a
#: description that is left empty.
OF_THE_TEXT = ("P", "BR", "A", "WBR", "SMALL", "BDI")
#: How many elements of each kind there are, the names of all attributes, and the schemes of all links.
SHAPE = """(ofTheText) => {
  const all = [...document.querySelectorAll("*")], kinds = {};
  for (const one of all) if (!ofTheText.includes(one.tagName)) kinds[one.tagName] = (kinds[one.tagName] || 0) + 1;
  return { kinds, attributes: [...new Set(all.flatMap(one => one.getAttributeNames()))].sort(),
    schemes: [...new Set(all.map(one => one.href || one.src).filter(Boolean).map(link => link.split(":")[0]))] };
}"""
SCHEMES = {"http", "https", "mailto", "data"}  # `data` is the icon's
PAGES = ("/", "/history.html", "/incidents/st-open.html", "/incidents/st-back.html", "/not/there")

TEXTS_AT_ONCE = 8

pytestmark = pytest.mark.slow


def site_saying(url: str, texts: Sequence[str]) -> dict[str, Written]:
    """Each text as title, body, reason, and a component's name and description; all of them in one as the rest."""
    everything = " ".join(texts)
    components = [Component(f"part-{at}", text, text) for at, text in enumerate(texts)]
    plan: Plan = a_plan(company=everything, components=components, status_page=url)
    named = tuple(component.id for component in components)
    statements = [
        a_statement("st-open", title=everything, updates=(an_update(body=everything),), components=named),
        taken_back("st-back", everything),
        *(a_statement(f"st-o{at}", title=text, updates=(an_update(body=text),)) for at, text in enumerate(texts)),
        *(taken_back(f"st-b{at}", text) for at, text in enumerate(texts)),
    ]
    return rendered(statements, plan, NOON)


def taken_back(key: str, text: str) -> Any:
    return a_statement(key, title=text, state="retracted", retracted_because=text, updates=(an_update(body=text),))


def read_whole(browser: Browser, texts: Sequence[str]) -> dict[str, Any]:
    """The shape of every page that holds the texts, and of what a feed reader would show of them."""
    shapes = {}
    with serving(Site()) as site:
        objects = site_saying(site.url, texts)
        assert_machines_can_read(objects)
        site.objects = objects
        with Reader.of(browser, site.url, NOON, bypass_csp=True) as reading:
            for path in PAGES:
                shapes[path] = reading.open(path).page.evaluate(SHAPE, OF_THE_TEXT)
            items = json.loads(objects["feed.json"].body)["items"]
            reading.page.set_content("<hr>".join(item["content_html"] for item in items), wait_until="load")
            shapes["feed"] = reading.page.evaluate(SHAPE, OF_THE_TEXT)
            assert reading.page.evaluate("window.injected") is None
            assert [said for said in reading.complaints if "404 (Not Found)" not in said] == []
            assert {url for url in reading.asked if not url.startswith(site.url)} == set()
    return shapes


def assert_machines_can_read(objects: dict[str, Written]) -> None:
    for key, written in objects.items():
        if key.endswith(".json"):
            json.loads(written.body)
        elif key.endswith((".atom", ".rss")):
            Xml.fromstring(written.body)


def assert_nothing_gets_in(browser: Browser, texts: Sequence[str]) -> None:
    plain, shapes = read_whole(browser, ["plain words"] * len(texts)), read_whole(browser, texts)
    for page, shape in shapes.items():
        assert shape["kinds"] == plain[page]["kinds"], page
        assert set(shape["schemes"]) <= SCHEMES, page
        assert [name for name in shape["attributes"] if name.startswith("on") or name == "srcdoc"] == [], page


def test_no_text_of_our_own_list_becomes_a_part_of_a_page(browser: Browser) -> None:
    assert_nothing_gets_in(browser, OUR_OWN)


def test_no_text_of_the_shared_material_becomes_a_part_of_a_page(browser: Browser, shared_material: Path) -> None:
    found = json.loads((shared_material / "payloads/nasty/texts.json").read_text(encoding="utf-8"))
    texts = [entry["text"] for entry in found]
    assert len(texts) > 200
    # Several in one, which makes the page no safer, and the test quicker.
    assert_nothing_gets_in(
        browser, [" ".join(texts[at : at + TEXTS_AT_ONCE]) for at in range(0, len(texts), TEXTS_AT_ONCE)]
    )


def test_a_page_that_does_not_escape_would_be_found_out(browser: Browser) -> None:
    with serving(Site()) as site:
        page = Written(OUR_OWN[2].encode(), "text/html; charset=utf-8", "no-store")
        site.objects = {"index.html": page, "404.html": page}
        with Reader.of(browser, site.url, NOON, bypass_csp=True) as reading:
            reading.open().page.wait_for_function("window.injected === 1")
