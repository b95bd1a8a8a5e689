"""With moto's SNS: three parts at most, in which time and link are whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from hypothesis import example, given, settings
from moto import mock_aws
from moto.sns.models import sns_backends

from shared.channels import sms
from shared.channels.gsm import parts
from shared.channels.message import Button, ChannelError, Message
from tests.harness.world import ACCOUNT, REGION
from tests.shared.channels.any_message import ACK, MESSAGE, any_message
from tests.shared.store.failing import before, hooked, refuse

NUMBER = "+351912345678"


@pytest.fixture
def phone() -> Iterator[None]:
    with mock_aws():
        yield


def received() -> list[tuple[str, str]]:
    return list(sns_backends[ACCOUNT][REGION].sms_messages.values())


def test_a_phone_gets_what_it_is_by_when_and_where_to_acknowledge(phone: None) -> None:
    sms.send(f" {NUMBER}\n", MESSAGE)
    [(number, text)] = received()
    assert number == NUMBER
    assert text.split("\n") == [
        "[urgent] Website problem: I cannot log in",
        "Please acknowledge by: 12:05 UTC on 2 October",
        f"Acknowledge: {ACK}",
    ]


def test_it_is_sent_as_one_that_must_arrive(phone: None) -> None:
    asked: list[dict[str, Any]] = []
    with hooked("sns", "provide-client-params.sns.Publish", lambda params, **_: asked.append(params)):
        sms.send(NUMBER, MESSAGE)
    assert asked[0]["MessageAttributes"] == {
        "AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}
    }


def test_the_customers_words_are_not_in_it() -> None:
    text = sms.text_of(replace(MESSAGE, subject="[urgent] A case", quote="my card is 4111"))
    assert "4111" not in text


def test_a_long_title_is_cut_and_neither_time_nor_link_is() -> None:
    text = sms.text_of(replace(MESSAGE, subject="[urgent] " + "Nothing works. " * 100))
    head, time, link = text.split("\n")
    assert head.startswith("[urgent] Nothing works. ")
    assert head.endswith("...")
    assert (time, link) == ("Please acknowledge by: 12:05 UTC on 2 October", f"Acknowledge: {ACK}")
    assert parts(text) == 3
    assert parts(f"{text}xxxxxxxx") == 4


def test_a_title_in_another_script_is_kept_where_there_is_room_for_it() -> None:
    arabic = replace(MESSAGE, subject="[urgent] لا أستطيع الدخول", buttons=(), links=(("Open", "https://x.example/c"),))
    assert sms.text_of(arabic).startswith("[urgent] لا أستطيع الدخول\n")
    # With a long link there is none: the time and the link go out in the alphabet that has room for them.
    long = Button("acknowledge", "Acknowledge", url="https://x.example/" + "a" * 180)
    text = sms.text_of(replace(arabic, buttons=(long,)))
    assert text.endswith(f"\nPlease acknowledge by: 12:05 UTC on 2 October\nAcknowledge: {long.url}")
    assert text.startswith("[urgent]")
    assert parts(text) <= 3


def test_a_time_in_another_script_gives_way_to_the_link_and_its_numbers_stay() -> None:
    facts = (("Please acknowledge by", "12:05 по московскому времени, второго октября, и никак не позже"),)
    long = Button("acknowledge", "Acknowledge", url="https://x.example/" + "a" * 150)
    text = sms.text_of(replace(MESSAGE, facts=facts, buttons=(long,)))
    assert "\nPlease acknowledge by: 12:05 " in text
    assert text.endswith(f"\nAcknowledge: {long.url}")
    assert parts(text) <= 3


def test_without_a_time_the_first_line_says_what_is_due() -> None:
    message = Message(
        "The promised update is due soon: Login", ("We promised the public the next word by 18:00 WET on 2 October.",),
        links=(("Say it with one tap", "https://x.example/t"),), priority="high",
    )  # fmt: skip
    assert sms.text_of(message).split("\n") == [
        "[high] The promised update is due soon: Login",
        "We promised the public the next word by 18:00 WET on 2 October.",
        "Say it with one tap: https://x.example/t",
    ]


@pytest.mark.parametrize(
    "link", ["https://evil.example/x", "evil.example/login", "www.evil.example", "evil.example", "x://y"]
)
def test_no_word_of_the_title_is_a_link_that_a_phone_would_open(link: str) -> None:
    text = sms.text_of(replace(MESSAGE, subject=f"[urgent] Log in at {link} at once"))
    assert text.startswith("[urgent] Log in at (link) at once\n")


@settings(max_examples=100, database=None, deadline=None)
@given(any_message)
@example(
    Message(
        "[" * 900,
        ("€" * 900,),
        (("Please do by", "[" * 900),),
        buttons=(Button("resolve", "{" * 90, url="https://" + "~" * 115),),
    )
)
def test_whatever_is_said_fits_into_three_parts(message: Message) -> None:
    text = sms.text_of(message)
    assert len(text) > 0
    assert parts(text) <= 3
    assert len(text.encode()) <= 1600
    assert sum("://" in line for line in text.split("\n")) <= 1


@settings(max_examples=60, database=None, deadline=None)
@given(any_message)
def test_whatever_is_said_the_time_and_the_link_are_whole(message: Message) -> None:
    told = replace(message, facts=(("Please acknowledge by", "12:05 UTC on 2 October"),), buttons=MESSAGE.buttons)
    assert sms.text_of(told).endswith(f"\nPlease acknowledge by: 12:05 UTC on 2 October\nAcknowledge: {ACK}")


@pytest.mark.parametrize(
    ("code", "transient"),
    [("Throttling", True), ("ServiceUnavailable", True), ("InvalidParameter", False), ("OptedOut", False)],
)
def test_a_refusal_is_told_by_its_code_and_without_the_number(phone: None, code: str, transient: bool) -> None:
    with (
        before("sns", "Publish", refuse(code)),
        pytest.raises(ChannelError, match=f"SNS refused the SMS: {code}") as told,
    ):
        sms.send(NUMBER, MESSAGE)
    assert told.value.transient is transient
    assert NUMBER not in str(told.value)


def test_an_unreachable_sns_may_be_reached_later(phone: None) -> None:
    def unreachable() -> None:
        raise EndpointConnectionError(endpoint_url="https://sns.invalid")

    with before("sns", "Publish", unreachable), pytest.raises(ChannelError, match="could not be reached") as told:
        sms.send(NUMBER, MESSAGE)
    assert told.value.transient


@pytest.mark.parametrize("number", ["+351912345678", "+15550100", "+999999999999999"])
def test_a_number_is_usable(number: str) -> None:
    assert sms.check(number) is None


@pytest.mark.parametrize(
    "number",
    [
        "", "912345670", "00351912345670", "+351 912 345 670", "+0123456789", "+1234567890123456", "+٣٥١٩١٢٣٤٥٦٧٨",
        "arn:aws:sns:x",
    ],
)  # fmt: skip
def test_what_is_no_number_is_said_without_it_and_nothing_is_sent(phone: None, number: str) -> None:
    said = sms.check(number) or ""
    assert "+351912345678" in said
    assert not number or number not in said
    with pytest.raises(ChannelError):
        sms.send(number, MESSAGE)
    assert received() == []
