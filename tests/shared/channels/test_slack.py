"""What Slack is sent fits its limits and calls nobody; what it answers is told without its address."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from shared.channels import slack
from shared.channels.message import Button, ChannelError, Message
from tests.shared.channels.any_message import ACK, MESSAGE, any_message
from tests.shared.channels.door import CLOSED, OK, Answer, door

SECRET = "the-secret"
#: Block Kit's limits, from its reference; the sum from slackapi/bolt-js issue 2509.
HEADER, SECTION, BLOCKS, BUTTON, VALUE, URL, SUM = 150, 3000, 50, 75, 2000, 3000, 13_000


def texts(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["text"]["text"] for block in blocks if "text" in block]


def buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [button for block in blocks for button in block.get("elements", [])]


def refusal(*answers: Answer) -> tuple[ChannelError, int]:
    """What is said of those answers, and after how many tries."""
    with door(*answers) as slacks, pytest.raises(ChannelError) as told:
        slack.send(slacks.url, MESSAGE)
    return told.value, slacks.calls


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between tries, which are not made."""
    made: list[float] = []
    monkeypatch.setattr("time.sleep", made.append)
    return made


# ---------------------------------------------------------------- what is sent
def test_a_message_is_posted_once_with_all_its_parts() -> None:
    with door() as slacks:
        slack.send(slacks.url, MESSAGE)
    [sent] = slacks.taken
    assert sent["text"] == MESSAGE.subject
    types = [block["type"] for block in sent["blocks"]]
    assert types == ["header", "section", "section", "section", "section", "section", "actions"]
    whole = "\n".join(texts(sent["blocks"]))
    for words in (*MESSAGE.lines, "Case: case-1 (urgent)", "I cannot log in since this morning", *MESSAGE.commands):
        assert words in whole
    assert "<https://door.example.com/cases/case-1|The case>" in whole
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)


def test_a_button_comes_back_by_its_deed_and_value_and_to_resolve_is_asked_twice() -> None:
    acknowledge, resolve = buttons(slack.blocks(MESSAGE))
    assert (acknowledge["action_id"], acknowledge["value"]) == ("firebreak:acknowledge", "case-1 0 ada")
    assert "url" not in acknowledge
    assert "confirm" not in acknowledge
    assert resolve["action_id"] == "firebreak:resolve"
    assert {name: len(text["text"]) > 0 for name, text in resolve["confirm"].items()} == dict.fromkeys(
        ("title", "text", "confirm", "deny"), True
    )


def test_a_button_that_has_only_a_link_opens_it() -> None:
    message = replace(MESSAGE, buttons=(Button("acknowledge", "Acknowledge", url=ACK),))
    [button] = buttons(slack.blocks(message))
    assert (button["url"], button["action_id"], "value" in button) == (ACK, "firebreak:link:acknowledge", False)


def test_a_button_whose_value_is_too_long_is_a_link_beside_it() -> None:
    long = Button("acknowledge", "Acknowledge", "x" * 2001, ACK)
    blocks = slack.blocks(replace(MESSAGE, buttons=(long,)))
    assert buttons(blocks) == []
    assert f"<{ACK}|Acknowledge>" in texts(blocks)
    assert not buttons(slack.blocks(replace(MESSAGE, buttons=(replace(long, url=""),))))


def test_a_notice_of_several_cases_has_a_button_for_each_of_them() -> None:
    values = [f"case-{number}:0" for number in range(5)]
    several = tuple(Button("acknowledge", f"Acknowledge {value}", value) for value in values)
    blocks = slack.blocks(replace(MESSAGE, buttons=several))
    assert [button["value"] for button in buttons(blocks)] == values
    assert {button["action_id"] for button in buttons(blocks)} == {"firebreak:acknowledge"}
    # Names have to differ within a block.
    assert [len(block["elements"]) for block in blocks if block["type"] == "actions"] == [1] * 5


def test_the_last_of_many_facts_is_not_cut_off() -> None:
    many = tuple((f"case-{number}", "x" * 250) for number in range(20))
    whole = texts(slack.blocks(replace(MESSAGE, facts=(*many, ("Please answer by", "12:05")))))
    assert "Please answer by: 12:05" in "\n".join(whole)
    assert max(map(len, whole)) <= SECTION


@settings(max_examples=60, database=None, deadline=None)
@given(any_message)
@example(Message("&" * 400, ("<" * 9000,) * 4, (("&" * 99, "&" * 9000),) * 9, ">" * 9000, ("&" * 9000,) * 9))
def test_whatever_is_said_keeps_to_the_limits_of_block_kit(message: Message) -> None:
    blocks = slack.blocks(message)
    assert 0 < len(blocks) <= BLOCKS
    assert 0 < len(blocks[0]["text"]["text"]) <= HEADER
    assert "\n" not in blocks[0]["text"]["text"]
    for text in texts(blocks[1:]):
        assert 0 < len(text) <= SECTION
    pressed = buttons(blocks)
    for block in blocks:
        named = [button["action_id"] for button in block.get("elements", [])]
        assert len({*named}) == len(named)
    for button in pressed:
        assert 0 < len(button["text"]["text"]) <= BUTTON
        assert len(button.get("value", "x")) <= VALUE
        assert 0 < len(button.get("url", "x")) <= URL
    assert sum(len(text) for text in [*texts(blocks), *(button["text"]["text"] for button in pressed)]) < SUM
    json.dumps(blocks, ensure_ascii=False).encode()


def test_nothing_that_is_said_can_call_a_person_or_a_channel(shared_material: Path) -> None:
    nasty = json.loads((shared_material / "payloads" / "nasty" / "texts.json").read_text(encoding="utf-8"))
    calling = ["<!channel>", "<!here|here>", "<@U123>", "<https://evil.example|your bank>", "&lt;!channel&gt;"]
    with door() as slacks:
        for text in [*calling, *(one["text"] for one in nasty)]:
            slack.send(slacks.url, replace(MESSAGE, subject=text, lines=(text,), quote=text))
    assert len(slacks.taken) > len(calling)
    for sent in slacks.taken:
        # Only `text` is read as markup; blocks of plain text are shown as they are.
        assert "<" not in sent["text"]
        assert ">" not in sent["text"]
        marked = [block["text"]["text"] for block in sent["blocks"] if block.get("text", {}).get("type") == "mrkdwn"]
        assert marked == ["<https://door.example.com/cases/case-1|The case>"]


def test_a_cut_subject_is_not_cut_within_an_escape() -> None:
    with door() as slacks:
        slack.send(slacks.url, replace(MESSAGE, subject="&" * 400))
    assert slacks.taken[0]["text"] == "&amp;" * (HEADER - 1) + "…"
    assert texts(slacks.taken[0]["blocks"])[0] == "&" * (HEADER - 1) + "…"


@pytest.mark.parametrize("subject", ["", " \n\t"])
def test_an_empty_subject_is_still_a_message(subject: str) -> None:
    assert texts(slack.blocks(replace(MESSAGE, subject=subject)))[0] == "Firebreak"


# ---------------------------------------------------------------- what is answered
@pytest.mark.parametrize("answer", [(500, b"", {}), (503, b"", {}), (429, b"rate_limited", {}), CLOSED])
def test_a_trouble_that_passes_is_tried_again(answer: Answer) -> None:
    with door(answer, OK) as slacks:
        slack.send(slacks.url, MESSAGE)
    assert slacks.calls == 2


@pytest.mark.parametrize(
    ("status", "words", "said"),
    [
        (400, b"invalid_payload", "Slack answered 400: invalid_payload"),
        (403, b"action_prohibited", "Slack answered 403: action_prohibited"),
        (404, b"no_service", "Slack answered 404: no_service"),
        (302, b"", "Slack answered 302"),
        (410, b"channel_is_archived", "Slack answered 410: channel_is_archived"),
        (410, b"<html>Gone</html>", "Slack answered 410"),
    ],
)
def test_a_refusal_is_told_with_slacks_own_word_and_not_tried_again(status: int, words: bytes, said: str) -> None:
    error, calls = refusal((status, words, {"location": "http://127.0.0.1:9/elsewhere"}))
    assert (str(error), error.transient, calls) == (said, False, 1)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_trouble_that_lasts_is_told_as_one_that_may_pass(status: int, pauses: list[float]) -> None:
    error, calls = refusal((status, b"", {}))
    assert (error.transient, calls) == (True, 3)


@pytest.mark.parametrize(
    "answer",
    [
        (404, b"Cannot POST /services/T000/B000/the-secret", {}),
        (500, b"Cannot POST /services/T000/B000/the-secret", {}),
        CLOSED,
    ],
)
def test_the_address_is_a_secret_and_is_in_no_error(answer: Answer, pauses: list[float]) -> None:
    error, _ = refusal(answer)
    assert SECRET not in str(error)
    assert "127.0.0.1" not in str(error)


@pytest.mark.parametrize(
    "url", ["", "the-secret", "ftp://x/the-secret", "http://[the-secret", "http://a:b:c/the-secret"]
)
def test_an_address_that_is_none_is_told_without_it(url: str) -> None:
    with pytest.raises(ChannelError) as told:
        slack.send(url, MESSAGE)
    assert SECRET not in str(told.value)


def test_nobody_at_that_address_is_told_without_it(pauses: list[float]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/the-secret"
        with pytest.raises(ChannelError, match="could not be reached") as told:
            slack.send(url, MESSAGE)
    assert told.value.transient
    assert SECRET not in str(told.value)


# ---------------------------------------------------------------- what is a usable address
@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.slack.com/services/T000/B000/x",
        " https://hooks.slack-gov.com/services/T000/B000/x\n",
        "https://mattermost.example.com/hooks/x",
        "http://127.0.0.1:8400/outbox/slack/care",
    ],
)
def test_an_incoming_webhook_is_usable(url: str) -> None:
    assert slack.check(url) is None


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://hooks.slack.com/triggers/T000/the-secret", "/services/"),
        ("https://app.slack.com/client/the-secret", "a page of Slack's"),
        ("https://slack.com/the-secret", "a page of Slack's"),
        ("http://hooks.slack.com/services/the-secret", "only https"),
        ("xoxb-the-secret", "https://"),
        ("#the-secret", "https://"),
        ("", "https://"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_without_it(url: str, wrong: str) -> None:
    said = slack.check(url) or ""
    assert wrong in said
    assert SECRET not in said
