from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.gate.finding import Finding
from shared.gate.folded import fold
from shared.gate.gate import Rules, Text, check, refusals
from shared.gate.lexicon import LANGUAGES, lexicon
from shared.plan import Plan
from shared.plan_file import read_plan
from tests.builders import NOON, minutes
from tests.harness.template import ROOT
from tests.shared.gate.checked import SOON, checked, refused
from tests.shared.gate.texts import BAD, GOOD, WEAK

#: Letters of many scripts, what hides, what is counted, and what the rules look for.
ODD = st.text(
    st.one_of(st.characters(), st.sampled_from("@+0123456789 .,-(){}[]#!?\u200b\u0301\u200d\n\rAaßİﬁ٣５")), max_size=60
)
TEXTS = st.one_of(
    ODD,
    st.tuples(ODD, st.sampled_from([text for _, text, *_ in BAD]), ODD).map("".join),
    st.tuples(st.sampled_from([text for _, text in GOOD]), ODD).map("".join),
)
TAGS = st.sampled_from([*LANGUAGES, "pt-BR", "sw", "ja", "ar", "", "x-\u0130"])


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan((ROOT / "infra" / "local" / "sample" / "plan.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "text"), GOOD)
def test_a_good_statement_passes(language: str, text: str) -> None:
    assert refused(text, language) == []


@pytest.mark.parametrize(("language", "text"), GOOD)
def test_a_good_title_passes(language: str, text: str) -> None:
    assert refused("We are sorry.", language, title=text) == []


@pytest.mark.parametrize(("language", "text", "rule", "words"), BAD)
def test_what_must_not_be_said_is_refused_by_its_rule(language: str, text: str, rule: str, words: str | None) -> None:
    found = refused(text, language)
    assert {name for name, _ in found} == {rule}
    assert words is None or words in [named for _, named in found]


@pytest.mark.parametrize(("language", "text", "rule"), WEAK)
def test_what_could_be_said_better_is_warned_of_and_passes(language: str, text: str, rule: str) -> None:
    found = checked(text, language)
    assert rule in [one.rule for one in found]
    assert {one.level for one in found} == {"warn"}


def test_there_are_as_many_sentences_as_were_asked_for() -> None:
    assert len(GOOD) >= 60
    assert len(BAD) >= 80


def test_the_sample_plans_templates_pass(plan: Plan) -> None:
    for instance in plan.instances:
        template = instance.template
        body = f"{template.what_we_know}\n\n{template.next_update}\n\n{template.more}"
        for slot, value in (("{since}", "09:10 WEST on 2 October 2026"), ("{contact_page}", plan.company.contact_page)):
            body = body.replace(slot, value)
        assert refused(body, title=template.title) == []


@pytest.mark.parametrize("progress", ["investigating", "identified", "monitoring", "scheduled", "a new word"])
def test_an_update_without_the_time_of_the_next_one_is_refused(progress: str) -> None:
    (found,) = checked("We are sorry.", progress=progress, next_update_at=None)
    assert (found.rule, found.where, found.start) == ("next_update_missing", "promise", 0)


@pytest.mark.parametrize("progress", ["resolved", "postmortem", "completed"])
def test_what_is_over_promises_nothing(progress: str) -> None:
    assert checked("It works again since 11:32.", progress=progress, next_update_at=None) == ()


@pytest.mark.parametrize("late", [0, 1, 600])
def test_a_promise_of_the_past_is_refused(late: float) -> None:
    (found,) = checked("We are sorry.", next_update_at=NOON - minutes(late))
    assert found.rule == "next_update_past"
    assert "UTC" in found.words


def test_the_slot_of_the_next_update_needs_a_promise() -> None:
    assert checked("More at {next_update}.") == ()
    (found,) = checked("More at {next_update}.", progress="resolved", next_update_at=SOON)
    assert (found.rule, found.words) == ("unfilled_slot", "{next_update}")


def test_an_empty_title_is_refused() -> None:
    assert refused("We are sorry.", title=" \u200b ") == [("empty", " \u200b ")]


def test_what_the_plan_allows_may_stand() -> None:
    text = (
        "The EXAMPLE QUEEN is late. Our Fool's Guarantee holds. Write to help@example.com, +44 800 123 4567, @ferries."
    )
    assert refused(text, rules=Rules(forbidden_promises=("guarantee",))) != []
    allowed = ("EXAMPLE QUEEN", "Fool's Guarantee", "help@example.com", "0800 1234567", "@ferries")
    assert refused(text, rules=Rules(forbidden_promises=("guarantee",), allowed=allowed)) == []


def test_an_allowed_address_allows_no_other() -> None:
    assert [rule for rule, _ in refused("Write to no-help@example.com.")] == ["email_address"]
    assert [rule for rule, _ in refused("Call 0800 123 4568.")] == ["phone_number"]


def test_an_empty_rule_of_the_plan_means_nothing() -> None:
    assert checked("We are sorry.", rules=Rules((" ", ""), ("", "*"), ("", "\u200b"))) == ()


def test_refusals_come_first_then_the_order_of_the_text() -> None:
    found = checked("Mistakes were made. Idiots wrote to jo@example.org. It was user error.", next_update_at=None)
    assert [one.rule for one in found] == [
        *("attack", "email_address", "blame", "next_update_missing"),
        "vague_passive",
    ]


def test_personal_data_is_not_repeated() -> None:
    (found,) = checked("The card 4111 1111 1111 1111 was charged.")
    assert found.words == "41•• •••• •••• ••11"
    (found,) = checked("Write to jo.bloggs@example.org.")
    assert found.words == "j•.••••••@•••••••.•rg"


def test_wrong_check_digits_make_no_card_and_no_account() -> None:
    rules = {one.rule for one in checked("4111 1111 1111 1112 and GB83 WEST 1234 5698 7654 32.")}
    assert not rules & {"card_number", "iban"}


def test_an_unfinished_text_of_any_length_is_refused_for_its_length_and_read_up_to_there() -> None:
    found = [one.rule for one in checked("We are sorry, idiots. " * 20_000)]
    assert found[0] == "attack"
    assert "too_long" in found
    assert [one.rule for one in checked("We are sorry.", title="So " * 86)][:1] == ["title_length"]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "1 ",
        "@a",
        "{",
        "+1 ",
        "A! ",
        "0 (",
        "[todo ",
        "order no ",
        "\ufdfa",
        "e\u0301\u0301",
        "our the blame ",
        "\n",
        "www.",
        "a@b.",
        "a (at) ",
        "👨‍👩‍👧‍👦",
    ],
)
def test_300_kilobytes_of_anything_are_read_to_their_end(piece: str) -> None:
    for language in ("en", "sw"):
        assert "too_long" in [one.rule for one in checked(piece * (300_000 // len(piece)), language)]


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, TAGS)
def test_every_finding_points_at_its_words(body: str, title: str, language: str) -> None:
    for one in checked(body, language, title=title):
        _points_at_its_words(one, {"title": title, "body": body, "promise": ""}[one.where])


def _points_at_its_words(one: Finding, text: str) -> None:
    there = text[one.start : one.start + len(one.words)]
    assert len(there) == len(one.words)
    assert all(told in ("•", char) for told, char in zip(one.words, there, strict=True))


@settings(max_examples=100, deadline=None)
@given(ODD, ODD, st.sampled_from([text for _, text in GOOD]), TAGS)
def test_a_persons_address_in_any_text_is_refused(before: str, after: str, good: str, language: str) -> None:
    text = f"{before} {good} jo.bloggs@example.org {after}"
    assert "email_address" in [rule for rule, _ in refused(text, language)]


@settings(max_examples=50, deadline=None)
@given(TEXTS, TEXTS, TAGS)
def test_the_refusals_alone_are_those_among_all_findings(body: str, title: str, language: str) -> None:
    text, rules = Text(language, title, body), Rules(("full refund",), ("pax",))
    both = [
        check(text, progress="identified", next_update_at=None, now=NOON, rules=rules, refusals_only=only)
        for only in (False, True)
    ]
    assert both[1] == refusals(both[0])


@settings(max_examples=50, deadline=None)
@given(TEXTS, TAGS)
def test_the_same_text_has_the_same_findings(body: str, language: str) -> None:
    assert checked(body, language) == checked(body, language)


@settings(max_examples=50, deadline=None)
@given(TEXTS, TAGS, st.integers(-(10**6), 10**6))
def test_only_the_promise_depends_on_the_time(body: str, language: str, seconds: int) -> None:
    at = NOON + timedelta(seconds=seconds)
    found = [one for one in checked(body, language, next_update_at=at) if one.where != "promise"]
    assert found == [one for one in checked(body, language) if one.where != "promise"]


@settings(max_examples=100, deadline=None)
@given(ODD)
def test_a_folded_text_knows_where_each_character_stood(text: str) -> None:
    folded = fold(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= at <= len(text) for at in folded.origin)
    assert fold(text).text == fold(fold(text).text).text or not text.isascii()


def test_hostile_texts_are_read_like_any_other(shared_material: Path) -> None:
    texts = json.loads((shared_material / "payloads" / "nasty" / "texts.json").read_text(encoding="utf-8"))
    for number, one in enumerate(texts):
        for found in checked(one["text"], (*LANGUAGES, "ja")[number % 7], title=one["text"]):
            _points_at_its_words(found, one["text"])


def test_the_gate_needs_the_standard_library_only() -> None:
    script = (
        "import sys\nbefore = set(sys.modules)\nimport shared.gate.gate\n"
        "from shared.gate.lexicon import LANGUAGES, lexicon\n"
        "assert all(map(lexicon, LANGUAGES))\n"
        "print(sorted({name.split('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout == "['shared']\n"


def test_a_language_is_loaded_when_it_is_needed() -> None:
    script = (
        "import sys, shared.gate.gate\nprint([name for name in sys.modules if name.startswith('shared.gate.words.')])"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout == "[]\n"


def test_a_language_is_prepared_once_however_many_others_are_checked() -> None:
    english = lexicon("en")
    for language in (*LANGUAGES, "ja", "ar", "sw"):
        lexicon(language)
    assert lexicon("en") is english
