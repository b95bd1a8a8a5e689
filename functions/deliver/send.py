"""One try: a mail handed to SES, or a webhook posted; what came of it is a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from functions.deliver import mail, payload
from functions.deliver.public import NotPublicError, Public
from functions.deliver.schedule import Outcome
from shared import link
from shared.channels import email
from shared.channels.message import ChannelError
from shared.exchange import Call, ExchangeError, exchange
from shared.subscriber import CONFIRMED_WITHIN, Delivery, Subscriber

#: The specification recommends 15 to 30 seconds. The least of it: each one that hangs holds one of our hands so long.
WITHIN_SECONDS = 15.0
#: Of the answer to a challenge this much is read; of other answers nothing.
MOST_ANSWER = 4096


@dataclass(frozen=True, slots=True)
class Ways:
    """What sending needs: `key` signs links, `door` is where they lead, `within` are a webhook's seconds."""

    public: Public
    key: str
    door: str
    sender: str
    allow_loopback: bool
    within: float = WITHIN_SECONDS


def send(ways: Ways, subscriber: Subscriber, delivery: Delivery, now: datetime) -> Outcome:
    try:
        if subscriber.kind == "email":
            return _mailed(ways, subscriber, delivery)
        return _posted(ways, subscriber, delivery, now)
    except NotPublicError as error:
        return Outcome("failed", str(error))


def _mailed(ways: Ways, subscriber: Subscriber, delivery: Delivery) -> Outcome:
    language = subscriber.language
    leave = _link(ways, "unsubscribe", link.sign(ways.key, "unsubscribe", subscriber.id), language)
    if delivery.what == "word":
        told = mail.of_word(ways.public.word(delivery.ref), language, leave)
    elif subscriber.state == "active":
        told = mail.of_known(ways.public.page(), language, leave)
    else:
        token = link.sign(ways.key, "confirm", subscriber.id, subscriber.asked_at + CONFIRMED_WITHIN)
        told = mail.of_confirmation(ways.public.page(), language, _link(ways, "confirm", token, language))
    try:
        email.post(ways.sender, subscriber.address, told)
    except ChannelError as error:
        return Outcome("later" if error.transient else "failed", str(error))
    return Outcome("sent")


def _posted(ways: Ways, subscriber: Subscriber, delivery: Delivery, now: datetime) -> Outcome:
    leave = _link(ways, "unsubscribe", link.sign(ways.key, "unsubscribe", subscriber.id), subscriber.language)
    challenge = ""
    if delivery.what == "word":
        body = payload.of_word(ways.public.word(delivery.ref), leave, now)
    else:
        challenge = link.challenge(ways.key, subscriber.id, delivery.ref)
        body = payload.of_challenge(challenge, leave, now)
    headers = payload.headers(delivery, subscriber.secret, body, now)
    call = Call("POST", subscriber.address, headers, body, MOST_ANSWER if challenge else 0)
    try:
        answer = exchange(call, allow_loopback=ways.allow_loopback, within=ways.within)
    except ExchangeError as error:
        return Outcome("failed", str(error))
    if 200 <= answer.status < 300:
        proven = challenge.encode() in answer.body
        return Outcome("sent") if proven else Outcome("failed", "it did not say the challenge back")
    if answer.status == 410:
        return Outcome("gone", "it answered 410")
    return Outcome("failed", f"it answered {answer.status}", pause(answer.headers, datetime.now(UTC)))


def pause(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server asks us to stay away (Retry-After), in seconds or as a date; None where it doesn't say."""
    given = headers.get("retry-after", "").strip()
    try:
        if given.isdecimal():
            return timedelta(seconds=int(given[:9]))
        until = parsedate_to_datetime(given)
        return max((until if until.tzinfo else until.replace(tzinfo=UTC)) - now, timedelta(0))
    except (ValueError, OverflowError):
        return None


def _link(ways: Ways, where: str, token: str, language: str) -> str:
    # A token holds letters, digits, dots, dashes and underscores only: nothing needs to be quoted.
    return f"{ways.door}/subscribers/{where}?token={token}&l={language}"
