"""Bluesky's search, read back in time from the newest post to the last round's; with an account's login, or open.

Parameters: bluesky-social/atproto, lexicons/app/bsky/feed/searchPosts.json. Without a login it is refused at
times (bluesky-social/atproto#3423), and always with a cursor (bluesky-social/atproto#2838).
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from shared.ears.fields import FieldError, Fields, as_instant, as_text, as_word
from shared.ears.parts import parts_or_none
from shared.ears.platform import Ask, Asking, Done, Heard, Round, typed

#: Bluesky indexes late, and what was written before the newest may come after it: so much is asked for again.
_OVERLAP = timedelta(minutes=15)
_PAGE, _MOST_PAGES = 100, 10
#: A hundred logins a day are let in (bluesky-social/bsky-docs#183, though the page on rate limits says 300).
_BETWEEN_LOGINS = timedelta(minutes=14, seconds=30)
_LOGIN, _OPEN = "https://bsky.social", "https://api.bsky.app"


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a search was read. The newest posts come first: with an `until`, those before it are still to be read,
    down to `since`; `newest` is where the next search then begins.
    """

    since: str = ""
    until: str = ""
    newest: str = ""


@dataclass(frozen=True, slots=True)
class _Home:
    """The server that answers us, and how we show who we are; or why it does not."""

    base: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None


def sweep(round_: Round) -> Asking:
    """Each search, from its newest post back to what the last round saw."""
    signed_in = bool(round_.keys.newest("token"))
    home = _Home(_OPEN)
    if signed_in:
        home = yield from _login(round_)
        if home.problem:
            return Done(dict(round_.cursor), problem=home.problem, not_before=round_.now + _BETWEEN_LOGINS)
    places = _places(round_)
    for words in round_.source.look_for:
        places[words] = yield from _searched(round_, words, places, home)
    more = any(place.until for place in places.values())
    wait = round_.now + _BETWEEN_LOGINS if signed_in and not more else None
    return Done(_cursor(places), more=more, not_before=wait)


def _searched(round_: Round, words: str, places: Mapping[str, _Place], home: _Home) -> Generator[Ask, Heard, _Place]:
    """Reads a search's pages back in time. Not by its own cursor: that is refused to those not signed in."""
    place = places[words]
    for _ in range(_MOST_PAGES):
        so_far = _cursor({**places, words: place})
        heard = yield Ask(_search(words, place, round_.base(home.base)), home.headers, so_far=so_far)
        if not isinstance(heard.object().get("posts"), list):
            return place
        times = sorted(_times(heard))
        newest = max(place.newest, _written(min(times[-1], round_.now))) if times else place.newest
        # A millisecond more, as `until` leaves out its own instant, at which two may have been written.
        until = _written(times[0] + timedelta(milliseconds=1)) if times else ""
        goes_on = bool(heard.object().get("cursor")) and until and (not place.until or until < place.until)
        # The first time, one page is enough: what is older was there before anybody listened.
        if not goes_on or not place.since:
            return _Place(since=max(newest, place.since) or _written(round_.now))
        place = replace(place, until=until, newest=newest)
    return place


def _search(words: str, place: _Place, base: str) -> str:
    since = datetime.fromisoformat(place.since) - _OVERLAP if place.since else None
    asked = {"q": words, "sort": "latest", "limit": str(_PAGE)}
    asked |= {"since": _written(since)} if since else {}
    asked |= {"until": place.until} if place.until else {}
    return f"{base}/xrpc/app.bsky.feed.searchPosts?{urlencode(asked, quote_via=quote)}"


def _times(heard: Heard) -> Iterator[datetime]:
    """When the posts of an answer were written, as the search sorts them: the earlier of claimed and indexed."""
    posts = heard.object().get("posts")
    for post in posts if isinstance(posts, list) else []:
        try:
            fields = Fields(post, "post", [])
            told = [fields.get(as_instant, "indexedAt"), fields.get(as_instant, "record", "createdAt")]
        except FieldError:
            continue
        yield from [min(at for at in told if at)] if any(told) else []


def _login(round_: Round) -> Generator[Ask, Heard, _Home]:
    """Logs in. The session is never kept: a cursor is stored, and may be read."""
    said = {"identifier": round_.source.settings.get("account", ""), "password": round_.keys.newest("token")}
    heard = yield Ask(
        f"{round_.base(_LOGIN)}/xrpc/com.atproto.server.createSession",
        {"Content-Type": "application/json"},
        method="POST",
        body=json.dumps(said).encode(),
        keep=False,
        allowed=(200, 400, 401),
    )
    session = Fields(heard.object(), "session", [])
    token = session.get(as_word, "accessJwt")
    if heard.status != 200 or token is None:
        anew = typed(round_.source, "token")
        return _Home(problem=f"the login is refused: write your handle as `account`, or set a new app password: {anew}")
    services = parts_or_none(session.part_or_none("didDoc"), "service")
    homes = [one.get(as_text, "serviceEndpoint") for one in services if one.get(as_text, "id") == "#atproto_pds"]
    return _Home(next((home for home in homes if home), _LOGIN), {"Authorization": f"Bearer {token}"})


def _places(round_: Round) -> dict[str, _Place]:
    kept = round_.cursor.get("places")
    known: dict[str, Any] = kept if isinstance(kept, dict) else {}
    return {words: _Place(**known.get(words, {})) for words in round_.source.look_for}


def _cursor(places: Mapping[str, _Place]) -> dict[str, Any]:
    return {"places": {words: asdict(place) for words, place in places.items()}}


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def check(round_: Round) -> Asking:
    """Tries the login."""
    if not round_.keys.newest("token"):
        return Done({}, note="nobody: without an account, Bluesky often refuses to search")
    home = yield from _login(round_)
    if home.problem:
        return Done({}, problem=home.problem)
    return Done({}, note=f"known there as @{round_.source.settings.get('account')}")
