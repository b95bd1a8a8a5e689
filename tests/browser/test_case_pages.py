"""The pages behind a case's link: axe finds nothing, nothing is cut off at 320 pixels, a keyboard is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import pytest

from functions.act_on_case import telling
from infra.local.exchange import Request, Response
from infra.local.front_door import FrontDoor
from shared.case import LogEntry
from shared.channels.message import Deed
from shared.pressing import Press, View
from tests.browser import axe
from tests.browser.chromium import Browser
from tests.browser.reader import WIDE, Reader
from tests.builders import NOON, a_plan, minutes
from tests.shared.nouns import a_case

PHONE = {"width": 320, "height": 640}
LOOKS = (("light", PHONE), ("dark", WIDE))
CASE = replace(
    a_case("case-7127424451", told=True),
    telling=1,
    title="Website or app does not work: " + "Donaudampfschifffahrt" * 2,
)
VIEW = View(a_plan(), a_plan(), NOON + minutes(3))
SINCE = [
    LogEntry("firebreak", "told ada by slack, ada by email", NOON),
    LogEntry("linus", "escalated by hand; on to rung 1: Grace", NOON + minutes(2)),
]
OVER = replace(
    CASE, state="resolved", resolved_by="grace", resolved_at=NOON + minutes(2), root_cause="A full disk. " * 20
)


def of(deed: Deed) -> Press:
    return Press(CASE.id, deed, "ada", 1)


PAGES: dict[str, dict[str, Any]] = {
    "/acknowledge": telling.ask(CASE, of("acknowledge"), VIEW, SINCE),
    "/escalate": telling.ask(CASE, of("escalate"), VIEW, []),
    "/resolve": telling.ask(CASE, of("resolve"), VIEW, SINCE),
    "/wrong": telling.ask(CASE, of("resolve"), VIEW, SINCE, "x" * 300, "a root cause has at most 200 characters"),
    "/done": telling.done(replace(CASE, state="acknowledged", acknowledged_by="ada"), of("acknowledge"), VIEW),
    "/stale": telling.stale(OVER, VIEW, "Grace resolved it at 14:02 CEST. Root cause: x", SINCE, 409, "Typed\n" * 3),
    "/void": telling.void(),
}


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    door = FrontDoor(_answer, 0)
    door.start()
    with Reader.of(browser, door.url, NOON, viewport=PHONE) as reader:
        yield reader
    door.close()


def _answer(request: Request) -> Response:
    found = PAGES.get(request.path)
    if found is None:
        return Response(HTTPStatus.NOT_FOUND)
    return Response(found["statusCode"], found["headers"], found["body"].encode())


@pytest.mark.slow
@pytest.mark.skipif(not axe.SOURCE.exists(), reason=f"needs axe-core at {axe.SOURCE}: make clients")
def test_axe_finds_nothing_on_any_page(reader: Reader) -> None:
    found = {}
    for path in PAGES:
        page = reader.open(path).page
        for scheme, viewport in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(viewport)
            found[path, scheme] = axe.findings(page, (*axe.WCAG, *axe.BEST_PRACTICE))
    assert {where: each for where, each in found.items() if each} == {}


def test_nothing_is_wider_than_a_small_phone(reader: Reader) -> None:
    widths = {path: reader.open(path).page.evaluate("document.documentElement.scrollWidth") for path in PAGES}
    assert widths == dict.fromkeys(PAGES, PHONE["width"])


def test_a_keyboard_is_enough_and_shows_where_it_is(reader: Reader) -> None:
    page = reader.open("/resolve").page
    seen = []
    for _ in range(2):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.tagName + getComputedStyle(document.activeElement).outlineStyle")
        )
    assert seen == ["TEXTAREAsolid", "BUTTONsolid"]


def test_the_pages_keep_their_own_policy(reader: Reader) -> None:
    for path in PAGES:
        reader.open(path)
    assert {said for said in reader.complaints if "status of 4" not in said} == set()
    # No style sheet, script or picture. The browser asks for an icon by itself.
    assert {url.removeprefix(reader.url) for url in reader.asked} - {"/favicon.ico"} == set(PAGES)
