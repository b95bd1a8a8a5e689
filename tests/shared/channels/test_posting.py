"""What is posted is tried again where that may help, within its time; no error holds an address or a key."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.channels import pagerduty, posting, slack, teams, webhook
from shared.channels.message import ChannelError, Message
from shared.channels.posting import LIMITS, Limits, post, wrong_url
from tests.shared.channels.any_message import MESSAGE
from tests.shared.channels.door import CLOSED, HANGS, OK, Answer, door

KEY = "0123456789abcdef0123456789abcdef"
WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#: Each channel that posts, with the address that it has at a door.
CHANNELS: dict[str, tuple[Callable[[str, Message, Limits], None], Callable[[str], str]]] = {
    "slack": (slack.send, lambda url: url),
    "teams": (teams.send, lambda url: url),
    "pagerduty": (pagerduty.send, lambda url: f"{KEY} {url}"),
    "webhook": (webhook.send, lambda url: f"{url} {WHSEC}"),
}
QUICK = replace(LIMITS, within=2.0, one_try=1.0, pause=0.01, longest_pause=0.02)
SECRETS = ("the-secret", "127.0.0.1", KEY, WHSEC)

every_channel = pytest.mark.parametrize("channel", CHANNELS)


def sent(channel: str, *answers: Answer) -> int:
    """How many tries a send took."""
    send, address = CHANNELS[channel]
    with door(*answers) as there:
        send(address(there.url), MESSAGE, QUICK)
    return there.calls


def refused(channel: str, *answers: Answer, limits: Limits = QUICK) -> tuple[str, bool, int]:
    """What is said of a send that failed, whether it may pass, and after how many tries; no secret is in it."""
    send, address = CHANNELS[channel]
    with door(*answers) as there, pytest.raises(ChannelError) as told:
        send(address(there.url), MESSAGE, limits)
    assert not [secret for secret in SECRETS if secret in str(told.value)]
    assert (told.value.__cause__, told.value.__context__) == (None, None)
    return str(told.value), told.value.transient, there.calls


@every_channel
@pytest.mark.parametrize("status", [200, 202, 204])
def test_what_is_taken_is_sent_once(channel: str, status: int) -> None:
    assert sent(channel, (status, b"", {})) == 1


@every_channel
@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 408, 410, 413])
def test_a_refusal_is_told_and_not_tried_again(channel: str, status: int) -> None:
    said, transient, calls = refused(channel, (status, b"", {"location": "http://127.0.0.1:9/elsewhere"}))
    assert said.endswith(f" answered {status}")
    assert (transient, calls) == (False, 1)


@every_channel
@pytest.mark.parametrize("trouble", [(429, b"", {"retry-after": "0"}), (500, b"", {}), (503, b"", {}), CLOSED])
def test_a_trouble_that_passes_at_the_second_or_third_try_is_none(channel: str, trouble: Answer) -> None:
    assert sent(channel, trouble, OK) == 2
    assert sent(channel, trouble, trouble, OK) == 3


@every_channel
@pytest.mark.parametrize("trouble", [(429, b"", {}), (500, b"", {}), CLOSED])
def test_a_trouble_that_lasts_is_told_as_one_that_may_pass(channel: str, trouble: Answer) -> None:
    _, transient, calls = refused(channel, trouble)
    assert (transient, calls) == (True, 3)


@every_channel
def test_who_hangs_keeps_nobody_waiting(channel: str) -> None:
    said, transient, calls = refused(channel, HANGS, limits=replace(QUICK, within=0.5, one_try=0.1))
    assert "could not be reached: " in said
    assert (transient, calls) == (True, 3)


def test_all_tries_together_have_one_time() -> None:
    """Asked for a pause longer than what is left, it is not made: one try, and the error at once."""
    asked = (429, b"", {"retry-after": "9"})
    assert refused("slack", asked, limits=Limits(within=2.0, longest_pause=5.0))[2] == 1
    assert LIMITS.within <= 15
    # The last pause leaves time for a try.
    assert 2 * LIMITS.one_try + LIMITS.pause * 3 < LIMITS.within


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"retry-after": "2"}, 2, 2),
        ({"retry-after": "3600"}, 5, 5),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, 5, 5),
        ({"retry-after": "Sat, 01 Jan 2000 00:00:00 GMT"}, 0.25, 0.5),
        ({"retry-after": "soon"}, 0.25, 0.5),
        ({"retry-after": "-5"}, 0.25, 0.5),
        ({"retry-after": "9" * 500}, 5, 5),
        ({}, 0.25, 0.5),
    ],
)
def test_a_pause_that_is_asked_for_is_kept_up_to_a_few_seconds(
    headers: dict[str, str], least: float, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    with door((429, b"", headers), OK) as there:
        post("Slack", there.url, b"{}")
    [pause] = pauses
    assert least <= pause <= most


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"invalid_payload", ": invalid_payload"),
        (b'{"error": {"code": "WorkflowDisabled", "message": "no the-secret"}}', ": WorkflowDisabled"),
        (b'{"status": "invalid event", "message": "x", "errors": ["the-secret"]}', ": invalid event"),
        (b'{"status": 3}', ""),
        (b'{"error": "the-secret"}', ""),
        (b'["x"]', ""),
        (b"services", ""),
        (b"secretly", ""),
        (b"Cannot POST /services/T000/B000/the-secret", ""),
        (b"[" * 9000, ""),
        (b"\xff", ""),
    ],
)  # fmt: skip
def test_the_word_that_says_why_is_told_unless_it_could_be_a_secret(words: bytes, said: str) -> None:
    with door((400, words, {})) as there, pytest.raises(ChannelError) as told:
        post("Slack", there.url, b'{"key": "secretly"}')
    assert str(told.value) == f"Slack answered 400{said}"


def test_nobody_there_is_told_without_the_address() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/the-secret"
        with pytest.raises(ChannelError, match="Teams could not be reached: ") as told:
            post("Teams", url, b"{}", QUICK)
    assert told.value.transient
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "url",
    ["", "the-secret", "ftp://x/the-secret", "http://[the-secret", "https://a:b:c/the-secret", "http://example.com/the-secret",
     "https://user:the-secret@example.com/", "https://example.com:8443/the-secret", "http://localhost/the-secret"],
)  # fmt: skip
def test_an_address_that_may_not_be_called_is_said_without_it(url: str) -> None:
    said = wrong_url(url) or ""
    assert "https://" in said
    assert "the-secret" not in said


def test_an_address_inside_a_network_is_no_trouble_that_passes() -> None:
    with pytest.raises(ChannelError, match="only public ones are called") as told:
        post("the webhook", "https://169.254.169.254/latest", b"{}", QUICK)
    assert not told.value.transient


def test_white_space_that_came_with_a_secret_does_no_harm() -> None:
    with door() as there:
        post("Slack", f" {there.url}\n", posting.encoded({"text": "é"}))
    assert there.bodies == ['{"text":"é"}'.encode()]
    assert there.headers[0]["content-type"] == "application/json"
