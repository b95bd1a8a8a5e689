"""Who sent this: the ways in which platforms sign what they send, always over the raw bytes, compared in constant time.

A platform's module puts its own together of these. Each takes any of the valid secrets, so that one can be rotated.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal

from shared.ears.platform import Keys, Reason, Scheme
from shared.ears.request import Request
from shared.plan import Source

#: How far a sender's clock may be from ours, either way (Slack's and Standard Webhooks' own figure).
TOLERANCE = timedelta(minutes=5)

Algorithm = Literal["sha1", "sha256", "sha384", "sha512"]
Coding = Literal["hex", "base64"]
Clock = Callable[[str], datetime | None]

#: Twelve digits may be beyond the year 9999.
_SECONDS = re.compile(r"[0-9]{1,11}", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def signed_body(
    header: str,
    *,
    prefix: str = "",
    coding: Coding = "hex",
    algorithms: tuple[Algorithm, ...] = ("sha256",),
    before: bytes = b"",
) -> Scheme:
    """An HMAC of the body (after `before`) in that header, as `prefix` and lower-case hex or base64.

    Where `prefix` is "{algorithm}=" it names one of several.
    """

    def refused(request: Request, keys: Keys, _source: Source, _now: datetime) -> Reason | None:
        given = request.headers.get(header, "")
        wanted = [
            (prefix.format(algorithm=algorithm), digest(key.encode(), before + request.body, coding, algorithm))
            for key in keys.all()
            for algorithm in algorithms
        ]
        if not wanted:
            return "secret_malformed"
        if not given:
            return "signature_missing"
        if not any(given.startswith(start) for start, _ in wanted):
            return "signature_malformed"
        return None if among([given], [start + code for start, code in wanted]) else "signature_wrong"

    return refused


def signed_body_and_time(
    header: str,
    time_header: str,
    message: Callable[[str, bytes], bytes],
    *,
    prefix: str = "",
    coding: Coding = "hex",
    clock: Clock,
) -> Scheme:
    """An HMAC-SHA256 of what `message` makes of the time header and the body; the time must be near ours."""

    def refused(request: Request, keys: Keys, _source: Source, now: datetime) -> Reason | None:
        given, time = request.headers.get(header, ""), request.headers.get(time_header, "")
        if not keys.all():
            return "secret_malformed"
        if not (given and time):
            return "signature_missing"
        at = clock(time)
        if at is None:
            return "timestamp_malformed"
        if abs(at - now) > TOLERANCE:
            return "timestamp_stale"
        if not given.startswith(prefix):
            return "signature_malformed"
        wanted = [prefix + digest(key.encode(), message(time, request.body), coding) for key in keys.all()]
        return None if among([given], wanted) else "signature_wrong"

    return refused


def shown_secret(header: str, *, prefix: str = "") -> Scheme:
    """The secret itself in a header (Telegram's secret token, a bearer token)."""

    def refused(request: Request, keys: Keys, _source: Source, _now: datetime) -> Reason | None:
        return _shown(request.headers.get(header, ""), [prefix + key for key in keys.all()])

    return refused


def secret_address(request: Request, keys: Keys, _source: Source, _now: datetime) -> Reason | None:
    """The secret as the last part of the address: for a platform that signs nothing. What it says is fetched anew."""
    return _shown(request.key, list(keys.all()))


def either(first: Scheme, header: str, second: Scheme) -> Scheme:
    """`first` where that header is there, `second` where it is not: a platform whose older versions sign nothing."""

    def refused(request: Request, keys: Keys, source: Source, now: datetime) -> Reason | None:
        return (first if header in request.headers else second)(request, keys, source, now)

    return refused


def epoch_seconds(text: str) -> datetime | None:
    return _EPOCH + timedelta(seconds=int(text)) if _SECONDS.fullmatch(text) else None


def iso_time(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def digest(key: bytes, message: bytes, coding: Coding = "hex", algorithm: Algorithm = "sha256") -> str:
    code = hmac.new(key, message, getattr(hashlib, algorithm)).digest()
    return code.hex() if coding == "hex" else base64.b64encode(code).decode("ascii")


def among(given: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether one of the given is one of the wanted."""
    # All are compared, whichever fits: the time taken tells nothing. Bytes, as a header may hold any character.
    fits = [
        hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
        for one in given
        for other in wanted
    ]
    return any(fits)


def unpadded_base64(text: str) -> bytes:
    """The bytes of base64, padded or not; empty where it isn't that."""
    text = text.rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _shown(given: str, wanted: list[str]) -> Reason | None:
    if not wanted:
        return "secret_malformed"
    if not given:
        return "signature_missing"
    return None if among([given], wanted) else "signature_wrong"
