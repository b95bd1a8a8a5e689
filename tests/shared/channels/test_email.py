"""With moto's SES: a mail keeps its headers to itself, its HTML shows words as words, and a refusal is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from moto.sesv2.models import sesv2_backends

from shared import aws
from shared.channels import email
from shared.channels.message import ChannelError
from tests.harness.world import ACCOUNT, REGION, World
from tests.shared.channels.any_message import ACK, MESSAGE
from tests.shared.store.failing import before, hooked, refuse

SENDER = "firebreak@example.com"


class Shown(HTMLParser):
    """What a reader of the mail sees: its words, and the tags around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def sent() -> list[Any]:
    return list(sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages)


def asked(deed: Callable[[], None]) -> dict[str, Any]:
    """The request as it leaves for SES."""
    requests: list[dict[str, Any]] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        requests.append(params)

    with hooked("sesv2", "provide-client-params.sesv2.SendEmail", note):
        deed()
    [request] = requests
    return request


def test_a_mail_goes_from_the_sender_to_one_person_with_text_and_html(world: World) -> None:
    request = asked(lambda: email.send(SENDER, "ada@example.com", MESSAGE))
    assert (request["FromEmailAddress"], request["Destination"]) == (SENDER, {"ToAddresses": ["ada@example.com"]})
    simple = request["Content"]["Simple"]
    assert simple["Subject"]["Data"] == MESSAGE.subject
    assert simple["Body"]["Text"]["Data"] == MESSAGE.as_text()
    assert len(sent()) == 1


def test_mails_of_one_case_are_one_conversation_and_answer_no_machine(world: World) -> None:
    simple = asked(lambda: email.send(SENDER, "ada@example.com", MESSAGE))["Content"]["Simple"]
    assert {header["Name"]: header["Value"] for header in simple["Headers"]} == {
        "Auto-Submitted": "auto-generated",
        "References": "<case-1@firebreak.invalid>",
    }
    alone = asked(lambda: email.send(SENDER, "ada@example.com", replace(MESSAGE, thread=None)))["Content"]["Simple"]
    assert [header["Name"] for header in alone["Headers"]] == ["Auto-Submitted"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\u0085", "\x0b", "\x1c"])
def test_a_subject_stays_one_line_so_that_nobody_adds_a_header(world: World, end: str) -> None:
    message = replace(MESSAGE, subject=f"Login{end}Bcc: everybody@example.com{end}{end}<b>")
    simple = asked(lambda: email.send(SENDER, "ada@example.com", message))["Content"]["Simple"]
    assert simple["Subject"]["Data"] == "Login Bcc: everybody@example.com <b>"


def test_a_long_subject_is_cut(world: World) -> None:
    message = replace(MESSAGE, subject="x" * 999)
    simple = asked(lambda: email.send(SENDER, "ada@example.com", message))["Content"]["Simple"]
    assert len(simple["Subject"]["Data"]) == email.SUBJECT_CHARACTERS


def test_whatever_is_said_is_shown_as_words_and_never_as_markup(shared_material: Path) -> None:
    ordinary = Shown(email.as_html(MESSAGE))
    nasty = json.loads((shared_material / "payloads" / "nasty" / "texts.json").read_text(encoding="utf-8"))
    for text in (one["text"] for one in nasty):
        message = replace(
            MESSAGE,
            lines=(text,),
            facts=((text, text),),
            quote=text,
            commands=(text,),
            subject=text,
            links=(),
            buttons=(),
        )
        shown = Shown(email.as_html(message))
        assert shown.tags <= ordinary.tags
        assert shown.attributes <= ordinary.attributes
        assert shown.words == text * 5


@pytest.mark.parametrize("text", ["</p><script>alert(1)</script>", '" onmouseover="alert(1)', "&amp;lt;", "]]>"])
def test_markup_in_a_name_or_a_value_stays_text(text: str) -> None:
    shown = Shown(email.as_html(replace(MESSAGE, facts=((text, text),))))
    assert text * 2 in shown.words
    assert "script" not in shown.tags
    assert "onmouseover" not in shown.attributes


def test_parts_that_a_message_has_not_leave_nothing_empty_behind() -> None:
    shown = Shown(email.as_html(replace(MESSAGE, facts=(), quote=None, commands=(), links=(), buttons=())))
    assert shown.tags == {"div", "p"}


def test_a_button_is_a_link_in_both_forms() -> None:
    assert f'href="{ACK}">Acknowledge</a>' in email.as_html(MESSAGE)
    assert f"Acknowledge:\n{ACK}\n" in MESSAGE.as_text()


def test_halves_of_pairs_and_control_characters_stop_no_mail(world: World) -> None:
    email.send(SENDER, "ada@example.com", replace(MESSAGE, subject="a\ud800b", quote="\x00c\udfffd\x1b"))
    assert sent()[0].subject == "ab"


@pytest.mark.parametrize("address", ["ada@example.com", "ada.l+care@mail.example.co.uk", "o'neil@example.org"])
def test_an_address_is_usable(address: str) -> None:
    assert email.check(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "", "ada", "@example.org", "ada@example", "a b@example.com", "a@b@example.com", "ada@exämple.com",
        "ada@example.com\nbcc: x@example.com", "Ada <ada@example.com>", f"{'a' * 250}@example.com",
    ],
)  # fmt: skip
def test_what_is_no_address_is_said_without_it(address: str) -> None:
    said = email.check(address) or ""
    assert "name@example.com" in said
    assert not address or address not in said


@pytest.mark.parametrize(
    ("code", "transient"),
    [
        ("MessageRejected", False),
        ("AccountSuspendedException", False),
        ("TooManyRequestsException", True),
        ("ThrottlingException", True),
    ],
)
def test_a_refusal_is_told_by_its_code_and_without_the_mail(world: World, code: str, transient: bool) -> None:
    with (
        before("sesv2", "SendEmail", refuse(code)),
        pytest.raises(ChannelError, match=f"SES refused the mail: {code}") as told,
    ):
        email.send(SENDER, "ada@example.com", MESSAGE)
    assert told.value.transient is transient
    assert "ada@" not in str(told.value)


@pytest.mark.parametrize(("status", "transient"), [(400, False), (403, False), (429, True), (500, True), (503, True)])
def test_an_error_that_nobody_listed_may_pass_by_its_status(world: World, status: int, transient: bool) -> None:
    answer = refuse("SomethingNewException", ResponseMetadata={"HTTPStatusCode": status})
    with before("sesv2", "SendEmail", answer), pytest.raises(ChannelError, match="SomethingNew") as told:
        email.send(SENDER, "ada@example.com", MESSAGE)
    assert told.value.transient is transient


def test_what_is_no_address_is_not_sent_to(world: World) -> None:
    with before("sesv2", "SendEmail", int) as calls, pytest.raises(ChannelError, match="no address") as told:
        email.send(SENDER, "ada@example.com, eve@example.org", MESSAGE)
    assert (calls, told.value.transient) == ([], False)


def test_an_unreachable_ses_may_be_reached_later(world: World) -> None:
    def unreachable() -> None:
        raise EndpointConnectionError(endpoint_url="https://email.invalid")

    with before("sesv2", "SendEmail", unreachable), pytest.raises(ChannelError, match="could not be reached") as told:
        email.send(SENDER, "ada@example.com", MESSAGE)
    assert told.value.transient


def test_a_sender_that_is_not_verified_is_told(world: World) -> None:
    aws.sesv2().delete_email_identity(EmailIdentity=SENDER)
    with pytest.raises((ChannelError, ClientError)) as told:
        email.send("nobody@elsewhere.example", "ada@example.com", MESSAGE)
    assert isinstance(told.value, ChannelError)
