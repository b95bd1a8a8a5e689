"""Pure: presses are read, whatever else is not for us or told apart, and no bytes whatever end in an exception."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from functions.hear_slack.interaction import Challenge, Nothing, Pressed, Unreadable, asks_for_certificate, read
from tests.functions.hear_slack.slack import RESPONSE, a_form, a_payload

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def test_a_press_is_read() -> None:
    assert read(a_form(a_payload("escalate", value="case-7127424451:12"))) == Pressed(
        "escalate", "case-7127424451", 12, "U0ADA", RESPONSE
    )


def test_a_press_with_a_root_cause_is_read() -> None:
    pressed = read(a_form(a_payload("resolve_with", said="  A full disk\n")))
    assert isinstance(pressed, Pressed)
    assert (pressed.verb, pressed.said) == ("resolve_with", "A full disk")


def test_slacks_own_example_is_understood_and_not_for_us(shared_material: Path) -> None:
    payload = json.loads((shared_material / "payloads/slack/test_block_actions_body.json").read_text(encoding="utf-8"))
    assert read(a_form(payload)) == Nothing()
    ours = {**payload["actions"][0], "action_id": "firebreak:acknowledge", "value": "case-1:1"}
    assert read(a_form({**payload, "actions": [ours]})) == Pressed("acknowledge", "case-1", 1, "W111", RESPONSE)


def test_the_address_is_verified(shared_material: Path) -> None:
    asked = (shared_material / "payloads/slack/url_verification.json").read_bytes()
    assert read(asked) == Challenge(json.loads(asked)["challenge"])


@pytest.mark.parametrize("kind", ["view_submission", "shortcut", "message_action", "", "block_suggestion"])
def test_other_interactions_are_not_for_us(kind: str) -> None:
    assert read(a_form({"type": kind})) == Nothing()


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("firebreak:delete", "case-1:1"),
        ("xfirebreak:acknowledge", "case-1:1"),
        ("firebreak:link:acknowledge", None),
        ("firebreak:acknowledge", "case-1"),
        ("firebreak:acknowledge", "case-1:-1"),
        ("firebreak:acknowledge", "case-1:1\n"),
        ("firebreak:acknowledge", "case-../x:1"),
        ("firebreak:acknowledge", None),
    ],
)
def test_buttons_that_we_did_not_make_are_not_for_us(action_id: str, value: str | None) -> None:
    action = {"action_id": action_id, "value": value, "type": "button"}
    assert read(a_form(a_payload(actions=[action]))) == Nothing()


def test_a_press_by_nobody_is_told_by_its_field_and_not_by_its_words() -> None:
    payload = {**a_payload(), "user": {"name": "a secret name"}}
    told = read(a_form(payload))
    assert isinstance(told, Unreadable)
    assert "user" in told.why
    assert "secret" not in told.why


def test_only_the_look_at_the_certificate_needs_no_signature() -> None:
    assert asks_for_certificate(b"ssl_check=1&token=x")
    assert not asks_for_certificate(a_form(a_payload()))
    assert not asks_for_certificate(b"\xff")
    assert not asks_for_certificate(b"ssl_check=1&token=" + b"x" * 1000)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
@example(b"payload=" + b"[" * 3_000)
@example(b"[" * 3_000)
@example(b'{"a":' * 3_000)
@example(b"payload=" + b"%7B%22a%22%3A" * 3_000)
@example(b"payload=%ff%fe")
@example(b'{"type": "url_verification", "challenge": "\\ud800"}')
@example(b"&" * 3_000)
def test_any_bytes_are_told_apart(body: bytes) -> None:
    assert isinstance(read(body), Pressed | Challenge | Nothing | Unreadable)
    asks_for_certificate(body)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(("user", "actions", "response_url", "state", "type")), ANY_JSON)
def test_a_press_with_any_other_value_in_a_field_is_told_apart(name: str, value: Any) -> None:
    assert isinstance(read(a_form({**a_payload(), name: value})), Pressed | Nothing | Unreadable)
