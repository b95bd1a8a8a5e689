"""What was sent to people: Slack's own answers, and a page that no message can break out of."""

import json
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.exchange import Request, Response
from infra.local.outbox import Sent, SlackChannels, mails, text_of
from infra.local.outbox_page import outbox_page

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def post(channels: SlackChannels, body: Any, content_type: str = "application/json") -> Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return channels.answer(Request("POST", "/outbox/slack/ops", (("Content-Type", content_type),), content))


def sent(**changed: Any) -> Sent:
    told: dict[str, Any] = {"by": "mail", "sent_at": AT, "sender": "f@x", "to": ("o@x",), "subject": "s", "text": "t"}
    return Sent(**{**told, **changed})


def test_a_message_is_taken_and_kept() -> None:
    channels = SlackChannels()
    answer = post(channels, {"text": "look", "username": "firebreak"})
    assert (answer.status, answer.body) == (HTTPStatus.OK, b"ok")
    [kept] = channels.sent()
    assert (kept.to, kept.text, kept.sender) == (("#ops",), "look", "firebreak")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", b"invalid_payload"),
        (b"{", b"invalid_payload"),
        (b"[]", b"invalid_payload"),
        (b"\xff", b"invalid_payload"),
        (b"[" * 100_000, b"invalid_payload"),
        ({}, b"no_text"),
        ({"text": ""}, b"no_text"),
        ({"text": 3}, b"no_text"),
        ({"text": None, "blocks": []}, b"no_text"),
    ],
)
def test_what_slack_refuses_is_refused_in_its_words(body: Any, reason: bytes) -> None:
    channels = SlackChannels()
    answer = post(channels, body)
    assert (answer.status, answer.body, channels.sent()) == (HTTPStatus.BAD_REQUEST, reason, [])


def test_the_words_of_blocks_and_buttons_are_found() -> None:
    channels = SlackChannels()
    button = {"type": "button", "text": {"type": "plain_text", "text": "Take it"}, "url": "https://x.example/ack"}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*Please* look"}}
    post(channels, {"text": "A case", "blocks": [section, {"type": "actions", "elements": [button]}]})
    assert channels.sent()[0].text == "A case\n*Please* look\nTake it\nhttps://x.example/ack"


def test_a_form_with_a_payload_is_taken_too() -> None:
    channels = SlackChannels()
    body = b"payload=%7B%22text%22%3A%20%22a%20%2B%20b%22%7D"
    assert post(channels, body, "application/x-www-form-urlencoded").body == b"ok"
    assert channels.sent()[0].text == "a + b"


def test_only_so_much_is_kept() -> None:
    channels = SlackChannels()
    for place in range(1100):
        post(channels, {"text": f"{place} " + "x" * 50_000 if place == 1099 else str(place)})
    kept = channels.sent()
    assert (len(kept), kept[0].text, len(kept[-1].text)) == (1000, "100", 40_000)


def test_a_mail_is_read_from_what_the_engine_captured() -> None:
    captured = {"Source": "f@x", "To": ["a@x"], "CC": ["b@x"], "BCC": [], "Subject": "S", "Timestamp": 0.0}
    [one, two] = mails({"messages": {"0": [{**captured, "BodyText": "t"}, {**captured, "BodyHtml": "<p>h <b>i</b>"}]}})
    assert (one.to, one.text, two.text) == (("a@x", "b@x"), "t", "h i")


@pytest.mark.parametrize("markup", ["", "<", "<p", "&#0;&bogus;", "<script>x</script>", "<" * 5000, "<!--"])
def test_any_markup_has_words(markup: str) -> None:
    assert isinstance(text_of(markup), str)


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=y> javascript:alert(1)"


def test_every_field_of_the_page_is_escaped() -> None:
    page = outbox_page([sent(sender=HOSTILE, to=(HOSTILE,), subject=HOSTILE, text=HOSTILE)]).body.decode()
    main = page.partition("<main>")[2]
    assert "<script" not in main
    assert "<img" not in main
    assert "href" not in main


def test_a_link_can_be_followed_without_what_ends_the_sentence() -> None:
    page = outbox_page([sent(text="Take it: https://x.example/ack?a=1&b=2.")]).body.decode()
    assert '<a href="https://x.example/ack?a=1&amp;b=2" rel="noopener noreferrer">' in page
    assert "</a>." in page


@given(st.text())
def test_no_text_opens_a_tag_of_its_own(text: str) -> None:
    main = outbox_page([sent(text=text)]).body.decode().partition("<pre>")[2].partition("</pre>")[0]
    rest = main.replace("</a>", "")
    while (start := rest.find('<a href="http')) >= 0:
        rest = rest[:start] + rest[rest.index(' rel="noopener noreferrer">', start) + 27 :]
    assert "<" not in rest


def test_a_long_outbox_shows_its_newest() -> None:
    page = outbox_page([sent(text=f"message {place}.") for place in range(700)]).body.decode()
    assert "700 messages, newest first, the first 500 shown" in page
    assert ("message 499." in page, "message 500." in page) == (True, False)


def test_the_page_lets_nothing_run_or_load() -> None:
    headers = outbox_page([]).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert b"Nobody has been told anything yet." in outbox_page([]).body
