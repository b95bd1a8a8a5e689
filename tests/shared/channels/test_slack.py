"""What Slack is sent fits its limits and calls nobody; what it answers is told without its address."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.channels import slack
from shared.channels.message import ChannelError, Message
from tests.shared.channels.door import CLOSED, OK, Answer, door

MESSAGE = Message(
    subject="[urgent] Website problem: I cannot log in",
    lines=("Website problem: I cannot log in", "You own “Website problem” in the crisis plan (version 1)."),
    facts=(("Case", "case-1 (urgent)"), ("Because", "says that money is gone")),
    quote="I cannot log in since this morning",
    commands=("firebreak ack case-1 --as ada",),
    thread="case-1",
)
SECRET = "the-secret"
#: Block Kit's limits, from its reference.
HEADER, SECTION, BLOCKS = 150, 3000, 50


def texts(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["text"]["text"] for block in blocks]


def refusal(*answers: Answer) -> tuple[ChannelError, int]:
    """What is said of those answers, and after how many tries."""
    with door(*answers) as slacks, pytest.raises(ChannelError) as told:
        slack.send(slacks.url, MESSAGE)
    return told.value, slacks.calls


@pytest.fixture(autouse=True)
def _no_connection_is_left() -> Iterator[None]:
    yield
    slack._http.clear()


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
    assert [block["type"] for block in sent["blocks"]] == ["header", "section", "section", "section", "section"]
    whole = "\n".join(texts(sent["blocks"]))
    for words in (*MESSAGE.lines, "Case: case-1 (urgent)", "I cannot log in since this morning", *MESSAGE.commands):
        assert words in whole


@settings(database=None, deadline=None)
@given(st.text(max_size=400), st.lists(st.text(max_size=4000), max_size=3), st.text(max_size=5000))
def test_whatever_is_said_keeps_to_the_limits_of_block_kit(subject: str, lines: list[str], quote: str) -> None:
    blocks = slack.blocks(Message(subject, tuple(lines), (("Where", quote),), quote, (quote,)))
    assert len(blocks) <= BLOCKS
    assert 0 < len(blocks[0]["text"]["text"]) <= HEADER
    assert "\n" not in blocks[0]["text"]["text"]
    for block in blocks[1:]:
        assert 0 < len(block["text"]["text"]) <= SECTION
    json.dumps(blocks).encode()


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
        assert {block["text"]["type"] for block in sent["blocks"]} == {"plain_text"}


def test_a_cut_subject_is_not_cut_within_an_escape() -> None:
    with door() as slacks:
        slack.send(slacks.url, replace(MESSAGE, subject="&" * 400))
    assert slacks.taken[0]["text"] == "&amp;" * HEADER
    assert texts(slacks.taken[0]["blocks"])[0] == "&" * HEADER


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


def test_a_slack_that_hangs_keeps_nobody_waiting_for_long() -> None:
    """By its limits and not by a clock: three tries with their pauses fit into the function's minute."""
    tries = int(slack._RETRIES.total or 0) + 1
    pauses = slack._RETRIES.retry_after_max * (tries - 1)
    one_try = float(slack.TIMEOUT.connect_timeout or 99) + float(slack.TIMEOUT._read or 99)  # type: ignore[arg-type]
    assert tries * one_try + pauses < 45


def test_an_hour_that_slack_asks_for_is_not_waited(pauses: list[float]) -> None:
    refusal((429, b"", {"retry-after": "3600"}))
    assert pauses
    assert max(pauses) <= 5
