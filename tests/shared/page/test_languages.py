"""A set of pages for each of the company's languages, and the ways between them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from shared.page.wording.languages import direction, is_tag, name_of, wording
from shared.statement import Statement, Words
from tests.builders import a_plan, a_statement, an_update, some_words
from tests.shared.page.pages_of import a_plan_in, answer, pages, words

PORTUGUESE = some_words("Não consegue entrar? Procuramos a causa.", "Alguns não conseguem entrar", "pt")
ARABIC = some_words("نبحث عن السبب.", "لا يستطيع بعضكم الدخول", "ar")


def told_in(*translations: Words) -> Statement:
    return a_statement(updates=(an_update(translations=translations),))


def test_each_language_has_its_own_pages_the_main_one_at_the_root() -> None:
    keys = pages(a_statement(), plan=a_plan_in("en", "pt")).keys()
    for page in ("index.html", "history.html", "incidents/st-0000000001.html"):
        assert {page, f"pt/{page}"} <= keys
    assert "en/index.html" not in keys


def test_a_page_is_in_its_language_all_through() -> None:
    page = pages(told_in(PORTUGUESE), plan=a_plan_in("en", "pt"))["pt/index.html"]
    assert '<html lang="pt" dir="ltr">' in page
    text = words(page)
    assert "Alguns não conseguem entrar" in text
    assert "Procuramos a causa." in text
    assert "Próxima atualização até às 14:30 CEST" in text
    assert "sexta-feira, 2 de outubro de 2026" in text
    for english in ("Next update", "Components", "Past incidents", "Follow", "Some of you"):
        assert english not in text


def test_what_lacks_a_language_is_shown_in_the_main_one_and_marked() -> None:
    page = pages(told_in(), plan=a_plan_in("en", "pt"))["pt/index.html"]
    assert '<div class="said" lang="en" dir="auto">' in page
    assert re.search(r'<h2 id="title-1"><a href="[^"]+" lang="en" dir="auto">', page)


def test_another_variety_of_a_language_is_better_than_the_main_one() -> None:
    page = pages(told_in(PORTUGUESE), plan=a_plan_in("en", "pt-BR"))["pt-BR/index.html"]
    assert '<html lang="pt-BR" dir="ltr">' in page
    assert '<div class="said" lang="pt" dir="auto">' in page
    assert "Alguns não conseguem entrar" in page


def test_a_language_without_words_of_ours_gets_the_english_ones() -> None:
    page = pages(told_in(), plan=a_plan_in("en", "he"))["he/index.html"]
    assert '<html lang="en" dir="rtl">' in page
    assert "Next update by" in page


def test_arabic_runs_from_right_to_left_and_its_clock_does_not() -> None:
    page = pages(told_in(ARABIC), plan=a_plan_in("en", "ar"))["ar/index.html"]
    assert '<html lang="ar" dir="rtl">' in page
    assert "\u206613:40 CEST\u2069" in page
    assert "نبحث عن السبب." in page


def test_the_switch_leads_to_the_same_page_in_the_other_languages() -> None:
    found = pages(a_statement(), plan=a_plan_in("en", "pt"))
    switch = re.findall(r'<a href="([^"]*)" hreflang="(\w+)" lang="\w+"( aria-current="true")?>', found["index.html"])
    assert switch == [("index.html", "en", ' aria-current="true"'), ("pt/index.html", "pt", "")]
    deep = re.findall(r'<a href="([^"]*)" hreflang', found["pt/incidents/st-0000000001.html"])
    assert deep == ["../../incidents/st-0000000001.html", "../../pt/incidents/st-0000000001.html"]


def test_the_head_names_the_page_in_every_language_by_its_whole_address() -> None:
    page = pages(plan=a_plan_in("en", "pt"))["pt/history.html"]
    assert re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]*)">', page) == [
        ("en", "https://status.example.com/history.html"),
        ("pt", "https://status.example.com/pt/history.html"),
    ]


def test_only_the_main_index_leads_on_to_the_readers_language() -> None:
    picking = {key for key, page in pages(a_statement(), plan=a_plan_in("en", "pt")).items() if '"pick"' in page}
    assert picking == {"index.html", "language.js"}


def test_with_one_language_there_is_no_switch() -> None:
    page = pages(a_statement())["index.html"]
    assert "hreflang" not in page
    assert "language.js" not in page


def test_what_is_no_language_tag_makes_no_folder() -> None:
    assert not is_tag("../en")
    assert not any(key.startswith("..") for key in pages(plan=a_plan_in("en", "../x")))


def test_translations_are_told_to_readers_of_json() -> None:
    update = answer("incidents/st-0000000001", told_in(PORTUGUESE), plan=a_plan_in("en", "pt"))["incident"]
    assert update["incident_updates"][0]["firebreak"]["language"] == "en"
    assert update["incident_updates"][0]["firebreak"]["translations"] == {
        "pt": {"name": "Alguns não conseguem entrar", "body": "Não consegue entrar? Procuramos a causa."}
    }


def test_a_retraction_is_told_in_every_language_of_the_page() -> None:
    gone = a_statement(state="retracted", retracted_because="Wrong.", updates=(an_update(translations=(PORTUGUESE,)),))
    newest = answer("incidents/st-0000000001", gone, plan=a_plan_in("en", "pt"))["incident"]["incident_updates"][0]
    assert newest["firebreak"]["translations"]["pt"] == {
        "name": "Retirado: Alguns não conseguem entrar",
        "body": "Retiramos o que aqui dissemos. Wrong. Perguntas: https://example.com/contact",
    }


def test_the_feed_is_in_the_main_language_with_statuspages_own_labels() -> None:
    plan = replace(a_plan(), company=replace(a_plan().company, languages=("pt", "en")))
    feed = pages(told_in(PORTUGUESE), plan=plan)["history.atom"]
    assert 'xml:lang="pt"' in feed
    assert "&lt;strong&gt;Investigating&lt;/strong&gt; - Não consegue entrar?" in feed


@pytest.mark.parametrize(
    ("language", "name", "way"),
    [("pt", "Português", "ltr"), ("pt-BR", "Português (BR)", "ltr"), ("ar", "العربية", "rtl"), ("xx", "xx", "ltr")],
)
def test_a_language_is_named_in_itself_and_runs_its_own_way(language: str, name: str, way: str) -> None:
    assert (name_of(language), direction(language)) == (name, way)


def test_case_and_region_do_not_matter_for_our_words() -> None:
    assert wording("PT-br").code == "pt"
    assert wording("xx").code == "en"
