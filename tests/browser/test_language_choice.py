"""The main page opens in the reader's language, unless the reader chose another; the switch needs no script."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.harness.scenes import THREE_LANGUAGES

MAIN, PORTUGUESE, ARABIC = "/", "/pt/index.html", "/ar/index.html"
INCIDENT = f"/incidents/{THREE_LANGUAGES.incident}.html"
#: As browsers do that keep nothing for a page: even asking is refused.
NO_STORAGE = """Object.defineProperty(window, "localStorage",
  { get() { throw new DOMException("refused", "SecurityError"); } })"""

pytestmark = pytest.mark.slow


def open_(reading: Reader, path: str, then: str) -> None:
    """Loads that path, and waits for the page that has to come of it."""
    reading.page.goto(reading.url + path, wait_until="commit")
    comes(reading, then)


def choose(reading: Reader, language: str, then: str) -> None:
    reading.page.get_by_role("link", name=language, exact=True).click()
    comes(reading, then)


def comes(reading: Reader, path: str) -> None:
    """Waits for that page, whatever stands behind `#`."""
    reading.page.wait_for_url(re.compile(re.escape(reading.url + path) + "(#.*)?$"), wait_until="load")


def way(reading: Reader) -> list[str]:
    """Every page that was asked for, once nothing more is: where something led on that should have stayed, it shows."""
    reading.page.wait_for_load_state("networkidle")
    return [url.removeprefix(reading.url).partition("#")[0] for url in reading.asked if not url.endswith(".js")]


@pytest.mark.parametrize(
    ("locale", "opens"),
    [("pt-PT", PORTUGUESE), ("pt-BR", PORTUGUESE), ("ar", ARABIC), ("de", MAIN), ("en-GB", MAIN)],
)
def test_the_main_page_opens_in_the_readers_language_and_no_other_page_does(
    reader: Open, locale: str, opens: str
) -> None:
    reading = reader(THREE_LANGUAGES, locale=locale)
    open_(reading, MAIN, opens)
    others = [INCIDENT, f"/ar{INCIDENT}", ARABIC, PORTUGUESE]
    for other in others:
        open_(reading, other, other)
    assert way(reading) == [*dict.fromkeys((MAIN, opens)), *others]
    assert reading.complaints == []


def test_what_the_reader_chose_stays_chosen(reader: Open) -> None:
    reading = reader(THREE_LANGUAGES, locale="pt-PT")
    open_(reading, MAIN, PORTUGUESE)
    choose(reading, "English", "/index.html")
    reading.page.reload()
    open_(reading, MAIN, MAIN)
    choose(reading, "العربية", ARABIC)
    open_(reading, MAIN, ARABIC)
    assert way(reading) == [MAIN, PORTUGUESE, "/index.html", "/index.html", MAIN, ARABIC, MAIN, ARABIC]


def test_a_choice_on_a_page_of_its_own_is_one_too(reader: Open) -> None:
    reading = reader(THREE_LANGUAGES, locale="pt-PT")
    open_(reading, INCIDENT, INCIDENT)
    choose(reading, "العربية", f"/ar{INCIDENT}")
    open_(reading, MAIN, ARABIC)


def test_a_browser_that_keeps_nothing_lets_its_reader_choose_all_the_same(reader: Open) -> None:
    reading = reader(THREE_LANGUAGES, locale="pt-PT")
    reading.page.add_init_script(NO_STORAGE)
    open_(reading, MAIN, PORTUGUESE)
    choose(reading, "English", "/index.html")
    reading.page.reload()
    choose(reading, "Português", PORTUGUESE)
    assert way(reading) == [MAIN, PORTUGUESE, "/index.html", "/index.html", PORTUGUESE]
    assert reading.complaints == []


def test_the_switch_needs_no_script(reader: Open) -> None:
    reading = reader(THREE_LANGUAGES, locale="pt-PT", java_script_enabled=False)
    reading.open(MAIN)
    for language, path in (("Português", PORTUGUESE), ("العربية", ARABIC), ("English", "/index.html")):
        reading.page.get_by_role("link", name=language, exact=True).click()
        assert reading.page.url == reading.url + path
        assert reading.page.locator(".switch [aria-current]").inner_text() == language
    reading.open(INCIDENT).page.get_by_role("link", name="Português", exact=True).click()
    assert reading.page.url == f"{reading.url}/pt{INCIDENT}"


def test_each_page_names_the_same_page_in_the_other_languages(reader: Open) -> None:
    page = reader(THREE_LANGUAGES).open(f"/pt{INCIDENT}").page
    links = page.locator("link[hreflang]").evaluate_all(
        "all => all.map(one => [one.hreflang, new URL(one.href).pathname])"
    )
    assert dict(links) == {"en": INCIDENT, "pt": f"/pt{INCIDENT}", "ar": f"/ar{INCIDENT}"}
