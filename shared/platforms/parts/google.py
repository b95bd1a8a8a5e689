"""What Google's APIs share: access by a refresh token, why they refuse, and when their day begins.

https://developers.google.com/identity/protocols/oauth2/web-server#offline: a refresh token buys access for an hour. It
is asked for in each round: a cursor is stored, and holds no token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from shared.ears.newest import Page, known_until, read_newest, read_until
from shared.ears.platform import Ask, Asking, Credential, Done, Heard, Round, typed

_TOKENS = "https://oauth2.googleapis.com"
#: Google's own words for a reason, and nothing of ours or a customer's.
_REASON = re.compile(r"[A-Za-z_]{1,60}")
#: A key that is none is a bad request, for which no other reason is given (trizen/youtube-viewer#308).
KEY_REASONS = ("badRequest", "keyInvalid")
#: The day's quota is used up, or this minute's.
OF_THE_DAY = ("quotaExceeded", "dailyLimitExceeded")
QUOTA_REASONS = (*OF_THE_DAY, "rateLimitExceeded", "userRateLimitExceeded")

CREDENTIALS = (
    Credential(
        "client",
        "the OAuth client, as id:secret",
        "Google Cloud console, APIs & Services, Credentials: a client of type Web application or Desktop",
    ),
    Credential(
        "token",
        "a refresh token that this client was given",
        "sign in once as somebody who may read the reviews, with access_type=offline and the API's scope",
    ),
)


def signed_in(round_: Round) -> Generator[Ask, Heard, Mapping[str, str] | Done]:
    """The headers that give access; or the round's end, where Google gives none."""
    client, _, secret = round_.keys.newest("client").partition(":")
    form = {
        "grant_type": "refresh_token",
        "client_id": client,
        "client_secret": secret,
        "refresh_token": round_.keys.newest("token"),
    }
    heard = yield Ask(
        f"{round_.base(_TOKENS)}/token",
        {"Content-Type": "application/x-www-form-urlencoded"},
        method="POST",
        body=urlencode(form).encode(),
        keep=False,
        allowed=(200, 400, 401),
    )
    token = heard.object().get("access_token")
    if heard.status == 200 and isinstance(token, str) and token:
        return {"Authorization": f"Bearer {token}"}
    return Done(
        round_.cursor,
        problem=f"Google gives no access ({_word(heard.object().get('error'))}); set a new refresh token: "
        f"{typed(round_.source, 'token')}; or the client, as id:secret: {typed(round_.source, 'client')}",
    )


#: Asks for one page of one thing's reviews: the thing, our access, the cursor so far, the word for the page.
AskPage = Callable[[Round, str, Mapping[str, str], Mapping[str, Any], str, int], Ask]


def read_each(
    round_: Round, named: re.Pattern[str], ask: AskPage, page_of: Callable[[Heard], Page], most: int
) -> Asking:
    """Reads what is new of each thing that is looked for, where it is named as it must be."""
    headers = yield from signed_in(round_)
    if isinstance(headers, Done):
        return headers
    cursor, problem = dict(round_.cursor), None
    for what in round_.source.look_for:
        if not named.fullmatch(what):
            problem = f"`{what}` under `look_for` is not the name of one: see what belongs there"
            continue
        asked = partial(ask, round_, what, headers, cursor)
        read = yield from read_newest(known_until(cursor, what), asked, page_of, most)
        cursor = read_until(cursor, what, read.newest, round_.now)
        if read.cut:
            problem = f"more came of `{what}` than {most} pages hold, and the rest was not read: sweep more often"
    return Done(cursor, problem=problem)


def check(round_: Round) -> Generator[Ask, Heard, Done]:
    """Whether the refresh token still buys access."""
    headers = yield from signed_in(round_)
    return headers if isinstance(headers, Done) else Done({}, note="Google takes the refresh token")


def reason(heard: Heard) -> str:
    """Google's word for why it refuses (`quotaExceeded`, `commentsDisabled`, `NOT_FOUND`), "unknown" where none."""
    error = heard.object().get("error")
    if not isinstance(error, dict):
        return _word(error)
    errors = error.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    named = first.get("reason") if isinstance(first, dict) else None
    return _word(named or error.get("status"))


def next_day(now: datetime) -> datetime:
    """The next midnight in California, where Google's daily quotas begin anew."""
    from zoneinfo import ZoneInfo  # here, as those who only check a signature have no use for it

    there = now.astimezone(ZoneInfo("America/Los_Angeles"))
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return (midnight + timedelta(days=1)).astimezone(UTC)


def again_at(reason: str, now: datetime) -> datetime:
    """When a quota that is used up is there again: the day's at midnight there, a minute's within minutes."""
    return next_day(now) if reason in OF_THE_DAY else now + timedelta(minutes=5)


def _word(value: object) -> str:
    return value if isinstance(value, str) and _REASON.fullmatch(value) else "unknown"
