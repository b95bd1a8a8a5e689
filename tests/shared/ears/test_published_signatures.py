"""Pure: what Discourse and Standard Webhooks publish is believed, and what the spec's own library signs."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook

from shared.ears.known import platform
from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.plan import Source
from tests.functions.calls import signed_by_discourse
from tests.functions.ears import FORUM_SECRET, STREAM_SECRET

PING = b'{"ping":"OK"}'
PING_SIGNATURE = "sha256=162f107f6b5022353274eb1a7197885cfd35744d8d08e5bcea025d309386b7d6"
TEST = b'{"test": 2432232314}'
SENT_AT = datetime.fromtimestamp(1614265330, UTC)
TEST_HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def refused(name: str, headers: dict[str, str], body: bytes, secrets: tuple[str, ...], now: datetime) -> str | None:
    found = platform(name)
    assert found is not None
    assert found.door is not None
    source = Source("there", name, "webhook", "acme")
    return found.door.refused(Request("POST", "there", headers, body), Keys({"secret": secrets}), source, now)


def discourse(signature: str | None, body: bytes = PING, *secrets: str) -> str | None:
    headers = {} if signature is None else {"x-discourse-event-signature": signature}
    return refused("discourse", headers, body, secrets or (FORUM_SECRET,), SENT_AT)


def standard(
    body: bytes = TEST,
    now: datetime = SENT_AT,
    secrets: tuple[str, ...] = (STREAM_SECRET,),
    changed: dict[str, str] | None = None,
) -> str | None:
    return refused("standard_webhooks", TEST_HEADERS | (changed or {}), body, secrets, now)


def test_the_published_vectors_are_believed() -> None:
    assert discourse(PING_SIGNATURE) is None
    assert standard() is None


def test_an_old_and_a_new_secret_both_count_while_one_is_rotated() -> None:
    assert discourse(PING_SIGNATURE, PING, "the-new-one", FORUM_SECRET) is None
    assert standard(secrets=("whsec_" + "A" * 32, STREAM_SECRET)) is None


def test_one_fitting_signature_in_a_list_is_enough() -> None:
    good = TEST_HEADERS["webhook-signature"]
    assert standard(changed={"webhook-signature": f"v1,AAAA {good}"}) is None
    assert standard(changed={"webhook-signature": f"v1a,AAAA {good} v1,BBBB"}) is None


@pytest.mark.parametrize(
    ("signature", "body", "reason"),
    [
        (None, PING, "signature_missing"),
        ("", PING, "signature_missing"),
        (PING_SIGNATURE.removeprefix("sha256="), PING, "signature_malformed"),
        ("sha1=" + PING_SIGNATURE.removeprefix("sha256="), PING, "signature_malformed"),
        ("sha256=" + PING_SIGNATURE.removeprefix("sha256=").upper(), PING, "signature_wrong"),
        (PING_SIGNATURE, b'{"ping":"KO"}', "signature_wrong"),
        (PING_SIGNATURE, b'{"ping": "OK"}', "signature_wrong"),
        (PING_SIGNATURE, b"", "signature_wrong"),
        (PING_SIGNATURE + "0", PING, "signature_wrong"),
        (f"{PING_SIGNATURE} {PING_SIGNATURE}", PING, "signature_wrong"),
        ("sha256=\u00e9\ud83d", PING, "signature_wrong"),
    ],
)
def test_a_delivery_that_discourse_did_not_sign_so_is_refused(signature: str | None, body: bytes, reason: str) -> None:
    assert discourse(signature, body) == reason


def test_another_ones_secret_opens_nothing() -> None:
    assert discourse(PING_SIGNATURE, PING, "another-secret") == "signature_wrong"
    assert standard(secrets=("whsec_" + "A" * 32,)) == "signature_wrong"


def test_an_empty_secret_believes_nobody() -> None:
    forged = "sha256=" + hmac.new(b"", PING, hashlib.sha256).hexdigest()
    assert discourse(forged, PING, "") == "secret_malformed"
    key_less = hmac.new(b"", b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330." + TEST, hashlib.sha256).digest()
    signature = "v1," + base64.b64encode(key_less).decode()
    for empty in ("", "whsec_", "whsec_====", "whsec_not base64!"):
        assert standard(secrets=(empty,), changed={"webhook-signature": signature}) == "secret_malformed"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"webhook-signature": ""}, "signature_missing"),
        ({"webhook-id": ""}, "signature_missing"),
        ({"webhook-timestamp": ""}, "signature_missing"),
        ({"webhook-signature": "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}, "signature_malformed"),
        ({"webhook-signature": "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}, "signature_malformed"),
        ({"webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE"}, "signature_wrong"),
        ({"webhook-signature": "v1,\u00e9"}, "signature_wrong"),
        ({"webhook-id": "msg_another"}, "signature_wrong"),
        ({"webhook-timestamp": "1614265331"}, "signature_wrong"),
        ({"webhook-timestamp": "soon"}, "timestamp_malformed"),
        ({"webhook-timestamp": "1614265330.0"}, "timestamp_malformed"),
        ({"webhook-timestamp": "-1614265330"}, "timestamp_malformed"),
        ({"webhook-timestamp": "١٦١٤٢٦٥٣٣٠"}, "timestamp_malformed"),
        ({"webhook-timestamp": "9" * 400}, "timestamp_malformed"),
    ],
)
def test_a_delivery_that_does_not_keep_to_standard_webhooks_is_refused(changed: dict[str, str], reason: str) -> None:
    assert standard(changed=changed) == reason


def test_one_changed_byte_is_noticed() -> None:
    assert standard(b'{"test": 2432232315}') == "signature_wrong"
    assert standard(b"") == "signature_wrong"


@pytest.mark.parametrize("away", [timedelta(minutes=6), timedelta(minutes=-6), timedelta(days=900)])
def test_a_signature_from_another_time_is_a_replay(away: timedelta) -> None:
    assert standard(now=SENT_AT + away) == "timestamp_stale"


@pytest.mark.parametrize("away", [timedelta(minutes=5), timedelta(minutes=-5)])
def test_five_minutes_either_way_are_borne(away: timedelta) -> None:
    assert standard(now=SENT_AT + away) is None


def test_a_customers_words_can_not_be_replayed_as_a_delivery_of_their_own() -> None:
    """`id.timestamp.body` can be cut elsewhere: what a customer wrote would then be the body."""
    written = b'msg_1.1614265000.{"text":"x.1614265330.{}"}'
    key = base64.b64decode(STREAM_SECRET.removeprefix("whsec_"))
    signature = "v1," + base64.b64encode(hmac.new(key, written, hashlib.sha256).digest()).decode()
    headers = {
        "webhook-id": 'msg_1.1614265000.{"text":"x',
        "webhook-timestamp": "1614265330",
        "webhook-signature": signature,
    }
    assert refused("standard_webhooks", headers, b'{}"}', (STREAM_SECRET,), SENT_AT) == "signature_malformed"


SIGNERS: list[Callable[[str], str]] = [
    str,
    lambda secret: secret.rstrip("="),
    lambda secret: secret.removeprefix("whsec_"),
]


@pytest.mark.parametrize("as_given", SIGNERS)
@pytest.mark.parametrize("length", [24, 25, 26, 64])
def test_what_the_specs_own_library_signs_is_believed(as_given: Callable[[str], str], length: int) -> None:
    now = datetime.now(UTC)
    secret = as_given("whsec_" + base64.b64encode(bytes(range(length))).decode())
    body = '{"text": "Zoë 😡"}'
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body),
    }
    assert refused("standard_webhooks", headers, body.encode(), (secret,), now) is None
    # The other way round: the library believes what we believe.
    assert Webhook(secret).verify(body, headers) == {"text": "Zoë 😡"}


def test_the_signature_covers_the_bytes_as_they_came() -> None:
    escaped = b'{"message":"J\\u00fcrgen \\/ \\ud83d\\ude21"}'
    written_anew = '{"message":"Jürgen / 😡"}'.encode()
    headers = signed_by_discourse(escaped)
    assert refused("discourse", headers, escaped, (FORUM_SECRET,), SENT_AT) is None
    assert refused("discourse", headers, written_anew, (FORUM_SECRET,), SENT_AT) == "signature_wrong"
