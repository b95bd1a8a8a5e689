"""Pure: a notice says what happened, why this person, by when, the customer's words, and what to do next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.notify_owner.wording_case import NAMED, QUOTE_CHARACTERS, notice_of_case, notice_of_many, why
from shared.case import Case, Clocks
from shared.channels.message import Button, Message
from shared.plan import Escalation, Person, Rung, Team
from shared.rungs import to_next_rung
from shared.storm import Decision, Judgement
from shared.storm_summary import Phrase
from shared.storm_words import MOST_IN_NOTICE, Heard
from shared.verdict import Known
from tests.builders import NOON, a_mention, a_plan, an_instance, minutes
from tests.shared.nouns import a_case, a_storm
from tests.shared.storm_nouns import SENTENCE, a_crowd, a_summary

PLAN = a_plan()
ADA, GRACE, LINUS = PLAN.people
BUTTON = Button("acknowledge", "I have it", url="https://door.example.com/cases/token")


def notice(known: Known | None = None, **change: Any) -> Message:
    case = replace(a_case(), since=NOON - minutes(90), **change)
    return notice_of_case(case, ADA, PLAN, known, NOON, (BUTTON,))


def test_a_notice_holds_all_that_its_reader_needs() -> None:
    told = notice(known=Known(a_mention(), None), clocks=Clocks(first_answer=NOON + minutes(30)), mentions=3)
    text = told.as_text()
    for words in (
        "Website problem: I cannot log in",
        "You own “Website problem” in the crisis plan (version 1).",
        "Case: case-1 (urgent)",
        "Please acknowledge by: 14:10 CEST on 2 October",
        "The first answer to the customer by: 14:30 CEST on 2 October",
        "Since: 12:30 CEST on 2 October",
        "Where: https://forum.example.com/p/1",
        "Mentions: 3",
        "Because: says that money is gone",
        "Next: Answer the customer at once where they wrote",
        "> I cannot log in since this morning",
        "firebreak ack case-1 --as ada",
        "https://door.example.com/cases/token",
    ):
        assert words in text
    assert told.subject == "[urgent] Website problem: I cannot log in"
    assert (told.thread, told.priority) == ("case-1", "urgent")


def test_a_private_message_is_never_quoted_and_answered_where_it_came() -> None:
    told = notice(known=Known(a_mention(text="my number is 4711", public=False), None))
    assert told.quote is None
    assert "in the same private channel" in told.as_text()


def test_a_complex_matter_moves_to_the_channel_that_the_plan_names() -> None:
    plan = a_plan(instances=[replace(an_instance(), private_channel="https://example.com/claims", authority=2)])
    text = notice_of_case(a_case(), ADA, plan, None, NOON).as_text()
    assert "move it to https://example.com/claims" in text
    assert "an authority of 2" in text
    assert f"move it to {PLAN.company.contact_page}" in notice().as_text()


def test_what_kind_of_trouble_it_is_stands_there_in_the_plans_own_words() -> None:
    plan = a_plan(instances=[replace(an_instance(), what="Nobody can book or pay")])
    assert "About: Website problem: Nobody can book or pay" in notice_of_case(a_case(), ADA, plan, None, NOON).as_text()
    assert "About: Website problem\n" in notice().as_text()


def test_of_a_storm_it_is_proposed_to_look_at_it_and_at_its_statement() -> None:
    text = notice(storm_id="storm-1").as_text()
    assert "firebreak storm storm-1" in text
    assert "firebreak statement list" in text


def test_a_storms_notice_says_whom_it_speaks_for_and_what_several_people_say() -> None:
    phrases = (*a_summary().phrases, Phrase("my own words", 2, 0.07, None))
    own = Judgement("grace", NOON, "vocal minority", "one fan forum")
    heard = Heard(a_crowd(), a_summary(phrases=phrases), own)
    case = a_case(storm_id="storm-1")
    text = notice_of_case(case, ADA, PLAN, None, NOON, (BUTTON,), heard).as_text()
    for words in (
        f"Speaks for: {SENTENCE}",
        "By a person: grace judged “vocal minority”: one fan forum",
        "They say: “booking page” (17 people), “paid twice” (9 people)",
    ):
        assert words in text
    assert "my own words" not in text


def test_a_first_notice_goes_out_before_the_storm_was_weighed() -> None:
    text = notice_of_case(a_case(storm_id="storm-1"), ADA, PLAN, None, NOON, (BUTTON,), Heard()).as_text()
    assert "Speaks for" not in text
    assert "They say" not in text


def test_a_later_notice_says_how_large_the_storm_is_by_now_and_whether_it_is_over() -> None:
    case = a_case(storm_id="storm-1")
    grown = replace(a_storm(), state="subsided", total=1_790, last_judged_at=NOON)
    text = notice_of_case(case, ADA, PLAN, None, NOON, (BUTTON,), Heard(storm=grown)).as_text()
    assert "By now: subsided (it is over); 1,790 complaints since it began" in text
    fresh = notice_of_case(case, ADA, PLAN, None, NOON, (BUTTON,), Heard(storm=a_storm())).as_text()
    assert "By now" not in fresh


def test_who_is_told_of_a_confirmed_storm_is_not_asked_to_decide_again() -> None:
    storm = replace(a_storm(), state="confirmed", decisions=(Decision("ada", NOON, "confirmed"),))
    text = notice_of_case(a_case(storm_id="storm-1"), ADA, PLAN, None, NOON, (), Heard(storm=storm)).as_text()
    assert "Confirm or dismiss" not in text
    assert "Read the statement that is drafted for it" in text


def test_of_a_long_reason_a_notice_tells_the_beginning_in_one_line() -> None:
    heard = Heard(a_crowd(), a_summary(), Judgement("grace", NOON, "many", "so it\nis " * 400))
    facts = dict(notice_of_case(a_case(storm_id="storm-1"), ADA, PLAN, None, NOON, (), heard).facts)
    assert facts["By a person"].startswith("grace judged “many”: so it is so it is")
    assert facts["By a person"].endswith("…")
    assert len(facts["By a person"]) < 400


def test_of_very_many_phrases_the_most_telling_are_in_a_notice() -> None:
    phrases = tuple(Phrase(f"phrase {number}", 30 - number, 0.1, None) for number in range(8))
    heard = Heard(summary=a_summary(phrases=phrases))
    text = notice_of_case(a_case(storm_id="storm-1"), ADA, PLAN, None, NOON, (), heard).as_text()
    assert text.count("“phrase ") == MOST_IN_NOTICE


def test_a_long_text_is_cut_and_a_storm_has_none() -> None:
    told = notice(known=Known(a_mention(text="x" * 9000), None))
    assert told.quote == "x" * QUOTE_CHARACTERS
    assert notice().quote is None


@pytest.mark.parametrize(
    ("change", "person", "words"),
    [
        ({}, ADA, "You own “Website problem”"),
        ({"rung": 1}, GRACE, "Ada has not answered; you are on rung 1"),
        ({"rung": 2}, LINUS, "you are the plan's last resort"),
        ({"rung": 30}, LINUS, "you are the plan's last resort"),
        ({"rung": 1, "cause": "first_answer"}, GRACE, "The first answer to the customer is late; you are on rung 1"),
        ({"rung": 1, "cause": "solution"}, GRACE, "The solution to the customer is late"),
        ({"cause": "assigned", "tells": ("grace",)}, GRACE, "It was given to you"),
        ({"cause": "asked", "tells": ("ada",), "state": "acknowledged"}, ADA, "Are you still on it?"),
        ({"cause": "asked", "tells": ("ada",), "state": "waiting"}, ADA, "it waits for the customer. Does it still?"),
        ({"cause": "customer", "tells": ("ada",)}, ADA, "the customer has written again"),
        ({"cause": "crisis"}, ADA, "has become a crisis by the plan; you own"),
        ({"rung": 1, "cause": "by_hand"}, GRACE, "Somebody has escalated this case; you are on rung 1"),
    ],
)
def test_each_person_is_told_why_it_is_them(change: dict[str, Any], person: Person, words: str) -> None:
    assert words in why(person, PLAN, replace(a_case(), **change))


def test_in_a_second_pass_a_rung_has_the_number_by_which_it_is_escalated_to() -> None:
    twice = Escalation("web", "Web", (Rung(("ada",), minutes(5)), Rung(("grace",), minutes(5))), repeat=1)
    plan = replace(PLAN, escalations=(twice,), instances=(replace(PLAN.instances[0], escalation="web"),))
    assert "you are on rung 1 in pass 2 of" in why(GRACE, plan, a_case(rung=3))
    assert to_next_rung(a_case(rung=2), plan, NOON)[1] == "on to rung 1 in pass 2: Grace"
    assert to_next_rung(a_case(rung=0), plan, NOON)[1] == "on to rung 1: Grace"


def test_a_last_resort_who_is_a_back_up_is_asked_as_one_first() -> None:
    plan = a_plan(instances=[an_instance(backups=("linus", "grace"))])
    assert "you are on rung 1" in why(LINUS, plan, a_case(rung=1))
    assert "last resort" in why(LINUS, plan, a_case(rung=3))


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (a_case(rung=9), "Please acknowledge by: 15:00 CEST"),
        (replace(a_case(state="acknowledged"), cause="asked"), "Please say so by: 14:30 CEST"),
    ],
)
def test_the_time_for_an_answer_is_that_of_this_telling(case: Case, says: str) -> None:
    assert says in notice_of_case(case, LINUS, PLAN, None, NOON).as_text()


def test_several_cases_at_once_are_one_notice_that_names_each_with_its_time() -> None:
    told = notice_of_many([a_case("case-1"), a_case("case-2", priority="high")], ADA, PLAN, NOON)
    text = told.as_text()
    assert told.subject == "[urgent] 2 cases wait for you"
    for words in ("case-1", "case-2", "(high)", "Please acknowledge by 14:10 CEST", "firebreak ack case-2 --as ada"):
        assert words in text


def test_of_very_many_the_rest_is_counted() -> None:
    cases = [a_case(f"case-{number}") for number in range(NAMED + 7)]
    assert "7 more: firebreak cases" in notice_of_many(cases, ADA, PLAN, NOON).as_text()


def test_an_owner_that_is_a_team_is_told_by_its_name() -> None:
    plan = replace(PLAN, teams=(Team("web", "The web team", ("ada", "linus")),))
    assert why(GRACE, plan, replace(a_case(rung=1), owner="web")).startswith("The web team has not answered")
