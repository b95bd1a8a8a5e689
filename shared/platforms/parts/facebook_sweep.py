"""Asking a Facebook page for what its webhooks missed: its posts, their comments, and the posts that tag it.

A post's `updated_time` moves with each comment, so only posts that moved are asked for theirs; the edge of comments
takes `filter=stream` (answers to comments too) and `since` (developers.facebook.com/docs/graph-api/reference/page-post,
.../page-post/comments).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from datetime import datetime, timedelta
from typing import Any

from shared.delivery import Wanted
from shared.ears.platform import Ask, Asking, Done, Heard, Round
from shared.platforms.parts.graph import ANSWERS_OF_ONE, after, ask, items, stopped

_WROTE = "id,message,created_time,from,permalink_url,is_hidden"
_POST = (
    f"{_WROTE},updated_time,is_published,full_picture,shares,"
    "comments.limit(0).summary(total_count),reactions.limit(0).summary(total_count)"
)
_TAGGED = f"{_WROTE},full_picture,shares"
_COMMENT = f"{_WROTE},parent{{id}},like_count,comment_count,attachment{{type,media}}"
_POSTS, _COMMENTS = 50, 100
#: A round asks for the comments of so many posts, so many pages of each; the first one for those of a few.
_MOST_POSTS, _MOST_PAGES, _FIRST_POSTS = 20, 5, 5
#: What was written just before the last round may have been shown after it.
_OVERLAP = timedelta(minutes=10)
_ID = re.compile(r"[A-Za-z0-9_]{1,200}")


def sweep(round_: Round) -> Asking:
    """The cursor holds for each page how far its posts have been read, and since when their comments are asked for."""
    cursor: dict[str, Any] = dict(round_.cursor)
    more = False
    for page in round_.source.look_for or ("me",):
        heard = yield ask(
            round_, f"{page}/feed", told={"firebreak-edge": "feed"}, so_far=dict(cursor), fields=_POST, limit=_POSTS
        )
        refused = stopped(heard, round_, dict(cursor)) or (yield from _comments(round_, page, heard, cursor))
        if refused is not None:
            return refused
        more = more or cursor[page][0] != cursor[page][1]
        heard = yield ask(
            round_,
            f"{page}/tagged",
            told={"firebreak-edge": "tagged"},
            so_far=dict(cursor),
            fields=_TAGGED,
            limit=_POSTS,
        )
        refused = stopped(heard, round_, dict(cursor))
        if refused is not None:
            return refused
    return Done(cursor, more=more)


def _comments(round_: Round, page: str, feed: Heard, cursor: dict[str, Any]) -> Generator[Ask, Heard, Done | None]:
    """The comments of the posts that moved, the one that moved first of all before the others."""
    read, since = _known(cursor.get(page))
    posts = sorted((at, post) for post, at in _moved(feed))
    new = posts[-_FIRST_POSTS:] if read is None else [(at, post) for at, post in posts if at > read]
    again = [] if read is None else [(at, post) for at, post in posts if read - _seconds(_OVERLAP) <= at <= read]
    for at, post in [*new, *again][:_MOST_POSTS]:
        refused = yield from _of_post(round_, post, since, dict(cursor))
        if refused is not None:
            return refused
        cursor[page] = [max(at, read or 0), since if since is not None else at]
    # While new posts are left, their comments are still to be asked for since then: only the first of the pair moved.
    if len(new) <= _MOST_POSTS:
        cursor[page] = [max([read or 0, *(at for at, _ in new)])] * 2
    return None


def _of_post(
    round_: Round, post: str, since: int | None, so_far: Mapping[str, Any]
) -> Generator[Ask, Heard, Done | None]:
    page: str | None = None
    for _ in range(1 if since is None else _MOST_PAGES):
        heard = yield ask(
            round_,
            f"{post}/comments",
            told={"firebreak-edge": "comments", "firebreak-post": post},
            so_far=so_far,
            fields=_COMMENT,
            filter="stream",
            order="reverse_chronological",
            limit=_COMMENTS,
            since=None if since is None else max(0, since - _seconds(_OVERLAP)),
            after=page,
        )
        refused = stopped(heard, round_, so_far)
        page = after(heard)
        if refused is not None or page is None:
            return refused
    return None


def fetch(round_: Round, wanted: Wanted) -> Asking:
    """The post or the comment that only named us, for its author."""
    if not round_.keys.newest("token"):
        return Done(round_.cursor, note="who wrote about the page is not told without a token: set its part token")
    for one in filter(_ID.fullmatch, wanted.ids):
        heard = yield ask(
            round_,
            one,
            told={"firebreak-edge": wanted.kind, "firebreak-asked": one},
            allowed=ANSWERS_OF_ONE,
            fields=_COMMENT if wanted.kind == "comment" else _TAGGED,
        )
        refused = stopped(heard, round_, round_.cursor, of_one=True)
        if refused is not None:
            return refused
    return Done(round_.cursor)


def _moved(feed: Heard) -> list[tuple[str, int]]:
    found = ((post["id"], post.get("updated_time") or post.get("created_time")) for post in items(feed))
    return [(post, at) for post, text in found if (at := _epoch(text)) is not None]


def _epoch(text: object) -> int | None:
    try:
        return int(datetime.fromisoformat(text).timestamp()) if isinstance(text, str) else None
    except (ValueError, OverflowError):
        return None


def _known(pair: object) -> tuple[int | None, int | None]:
    if isinstance(pair, list) and len(pair) == 2 and all(isinstance(at, int) for at in pair):
        return pair[0], pair[1]
    return None, None


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
