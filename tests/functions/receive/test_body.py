"""Pure: bodies that nobody could read are told so at the door, in words that help."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.receive.answer import Answer
from functions.receive.body import MAX_DEPTH, too_deep, unreadable


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "not_json"),
        (b'{"a": "\xff"}', "not_utf8"),
        ('{"a": "é"}'.encode("latin-1"), "not_utf8"),
        ('{"a": 1}'.encode("utf-16"), "not_utf8"),
        (b'{"a": "\xed\xa0\xbd"}', "not_utf8"),
        (b'\xef\xbb\xbf{"a": 1}', "byte_order_mark"),
        (b'{"a": NaN}', "not_a_number"),
        (b'{"a": -Infinity}', "not_a_number"),
        (b'{"a": 1e999}', "not_a_number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not_a_number"),
        (b"[" * 5000, "too_deep"),
        (b"[" * 5000 + b"]" * 5000, "too_deep"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "too_deep"),
        (b"payload=%7B%7D", "not_json"),
        (b'{"a": 1} {"b": 2}', "not_json"),
    ],
)
def test_a_body_that_nobody_could_read_is_refused(body: bytes, reason: str) -> None:
    answer = unreadable(body, {})
    assert answer is not None
    assert (answer.status, answer.reason) == (400, reason)
    assert answer.mend


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b"null",
        b'"str"',
        b'{"a": "cut \\ud83d emoji"}',
        b'{"a": "[[[' + b"[" * 500 + b'"}',
        b'{"a": "\\"' + b"[" * 500 + b'"}',
        b'{"a": "\\\\"}',
        b'{"a": 1e99, "b": 900719925474099267}',
        b"[" * MAX_DEPTH + b"]" * MAX_DEPTH,
        b"[" + b"[]," * 1000 + b"[]]",
        b'{"object":"page","object":"instagram"}',
    ],
)
def test_what_a_reader_can_make_sense_of_later_is_let_in(body: bytes) -> None:
    assert unreadable(body, {}) is None


def error(answer: Answer) -> object:
    return json.loads(answer.as_http()["body"])["error"]


def test_where_it_goes_wrong_is_told() -> None:
    answer = unreadable(b'{\n"a": oops}', {})
    assert answer is not None
    assert error(answer) == "the body is not JSON: line 2, column 6"
    answer = unreadable(b'{"a": "\xff"}', {})
    assert answer is not None
    assert error(answer) == "the body is not UTF-8: byte 7 can't be read"


def test_a_form_is_told_which_setting_to_change() -> None:
    answer = unreadable(b"payload=%7B%7D", {"content-type": "application/x-www-form-urlencoded"})
    assert answer is not None
    assert answer.mend == "set the webhook's content type to application/json"


def test_a_compressed_body_is_told_apart() -> None:
    answer = unreadable(b"\x1f\x8b", {"content-encoding": "gzip"})
    assert answer is not None
    assert answer.status == 415


def depth(value: object) -> int:
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 0


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='[]{}"\\a\u00e9'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet='[]{}"\\'), inner, max_size=3),
)


@settings(database=None, deadline=None)
@given(_ANY_JSON, st.integers(min_value=0, max_value=6))
def test_the_scan_counts_as_a_parser_does(value: object, most: int) -> None:
    assert too_deep(json.dumps(value).encode(), most) == (depth(value) > most)


@settings(database=None, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet='[]{}"\\:,0-9eE.a ', max_size=200).map(str.encode))
def test_no_bytes_at_all_make_the_door_fail(body: bytes) -> None:
    answer = unreadable(body, {})
    assert answer is None or answer.status in (400, 415)
    if answer is None:
        json.loads(body)
