"""Pure, by hypothesis: whatever is dropped, retyped or nested in a body, it is read, passed over or told."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.codec import encode
from shared.delivery import Delivery, Parsed
from shared.mention import MAX_CLOCK_LEAD, milliseconds, settled, settled_id
from shared.platforms import discourse, rss, standard_webhooks
from tests.builders import NOON
from tests.shared.platforms.deliveries import ENVELOPE, FORUM, NEWS, POST, STREAM
from tests.shared.platforms.test_rss import ITEM
from tests.shared.platforms.test_rss import rss as feed_of

EXAMPLES = settings(database=None, deadline=None, max_examples=100)

_ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", " ", "\ud83d", "\x00", 0, -1, 10**40, 1.5, True, [], {}, [[]], {"a": {"b": 0}}, "x" * 3000, "0001-01-01"]
)
_JSON = st.recursive(
    _ODD | st.text() | st.integers(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
)


def places(value: object, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield before
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*before, key))


def put(value: Any, place: tuple[str | int, ...], new: object) -> Any:
    """A copy with something else in that place; left out where it is `...`."""
    if not place:
        return new
    first, *rest = place
    inner = put(value[first], tuple(rest), new)
    kept = {key: old for key, old in value.items() if key != first}
    return kept if inner is ... else {**kept, first: inner}


def changed(whole: dict[str, Any]) -> st.SearchStrategy[Any]:
    """That body with one to three fields dropped, retyped or nested one deeper."""

    @st.composite
    def build(draw: st.DrawFn) -> Any:
        body: Any = whole
        for _ in range(draw(st.integers(1, 3))):
            inside = [place for place in places(body) if place]
            if not inside:
                break
            place = draw(st.sampled_from(inside))
            old = body
            for step in place:
                old = old[step]
            new = draw(st.just(...) | _JSON | st.just({"inside": old}) | st.just([old]))
            body = put(body, place, new)
        return body

    return build()


def well(parsed: Parsed) -> None:
    """Something came of it, and what came can be stored."""
    parts = (*parsed.mentions, *parsed.tombstones, *parsed.skipped, *parsed.faults)
    assert parts
    for mention in parsed.mentions:
        whole = settled(mention)
        encode(whole)
        assert len(whole.id.encode()) <= 2048
        assert len(encode(whole).encode()) < 300_000
        assert whole.created_at <= whole.seen_at + MAX_CLOCK_LEAD
        assert whole.version <= milliseconds(whole.seen_at + MAX_CLOCK_LEAD)
    for grave in parsed.tombstones:
        assert len(settled_id(grave.native_id).encode()) <= 2000
    for fault in parsed.faults:
        encode(fault)


@EXAMPLES
@given(changed({"post": POST}), st.sampled_from(["post_created", "post_destroyed", "topic_created", "", "\ud83d"]))
def test_any_forum_post(body: Any, event: str) -> None:
    headers = {"x-discourse-event": event, "x-discourse-instance": "https://forum.example.com"}
    well(discourse.parse(Delivery("forum", "discourse", "webhook", json.dumps(body).encode(), headers, NOON), FORUM))


@EXAMPLES
@given(changed({"post_stream": {"posts": POST}, "archetype": "regular"}))
def test_any_forum_page(body: Any) -> None:
    discourse.parse(Delivery("forum", "discourse", "sweep", json.dumps(body).encode(), {}, NOON), FORUM)


@EXAMPLES
@given(st.text())
def test_any_address_that_a_forum_gives_itself(instance: str) -> None:
    headers = {"x-discourse-event": "post_created", "x-discourse-instance": instance}
    body = json.dumps({"post": POST}).encode()
    well(discourse.parse(Delivery("forum", "discourse", "webhook", body, headers, NOON), FORUM))


@EXAMPLES
@given(changed(ENVELOPE))
def test_any_envelope(body: Any) -> None:
    delivery = Delivery("stream", "standard_webhooks", "webhook", json.dumps(body).encode(), {}, NOON)
    well(standard_webhooks.parse(delivery, STREAM))


@EXAMPLES
@given(st.binary(max_size=300))
def test_any_bytes_are_told_as_a_fault_or_passed_over(body: bytes) -> None:
    for parse, source in ((discourse.parse, FORUM), (standard_webhooks.parse, STREAM), (rss.parse, NEWS)):
        well(parse(Delivery(source.name, source.platform, "webhook", body, {}, NOON), source))


_PIECES = (
    "<",
    ">",
    "&",
    "]]>",
    "<![CDATA[",
    "<item>",
    "</item>",
    "\x00",
    "é",
    "&#xD83D;",
    "&#x110000;",
    "&nbsp;",
    "<x:y>",
)


@EXAMPLES
@given(st.integers(), st.integers(1, 12))
def test_a_feed_with_holes_and_splinters(seed: int, cuts: int) -> None:
    chance = random.Random(seed)
    text = feed_of(ITEM, ITEM.replace("p=1", "p=2"), head="<language>en</language>")
    for _ in range(cuts):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(_PIECES) + text[at + chance.randrange(40) :]
    parsed = rss.parse(Delivery("news", "rss", "sweep", text.encode(), {}, NOON), NEWS)
    for mention in parsed.mentions:
        encode(settled(mention))


JSON_ITEM = {"id": 1, "title": "a", "content_text": "b", "authors": [{"name": "c"}], "author": {"name": "d"}}
JSON_FEED = {"version": "1", "items": JSON_ITEM}


@EXAMPLES
@given(changed(JSON_FEED))
def test_any_json_feed(body: Any) -> None:
    if isinstance(body, dict) and isinstance(body.get("items"), dict):
        body = {**body, "items": [body["items"]]}
    parsed = rss.parse(Delivery("news", "rss", "sweep", json.dumps(body).encode(), {}, NOON), NEWS)
    if not (isinstance(body, dict) and body.get("items") == []):
        well(parsed)
