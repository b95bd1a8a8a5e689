"""With moto and a Slack of our own on loopback: a press moves the case once, and all who were told read who did it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.hear_slack.answers import gone
from functions.hear_slack.reply import ReplyError, is_slacks, say
from shared import aws
from tests.builders import NOON, minutes
from tests.functions.deliver.hook import HANGS, Hook, hook
from tests.functions.ears import log
from tests.functions.hear_slack.slack import SECRET, a_call, a_form, a_payload, signed
from tests.functions.told import CASE, LATER, PEOPLE, Told, told
from tests.harness.world import names
from tests.journeys.test_crashes import failing

__all__ = ["hook", "log", "told"]

Press = Callable[..., dict[str, Any]]


@pytest.fixture
def press(told: Told, hook: Hook) -> Press:
    """Presses a button in Slack; what Slack's `response_url` is told lies in the hook."""
    secret = json.dumps({"slack-signing": [SECRET], "care": "https://hooks.slack.com/services/T/B/x"})
    aws.secretsmanager().put_secret_value(SecretId=names()["ChannelSecrets"], SecretString=secret)
    hook.answers["/hook"] = [(200, {}, b"ok")]

    def pressed(verb: str = "acknowledge", *, at: float = 3, **more: Any) -> dict[str, Any]:
        body = a_form(a_payload(verb, **{"response_url": f"{hook.origin}/hook", **more}))
        return called(told, body, signed(body, NOON + minutes(at)), at)

    return pressed


def called(told: Told, body: bytes, headers: dict[str, str], at: float = 3) -> dict[str, Any]:
    with time_machine.travel(NOON + minutes(at), tick=False):
        answer: dict[str, Any] = told.world.call("HearSlackFunction", a_call(body, headers))
    return answer


def said(hook: Hook) -> list[tuple[str, str]]:
    """To whom Slack was to show what, in order."""
    bodies = [json.loads(body) for _, _, body in hook.taken]
    return [(body["response_type"], body["text"]) for body in bodies if "text" in body]


def test_one_press_acknowledges_and_the_channel_reads_who_has_it(told: Told, press: Press, hook: Hook) -> None:
    assert press() == {"statusCode": 200, "headers": {"content-type": "text/plain; charset=utf-8"}, "body": ""}
    assert (told.case().state, told.case().acknowledged_by) == ("acknowledged", "ada")
    assert said(hook) == [("in_channel", "Ada has acknowledged case-1, 14:03 CEST")]


def test_one_press_escalates_and_the_next_is_told(told: Told, press: Press, hook: Hook) -> None:
    press("escalate", user="U0LINUS")
    assert (told.case().rung, told.case().telling) == (1, 2)
    assert said(hook) == [("in_channel", "Linus has escalated case-1, 14:03 CEST; told now: Grace")]
    with time_machine.travel(LATER, tick=False):
        told.world.settle()
    assert "NotifyOwnerFunction" in told.world.calls


def test_a_case_is_resolved_in_two_presses_with_its_root_cause(told: Told, press: Press, hook: Hook) -> None:
    press("resolve")
    assert told.case().state == "open"
    [form] = [json.loads(body) for _, _, body in hook.taken]
    assert form["response_type"] == "ephemeral"
    section, field, actions = form["blocks"]
    assert "Resolve case-1" in section["text"]["text"]
    assert (field["type"], field["element"]["type"]) == ("input", "plain_text_input")
    [button] = actions["elements"]
    state = {"values": {field["block_id"]: {field["element"]["action_id"]: {"value": "A <full> disk"}}}}
    action = {"action_id": button["action_id"], "value": button["value"], "type": "button"}
    press(actions=[action], state=state, at=4)
    assert (told.case().state, told.case().root_cause) == ("resolved", "A <full> disk")
    assert said(hook)[1:] == [
        ("in_channel", "Ada has resolved case-1, 14:04 CEST. Root cause: A &lt;full&gt; disk"),
    ]
    assert json.loads(hook.taken[-1][2]) == {"delete_original": True}


@pytest.mark.parametrize("cause", ["", " ", "x" * 2001])
def test_without_a_fitting_root_cause_the_field_comes_again(told: Told, press: Press, hook: Hook, cause: str) -> None:
    press("resolve_with", said=cause)
    assert told.case().state == "open"
    [(to, words)] = said(hook)
    assert to == "ephemeral"
    assert words.startswith("Not resolved: a ")
    assert [block["type"] for block in json.loads(hook.taken[0][2])["blocks"]] == ["section", "input", "actions"]


@pytest.mark.parametrize("verb", ["acknowledge", "escalate", "resolve_with"])
def test_what_slack_sends_again_changes_nothing_twice(told: Told, press: Press, hook: Hook, verb: str) -> None:
    press(verb, said="A full disk")
    once = told.case()
    for at in (3, 4):
        assert press(verb, said="A full disk", at=at)["statusCode"] == 200
    assert told.case() == once
    assert [to for to, _ in said(hook)] == ["in_channel", "ephemeral", "ephemeral"]


def test_who_comes_second_is_told_alone_who_was_first(told: Told, press: Press, hook: Hook) -> None:
    press(user="U0GRACE")
    press(at=5)
    press("resolve", at=6)
    assert said(hook)[1][0] == "ephemeral"
    assert said(hook)[1][1].startswith("Grace has it, since 14:03 CEST.")
    assert told.case().acknowledged_by == "grace"


def test_an_old_message_escalates_nothing(told: Told, press: Press, hook: Hook) -> None:
    press("escalate", user="U0GRACE")
    press("escalate", at=60)
    assert told.case().telling == 2
    assert said(hook)[1][0] == "ephemeral"


def test_whom_the_plan_does_not_know_is_told_how_to_be_known(told: Told, press: Press, hook: Hook) -> None:
    press(user="U999ZZZ")
    press(user="<!channel>")
    assert told.deeds() == []
    assert [to for to, _ in said(hook)] == ["ephemeral", "ephemeral"]
    assert "slack_user: U999ZZZ" in said(hook)[0][1]
    assert "channel" not in said(hook)[1][1]


def test_who_has_left_the_plan_moves_nothing(told: Told, press: Press, hook: Hook) -> None:
    told.publish([replace(person, slack_user=None) if person.id == "ada" else person for person in PEOPLE])
    press()
    assert told.deeds() == []
    assert "slack_user: U0ADA" in said(hook)[0][1]


def test_a_case_that_is_not_there_is_told(told: Told, press: Press, hook: Hook) -> None:
    press(value="case-0000000000:1")
    assert said(hook) == [("ephemeral", "There is no case case-0000000000; see: firebreak cases")]


# ---------------------------------------------------------------- saying it back
@pytest.mark.parametrize("answer", [(500, {}, b""), (404, {}, b"expired_url"), (302, {"Location": "/other"}, b"")])
def test_the_deed_stands_where_slack_takes_no_answer(
    told: Told, press: Press, hook: Hook, log: list[logging.LogRecord], answer: tuple[int, dict[str, str], bytes]
) -> None:
    hook.answers["/hook"] = [answer]
    assert press()["statusCode"] == 200
    assert told.case().acknowledged_by == "ada"
    assert log[-1].getMessage() == "no word back to Slack"
    assert [path for path, _, _ in hook.taken] == ["/hook"]


def test_an_answer_that_hangs_is_given_up_and_so_is_the_next(hook: Hook) -> None:
    hook.answers["/hook"] = [(HANGS, {}, b"")]
    with pytest.raises(ReplyError, match="in time"):
        say(f"{hook.origin}/hook", (gone(), gone()), allow_loopback=True, within=0.2)
    assert len(hook.taken) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://hooks.slack.com.example.com/actions/x",
        "https://example.com/https://hooks.slack.com/",
        "http://hooks.slack.com/actions/x",
        "https://hooks.slack.com@example.com/",
        "HTTPS://HOOKS.SLACK.COM/x",
        "http://127.0.0.1.example.com/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_nothing_is_said_elsewhere_than_at_slack(told: Told, press: Press, hook: Hook, url: str) -> None:
    assert not is_slacks(url, allow_loopback=True)
    assert press(response_url=url)["statusCode"] == 200
    assert told.case().acknowledged_by == "ada"
    assert hook.taken == []


def test_this_machine_is_called_in_the_local_engine_only() -> None:
    assert is_slacks("http://127.0.0.1:8400/outbox/slack/x", allow_loopback=True)
    assert not is_slacks("http://127.0.0.1:8400/outbox/slack/x", allow_loopback=False)
    assert is_slacks("https://hooks.slack.com/actions/T1/2/x", allow_loopback=False)


# ---------------------------------------------------------------- the door
def test_a_call_that_slack_did_not_sign_is_refused_and_nothing_of_it_is_logged(
    told: Told, press: Press, hook: Hook, log: list[logging.LogRecord]
) -> None:
    body = a_form(a_payload(said="a secret cause"))
    answer = called(told, body, signed(body, LATER, "another"))
    assert (answer["statusCode"], answer["body"]) == (401, "signature wrong")
    assert called(told, body, {})["statusCode"] == 401
    assert (told.deeds(), hook.taken) == ([], [])
    assert "secret cause" not in str([vars(line) for line in log])


def test_without_a_signing_secret_nobody_is_let_in(told: Told, log: list[logging.LogRecord]) -> None:
    body = a_form(a_payload())
    assert called(told, body, signed(body))["statusCode"] == 401
    assert log[0].levelname == "ERROR"


def test_slacks_own_checks_are_answered(told: Told, press: Press) -> None:
    assert called(told, b"ssl_check=1&token=x", {})["statusCode"] == 200
    asked = b'{"type": "url_verification", "challenge": "3eZbrw1a"}'
    assert called(told, asked, signed(asked))["body"] == "3eZbrw1a"
    assert called(told, asked, {})["statusCode"] == 401


@pytest.mark.parametrize(
    ("body", "status"), [(b"payload=no", 400), (b"", 200), (b"a=b", 200), (b'payload={"type":"shortcut"}', 200)]
)
def test_what_is_signed_and_not_for_us_is_answered(told: Told, press: Press, body: bytes, status: int) -> None:
    assert called(told, body, signed(body))["statusCode"] == status
    assert told.deeds() == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60), st.booleans())
def test_any_signed_bytes_are_answered(told: Told, press: Press, body: bytes, in_payload: bool) -> None:
    sent = b"payload=" + body if in_payload else body
    assert called(told, sent, signed(sent))["statusCode"] in (200, 400)


# ---------------------------------------------------------------- crashes
@pytest.mark.parametrize("after", [False, True], ids=["before it is written", "after it was written"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_crash_and_a_second_press_escalate_once(told: Told, press: Press, nth: int, after: bool) -> None:
    with failing(nth, after=after), pytest.raises(Exception, match="connect"):
        press("escalate")
    press("escalate", at=4)
    assert told.case().telling == 2
    assert [who for who, _ in told.deeds()] == ["ada"]
    assert told.case().id == CASE
