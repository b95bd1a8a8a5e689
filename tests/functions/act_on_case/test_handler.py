"""With moto: a link shows its case and changes nothing; its button acts once, and says who came first."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
import time_machine
from botocore.exceptions import EndpointConnectionError

from shared import aws
from shared.case_life import MOST_WORDS
from shared.case_tap import GOOD_FOR
from shared.channels.message import Deed
from tests.builders import NOON, a_person, minutes
from tests.functions.told import CASE, LATER, PEOPLE, Told, told
from tests.journeys.test_crashes import failing

__all__ = ["told"]

#: A case and its log line are written in one transaction.
WRITE = "before-call.dynamodb.TransactWriteItems"
DEEDS: tuple[Deed, ...] = ("acknowledge", "escalate", "resolve")


def words(page: dict[str, object]) -> str:
    """What stands on a page, without its marks."""
    body = re.sub(r"<style>.*?</style>|<title>.*?</title>", " ", str(page["body"]))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


# ---------------------------------------------------------------- looking
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("deed", DEEDS)
def test_following_a_link_changes_nothing(told: Told, deed: Deed, method: str) -> None:
    before = told.case()
    for _ in range(2):
        assert told.opened(told.link(deed), method=method)["statusCode"] == 200
    assert told.case() == before
    assert told.deeds() == []
    # Nor is it used up.
    assert told.pressed(told.link(deed), cause="A full disk")["statusCode"] == 200


def test_the_page_shows_the_case_and_what_the_button_would_do(told: Told) -> None:
    shown = {deed: words(told.opened(told.link(deed))) for deed in DEEDS}
    for page in shown.values():
        assert f"Website problem: I cannot log in ({CASE}) Priority urgent" in page
        assert "Who has it nobody yet; told: Ada Opened 14:00 CEST" in page
    assert "nobody further is told. You are asked again at 18:03 CEST." in shown["acknowledge"]
    assert "At once told: Grace." in shown["escalate"]
    assert "Root cause" in shown["resolve"]


def test_the_page_shows_what_happened_since_its_reader_was_told(told: Told) -> None:
    told.pressed(told.link("escalate", "linus"), NOON + minutes(2))
    page = words(told.opened(told.link()))
    assert "Since you were told 14:02 CEST: Linus, escalated by hand; on to rung 1: Grace" in page
    assert "opened" not in page.lower().partition("since you were told")[2]


def test_a_page_runs_nothing_loads_nothing_and_is_kept_by_nobody(told: Told) -> None:
    answer = told.opened(told.link("resolve"))
    assert "default-src 'none'" in answer["headers"]["content-security-policy"]
    assert answer["headers"]["cache-control"] == "no-store"
    assert answer["headers"]["referrer-policy"] == "no-referrer"
    assert "<script" not in answer["body"]


# ---------------------------------------------------------------- acting
def test_one_tap_acknowledges(told: Told) -> None:
    answer = told.pressed(told.link())
    case = told.case()
    assert (answer["statusCode"], case.state, case.acknowledged_by) == (200, "acknowledged", "ada")
    assert "Ada has acknowledged case-1, 14:03 CEST. You are asked again at 18:03 CEST." in words(answer)
    assert told.deeds() == [("ada", "acknowledged")]


def test_one_tap_escalates_and_the_next_is_told(told: Told) -> None:
    told.pressed(told.link("escalate"))
    assert (told.case().rung, told.case().telling) == (1, 2)
    with time_machine.travel(LATER, tick=False):
        told.world.settle()
    assert "NotifyOwnerFunction" in told.world.calls


def test_a_case_is_resolved_with_its_root_cause(told: Told) -> None:
    cause = "Um disco cheio; \U0001f4be\r\nsecond line"
    answer = told.pressed(told.link("resolve"), cause=cause)
    assert (answer["statusCode"], told.case().state) == (200, "resolved")
    assert told.case().root_cause == "Um disco cheio; \U0001f4be\nsecond line"


@pytest.mark.parametrize("cause", ["", "  \r\n ", "x" * (MOST_WORDS + 1), "\x00\x07"])
def test_without_a_fitting_root_cause_the_form_comes_again_with_what_was_typed(told: Told, cause: str) -> None:
    answer = told.pressed(told.link("resolve"), cause=cause)
    assert answer["statusCode"] == 400
    assert 'aria-invalid="true"' in answer["body"]
    assert "Not resolved: a " in words(answer)
    assert cause.strip("\x00\x07 \r\n") in answer["body"]
    assert told.case().state == "open"
    assert told.pressed(told.link("resolve"), cause="A full disk")["statusCode"] == 200


@pytest.mark.parametrize("length", [MOST_WORDS])
def test_a_root_cause_of_full_length_has_room_in_the_form(told: Told, length: int) -> None:
    lines = "\r\n".join(["\U0001f4be" * 9] * (length // 10)) + "\U0001f4be"
    assert len(lines.replace("\r\n", "\n")) == length
    assert told.pressed(told.link("resolve"), cause=lines)["statusCode"] == 200


# ---------------------------------------------------------------- once
@pytest.mark.parametrize("deed", DEEDS)
def test_a_double_tap_is_one(told: Told, deed: Deed) -> None:
    first = told.pressed(told.link(deed), cause="A full disk")
    once = told.case()
    second = told.pressed(told.link(deed), LATER + timedelta(seconds=1), cause="A full disk")
    assert (first["statusCode"], second["statusCode"]) == (200, 409)
    assert "Nothing left to do here" in words(second)
    assert told.case() == once


def test_who_comes_second_reads_who_was_first_and_when(told: Told) -> None:
    told.pressed(told.link(person="grace"))
    page = told.opened(told.link(), NOON + minutes(5))
    assert page["statusCode"] == 200
    assert "Grace has it, since 14:03 CEST." in words(page)
    assert "<form" not in page["body"]
    told.pressed(told.link("resolve", "grace"), NOON + minutes(6), cause="A full disk")
    assert "Grace resolved it at 14:06 CEST. Root cause: A full disk" in words(told.opened(told.link()))


def test_an_old_mail_escalates_nothing(told: Told) -> None:
    told.pressed(told.link("escalate", "grace"))
    old = told.pressed(told.link("escalate"), NOON + minutes(5))
    assert (old["statusCode"], told.case().telling) == (409, 2)
    assert "has been escalated, or told anew, since you were told" in words(old)


def test_what_was_typed_for_a_case_that_is_over_is_given_back(told: Told) -> None:
    told.pressed(told.link("resolve", "grace"), cause="A full disk")
    late = told.pressed(told.link("resolve"), NOON + minutes(4), cause="<b>The router</b>")
    assert late["statusCode"] == 409
    assert "&lt;b&gt;The router&lt;/b&gt;" in late["body"]
    assert told.case().root_cause == "A full disk"


def test_a_used_link_does_not_take_the_case_again_after_it_was_lost(told: Told) -> None:
    told.pressed(told.link())
    told.pressed(told.link("escalate", "grace"), NOON + minutes(60))
    again = told.pressed(told.link(), NOON + minutes(90))
    assert again["statusCode"] == 409
    assert "You have used this link, and the case has gone on since." in words(again)
    assert told.case().state == "open"
    # Whoever wants it once more has the newer notice's link, or the command.
    assert told.pressed(told.link(telling=2, at=NOON + minutes(60)), NOON + minutes(91))["statusCode"] == 200


A, G, E, R = ("ada", "acknowledge"), ("grace", "acknowledge"), ("linus", "escalate"), ("ada", "resolve")


# All orders, without AWS: tests/shared/test_pressing.py.
@pytest.mark.parametrize(("order", "done"), [((A, G, E, R), [A, E, R]), ((E, G, A, R), [E, G, R]), ((R, E, A, G), [R])])
def test_in_whatever_order_people_press_what_comes_too_late_does_nothing(
    told: Told, order: tuple[tuple[str, Deed], ...], done: list[tuple[str, Deed]]
) -> None:
    for at, (who, deed) in enumerate(order, 1):
        answer = told.pressed(told.link(deed, who), NOON + minutes(at), cause="A full disk")
        assert answer["statusCode"] == (200 if (who, deed) in done else 409)
    assert [who for who, _ in told.deeds()] == [who for who, _ in done]
    assert told.case().state == "resolved"


@pytest.mark.parametrize(("first", "second"), [("acknowledge", "acknowledge"), ("resolve", "escalate")])
def test_who_comes_between_anothers_look_and_deed_is_first(told: Told, first: Deed, second: Deed) -> None:
    """Grace's press comes after Ada's has read the case, and before it is written."""
    answers: list[int] = []

    def grace_presses(**_: object) -> None:
        aws.dynamodb().meta.events.unregister(WRITE, grace_presses)
        answers.append(told.pressed(told.link(first, "grace"), cause="A full disk")["statusCode"])

    aws.dynamodb().meta.events.register(WRITE, grace_presses)
    answers.append(told.pressed(told.link(second))["statusCode"])
    assert answers == [200, 409]
    assert [who for who, _ in told.deeds()] == ["grace"]


# ---------------------------------------------------------------- crashes
@pytest.mark.parametrize("after", [False, True], ids=["before it is written", "after it was written"])
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_crash_anywhere_leaves_a_link_that_acts_and_acts_once(told: Told, deed: Deed, nth: int, after: bool) -> None:
    with failing(nth, after=after) as made:
        try:
            told.pressed(told.link(deed), cause="A full disk")
        except EndpointConnectionError:
            assert len(made) >= nth
    for at in (1, 2):
        told.pressed(told.link(deed), LATER + minutes(at), cause="A full disk")
    assert len(told.deeds()) == 1
    assert told.case().telling == (2 if deed == "escalate" else 1)


def test_a_link_that_broke_off_still_acts_when_the_next_have_been_told_meanwhile(told: Told) -> None:
    with failing(1, after=True), pytest.raises(EndpointConnectionError):
        told.pressed(told.link())
    assert told.deeds() == []
    told.pressed(told.link("escalate", "linus"), NOON + minutes(4))
    assert told.pressed(told.link(), NOON + minutes(5))["statusCode"] == 200
    assert told.case().acknowledged_by == "ada"


# ---------------------------------------------------------------- links that are not good
@pytest.mark.parametrize("token", ["", "x", "case-1.acknowledge.ada.1.9999999999." + "A" * 43, "../..", "%00"])
def test_a_link_that_we_did_not_sign_is_void(told: Told, token: str) -> None:
    for method in ("GET", "POST"):
        answer = told.opened(token, method=method)
        assert answer["statusCode"] == 404
        assert "Use the newest notice of the case" in words(answer)
    assert told.deeds() == []


def test_a_link_that_is_too_old_is_void(told: Told) -> None:
    assert told.pressed(told.link(), NOON + GOOD_FOR - timedelta(seconds=1))["statusCode"] == 200
    assert told.opened(told.link(), NOON + GOOD_FOR)["statusCode"] == 404


def test_whose_person_has_left_the_plan_opens_nothing(told: Told) -> None:
    told.publish([person for person in (*PEOPLE, a_person("barbara")) if person.id != "ada"])
    assert told.opened(told.link())["statusCode"] == 404
    assert told.pressed(told.link())["statusCode"] == 404
    assert told.pressed(told.link(person="grace"))["statusCode"] == 200
