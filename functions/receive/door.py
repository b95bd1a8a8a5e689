"""What becomes of a call: a delivery to keep, or an answer that says why not."""

from __future__ import annotations

from datetime import datetime

from functions.receive.answer import Answer, refusal
from functions.receive.body import unreadable
from functions.receive.handshake import greeted, pinged
from functions.receive.request import Request
from functions.receive.signature import SCHEMES, refused
from shared.delivery import MAX_BODY_BYTES, Delivery
from shared.plan import Plan, Source

#: The headers that a platform's module reads, and no more: the rest may hold what is none of our business.
KEPT_HEADERS: dict[str, tuple[str, ...]] = {
    "discourse": (
        "content-type",
        "x-discourse-instance",
        "x-discourse-event",
        "x-discourse-event-type",
        "x-discourse-event-id",
    ),
    "standard_webhooks": ("content-type", "webhook-id", "webhook-timestamp"),
}

#: API Gateway hands JSON on as text; a byte that is not UTF-8 arrives as this character (U+FFFD).
REPLACED = "\ufffd".encode()
_MENDS = {
    "signature_missing": "sign each delivery: set this source's secret in the platform's webhook settings",
    "signature_malformed": "sign as the platform's documentation says",
    "signature_wrong": "use this source's secret, and sign the bytes of the body as they are sent",
    "timestamp_malformed": "send webhook-timestamp in seconds since 1970",
    "timestamp_stale": "set the sender's clock, and sign each attempt anew",
}


def called_source(request: Request, plan: Plan) -> Source | Answer:
    """The source that was called, where the plan has it and we know how its platform signs."""
    source = plan.source(request.source)
    if source is None or source.how != "webhook":
        mend = "check the last part of the address, or add the source to the crisis plan"
        return refusal(404, "unknown_source", "the crisis plan has no such webhook source", mend)
    if source.platform not in SCHEMES:
        error = f"webhooks of platform {source.platform!r} are not understood yet"
        mend = f"correct the source's platform in the plan; known are {', '.join(sorted(SCHEMES))}"
        return refusal(501, "unknown_platform", error, mend, ours=True)
    return source


def no_secret(source: Source) -> Answer:
    """Nobody can be believed without a secret, so nobody is."""
    error = "this source has no usable secret yet, so no signature can be checked"
    mend = f"put the platform's webhook secret under {source.name!r} in the sources' secret"
    return refusal(401, "no_secret", error, mend, ours=True)


def judged(request: Request, source: Source, secrets: tuple[str, ...], now: datetime) -> Delivery | Answer:
    """The delivery in a call, where it is signed and can be read; the answer to give where there is none."""
    if len(request.body) > MAX_BODY_BYTES:
        return refusal(413, "too_large", f"more than {MAX_BODY_BYTES:,} bytes", "send fewer events at a time")
    answer = greeted(request, source.platform, secrets)
    if answer is not None:
        return answer
    reason = refused(source.platform, request.headers, request.body, secrets, now)
    if reason == "secret_malformed":
        return no_secret(source)
    if reason is not None and REPLACED in request.body:
        error = "the body is not UTF-8: what could not be read was replaced on its way here, so no signature fits"
        return refusal(400, "not_utf8", error, "send it encoded as UTF-8, and not compressed")
    if reason is not None:
        return refusal(401, reason, reason.replace("_", " "), _MENDS[reason])
    answer = pinged(request, source.platform) or unreadable(request.body, request.headers)
    if answer is not None:
        return answer
    return Delivery(
        source=source.name,
        platform=source.platform,
        how="webhook",
        body=request.body,
        headers={name: request.headers[name] for name in KEPT_HEADERS[source.platform] if name in request.headers},
        received_at=now,
    )
