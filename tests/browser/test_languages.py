"""Which language a page says that its words are in, as a screen reader has to know; Arabic runs its own way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.browser.conftest import Open
from tests.browser.pages import named, pages_of
from tests.browser.reader import WIDE
from tests.harness.scenes import PROMISED_AT, RETRACTED, STORM, THREE_LANGUAGES, Scene

#: BCP 47, as far as a page of ours needs it.
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: The language that an element's words are marked with, by itself or by what it stands in.
MARKED = "one => one.closest('[lang]').lang"
#: Where a box's middle is, 0 at the window's left edge and 1 at its right.
MIDDLE = "one => { const box = one.getBoundingClientRect(); return (box.left + box.right) / 2 / innerWidth; }"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scene", [STORM, RETRACTED, THREE_LANGUAGES], ids=named)
def test_every_page_says_its_language(reader: Open, scene: Scene) -> None:
    reading = reader(scene)
    for path in pages_of(scene):
        page = reading.open(path).page
        said = page.evaluate("[...document.querySelectorAll('[lang]')].map(one => one.lang)")
        assert all(LANGUAGE.fullmatch(each) for each in said), (path, said)
        folder = path.split("/")[1]
        assert page.evaluate("document.documentElement.lang") == (folder if folder in scene.languages else "en")


def test_the_words_of_a_statement_stand_under_their_own_language(reader: Open) -> None:
    words = reader(STORM).open().page.get_by_text("We know the cause").first
    assert words.evaluate("one => one.closest('[lang]') !== document.documentElement")


@pytest.mark.parametrize(("language", "told"), [("pt", "Sabemos a causa"), ("ar", "عرفنا السبب")])
def test_what_lacks_a_translation_is_marked_as_what_it_is(reader: Open, language: str, told: str) -> None:
    page = reader(THREE_LANGUAGES).open(f"/{language}/index.html").page
    marks = {
        text: page.get_by_text(text).first.evaluate(MARKED)
        for text in (told, "Timetables load slowly", "Timetables take up", "A new database", "Some of you could not")
    }
    assert marks.pop(told) == language
    assert set(marks.values()) == {"en"}, marks
    # The plan has its names in one language.
    assert page.get_by_text("Buying, changing and cancelling").evaluate(MARKED) == "en"


def test_arabic_runs_from_right_to_left_and_the_page_with_it(reader: Open) -> None:
    reading = reader(THREE_LANGUAGES, viewport=WIDE)
    found = {}
    for path in ("/", "/ar/index.html"):
        page = reading.open(path).page
        assert page.evaluate("getComputedStyle(document.body).direction") == ("rtl" if "ar" in path else "ltr")
        found[path] = {of: page.locator(of).first.evaluate(MIDDLE) for of in (".name", ".switch", ".side", ".plate")}
    for of, middle in found["/"].items():
        assert (middle < 0.5) != (found["/ar/index.html"][of] < 0.5), of


def test_clocks_and_addresses_keep_their_own_order_in_arabic(reader: Open) -> None:
    page = reader(THREE_LANGUAGES).open("/ar/index.html").page
    clock = page.locator(".plate time").first
    left, right = (clock.evaluate(f"one => {part}") for part in LEFT_AND_RIGHT)
    assert left < right, "14:15 stands right of WEST"
    assert page.locator('a[href^="tel:"]').evaluate("one => getComputedStyle(one).direction") == "ltr"


#: The left edges of a clock's figures and of the zone's name behind them.
LEFT_AND_RIGHT = (
    "one.querySelector('b').getBoundingClientRect().left",
    "(() => { const words = document.createRange(); words.selectNode(one.lastChild);"
    " return words.getBoundingClientRect().left; })()",
)


@pytest.mark.parametrize(
    ("language", "due", "late", "away", "ago"),
    [
        ("en", "Next update by", "Update was due at", "in 2 h 20 min", "2 minutes ago"),
        ("pt", "Próxima atualização até às", "Atualização prometida para as", "daqui a 2 h 20 min", "há 2 minutos"),
        ("ar", "التحديث القادم قبل", "كان موعد التحديث", "خلال 2 س 20 د", "قبل دقيقتين"),
    ],
)
def test_the_page_says_late_in_its_own_language(
    reader: Open, language: str, due: str, late: str, away: str, ago: str
) -> None:
    reading = reader(THREE_LANGUAGES).open("/" if language == "en" else f"/{language}/index.html")
    storm, small, _ = (promise for promise in reading.page.locator("[data-promise]").all())
    assert due in storm.inner_text()
    assert away in small.inner_text()
    reading.later(PROMISED_AT - THREE_LANGUAGES.now + timedelta(minutes=2))
    assert late in storm.inner_text()
    assert ago in storm.inner_text()
    assert due in small.inner_text()
