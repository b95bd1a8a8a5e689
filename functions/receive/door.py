"""What becomes of a call: a delivery to keep, an answer to a greeting, or one that says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from functions.receive.answer import PONG, Answer, refusal
from functions.receive.body import unreadable
from shared.delivery import MAX_BODY_BYTES, Delivery
from shared.ears.known import platform
from shared.ears.platform import OF_THE_DOOR, Door, Keys, Reason, typed
from shared.ears.request import Greeted, Request
from shared.plan import Plan, Source

#: API Gateway hands JSON on as text; a byte that is not UTF-8 arrives as this character (U+FFFD).
REPLACED = "\ufffd".encode()
_MENDS: dict[Reason, str] = {
    "signature_missing": "sign each delivery: set this source's secret in the platform's webhook settings",
    "signature_malformed": "sign as the platform's documentation says",
    "signature_wrong": "use this source's secret, and sign the bytes of the body as they are sent",
    "timestamp_malformed": "send the time of the signature as the platform's documentation says",
    "timestamp_stale": "set the sender's clock, and sign each attempt anew",
}
_WHOLE_ADDRESS = "call the whole address: its last part is this source's secret"
_UNKNOWN = refusal(
    404,
    "unknown_source",
    "the crisis plan has no such webhook source",
    "check the last part of the address, or add the source to the crisis plan",
)
_RETIRED = refusal(
    410,
    "swept_source",
    "this source is asked, and takes no calls",
    "remove the webhook on the platform, or write `how: webhook` for the source in the crisis plan",
)
_STRANGER = refusal(
    404,
    "greeting_unknown",
    "this is nothing that the platform asks here",
    "subscribe as `firebreak source check` tells; an address that a person opens has nothing to read",
)
_POST_ONLY = refusal(
    405,
    "method",
    "this address takes POST only",
    "set it as the address of a webhook; there is nothing to read here",
    allow="POST",
)


@dataclass(frozen=True, slots=True)
class Called:
    """The source that was called, and its platform's door."""

    source: Source
    door: Door


def called(request: Request, plan: Plan) -> Called | Answer:
    """The source at that address, where the plan has it and its platform calls us."""
    source = plan.source(request.source)
    if source is None:
        return _UNKNOWN
    if source.how != "webhook":
        # What the webhook convention of CloudEvents calls a retired target: whoever still sends may stop.
        return _RETIRED
    known = platform(source.platform)
    if known is None or known.door is None:
        error = f"webhooks of platform {source.platform!r} are not understood"
        mend = "correct the source's platform or its `how` in the crisis plan: firebreak source list"
        return refusal(501, "unknown_platform", error, mend, ours=True)
    if request.key and not known.door.secret_path:
        return _UNKNOWN
    return Called(source, known.door)


def greeted(request: Request, at: Called, keys: Keys, now: datetime) -> Greeted | Answer:
    """What to say to a call that is no delivery."""
    if at.door.greeted is None or request.method not in ("GET", "OPTIONS"):
        return _POST_ONLY
    if any("{" in value or "<" in value for value in request.query.values()):
        # X and LinkedIn have a token signed as deliveries are: one with JSON in it would be a delivery of anybody's.
        return _STRANGER
    needed = [each.part for each in at.door.credentials if not each.optional and each.part in OF_THE_DOOR]
    missing = [part for part in needed if not keys.all(part)]
    if missing:
        # An answer made with an empty secret would be one that anybody can make.
        return no_secret(at.source, missing[0])
    # Not found: so a hub hears that we don't want its topic (WebSub, 5.3).
    return at.door.greeted(request, keys, at.source, now) or (_STRANGER if request.method == "GET" else _POST_ONLY)


def judged(request: Request, at: Called, keys: Keys, now: datetime) -> Delivery | Answer:
    """The delivery in a call, where it is signed and can be read; the answer to give where there is none."""
    source, door = at.source, at.door
    if len(request.body) > MAX_BODY_BYTES:
        return refusal(413, "too_large", f"more than {MAX_BODY_BYTES:,} bytes", "send fewer events at a time")
    reason = door.refused(request, keys, source, now)
    if reason is not None:
        return _unbelieved(reason, request, at)
    if door.pinged is not None and door.pinged(request):
        return PONG
    answer = unreadable(request.body, request.headers, door.body)
    if answer is not None:
        return answer
    return Delivery(
        source=source.name,
        platform=source.platform,
        how="webhook",
        body=request.body,
        headers={name: request.headers[name] for name in door.headers if name in request.headers},
        received_at=now,
    )


def no_secret(source: Source, part: str = "secret") -> Answer:
    """Nobody can be believed without a secret, so nobody is."""
    error = "this source has no usable secret yet, so no signature can be checked"
    mend = f"set it: {typed(source, part)}; or see: firebreak source check {source.name}"
    return refusal(401, "no_secret", error, mend, ours=True)


def _unbelieved(reason: Reason, request: Request, at: Called) -> Answer:
    if reason == "secret_malformed":
        return no_secret(at.source)
    if reason == "signature_wrong" and REPLACED in request.body:
        error = "the body is not UTF-8: what could not be read was replaced on its way here, so no signature fits"
        return refusal(400, "not_utf8", error, "send it encoded as UTF-8, and not compressed")
    unaddressed = at.door.secret_path and reason == "signature_missing"
    return refusal(401, reason, reason.replace("_", " "), _WHOLE_ADDRESS if unaddressed else _MENDS[reason])
