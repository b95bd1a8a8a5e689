"""Pure: Slack's published example is believed, and nothing that differs from it in a byte or five minutes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from functions.hear_slack.signature import TOLERANCE, refused
from tests.functions.hear_slack.slack import SECRET, signed

BODY = b"payload=%7B%7D"
AT = datetime(2026, 10, 2, 12, 3, tzinfo=UTC)


def given(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


GOOD = given(signed(BODY, AT))


def test_slacks_published_example_is_believed(shared_material: Path) -> None:
    vectors = json.loads((shared_material / "payloads/signature_vectors.json").read_text(encoding="utf-8"))
    [vector] = [one for one in vectors if one["platform"] == "slack"]
    headers = {"x-slack-signature": vector["expected_header"], "x-slack-request-timestamp": vector["timestamp"]}
    at = datetime.fromtimestamp(int(vector["timestamp"]), UTC)
    body = vector["body"].encode()
    assert refused(headers, body, (vector["secret"],), at) is None
    assert refused(headers, body + b"&", (vector["secret"],), at) == "signature_wrong"
    assert refused(headers, body, (vector["secret"],), at + timedelta(seconds=301)) == "timestamp_stale"


def test_while_a_secret_is_rotated_both_are_good() -> None:
    assert refused(GOOD, BODY, ("the-new-one", SECRET), AT) is None
    assert refused(GOOD, BODY, ("the-new-one", "another"), AT) == "signature_wrong"


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_call_of_another_time_is_refused(minutes: int) -> None:
    assert refused(GOOD, BODY, (SECRET,), AT + timedelta(minutes=minutes)) == "timestamp_stale"
    assert refused(GOOD, BODY, (SECRET,), AT + TOLERANCE) is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"x-slack-signature": ""}, "signature_missing"),
        ({"x-slack-request-timestamp": ""}, "signature_missing"),
        ({"x-slack-request-timestamp": "1e9"}, "timestamp_malformed"),
        ({"x-slack-request-timestamp": "-1"}, "timestamp_malformed"),
        ({"x-slack-request-timestamp": "１"}, "timestamp_malformed"),
        ({"x-slack-signature": GOOD["x-slack-signature"].removeprefix("v0=")}, "signature_wrong"),
        ({"x-slack-signature": GOOD["x-slack-signature"].replace("v0=", "v1=")}, "signature_wrong"),
        ({"x-slack-signature": GOOD["x-slack-signature"].upper()}, "signature_wrong"),
        ({"x-slack-signature": GOOD["x-slack-signature"][:-1] + "é"}, "signature_wrong"),
        ({"x-slack-request-timestamp": str(int(AT.timestamp()) + 1)}, "signature_wrong"),
    ],
)
def test_headers_that_slack_did_not_send_are_refused(changed: dict[str, str], reason: str) -> None:
    assert refused({**GOOD, **changed}, BODY, (SECRET,), AT) == reason


@pytest.mark.parametrize("secrets", [(), ("",)])
def test_without_a_secret_nobody_is_believed(secrets: tuple[str, ...]) -> None:
    empty = given(signed(BODY, AT, ""))
    assert refused(empty, BODY, secrets, AT) == "no_secret"
