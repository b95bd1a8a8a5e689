"""The first view comes in the first flight of packets, whatever has been said."""

from __future__ import annotations

import gzip
import random
import re

import pytest

from shared.statement import Statement
from tests.browser.conftest import Open
from tests.browser.pages import named
from tests.builders import NOON, a_statement, an_update, minutes
from tests.harness.scenes import SCENES, STORM, Scene

#: Ten segments of 1,460 bytes, less the headers (RFC 6928): what a server may send before it has heard from the reader.
FIRST_FLIGHT_BYTES = 14_336
#: What a browser fetches before it shows the page, or to complete it.
WAITED_FOR = re.compile(rb'rel="?(stylesheet|preload)|<img|<iframe|<script(?![^>]* defer)|@import|url\(')


def words(count: int, seed: int) -> str:
    """Words that compress about as badly as prose does."""
    dice = random.Random(seed)
    letters = "eeeettaaooiinnssrrhhldcumfpgwybvk"
    return " ".join("".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(count))


def said(number: int, updates: int) -> Statement:
    told = [
        an_update(each + 1, body=words(600, number * 100 + each), kept_at=NOON + minutes(each))
        for each in range(updates)
    ]
    title = words(12, number).capitalize()
    if number < OPEN:
        return a_statement(f"st-{number:010}", title=title, updates=told)
    return a_statement(f"st-{number:010}", title=title, state="resolved", updates=told)


#: Three storms at once, each with 40 long updates, after a year of other trouble.
OPEN = 3
WORST = Scene("worst", tuple(said(number, 40 if number < OPEN else 2) for number in range(60)), NOON + minutes(40))


@pytest.mark.parametrize("scene", [*SCENES, WORST], ids=named)
def test_the_first_page_fits_into_the_first_flight(scene: Scene) -> None:
    site = scene.site("https://status.example.com")
    for path in ("index.html", *(f"{language}/index.html" for language in scene.languages[1:])):
        assert len(gzip.compress(site[path].body)) <= FIRST_FLIGHT_BYTES
        assert not WAITED_FOR.search(site[path].body)


@pytest.mark.slow
def test_the_first_view_waits_for_nothing_but_the_page(reader: Open) -> None:
    reading = reader(STORM)
    reading.page.route(re.compile(r"\.(js|css|svg|png|woff2?)$"), lambda route: route.abort())
    text = reading.open().text()
    assert "Paying for a booking fails" in text
    assert "14:15" in text
    ground = reading.page.locator("header").evaluate("header => getComputedStyle(header).backgroundColor")
    assert ground != "rgba(0, 0, 0, 0)"
