"""Pure: texts made ahead are filled with what is known; what nobody has filled stays to be seen."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.forms import CASE_SLOTS, FORM_PROGRESS, PARTS, PERSON_SLOTS, drafted, filled, fillings, written
from shared.plan import Plan, ReadyForm, Template
from shared.statement import Form, Words
from tests.builders import NOON, a_plan, an_instance

FIRST = Template("{what}", "Since {since}.", "More by {next_update}.", "Ask at {contact_page}.")
ERSTE = Template("Störung", "Seit {since}.", "Mehr bis {next_update}.", "{contact_page}", language="de")
FOUND = Template("", "It is {cause}.", "More by {next_update}.", "Ask us.", language="en")
GEFUNDEN = Template("", "Es ist {cause}.", "Mehr bis {next_update}.", "Fragen Sie uns.", language="de")
FIXED = Template("Mended", "It was {cause}, and we {done}.", "More by {next_update}.", "Ask us.", language="en")


def plan_with(*forms: ReadyForm) -> Plan:
    instance = replace(an_instance(), template=FIRST, translations=(ERSTE,))
    company = replace(a_plan().company, languages=("en", "de"))
    return replace(a_plan(instances=[instance]), company=company, forms=forms)


PLAN = plan_with(ReadyForm("identified", (GEFUNDEN, FOUND)), ReadyForm("fixed", (FIXED,)))


def words_of(form: Form, **said: object) -> tuple[Words, ...]:
    return drafted(PLAN, "website_problem", form, NOON, "ada", **said)  # type: ignore[arg-type]  # each test its own


def test_the_first_answer_is_in_each_language_with_times_told_in_it() -> None:
    english, german = words_of("looking_into")
    assert english == Words(
        "en",
        "Website problem",
        "Since 14:00 CEST on 2 October 2026.\n\nMore by {next_update}.\n\nAsk at https://example.com/contact.",
        ("ada",),
    )
    assert german.body.startswith("Seit 2. Oktober 2026, 14:00 Uhr CEST.")


def test_the_main_language_comes_first_wherever_the_plan_has_it() -> None:
    assert [words.language for words in words_of("identified")] == ["en", "de"]


def test_a_form_that_the_plan_does_not_have_has_no_words() -> None:
    assert words_of("correction") == ()


def titles_of(form: Form, **titles: str) -> list[str]:
    return [words.title for words in words_of(form, titles=titles)]


def test_a_form_without_a_title_keeps_the_statements_in_each_language_that_it_was_said_in() -> None:
    assert titles_of("identified", en="As said", de="Wie gesagt") == ["As said", "Wie gesagt"]
    assert titles_of("identified", en="Website problem") == ["Website problem", "Störung"]
    assert titles_of("identified") == ["Website problem", "Störung"]
    assert titles_of("fixed", en="As said") == ["Mended"]


def test_a_statement_with_a_title_of_its_own_is_not_called_by_the_plans_in_a_translation() -> None:
    assert titles_of("identified", en="The ferry to Faro is cancelled") == ["The ferry to Faro is cancelled"] * 2


def test_without_a_title_in_its_language_a_translation_has_the_statements() -> None:
    plan = replace(PLAN, instances=(replace(PLAN.instances[0], translations=()),))
    _, german = drafted(plan, "website_problem", "identified", NOON, "ada", titles={"en": "Website problem"})
    assert german.title == "Website problem"


def test_a_persons_words_fill_the_main_language_and_a_translation_only_where_they_are_in_it() -> None:
    english, german = words_of("identified", fills={"cause": "a broken cable"})
    assert english.body.startswith("It is a broken cable.")
    assert german.body.startswith("Es ist {cause}.")
    _, german = words_of("identified", fills={"cause": "a broken cable", "de:cause": "ein Kabelbruch"})
    assert german.body.startswith("Es ist ein Kabelbruch.")


@pytest.mark.parametrize("nothing", [{}, {"cause": ""}, {"cause": "  "}, {"course": "a broken cable"}])
def test_what_nobody_filled_stays_to_be_seen(nothing: dict[str, str]) -> None:
    assert "{cause}" in words_of("identified", fills=nothing)[0].body


def test_a_sentence_with_its_full_stop_is_filled_in_with_one() -> None:
    assert words_of("identified", fills={"cause": "a broken cable."})[0].body.startswith("It is a broken cable.\n")


def test_nobody_can_fill_in_the_promised_time_in_words() -> None:
    assert "{next_update}" in words_of("identified", fills={"next_update": "soon"})[0].body


def test_the_last_word_promises_nothing() -> None:
    [words] = words_of("fixed", fills={"cause": "a cable", "done": "changed it"}, last_word=True)
    assert words.body == "It was a cable, and we changed it.\n\nAsk us."


def test_where_is_the_component_and_without_one_the_company() -> None:
    bare = an_instance(component=None)
    assert fillings(PLAN, PLAN.instances[0], NOON, "en")["where"] == "Website"
    assert fillings(PLAN, bare, NOON, "en")["where"] == "Acme"


def test_the_case_fills_each_of_its_slots_but_the_promised_time() -> None:
    assert {*fillings(PLAN, PLAN.instances[0], NOON, "en"), "next_update"} == set(CASE_SLOTS)


def test_each_form_says_which_progress_it_tells_of() -> None:
    assert set(FORM_PROGRESS) == set(get_args(Form))


@settings(max_examples=60)
@given(text=st.text("ab{} \n", max_size=40), value=st.text("xy{}", max_size=10))
def test_only_slots_are_filled_and_a_filling_is_not_filled_again(text: str, value: str) -> None:
    assert filled(text, {}) == text.strip()
    if "{" not in text:
        assert filled(text, {"a": value}) == text.strip()
    assert filled("<{a}>", {"a": value, "xy": "again"}) == f"<{value.strip() or '{a}'}>"


@settings(max_examples=60)
@given(parts=st.fixed_dictionaries(dict.fromkeys(PARTS, st.text(max_size=30))), slot=st.sampled_from(PERSON_SLOTS))
def test_any_template_can_be_written(parts: dict[str, str], slot: str) -> None:
    words = written(Template("", **parts), {slot: "x"}, "ada", title="T")
    assert words.title == "T"
    assert words.body == words.body.strip()
