"""Pure: the ways of signing of which platforms put theirs together, and what each refuses."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from shared.ears.platform import Keys, Scheme
from shared.ears.request import Request
from shared.ears.signing import (
    either,
    epoch_seconds,
    iso_time,
    secret_address,
    shown_secret,
    signed_body,
    signed_body_and_time,
    unpadded_base64,
)
from shared.plan import Source
from tests.builders import NOON

SOURCE = Source("forum", "discourse", "webhook", "acme")
BODY = b'{"text": "Zo\\u00eb \\/"}'
SECRET = "my_lovely_secret_for_web_hook"


def code(message: bytes, algorithm: str = "sha256", key: str = SECRET) -> bytes:
    return hmac.new(key.encode(), message, algorithm).digest()


def verdict(
    scheme: Scheme, headers: dict[str, str], *secrets: str, body: bytes = BODY, key: str = "", at: datetime = NOON
) -> str | None:
    keys = Keys({"secret": secrets or (SECRET,), "token": ("another-part",)})
    return scheme(Request("POST", "forum", headers, body, key=key), keys, SOURCE, at)


# ---------------------------------------------------------------- a signature over the body
HEX = signed_body("x-sign", prefix="sha256=")
GOOD = "sha256=" + code(BODY).hex()


def test_an_old_and_a_new_secret_both_count_while_one_is_rotated() -> None:
    for secrets in ((SECRET,), ("the-new-one", SECRET), (SECRET, "the-old-one"), ("", SECRET)):
        assert verdict(HEX, {"x-sign": GOOD}, *secrets) is None


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        (None, "signature_missing"),
        ("", "signature_missing"),
        (GOOD.removeprefix("sha256="), "signature_malformed"),
        ("sha1=" + GOOD.removeprefix("sha256="), "signature_malformed"),
        ("SHA256=" + GOOD.removeprefix("sha256="), "signature_malformed"),
        (" " + GOOD, "signature_malformed"),
        ("sha256=" + GOOD.removeprefix("sha256=").upper(), "signature_wrong"),
        ("sha256=", "signature_wrong"),
        (GOOD + "0", "signature_wrong"),
        (GOOD[:-1], "signature_wrong"),
        (f"{GOOD} {GOOD}", "signature_wrong"),
        (f"{GOOD},{GOOD}", "signature_wrong"),
        ("sha256=\u00e9\ud83d", "signature_wrong"),
    ],
)
def test_a_body_that_is_not_signed_so_is_refused(signature: str | None, reason: str) -> None:
    assert verdict(HEX, {} if signature is None else {"x-sign": signature}) == reason


@pytest.mark.parametrize("body", [b"", BODY + b" ", BODY.replace(b"\\/", b"/"), "ë".encode()])
def test_the_signature_covers_the_bytes_as_they_came(body: bytes) -> None:
    assert verdict(HEX, {"x-sign": GOOD}, body=body) == "signature_wrong"


@pytest.mark.parametrize("secrets", [("",), ("", "")])
def test_an_empty_secret_believes_nobody(secrets: tuple[str, ...]) -> None:
    assert verdict(HEX, {"x-sign": "sha256=" + code(BODY, key="").hex()}, *secrets) == "secret_malformed"


def test_another_part_of_the_credentials_signs_nothing() -> None:
    assert verdict(HEX, {"x-sign": "sha256=" + code(BODY, key="another-part").hex()}) == "signature_wrong"


def test_base64_counts_where_the_platform_writes_that() -> None:
    scheme = signed_body("x-sign", prefix="sha256=", coding="base64")
    assert verdict(scheme, {"x-sign": "sha256=" + base64.b64encode(code(BODY)).decode()}) is None
    assert verdict(scheme, {"x-sign": "sha256=" + base64.b64encode(code(BODY)).decode().rstrip("=")}) is not None
    assert verdict(scheme, {"x-sign": GOOD}) == "signature_wrong"


def test_what_is_signed_before_the_body_is_no_part_of_the_header() -> None:
    scheme = signed_body("x-sign", before=b"hmacsha256=")
    signature = code(b"hmacsha256=" + BODY).hex()
    assert verdict(scheme, {"x-sign": signature}) is None
    assert verdict(scheme, {"x-sign": "hmacsha256=" + signature}) == "signature_wrong"
    assert verdict(scheme, {"x-sign": code(BODY).hex()}) == "signature_wrong"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
def test_a_hub_that_names_its_algorithm_is_believed_by_that_one(algorithm: str) -> None:
    scheme = signed_body("x-hub-signature", prefix="{algorithm}=", algorithms=("sha1", "sha256", "sha384", "sha512"))
    assert verdict(scheme, {"x-hub-signature": f"{algorithm}={code(BODY, algorithm).hex()}"}) is None
    assert verdict(scheme, {"x-hub-signature": f"{algorithm}={code(b'', algorithm).hex()}"}) == "signature_wrong"
    other = "sha256" if algorithm != "sha256" else "sha512"
    assert verdict(scheme, {"x-hub-signature": f"{other}={code(BODY, algorithm).hex()}"}) == "signature_wrong"
    assert verdict(scheme, {"x-hub-signature": f"md5={hashlib.md5(BODY).hexdigest()}"}) == "signature_malformed"


# ---------------------------------------------------------------- a signature over the time and the body
SECONDS = str(int(NOON.timestamp()))
TIMED = signed_body_and_time(
    "x-sign", "x-time", lambda time, body: f"v0:{time}:".encode() + body, prefix="v0=", clock=epoch_seconds
)


def timed(seconds: str = SECONDS, at: datetime = NOON, **changed: str) -> str | None:
    signature = "v0=" + code(f"v0:{seconds}:".encode() + BODY).hex()
    return verdict(TIMED, {"x-sign": signature, "x-time": seconds, **changed}, at=at)


@pytest.mark.parametrize("away", [timedelta(minutes=6), timedelta(minutes=-6), timedelta(days=900)])
def test_a_signature_from_another_time_is_a_replay(away: timedelta) -> None:
    assert timed(at=NOON + away) == "timestamp_stale"


@pytest.mark.parametrize("away", [timedelta(0), timedelta(minutes=5), timedelta(minutes=-5)])
def test_five_minutes_either_way_are_borne(away: timedelta) -> None:
    assert timed(at=NOON + away) is None


@pytest.mark.parametrize("seconds", ["soon", "1.5", "-1", "", " 1", "1 ", "١٦", "9" * 12, "9" * 400, "1e9", "0x1"])
def test_what_is_no_time_is_told_as_such(seconds: str) -> None:
    assert timed(seconds) == ("timestamp_malformed" if seconds else "signature_missing")


def test_another_time_than_the_signed_one_is_noticed() -> None:
    signature = "v0=" + code(f"v0:{SECONDS}:".encode() + BODY).hex()
    assert verdict(TIMED, {"x-sign": signature, "x-time": str(int(SECONDS) + 1)}) == "signature_wrong"
    assert verdict(TIMED, {"x-sign": signature}) == "signature_missing"
    assert verdict(TIMED, {"x-sign": signature.removeprefix("v0="), "x-time": SECONDS}) == "signature_malformed"
    assert verdict(TIMED, {"x-sign": signature, "x-time": SECONDS}, "") == "secret_malformed"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2021-07-25T10:00:00Z", datetime(2021, 7, 25, 10, tzinfo=UTC)),
        ("2021-07-25T12:00:00+02:00", datetime(2021, 7, 25, 10, tzinfo=UTC)),
        ("2021-07-25T10:00:00", datetime(2021, 7, 25, 10, tzinfo=UTC)),
        ("1627207200", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_time_in_words_is_an_instant(text: str, at: datetime | None) -> None:
    assert iso_time(text) == at


# ---------------------------------------------------------------- the secret itself
def test_a_secret_that_is_shown_must_be_one_of_ours() -> None:
    scheme = shown_secret("authorization", prefix="Bearer ")
    assert verdict(scheme, {"authorization": f"Bearer {SECRET}"}) is None
    assert verdict(scheme, {"authorization": "Bearer old"}, "new", "old") is None
    for given in (
        SECRET,
        f"bearer {SECRET}",
        f"Bearer {SECRET} ",
        f"Bearer {SECRET.upper()}",
        "Bearer ",
        "Bearer \ud83d",
    ):
        assert verdict(scheme, {"authorization": given}) == "signature_wrong"
    assert verdict(scheme, {}) == "signature_missing"
    assert verdict(scheme, {"authorization": "Bearer "}, "") == "secret_malformed"


def test_a_secret_address_is_one_that_ends_with_a_secret_of_ours() -> None:
    assert verdict(secret_address, {}, key=SECRET) is None
    assert verdict(secret_address, {}, "new", "old", key="old") is None
    assert verdict(secret_address, {}, key="another-part") == "signature_wrong"
    assert verdict(secret_address, {}) == "signature_missing"
    assert verdict(secret_address, {}, "") == "secret_malformed"


def test_whoever_signs_is_judged_by_that_and_no_address_makes_up_for_it() -> None:
    scheme = either(HEX, "x-sign", secret_address)
    assert verdict(scheme, {"x-sign": GOOD}) is None
    assert verdict(scheme, {}, key=SECRET) is None
    assert verdict(scheme, {"x-sign": "sha256=00"}, key=SECRET) == "signature_wrong"
    assert verdict(scheme, {"x-sign": ""}, key=SECRET) == "signature_missing"
    assert verdict(scheme, {}) == "signature_missing"


@pytest.mark.parametrize(
    ("text", "found"), [("YWI=", b"ab"), ("YWI", b"ab"), ("YWI==", b"ab"), ("", b""), ("not base64!", b""), ("é", b"")]
)
def test_base64_is_read_padded_or_not(text: str, found: bytes) -> None:
    assert unpadded_base64(text) == found
