"""Pure: events of any sender, structured, batched or binary, and the handshake before them."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from shared.ears.platform import Keys
from shared.ears.request import Greeted, Request
from shared.mention import Author, milliseconds
from shared.plan import Source
from shared.platforms.cloudevents import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.heard import holds, mangled, only, parsed
from tests.shared.platforms.knocks import OLD, SECRET, knock

BUS = Source("bus", "cloudevents", "webhook", "acme")
POST: dict[str, Any] = {
    "id": "p-1",
    "text": "The gate is shut",
    "author": {"id": "u1", "name": "Mia"},
    "created_at": "2026-10-02T11:00:00Z",
    "url": "https://example.com/p-1",
}
EVENT: dict[str, Any] = {
    "specversion": "1.0",
    "type": "com.example.post.created",
    "source": "/forum",
    "id": "e-1",
    "time": "2026-10-02T11:00:05Z",
    "datacontenttype": "application/json",
    "data": POST,
}


def an_event(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in (EVENT | changed).items() if value is not ...}


def with_settings(**settings: str) -> Source:
    return Source("bus", "cloudevents", "webhook", "acme", settings=settings)


def test_an_event_is_the_mention_in_its_data() -> None:
    mention = only(parsed(BUS, EVENT))
    assert (mention.native_id, mention.text) == ("bus/p-1", "The gate is shut")
    assert mention.author == Author(id="u1", name="Mia")
    assert mention.created_at == datetime(2026, 10, 2, 11, tzinfo=UTC)
    assert mention.version == milliseconds(datetime(2026, 10, 2, 11, 0, 5, tzinfo=UTC))
    assert (mention.url, mention.public) == ("https://example.com/p-1", True)


def test_of_two_events_about_one_post_the_later_is_the_newer_version() -> None:
    later = an_event(id="e-2", time="2026-10-02T11:30:00Z", data=POST | {"text": "Open now"})
    assert only(parsed(BUS, later)).id == only(parsed(BUS, EVENT)).id
    assert only(parsed(BUS, later)).version > only(parsed(BUS, EVENT)).version


def test_data_in_base64_is_the_same_data() -> None:
    packed = base64.b64encode(json.dumps(POST).encode()).decode()
    assert only(parsed(BUS, an_event(data=..., data_base64=packed))) == only(parsed(BUS, EVENT))
    text = an_event(data=..., data_base64=base64.b64encode("zu spät".encode()).decode(), datacontenttype="text/plain")
    assert only(parsed(BUS, text)).text == "zu spät"


def test_a_binary_event_has_its_attributes_in_the_headers() -> None:
    headers = {
        "content-type": "application/json; charset=utf-8",
        "ce-specversion": "1.0",
        "ce-type": "com.example.post.created",
        "ce-source": "/forum",
        "ce-id": "e-1",
        "ce-time": "2026-10-02T11:00:05Z",
    }
    assert only(parsed(BUS, POST, headers)) == only(parsed(BUS, EVENT))
    named = parsed(BUS, POST | {"id": None}, headers | {"ce-subject": "caf%C3%A9"})
    assert only(named).native_id == "bus//forum/café"


def test_in_a_batch_one_bad_event_costs_no_other() -> None:
    result = parsed(BUS, [EVENT, "x", an_event(id=None), an_event(data=POST | {"id": "p-2"})])
    assert [mention.native_id for mention in result.mentions] == ["bus/p-1", "bus/p-2"]
    assert [fault.where for fault in result.faults] == ["events.1", "events.2.id"]
    assert [skipped.what for skipped in parsed(BUS, []).skipped] == ["batch"]


def test_data_without_an_id_is_named_by_the_events_subject_and_else_by_the_event() -> None:
    bare = an_event(data={"text": "Shut"}, subject="gate/4")
    assert only(parsed(BUS, bare)).native_id == "bus//forum/gate/4"
    assert only(parsed(BUS, an_event(data="Just a text"))).native_id == "bus//forum/e-1"


def test_a_type_that_speaks_of_deletion_leaves_a_tombstone() -> None:
    result = parsed(BUS, an_event(type="com.example.post.Deleted", data={"id": "p-1"}))
    assert [grave.id for grave in result.tombstones] == [only(parsed(BUS, EVENT)).id]
    removed = parsed(with_settings(deleted_types="removed,retracted"), an_event(type="post.retracted"))
    assert ([grave.native_id for grave in removed.tombstones], removed.mentions) == (["bus/p-1"], ())


def test_only_the_types_that_the_plan_names_are_posts() -> None:
    source = with_settings(types="com.example.post.created, other")
    assert only(parsed(source, EVENT)).native_id == "bus/p-1"
    result = parsed(source, an_event(type="com.example.like"))
    assert [skipped.reason for skipped in result.skipped] == ["its type is none that the setting types names"]


def test_the_plans_settings_say_where_the_fields_stand_and_who_may_read() -> None:
    source = with_settings(field_text="body.words", field_id="key", private="yes")
    mention = only(parsed(source, an_event(data={"key": 4, "body": {"words": "Shut"}})))
    assert (mention.native_id, mention.text, mention.public) == ("bus/4", "Shut", False)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"data": {"a": 1}}, "no text at `text`; name its place with the setting field_text"),
        ({"data": None}, "its data is neither an object nor a text"),
        ({"data": [POST]}, "its data is neither an object nor a text"),
        ({"specversion": "0.3"}, "a CloudEvents version other than 1"),
        ({"data": ..., "data_base64": "!", "datacontenttype": "image/png"}, "its data is neither an object nor a text"),
    ],
)
def test_what_holds_no_words_is_passed_over(changed: dict[str, Any], reason: str) -> None:
    result = parsed(BUS, an_event(**changed))
    assert ([skipped.reason for skipped in result.skipped], result.mentions) == ([reason], ())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"specversion": None}, "event.specversion"),
        ({"type": 3}, "event.type"),
        ({"source": ""}, "event.source"),
        ({"id": None}, "event.id"),
        ({"data": ..., "data_base64": "!"}, "event.data_base64"),
        ({"data": ..., "data_base64": "ew=="}, "event.data_base64"),
        ({"data": POST | {"text": 5}}, "event.data.text"),
    ],
)
def test_what_an_event_can_not_do_without_is_named(changed: dict[str, Any], field: str) -> None:
    result = parsed(BUS, an_event(**changed))
    assert ([fault.where for fault in result.faults], result.mentions) == ([field], ())


def test_what_is_no_event_is_told() -> None:
    assert [fault.where for fault in parsed(BUS, b"{").faults] == ["body"]
    assert [fault.where for fault in parsed(BUS, b"3").faults] == ["event"]


@settings(max_examples=60, deadline=None, database=None)
@given(mangled(EVENT) | mangled([EVENT]))
def test_any_event_is_read_or_told(body: Any) -> None:
    holds(parsed(BUS, body))


# ---------------------------------------------------------------- the door
def greeting(headers: dict[str, str], source: Source = BUS, method: str = "OPTIONS") -> Greeted | None:
    assert PLATFORM.door is not None
    assert PLATFORM.door.greeted is not None
    return PLATFORM.door.greeted(Request(method, "bus", headers), Keys(), source, NOON)


def test_a_sender_that_asks_whether_it_may_send_is_told_yes() -> None:
    answer = greeting({"webhook-request-origin": "eventgrid.example.net"})
    assert answer is not None
    assert (answer.status, answer.holds_for) == (200, None)
    assert answer.headers["WebHook-Allowed-Origin"] == "eventgrid.example.net"
    assert answer.headers["WebHook-Allowed-Rate"] == "*"


def test_another_than_the_plan_names_and_what_is_no_sender_is_not() -> None:
    source = with_settings(origin="one.example")
    assert greeting({"webhook-request-origin": "one.example"}, source) is not None
    assert greeting({"webhook-request-origin": "two.example"}, source) is None
    assert greeting({"webhook-request-origin": "a\r\nSet-Cookie: x"}) is None
    assert greeting({}) is None
    assert greeting({"webhook-request-origin": "one.example"}, method="GET") is None


def test_a_token_is_shown_in_a_header_in_the_query_or_at_the_end_of_the_address() -> None:
    assert knock(BUS, headers={"authorization": f"Bearer {SECRET}"}) is None
    assert knock(BUS, query={"access_token": SECRET}) is None
    assert knock(BUS, key=SECRET) is None
    assert knock(BUS, headers={"authorization": f"Bearer {OLD}"}, secrets=(SECRET, OLD)) is None
    assert knock(BUS, query={"access_token": OLD}, secrets=(SECRET, OLD)) is None


@pytest.mark.parametrize(
    ("headers", "query", "key", "reason"),
    [
        ({"authorization": SECRET}, {}, "", "signature_wrong"),
        ({"authorization": f"Bearer {SECRET.upper()}"}, {}, "", "signature_wrong"),
        ({"authorization": "Bearer x"}, {"access_token": SECRET}, SECRET, "signature_wrong"),
        ({}, {"access_token": "x"}, SECRET, "signature_wrong"),
        ({}, {}, "x", "signature_wrong"),
        ({}, {}, "", "signature_missing"),
    ],
)
def test_another_token_opens_nothing(headers: dict[str, str], query: dict[str, str], key: str, reason: str) -> None:
    assert knock(BUS, headers=headers, query=query, key=key) == reason


def test_without_a_secret_nobody_is_believed() -> None:
    assert knock(BUS, query={"access_token": "x"}, secrets=()) == "secret_malformed"
