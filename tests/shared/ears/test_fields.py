"""Pure: the border to JSON. What can't be read is told by its place; what it held is never repeated."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.delivery import Fault
from shared.ears.fields import (
    FieldError,
    Fields,
    Kind,
    as_count,
    as_flag,
    as_id,
    as_instant,
    as_milliseconds,
    as_seconds,
    as_text,
    as_word,
    read_object,
    read_value,
)

TEN = datetime(2026, 10, 2, 10, tzinfo=UTC)
KINDS: tuple[Kind[Any], ...] = (
    *(as_text, as_word, as_id, as_flag, as_count),
    *(as_instant, as_seconds, as_milliseconds),
)
REFUSED: tuple[tuple[Kind[Any], tuple[object, ...]], ...] = (
    (as_id, (True, 1.5, "", " ", [1], {})),
    (as_count, (True, 1.5, "many", "1.5", "", 10**13, "9" * 5000, "²", float("inf"), [])),
    (as_flag, (0, 1, "true", "")),
    (as_word, ("", " \n", 3)),
    (as_instant, ("", "now", 3, "2026-13-01", "0001-01-01T00:00:00+14:00", "9" * 5000)),
    (as_seconds, (True, "soon", 1e308, float("nan"), 10**400, "1e999", [])),
    (as_milliseconds, (10**30, None)),
)
ODD = st.sampled_from(["\ud83d", "9" * 5000, "1e999"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | ODD,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)


def fields(**value: object) -> Fields:
    return Fields(value, "post", [])


def test_a_decoration_that_is_missing_or_null_is_no_fault() -> None:
    post = fields(name=None)
    assert (post.get(as_text, "name"), post.get(as_text, "other"), post.get(as_text, "a", "b")) == (None, None, None)
    assert post.faults == []


def test_a_decoration_that_is_wrong_is_none_and_told_by_its_place() -> None:
    post = fields(author={"name": 3}, user="x")
    assert post.get(as_text, "author", "name") is None
    assert post.get(as_text, "user", "name") is None
    assert post.faults == [Fault("post.author.name", "is not a text"), Fault("post.user", "is not an object")]


def test_what_must_be_readable_where_it_is_there_may_be_missing() -> None:
    assert fields().given(as_flag, "private") is None
    with pytest.raises(FieldError) as raised:
        fields(private="no").given(as_flag, "private")
    assert raised.value.fault == Fault("post.private", "is neither true nor false")


def test_what_a_mention_can_not_do_without_is_named_when_it_is_missing() -> None:
    for value in ({}, {"id": None}):
        with pytest.raises(FieldError) as raised:
            Fields(value, "", []).need(as_id, "id")
        assert raised.value.fault == Fault("id", "is missing")
    assert fields(text="").need(as_text, "text") == ""


def test_a_part_is_an_object_or_the_place_where_none_is() -> None:
    post = fields(author={"id": 1}, tags=[])
    assert post.part("author").need(as_id, "id") == "1"
    assert post.part("author").where == "post.author"
    for name in ("tags", "other"):
        with pytest.raises(FieldError):
            post.part(name)
    assert post.part_or_none("other") is None
    assert post.faults == []
    assert post.part_or_none("tags") is None
    assert post.faults == [Fault("post.tags", "is not an object, but a list")]


def test_one_bad_part_in_a_list_costs_no_other() -> None:
    page = fields(items=[{"id": 1}, "x", None, {"id": 2}])
    assert [(item.where, item.get(as_id, "id")) for item in page.parts("items")] == [
        ("post.items.0", "1"),
        ("post.items.3", "2"),
    ]
    assert [fault.where for fault in page.faults] == ["post.items.1", "post.items.2"]
    assert list(page.parts("others")) == []
    with pytest.raises(FieldError):
        list(fields(items={"0": {}}).parts("items"))


NO_JSON = (b"", b"{", b"\xff", b'{"a": NaN}', b"[" * 100_000, b'"\xed\xa0\xbd"', b"1e", b"\xef\xbb\xbf{}")


@pytest.mark.parametrize("body", NO_JSON)
def test_what_is_no_json_is_one_fault(body: bytes) -> None:
    for read in (read_value, read_object):
        found = read(body)
        assert isinstance(found, Fault)
        assert found.where == "body"


def test_json_that_is_no_object_is_a_fault_only_where_an_object_is_wanted() -> None:
    assert read_value(b"[1]") == [1]
    assert read_object(b"[1]") == Fault("body", "an object was expected, not a list")
    assert read_object(b"null") == Fault("body", "an object was expected, not nothing")
    assert read_object(b'{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (as_id, 7, "7"),
        (as_id, "7", "7"),
        (as_id, 1045405559317569537, "1045405559317569537"),
        (as_count, "12", 12),
        (as_count, " 12 ", 12),
        (as_count, "-3", -3),
        (as_count, 4.0, 4),
        (as_count, 10**12, 10**12),
        (as_word, " a ", " a "),
        (as_instant, "2026-10-02T10:00:00Z", TEN),
        (as_instant, "2026-10-02T12:00:00+0200", TEN),
        (as_instant, "2026-10-02 10:00:00", TEN),
        (as_instant, "2026-10-02T10:00:00.000000000Z", TEN),
        (as_instant, "2026-10-02T10:00:00.5Z", TEN.replace(microsecond=500_000)),
        (as_instant, "2026-10-02T10:00:00.123456789+00:00", TEN.replace(microsecond=123_456)),
        (as_seconds, int(TEN.timestamp()), TEN),
        (as_seconds, str(int(TEN.timestamp())), TEN),
        (as_seconds, TEN.timestamp() + 0.5, TEN.replace(microsecond=500_000)),
        (as_milliseconds, int(TEN.timestamp()) * 1000, TEN),
    ],
)
def test_values_are_read_as_platforms_write_them(kind: Kind[Any], value: object, read: object) -> None:
    assert kind(value) == read


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in REFUSED for value in values])
def test_what_is_no_such_value_is_refused(kind: Kind[Any], value: object) -> None:
    with pytest.raises((ValueError, OverflowError)):
        kind(value)


@settings(database=None, deadline=None, max_examples=100)
@given(ANYTHING)
def test_any_value_in_any_place_is_read_or_told_without_being_repeated(value: object) -> None:
    for kind in KINDS:
        post = fields(field=value)
        read = post.get(kind, "field")
        assert read is None or not post.faults
        for fault in post.faults:
            assert fault.where == "post.field"
            assert len(fault.what) < 60
        assert value is None or read is not None or post.faults


@settings(database=None, deadline=None, max_examples=60)
@given(ANYTHING)
def test_any_json_is_read_as_it_was_written(value: object) -> None:
    try:
        body = json.dumps(value, allow_nan=False).encode()
    except ValueError:
        return
    assert read_value(body) == value
