"""Asking GitHub for what has changed of a repository's issues, and of the comments on them.

https://docs.github.com/rest/issues/issues#list-repository-issues and .../rest/issues/comments: `since`, sorted by
`updated`. A page is asked for by the time at which the last one ended, and not by its number: while it is read, what
somebody edits moves to the end, and something else would slip through.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from shared.ears.fields import as_instant
from shared.ears.platform import Ask, Asking, Done, Heard, Round

#: Told with a page of a repository that not everybody can read.
PRIVATE = "firebreak-private"

_API = "https://api.github.com"
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
_LISTS = ("issues", "issues/comments")
_PER_PAGE = 100
#: So many pages of a list in a round: the next one goes on from there.
_MOST_PAGES = 3
#: What was written while the last round asked may be older than what it heard.
_OVERLAP = timedelta(minutes=2)


def sweep(round_: Round) -> Asking:
    """What has changed of each repository's issues and comments; the first time, the newest hundred of each."""
    cursor = dict(round_.cursor)
    wrong = [name for name in round_.source.look_for if not _REPOSITORY.fullmatch(name)]
    if wrong:
        return Done(cursor, problem=f"`{wrong[0]}` is no repository: write it as owner/name under `look_for`")
    more = False
    for repository in round_.source.look_for:
        told = yield from _told(round_, repository, cursor)
        for which in _LISTS:
            more |= yield from _list(round_, repository, which, cursor, told)
    return Done(cursor, more=more)


def check(round_: Round) -> Asking:
    """Whether the first repository can be read."""
    if not round_.source.look_for:
        return Done({})
    heard = yield Ask(f"{round_.base(_API)}/repos/{round_.source.look_for[0]}", _headers(round_), keep=False)
    name = heard.object().get("full_name")
    return Done({}, note=f"reads {name}" if isinstance(name, str) else None)


def _told(round_: Round, repository: str, cursor: Mapping[str, Any]) -> Generator[Ask, Heard, dict[str, str]]:
    """Whether a repository is private, which its lists don't say. Without a token only public ones can be read."""
    if not round_.keys.newest("token"):
        return {}
    ask = Ask(f"{round_.base(_API)}/repos/{repository}", _headers(round_), keep=False, so_far=dict(cursor))
    heard = yield ask
    return {} if heard.object().get("private") is False else {PRIVATE: "true"}


def _list(
    round_: Round, repository: str, which: str, cursor: dict[str, Any], told: Mapping[str, str]
) -> Generator[Ask, Heard, bool]:
    """One list from where the last round ended, noting in the cursor where this one does. Whether there is more."""
    key, address = f"{repository.lower()} {which}", f"{round_.base(_API)}/repos/{repository}/{which}"
    last = _instant(cursor.get(key))
    since, page = last - _OVERLAP if last else None, 1
    for _ in range(_MOST_PAGES):
        # Without a start there is no end either: the newest page alone, as nobody listened before.
        order = f"direction=asc&since={_written(since)}" if since else "direction=desc"
        heard = yield Ask(
            f"{address}?state=all&sort=updated&per_page={_PER_PAGE}&{order}" + (f"&page={page}" if page > 1 else ""),
            _headers(round_),
            told=told,
            so_far=dict(cursor),
        )
        reached = min(max([*_times(heard), *([last] if last else [])], default=round_.now), round_.now)
        cursor[key] = _written(reached)
        if since is None or len(heard.list()) < _PER_PAGE:
            return False
        # A program may change more than a page of them in one second: there the number of the page leads on.
        since, page = (since, page + 1) if reached <= since else (reached, 1)
        last = reached
    return True


def _times(heard: Heard) -> Iterator[datetime]:
    for post in heard.list():
        at = _instant(post.get("updated_at")) if isinstance(post, dict) else None
        if at is not None:
            yield at


def _instant(value: object) -> datetime | None:
    try:
        return as_instant(value)
    except ValueError:
        return None


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _headers(round_: Round) -> dict[str, str]:
    token = round_.keys.newest("token")
    return {
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
        **({"Authorization": f"Bearer {token}"} if token else {}),
    }
