"""Whatever stands in a title, a text or a name: nothing breaks, and nothing of it becomes markup."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shared.page.site import SiteObject, render
from shared.plan import Component
from shared.statement import Window
from tests.builders import NOON, a_plan, a_statement, an_update, minutes, some_words

ROOT = Path(__file__).parents[3]
TEXTS = (ROOT / os.environ.get("FIREBREAK_SHARED", "../shared")) / "payloads" / "nasty" / "texts.json"
OURS = re.compile(r'<script src="(https://status\.example\.com/|(\.\./)*)(late|language)\.js" defer>')
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Skeleton(HTMLParser):
    """The tags and attribute names of a page, without its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"<{tag} {' '.join(sorted(name for name, _ in attrs))}>")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"</{tag}>")


def site_saying(text: str) -> tuple[SiteObject, ...]:
    """The text wherever words from outside stand: told, translated, corrected, planned, taken back, in the plan."""
    whole = text.encode("utf-8", "ignore").decode()  # a plan's store, and a statement's, take no half of a character
    reached = Component("app", whole, group=f"g {whole}", contact=f"tel:1{quote(whole)}")
    parts = [Component("website", whole, whole), reached]
    plan = a_plan(company=whole, components=parts)
    plan = replace(plan, company=replace(plan.company, languages=("en", "ar")))
    first = an_update(1, body=text, translations=(some_words(text, text, "ar"),))
    second = an_update(2, body=text, corrects=1, because=f"Because {text}")
    open_one = a_statement("st-1", title=text, updates=(first, second))
    gone = a_statement(
        "st-2", title=text, state="retracted", retracted_because=f"Because {text}", updates=(an_update(body=text),)
    )
    work = an_update(progress="in_progress", body=text, title=text)
    planned = a_statement("st-3", title=text, updates=(work,), window=Window(NOON, NOON + minutes(60)))
    return render([open_one, gone, planned], plan, NOON, "https://api.example.com")


def skeleton(page: SiteObject) -> list[str]:
    """Without what words may rightly add or leave out: paragraphs, links and their breaks, a description, a reason."""
    parser = Skeleton()
    parser.feed(page.body.decode())
    return [tag for tag in parser.tags if not re.match(r"</?(p|a|small|br|wbr|bdi)\b", tag)]


@cache
def plain_skeletons() -> dict[str, list[str]]:
    return {one.key: skeleton(one) for one in site_saying("plain words") if one.key.endswith(".html")}


def assert_nothing_breaks(text: str) -> None:
    for one in site_saying(text):
        written = one.body.decode("utf-8")
        assert not UNFIT.search(written), one.key
        if one.key.endswith(".json"):
            json.loads(written)
        elif one.key.endswith((".atom", ".rss")):
            Xml.fromstring(written)
            assert not feedparser.parse(one.body).bozo
        elif one.key.endswith(".html"):
            scripts = re.findall(r"<script[^>]*>", written, re.IGNORECASE)
            assert all(OURS.fullmatch(tag) for tag in scripts), scripts
            assert skeleton(one) == plain_skeletons()[one.key], (one.key, text)
            assert not re.search(r'href="\s*(javascript|vbscript|data:text)', written, re.IGNORECASE)


def nasty_texts() -> list[str]:
    if not TEXTS.exists():
        return []
    return [entry["text"] for entry in json.loads(TEXTS.read_text(encoding="utf-8"))]


@pytest.mark.skipif(not TEXTS.exists(), reason=f"no {TEXTS}; set FIREBREAK_SHARED to the shared material")
def test_there_are_hostile_texts_to_try() -> None:
    assert len(nasty_texts()) > 200


@pytest.mark.parametrize("text", nasty_texts())
def test_a_hostile_text_breaks_nothing(text: str) -> None:
    assert_nothing_breaks(text)


@settings(deadline=None, max_examples=25)
@given(some.text(some.characters(codec=None)) | some.text(alphabet="<>&\"'/=]!-[ \n\r\t\x00\x85\u2028ascript{}%#"))
def test_no_text_breaks_anything(text: str) -> None:
    assert_nothing_breaks(text)


def test_control_characters_and_half_surrogates_are_dropped() -> None:
    index = site_saying("a\x00b\x0bc\ud800d\x7fe\x9bf\ufffeg")[-1]
    assert "abcdefg" in index.body.decode()


def test_a_title_of_nothing_but_control_characters_still_has_a_name_to_click() -> None:
    index = site_saying("\x00\x01")[-1].body.decode()
    assert re.search(r'<a href="incidents/st-1.html"[^>]*>Incident</a>', index)
