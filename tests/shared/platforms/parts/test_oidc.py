"""A token is Google's, for us, from the account that we know, and of this hour; anything else is refused."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.platforms.parts.oidc import bearer, token_reason
from tests.builders import NOON
from tests.shared.ears.tokens import AUDIENCE, SENDER, a_key_set, a_token


def reason(token: str, *key_sets: str, audience: str = AUDIENCE, sender: str = SENDER) -> str | None:
    return token_reason(token, key_sets or (a_key_set(),), audience, sender, NOON)


def at(minutes: float) -> int:
    return int((NOON + timedelta(minutes=minutes)).timestamp())


def test_a_token_of_googles_for_us_is_taken() -> None:
    assert reason(a_token()) is None
    assert reason(a_token(iss="accounts.google.com")) is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"aud": "https://elsewhere.example.com"}, "signature_wrong"),
        ({"aud": [AUDIENCE]}, "signature_wrong"),
        ({"aud": ...}, "signature_wrong"),
        ({"email": "somebody@else.iam.gserviceaccount.com"}, "signature_wrong"),
        ({"email": ...}, "signature_wrong"),
        ({"email_verified": False}, "signature_wrong"),
        ({"email_verified": "true"}, "signature_wrong"),
        ({"iss": "https://accounts.example.com"}, "signature_wrong"),
        ({"iat": at(-66), "exp": at(-6)}, "timestamp_stale"),
        ({"iat": at(6), "exp": at(66)}, "timestamp_stale"),
        ({"iat": at(-60 * 25), "exp": at(60 * 24 * 365)}, "timestamp_stale"),
        ({"exp": ...}, "timestamp_malformed"),
        ({"iat": ...}, "timestamp_malformed"),
        ({"exp": True}, "timestamp_malformed"),
        ({"exp": 10**400}, "timestamp_malformed"),
    ],
)
def test_each_claim_must_fit(changed: dict[str, Any], told: str) -> None:
    assert reason(a_token(**changed)) == told


def test_a_clock_that_is_four_minutes_off_is_forgiven() -> None:
    assert reason(a_token(iat=at(4), exp=at(64))) is None
    assert reason(a_token(iat=at(-64), exp=at(-4))) is None


def test_a_key_of_somebody_elses_is_not_googles() -> None:
    assert reason(a_token(by="stranger")) == "signature_wrong"
    assert reason(a_token(by="stranger", kid="google")) == "signature_wrong"


def test_one_changed_letter_is_seen() -> None:
    head, claims, code = a_token().split(".")
    other = "A" if claims[10] != "A" else "B"
    assert reason(f"{head}.{claims[:10]}{other}{claims[11:]}.{code}") in ("signature_wrong", "signature_malformed")


def test_while_google_changes_its_keys_both_are_good() -> None:
    both = a_key_set("google", "google-next")
    assert (reason(a_token(), both), reason(a_token(by="google-next"), both)) == (None, None)
    assert reason(a_token(by="google-next"), a_key_set("google"), a_key_set("google-next")) is None


def test_no_token_and_no_keys_are_told_apart() -> None:
    assert reason("") == "signature_missing"
    assert reason(a_token(), "{}") == "secret_malformed"
    assert reason(a_token(), "<html>") == "secret_malformed"
    assert reason(a_token(email=""), sender="") == "secret_malformed"
    assert reason(a_token(aud=""), audience="") == "secret_malformed"


def test_a_token_signed_with_a_public_word_is_none() -> None:
    """The key set is public: a token that uses it as a shared secret, or needs no key, must not pass."""
    claims = jwt.decode(a_token(), options={"verify_signature": False})
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": "google"})
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT","kid":"google"}').decode().rstrip("=")
    signed = f"{head}.{a_token().split('.')[1]}"
    code = hmac.new(a_key_set().encode(), signed.encode(), "sha256").digest()
    shared = f"{signed}.{base64.urlsafe_b64encode(code).decode().rstrip('=')}"
    assert (reason(unsigned), reason(shared)) == ("signature_wrong", "signature_wrong")


@pytest.mark.parametrize(
    "key",
    [{"kty": "oct", "k": "c2VjcmV0", "kid": "google"}, {"kid": "google"}, {"kty": "RSA", "kid": "google", "n": 5}],
)
def test_a_key_that_is_none_takes_no_token(key: dict[str, Any]) -> None:
    assert reason(a_token(), json.dumps({"keys": [key]})) == "signature_malformed"


def test_a_head_nested_without_end_is_malformed() -> None:
    head = base64.urlsafe_b64encode(b"[" * 5_000).decode().rstrip("=")
    assert reason(f"{head}.e30.e30") == "signature_malformed"
    assert reason("a" * 9_000) == "signature_malformed"


@settings(max_examples=60, deadline=None, database=None)
@given(
    st.text(max_size=60) | st.binary(max_size=40).map(lambda raw: base64.urlsafe_b64encode(raw).decode() + ".e30.e30")
)
def test_no_text_is_a_token(text: str) -> None:
    assert reason(text) in ("signature_missing", "signature_malformed", "signature_wrong")


def test_a_bearer_token_stands_behind_that_word() -> None:
    assert (bearer("Bearer abc"), bearer("bearer  abc "), bearer("Basic abc"), bearer("abc"), bearer("")) == (
        "abc",
        "abc",
        "",
        "",
        "",
    )
