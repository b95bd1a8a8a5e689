"""Pure: a token opens what it was signed for, for whom, and until when; whatever else is given opens nothing."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shared import link
from tests.builders import NOON

KEY = "k" * 64
WHO = link.subscriber_id(KEY, "email", "mia@example.com")


def test_a_token_names_its_subscriber_until_its_end() -> None:
    token = link.sign(KEY, "confirm", WHO, NOON + timedelta(hours=24))
    assert link.read(KEY, "confirm", token, NOON + timedelta(hours=23, minutes=59)) == WHO
    assert link.read(KEY, "confirm", token, NOON + timedelta(hours=24)) is None


def test_a_token_without_an_end_is_good_for_years() -> None:
    token = link.sign(KEY, "unsubscribe", WHO)
    assert link.read(KEY, "unsubscribe", token, NOON + timedelta(days=4000)) == WHO


def test_a_token_is_for_one_purpose_and_one_key() -> None:
    token = link.sign(KEY, "unsubscribe", WHO)
    assert link.read(KEY, "confirm", token, NOON) is None
    assert link.read("another", "unsubscribe", token, NOON) is None


def test_another_end_or_subscriber_is_another_token() -> None:
    token = link.sign(KEY, "confirm", WHO, NOON)
    who, ends, signature = token.split(".")
    other = link.subscriber_id(KEY, "email", "eve@example.com")
    for forged in (f"{who}.0.{signature}", f"{who}.{int(ends) + 9}.{signature}", f"{other}.{ends}.{signature}"):
        assert link.read(KEY, "confirm", forged, NOON - timedelta(hours=1)) is None


@settings(max_examples=80, deadline=None, database=None)
@given(st.text(max_size=200) | st.from_regex(r"sub-[0-9a-f]{24}\.[0-9]{1,12}\.[A-Za-z0-9_-]{43}", fullmatch=True))
def test_whatever_else_is_given_is_no_token(text: str) -> None:
    assert link.read(KEY, "confirm", text, NOON) is None


def test_an_id_is_the_same_in_any_case_of_a_mail_address_but_not_of_a_path() -> None:
    assert link.subscriber_id(KEY, "email", "MIA@example.com") == WHO
    assert "mia" not in WHO
    paths = [link.subscriber_id(KEY, "webhook", f"https://example.com/{path}") for path in ("a", "A")]
    assert paths[0] != paths[1]


def test_a_caller_has_another_mark_each_day() -> None:
    marks = {link.caller_mark(KEY, "192.0.2.7", day) for day in ("2026-10-02", "2026-10-02", "2026-10-03")}
    assert len(marks) == 2
