"""A drill from end to end: the real functions, the template's wiring, people by script, nothing outside."""

from __future__ import annotations

import contextlib
import html.parser
import json
import re
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import time as clock
from datetime import timedelta

import pytest

from infra.drill import template
from infra.drill.__main__ import as_json
from infra.drill.as_html import as_html
from infra.drill.as_text import as_text
from infra.drill.facts import Facts
from infra.drill.making import report_of
from infra.drill.rehearsal import _JUDGES, _WATCHES, LeakError, rehearse
from infra.drill.report import CaseReport, Report
from infra.drill.world import World
from tests.infra.drill.rehearsed import ANSWERED, CUSTOMER, NIGHT, plan, rehearsed


@pytest.fixture(scope="module")
def silent() -> Facts:
    return rehearsed(NIGHT)


@pytest.fixture(scope="module")
def answered() -> Facts:
    return rehearsed(ANSWERED)


def the_case(report: Report) -> CaseReport:
    [case] = report.cases
    return case


def test_where_nobody_answers_each_rung_is_told_and_then_the_last_resort(silent: Facts) -> None:
    case = the_case(report_of(silent))
    reached = [person for telling in case.tellings for person in telling.reached]
    assert reached[:4] == ["safety-officer", "port-manager", "port-deputy", "duty-director"]
    assert case.last_resort_at is not None
    assert case.acknowledged_at is None
    assert report_of(silent).unowned == (case,)


def test_the_report_says_that_nobody_answered_and_what_to_change(silent: Facts) -> None:
    text = as_text(report_of(silent))
    assert "had no owner at the end" in text
    assert "The last resort was told: Director on duty" in text
    assert "Safety officer did not answer. To mend: give the first rung a second person, or a shorter wait." in text
    assert "never acknowledged" in text


def test_who_answers_by_the_link_in_their_mail_keeps_the_others_from_being_told(answered: Facts) -> None:
    case = the_case(report_of(answered))
    assert (case.acknowledged_by, case.acknowledged_after) == ("safety-officer", timedelta(minutes=4))
    assert [telling.reached for telling in case.tellings] == [("safety-officer",)]
    assert case.state == "resolved"
    assert [(done.deed, done.by) for done in answered.done] == [
        ("acknowledge", "link"),
        ("answer", "command"),
        ("resolve", "link"),
    ]


def test_what_is_counted_are_messages_as_they_were_rendered(answered: Facts) -> None:
    report = report_of(answered)
    assert dict(report.messages)["email"] == 1
    [mail] = [sent for sent in answered.sent if sent.way == "email"]
    assert mail.to == "safety-officer@example.com"
    assert CUSTOMER in mail.body
    assert report.gaps == ()


def test_somebody_asleep_answers_after_waking_up(answered: Facts) -> None:
    sleeps = replace(ANSWERED.default, sleeps=(clock(22), clock(4)))
    facts = rehearsed(replace(ANSWERED, people={"safety-officer": sleeps}))
    [first, *_] = the_case(report_of(facts)).tellings
    assert first.why_silent == "Safety officer was asleep"
    assert the_case(report_of(facts)).acknowledged_by == "port-manager"


def test_two_drills_of_one_scenario_give_the_same_report(silent: Facts) -> None:
    assert as_json(report_of(rehearsed(NIGHT))) == as_json(report_of(silent))


def test_something_that_speaks_to_anybody_outside_fails_the_drill() -> None:
    def call_home(_: str) -> None:
        # As a channel does: what could not be reached is noted, and the work goes on.
        with contextlib.suppress(OSError), socket.create_connection(("192.0.2.7", 443), timeout=1):
            pass

    with pytest.raises(LeakError, match=r"192\.0\.2\.7"):
        rehearse(replace(NIGHT, ends_after=timedelta(minutes=5)), plan(), say=call_home)


def test_the_functions_that_a_drill_calls_by_name_are_those_of_the_template() -> None:
    assert _JUDGES in World().scheduled()
    assert _WATCHES in template.functions()


def with_words_of_a_customer(facts: Facts) -> Facts:
    """The same, with a customer's words wherever a case of an older version may have them."""
    cases = tuple(
        replace(
            one,
            case=replace(one.case, title=CUSTOMER, reasons=(CUSTOMER,)),
            log=tuple(replace(entry, why=CUSTOMER) for entry in one.log),
        )
        for one in facts.cases
    )
    return replace(facts, cases=cases)


@pytest.mark.parametrize("render", [as_text, as_html, as_json])
def test_no_report_holds_a_customers_words(silent: Facts, render: Callable[[Report], str]) -> None:
    assert any(CUSTOMER in sent.body for sent in silent.sent)
    written = render(report_of(with_words_of_a_customer(silent)))
    assert "Quillfeather" not in written
    assert "wet gangway" not in written


class Balanced(html.parser.HTMLParser):
    """Whether every element that is opened is closed, in order."""

    VOID = ("meta", "link", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [str(value) for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


@pytest.mark.parametrize("which", ["silent", "answered"])
def test_the_page_is_well_formed_and_needs_nothing_from_elsewhere(which: str, request: pytest.FixtureRequest) -> None:
    page = as_html(report_of(request.getfixturevalue(which)))
    reader = Balanced()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert not re.search(r"<script|src=|href=|@import|url\(", page)


def test_the_picture_and_the_tables_say_the_same(silent: Facts) -> None:
    report = report_of(silent)
    page = as_html(report)
    assert "last resort told" in page
    for person in report.people:
        assert page.count(person.name) >= 2


def test_the_json_can_be_read_by_machines(answered: Facts) -> None:
    read = json.loads(as_json(report_of(answered)))
    assert read["held"] is True
    assert read["untold"] == []
    assert read["cases"][0]["acknowledged_by"] == "safety-officer"
