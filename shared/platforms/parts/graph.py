"""Asking Meta's Graph API: where it is, what its refusals mean, and how long a token lives."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from shared.ears.fields import Value, read_value
from shared.ears.platform import Ask, Asking, Credential, Done, Heard, Round, Setting, typed

#: A version is answered for at least two years (developers.facebook.com/docs/graph-api/guides/versioning).
GRAPH = "https://graph.facebook.com/v25.0"
#: The Graph API says 400 for nearly every refusal, and tells in the body which it was.
ANSWERS = (200, 400)
#: What may also be said of one thing asked for by its id.
ANSWERS_OF_ONE = (200, 400, 404, 410)

#: Calls of the app, the person, the page, the account (developers.facebook.com/docs/graph-api/overview/rate-limiting).
_TOO_MANY = {4, 17, 32, 613, *range(80_000, 80_015)}
#: .../docs/graph-api/guides/error-handling: the login or the token has run out, been revoked, or never was one.
_TOKEN = {102, 190, 463, 467}
_PERMISSION = {3, 10, *range(200, 300)}
_PASSING = {1, 2}
#: Of one thing it says "does not exist, cannot be loaded due to missing permissions, or ...": which, it doesn't tell.
_NOT_THERE = 100
#: Quotas count the calls of the last hour.
_AN_HOUR = timedelta(hours=1)
_LONGEST = timedelta(days=1)
#: A token without an end is looked at again after this.
_LOOK_AGAIN = timedelta(days=7)
#: The end of the year 9999, the last that Python has.
_LAST_SECOND = 253_402_300_799
_ID = re.compile(r"[A-Za-z0-9_]{1,200}")

TOKEN = Credential(
    "token",
    "a long-lived access token (of the page, or of a system user)",
    "developers.facebook.com/tools/explorer, or Business settings, System users",
)
#: Of a door, which works without it.
TOKEN_IF_ANY = Credential(TOKEN.part, TOKEN.what, TOKEN.where, optional=True)
APP = Setting("app", "the app's id, with which its token is looked at for its expiry")


def ask(
    round_: Round,
    path: str,
    *,
    keep: bool = True,
    told: Mapping[str, str] | None = None,
    allowed: tuple[int, ...] = ANSWERS,
    so_far: Mapping[str, Any] | None = None,
    **query: str | int | None,
) -> Ask:
    """A question to the Graph API; the token goes in a header, as an address is written into logs."""
    words = urlencode({name: value for name, value in query.items() if value is not None}, safe="(){},.")
    return Ask(
        f"{round_.base(GRAPH)}/{quote(path)}" + (f"?{words}" if words else ""),
        {"Authorization": f"Bearer {round_.keys.newest('token')}", "Accept": "application/json"},
        keep=keep,
        told=told or {},
        allowed=allowed,
        so_far=so_far,
    )


def code(heard: Heard) -> int | None:
    """The number of the refusal; None where the answer is none."""
    error = heard.object().get("error")
    if isinstance(error, dict):
        number = error.get("code")
        return number if isinstance(number, int) else 0
    return None if heard.status == 200 else 0


def stopped(heard: Heard, round_: Round, cursor: Mapping[str, Any], *, of_one: bool = False) -> Done | None:
    """How a round ends by a refusal; None where the answer is none, or says of one thing that it isn't there."""
    number = code(heard)
    if number is None or (of_one and (number == _NOT_THERE or heard.status in (404, 410))):
        return None
    if number in _TOO_MANY:
        return Done(cursor, not_before=round_.now + _pause(heard))
    return Done(cursor, problem=_problem(number, round_), passing=number in _PASSING)


def items(heard: Heard) -> Iterator[Value]:
    """The objects in an answer's `data` that have an id."""
    data = heard.object().get("data")
    for one in data if isinstance(data, list) else []:
        if isinstance(one, dict) and thing_id(one):
            yield one


def thing_id(thing: Value) -> str | None:
    """The id of an object in an answer; None where it has none that can stand in an address."""
    found = thing.get("id")
    return found if isinstance(found, str) and _ID.fullmatch(found) else None


def after(heard: Heard) -> str | None:
    """The cursor of the next page; None on the last. Its address is not used, as it holds the token."""
    paging = heard.object().get("paging")
    cursors = paging.get("cursors") if isinstance(paging, dict) and "next" in paging else None
    found = cursors.get("after") if isinstance(cursors, dict) else None
    return found if isinstance(found, str) else None


def check(path: Callable[[Round], str], fields: str) -> Callable[[Round], Asking]:
    """Asks who the token is, by what that path says of itself."""

    def run(round_: Round) -> Asking:
        if not round_.keys.newest("token"):
            return Done({}, note="no token is kept; webhooks come without one, but nothing can be asked")
        heard = yield ask(round_, path(round_), keep=False, fields=fields)
        refused = stopped(heard, round_, {})
        if refused is not None:
            return refused
        who = heard.object()
        name = next((who[each] for each in fields.split(",")[::-1] if isinstance(who.get(each), str)), "somebody")
        return Done({}, note=f"known there as {name}", good_until=(yield from _good_until(round_)))

    return run


def renew(round_: Round) -> Asking:
    """Looks when the token runs out: nobody but a person can make a new one."""
    if not round_.keys.newest("token"):
        return Done(round_.cursor, good_until=round_.now + _LOOK_AGAIN)
    good_until = yield from _good_until(round_)
    if good_until is not None and good_until <= round_.now:
        return Done(round_.cursor, problem=_problem(190, round_), good_until=good_until)
    return Done(round_.cursor, good_until=good_until or round_.now + _LOOK_AGAIN)


def _good_until(round_: Round) -> Generator[Ask, Heard, datetime | None]:
    """When the token runs out; None where it doesn't, or that can't be known.

    Asked as a batch of one, as the token that is looked at must be in an address (.../graph-api/batch-requests,
    .../facebook-login/guides/access-tokens/debugging).
    """
    app, secret, token = (round_.source.settings.get("app"), *map(round_.keys.newest, ("secret", "token")))
    one = {"method": "GET", "relative_url": "debug_token?" + urlencode({"input_token": token})}
    form = {"access_token": f"{app}|{secret}" if app and secret else token, "batch": json.dumps([one])}
    heard = yield Ask(
        round_.base(GRAPH) + "/",
        {"Content-Type": "application/x-www-form-urlencoded"},
        method="POST",
        body=urlencode(form).encode(),
        keep=False,
        allowed=ANSWERS,
    )
    told = _looked_at(heard)
    if told.get("is_valid") is False:
        return round_.now
    ends = [told[name] for name in ("expires_at", "data_access_expires_at") if isinstance(told.get(name), int)]
    return min((datetime.fromtimestamp(end, UTC) for end in ends if 0 < end < _LAST_SECOND), default=None)


def _looked_at(heard: Heard) -> Value:
    """What is said of the token in the answer to the batch; {} where nothing is."""
    answer = next(iter(heard.list()), None)
    body = answer.get("body") if isinstance(answer, dict) else None
    value = read_value(body.encode("utf-8", "replace")) if isinstance(body, str) else None
    found = value.get("data") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _pause(heard: Heard) -> timedelta:
    """What `X-Business-Use-Case-Usage` says until access is regained (minutes), else the hour that quotas count."""
    try:
        usage = json.loads(heard.headers.get("x-business-use-case-usage", "{}"))
        uses = [use for uses in usage.values() for use in uses]
        wait = max(float(use["estimated_time_to_regain_access"]) for use in uses)
        return min(timedelta(minutes=wait), _LONGEST) if wait > 0 else _AN_HOUR
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return _AN_HOUR


def _problem(number: int, round_: Round) -> str:
    if number in _TOKEN:
        return f"the token is refused (code {number}); set a new one: {typed(round_.source, 'token')}"
    if number in _PERMISSION:
        return f"the token lacks a permission (code {number}); `firebreak source check {round_.source.name}` lists them"
    if number in _PASSING:
        return f"the Graph API has trouble of its own (code {number}); it is asked again"
    return f"the Graph API refused the question (code {number}); check the ids in the plan, and the token's account"
