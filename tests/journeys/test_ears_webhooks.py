"""Every platform that calls us, from its signed call to what is known: by the template's routes, queues and tables."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from shared.ears.known import names, platform
from shared.mention import Mention
from shared.plan import Source
from shared.plan_rules_sources import broken_sources
from tests.builders import NOON, a_plan
from tests.journeys.called import CALLS, TEXT, WRITTEN_AT, Call
from tests.journeys.listening import PARTS, Listening, listening, site
from tests.journeys.named import NAMINGS, Naming
from tests.shared.ears.signers import SIGNERS, code

__all__ = ["listening", "site"]

DELETED = tuple(call for call in CALLS if call.gone is not None)


def source_of(call: Call, *ours: str) -> Source:
    return call.source(settings={**SIGNERS[call.platform].settings, **call.settings}, ours=ours)


def all_call(listening: Listening, calls: tuple[Call, ...] = CALLS, *, gone: bool = False, signed: bool = True) -> None:
    """Each of these platforms calls, and is told that its call is taken."""
    for call in calls:
        body, headers = (call.gone, call.gone_headers or call.headers) if gone else (call.body, call.headers)
        assert listening.called(source_of(call), body, headers, signed=signed) == (200 if signed else 401), (
            call.platform
        )


def all_known(calls: tuple[Call, ...]) -> set[str]:
    return {f"{call.platform}:{call.id}" for call in calls}


# ---------------------------------------------------------------- calls that tell
def test_every_platform_that_calls_is_heard_here() -> None:
    calling = {name for name in names() if (found := platform(name)) is not None and found.door is not None}
    assert {call.platform for call in CALLS} | {naming.platform for naming in NAMINGS} == calling


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.platform}-{call.id}"[:24])
def test_a_signed_call_becomes_the_mention_that_it_tells(listening: Listening, call: Call) -> None:
    listening.to(source_of(call))
    all_call(listening, (call,))
    listening.ingested()
    mention = listening.mention(call.platform, call.id)
    assert (mention.text, mention.author, mention.created_at) == (TEXT, call.author, WRITTEN_AT)
    assert (mention.public, mention.from_staff, mention.brand) == (call.public, False, "acme")
    assert list(listening.known()) == [mention.id]
    assert list(broken_sources(replace(a_plan(), sources=(source_of(call),)))) == []


def test_the_same_calls_again_and_those_that_nobody_signed_add_nothing(listening: Listening) -> None:
    listening.to(*map(source_of, CALLS))
    all_call(listening)
    listening.ingested()
    before = listening.known()
    assert set(before) == all_known(CALLS)
    all_call(listening)
    listening.ingested()
    assert listening.known() == before
    all_call(listening, signed=False)
    assert listening.ears.queued() == []


def test_what_our_own_accounts_write_is_known_as_ours(listening: Listening) -> None:
    listening.to(*(source_of(call, call.ours) for call in CALLS))
    all_call(listening)
    listening.ingested()
    known = listening.known()
    assert {id_: isinstance(one, Mention) and one.from_staff for id_, one in known.items()} == dict.fromkeys(
        known, True
    )
    assert set(known) == all_known(CALLS)


@pytest.mark.parametrize("late", [False, True], ids=["after the post", "before the post"])
def test_what_is_deleted_there_is_gone_here_whatever_comes_first(listening: Listening, late: bool) -> None:
    listening.to(*map(source_of, DELETED))
    for gone in (late, not late):
        all_call(listening, DELETED, gone=gone)
        listening.ingested()
    known = listening.known()
    assert {id_ for id_, one in known.items() if isinstance(one, str)} == set(known) == all_known(DELETED)
    assert not any(word in str(listening.ears.mention_items()) for word in (TEXT, "Mia", "mia"))


# ---------------------------------------------------------------- calls that only name
def names_it(listening: Listening, naming: Naming) -> Source:
    source = naming.source(listening.site.url)
    listening.to(source)
    assert listening.called(source, naming.body, {}) == 200
    listening.ingested()
    assert listening.waiting() == 1
    return source


each_naming = pytest.mark.parametrize("naming", NAMINGS, ids=lambda naming: f"{naming.platform}-{naming.id}"[:24])


@each_naming
def test_what_a_call_only_names_is_asked_for_once_and_becomes_the_mention(listening: Listening, naming: Naming) -> None:
    source = names_it(listening, naming)
    listening.answers(naming.answers)
    assert listening.swept()
    listening.ingested()
    mention = listening.mention(naming.platform, naming.id)
    assert (mention.text, mention.author, mention.created_at) == (TEXT, naming.author, WRITTEN_AT)
    assert (mention.public, mention.truncated, list(listening.known())) == (True, False, [mention.id])
    assert (listening.mark(source).swept_at, listening.waiting()) == (NOON, 0)
    assert listening.swept(1) == []


@each_naming
def test_what_a_call_names_and_is_gone_when_it_is_asked_for_is_buried(listening: Listening, naming: Naming) -> None:
    names_it(listening, naming)
    listening.answers(naming.gone)
    listening.swept()
    listening.ingested()
    known = listening.known()  # of a review, our own answer is buried with it
    assert f"{naming.platform}:{naming.id}" in known
    assert all(isinstance(why, str) for why in known.values())
    assert listening.waiting() == 0


def test_what_only_a_missing_token_could_fetch_waits_and_the_mark_says_what_to_type(listening: Listening) -> None:
    source = names_it(listening, next(naming for naming in NAMINGS if naming.platform == "linkedin"))
    listening.keeps({source.name: _secret("linkedin")})
    assert listening.swept() == []
    assert "firebreak source secret linkedin --part token" in listening.mark(source).why
    assert (listening.known(), listening.waiting()) == ({}, 1)


# ---------------------------------------------------------------- greetings
def _secret(name: str) -> str:
    return SIGNERS[name].secrets[0]


_TOPIC = "https://www.youtube.com/xml/feeds/videos.xml?channel_id=UC1"
_META = f"hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={PARTS['verify']}"
_HUB = f"hub.mode=subscribe&hub.challenge=a%2Bb&hub.lease_seconds=432000&hub.topic={quote(_TOPIC, safe='')}"
#: What a platform asks (its query, or its header), and what it wants to hear: a body, or what stands in a JSON one.
GREETINGS: dict[str, tuple[str, object]] = {
    "cloudevents": ("", ""),
    "facebook": (_META, "1158201444"),
    "instagram": (_META, "1158201444"),
    "linkedin": (
        "challengeCode=890e-c8d1",
        {"challengeCode": "890e-c8d1", "challengeResponse": code(_secret("linkedin"), b"890e-c8d1").hex()},
    ),
    "whatsapp": (_META, "1158201444"),
    "x": (
        "crc_token=abc",
        {"response_token": f"sha256={base64.b64encode(code(_secret('x'), b'abc')).decode()}"},
    ),
}
#: The hub greets at an address that only it knows: see below.
BY_A_HUB = "youtube"


def test_every_platform_that_greets_is_answered_here() -> None:
    doors = {name: found.door for name in names() if (found := platform(name)) is not None}
    assert {name for name, door in doors.items() if door is not None and door.greeted is not None} == {
        *GREETINGS,
        BY_A_HUB,
    }


@pytest.mark.parametrize("name", GREETINGS)
def test_a_platform_that_greets_hears_what_it_wants_to_and_it_is_noted(listening: Listening, name: str) -> None:
    source = source_of(next(call for call in CALLS if call.platform == name))
    listening.to(source)
    query, wanted = GREETINGS[name]
    method, headers = ("GET", {}) if query else ("OPTIONS", {"webhook-request-origin": "desk.example.com"})
    answer = listening.greeted(source, method, query, headers)
    body = answer["body"]
    assert (answer["statusCode"], json.loads(body) if isinstance(wanted, dict) else body) == (200, wanted)
    if not query:
        assert answer["headers"]["WebHook-Allowed-Origin"] == "desk.example.com"
    assert listening.mark(source).greeted_at == NOON


def test_a_lease_is_asked_for_at_the_hub_given_by_its_greeting_and_not_asked_for_again(listening: Listening) -> None:
    source = replace(source_of(next(call for call in CALLS if call.platform == "youtube")), url=listening.site.url)
    listening.to(source)
    listening.answers({"/": (202, {}, b"")})
    assert len(listening.swept()) == 1
    asked = {name: value[0] for name, value in parse_qs(listening.site.bodies[0].decode()).items()}
    assert (asked["hub.mode"], asked["hub.topic"], asked["hub.secret"]) == ("subscribe", _TOPIC, _secret("youtube"))
    callback = urlsplit(asked["hub.callback"])
    assert callback.path == "/webhooks/youtube"
    assert listening.greeted(source, "GET", _HUB, {})["statusCode"] == 404
    answer = listening.greeted(source, "GET", f"{callback.query}&{_HUB}", {})
    assert (answer["statusCode"], answer["body"]) == (200, "a+b")
    until = listening.mark(source).good_until
    assert until is not None
    assert (until - NOON).days == 5
    assert listening.swept(61) == []
