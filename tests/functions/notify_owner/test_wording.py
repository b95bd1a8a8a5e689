"""Pure: a notice says what happened, why this person, by when, the customer's words, and what to type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.notify_owner.wording import QUOTE_CHARACTERS, clock, notice_of_case, notice_of_promise, why
from shared.channels.message import Message
from shared.verdict import Known
from tests.builders import NOON, a_mention, a_person, a_plan, a_statement, an_instance, minutes
from tests.shared.nouns import a_case

PLAN = a_plan()
ADA, GRACE, LINUS = PLAN.people


def notice(rung: int = 0, known: Known | None = None) -> Message:
    return notice_of_case(replace(a_case(), since=NOON - minutes(90)), rung, ADA, PLAN, known, NOON)


def test_a_notice_holds_all_that_its_reader_needs() -> None:
    told = notice(known=Known(a_mention(), None))
    text = told.as_text()
    for words in (
        "Website problem: I cannot log in",
        "You own “Website problem” in the crisis plan (version 1).",
        "Case: case-1 (urgent)",
        "Please acknowledge by: 14:10 CEST on 2 October",
        "Since: 12:30 CEST on 2 October",
        "Where: https://forum.example.com/p/1",
        "Because: says that money is gone",
        "> I cannot log in since this morning",
        "firebreak ack case-1 --as ada",
    ):
        assert words in text
    assert told.subject == "[urgent] Website problem: I cannot log in"
    assert told.thread == "case-1"


def test_a_private_message_is_never_quoted() -> None:
    assert notice(known=Known(a_mention(text="my number is 4711", public=False), None)).quote is None


def test_a_long_text_is_cut_and_a_storm_has_none() -> None:
    told = notice(known=Known(a_mention(text="x" * 9000), None))
    assert told.quote == "x" * QUOTE_CHARACTERS
    assert notice().quote is None


@pytest.mark.parametrize(
    ("rung", "person", "words"),
    [
        (0, ADA, "You own “Website problem”"),
        (1, GRACE, "Ada has not answered; you are back-up 1"),
        (2, LINUS, "you are the plan's last resort"),
        (30, LINUS, "you are the plan's last resort"),
    ],
)
def test_each_person_is_told_why_it_is_them(rung: int, person: object, words: str) -> None:
    assert isinstance(person, type(ADA))
    assert words in why(person, rung, PLAN, a_case())


def test_a_last_resort_who_is_a_back_up_is_asked_as_one_first() -> None:
    plan = a_plan(instances=[an_instance(backups=("linus", "grace"))])
    assert "you are back-up 1" in why(LINUS, 1, plan, a_case())
    assert "last resort" in why(LINUS, 3, plan, a_case())


def test_who_is_asked_each_hour_is_given_the_hour() -> None:
    facts = dict(notice_of_case(a_case(), 9, LINUS, PLAN, None, NOON).facts)
    assert facts["Please acknowledge by"] == "15:00 CEST on 2 October"


@pytest.mark.parametrize(
    ("after", "words"), [(-15, "is due soon"), (-1, "is due soon"), (0, "is late"), (9, "is late")]
)
def test_a_reminder_says_whether_the_promise_is_still_to_be_kept(after: int, words: str) -> None:
    promised_at = NOON + minutes(30)
    told = notice_of_promise(a_statement(), promised_at, ADA, PLAN, promised_at + minutes(after))
    assert words in told.subject
    assert "14:30 CEST on 2 October" in told.as_text()
    assert told.commands == (
        "firebreak statement edit st-0000000001 --as ada",
        "firebreak statement nothing-new st-0000000001 --as ada",
    )


@pytest.mark.parametrize(("zone", "said"), [("Europe/Berlin", "14:00 CEST"), ("Asia/Kolkata", "17:30 IST")])
def test_times_are_those_of_the_company_with_the_zone_named(zone: str, said: str) -> None:
    assert clock(NOON, a_plan(time_zone=zone, people=[a_person()])).startswith(said)
