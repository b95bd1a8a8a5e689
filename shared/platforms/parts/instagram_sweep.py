"""Asking an Instagram account for what its webhooks missed: comments on its posts, posts that tag it, and hashtags.

A post tells no time of its last comment, but how many it has: only posts whose count changed are asked for theirs.
Hashtags: posts of the last 24 hours, without their authors, 30 tags in any 7 days
(developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-hashtag/recent-media).
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any

from shared.delivery import Wanted
from shared.ears.platform import Ask, Asking, Done, Heard, Round
from shared.platforms.parts.graph import ANSWERS_OF_ONE, after, ask, code, items, stopped, thing_id

_COMMENT = "id,text,timestamp,username,from,like_count,hidden,parent_id"
_MEDIA = "id,caption,media_type,media_url,permalink,timestamp,like_count,comments_count"
#: What the pages on mentioned_comment and mentioned_media list; the others (who wrote it, where) mostly come too.
_SURE = {"comment": "id,text,timestamp,like_count,media", "media": "id,caption,media_type,media_url,timestamp,username"}
_MORE = {"comment": f"{_SURE['comment']},username", "media": f"{_MEDIA},username"}
_POSTS, _COMMENTS, _FOUND = 50, 50, 50
#: A round asks for the comments of so many posts.
_MOST_POSTS = 20
_MOST_PAGES = 5
_MOST_TAGS = 30
_ID = re.compile(r"[0-9]{1,30}")


def sweep(round_: Round) -> Asking:
    """The cursor holds how many comments each recent post had, and the ids of the hashtags."""
    account = round_.source.settings.get("account", "")
    counts, tags = _numbers(round_.cursor.get("comments")), _words(round_.cursor.get("tags"))
    cursor: dict[str, Any] = {"comments": counts, "tags": tags}
    heard = yield ask(round_, f"{account}/media", keep=False, fields="id,comments_count", limit=_POSTS)
    refused = stopped(heard, round_, cursor)
    if refused is not None:
        return refused
    now = _numbers({post["id"]: post.get("comments_count") for post in items(heard)})
    moved = [post for post, count in now.items() if count != counts.get(post, 0)]
    cursor["comments"] = {post: count for post, count in counts.items() if post in now}
    for post in moved[:_MOST_POSTS]:
        new = now[post] - counts.get(post, 0) if round_.cursor else 0
        refused = yield from _comments(round_, post, min(1 + max(new, 0) // _COMMENTS, _MOST_PAGES), _copy(cursor))
        if refused is not None:
            return refused
        cursor["comments"][post] = now[post]
    refused = (yield from _tagged(round_, account, cursor)) or (yield from _hashtags(round_, account, cursor))
    return refused or Done(cursor, more=len(moved) > _MOST_POSTS)


def _comments(round_: Round, post: str, pages: int, so_far: dict[str, Any]) -> Generator[Ask, Heard, Done | None]:
    """The newest comments on a post, so many pages of them: the first time one, then as many as there are new ones."""
    page: str | None = None
    for _ in range(pages):
        heard = yield ask(
            round_,
            f"{post}/comments",
            told={"firebreak-edge": "comments", "firebreak-media": post},
            so_far=so_far,
            fields=f"{_COMMENT},replies{{{_COMMENT}}}",
            limit=_COMMENTS,
            after=page,
        )
        refused, page = stopped(heard, round_, so_far), after(heard)
        if refused is not None or page is None:
            return refused
    return None


def _tagged(round_: Round, account: str, cursor: dict[str, Any]) -> Generator[Ask, Any, Done | None]:
    heard = yield ask(
        round_,
        f"{account}/tags",
        told={"firebreak-edge": "media"},
        so_far=_copy(cursor),
        fields=f"{_MEDIA},username",
        limit=_FOUND,
    )
    return stopped(heard, round_, _copy(cursor))


def _hashtags(round_: Round, account: str, cursor: dict[str, Any]) -> Generator[Ask, Any, Done | None]:
    words = [word.lstrip("#").strip().casefold() for word in round_.source.look_for]
    for word in words[:_MOST_TAGS]:
        if word not in cursor["tags"]:
            heard = yield ask(round_, "ig_hashtag_search", keep=False, so_far=_copy(cursor), user_id=account, q=word)
            refused = stopped(heard, round_, _copy(cursor))
            if refused is not None:
                return refused
            found = next((tag["id"] for tag in items(heard)), None) or thing_id(heard.object())
            if found is None:
                continue
            cursor["tags"][word] = found
        heard = yield ask(
            round_,
            f"{cursor['tags'][word]}/recent_media",
            told={"firebreak-edge": "media"},
            so_far=_copy(cursor),
            user_id=account,
            fields=_MEDIA,
            limit=_FOUND,
        )
        refused = stopped(heard, round_, _copy(cursor))
        if refused is not None:
            return refused
    if len(words) > _MOST_TAGS:
        return Done(
            cursor, problem=f"Instagram answers for {_MOST_TAGS} hashtags in 7 days; {len(words)} are looked for"
        )
    return None


def fetch(round_: Round, wanted: Wanted) -> Asking:
    """The post or the comment that names the account: only by way of the account itself, not by its own id."""
    if not round_.keys.newest("token"):
        return Done(round_.cursor, note="what names the account is not told without a token: set its part token")
    if wanted.kind not in _MORE:
        return Done(round_.cursor)
    for one in filter(_ID.fullmatch, wanted.ids):
        for fields in (_MORE[wanted.kind], _SURE[wanted.kind]):
            heard = yield ask(
                round_,
                round_.source.settings.get("account", ""),
                told={"firebreak-edge": "mentioned", "firebreak-asked": one},
                allowed=ANSWERS_OF_ONE,
                fields=f"mentioned_{wanted.kind}.{wanted.kind}_id({one}){{{fields}}}",
            )
            if code(heard) is None or heard.status in (404, 410):
                break
        refused = stopped(heard, round_, round_.cursor, of_one=True)
        if refused is not None:
            return refused
    return Done(round_.cursor)


def _copy(cursor: dict[str, Any]) -> dict[str, Any]:
    return {name: dict(value) for name, value in cursor.items()}


def _numbers(value: object) -> dict[str, int]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {key: one for key, one in pairs if isinstance(key, str) and isinstance(one, int)}


def _words(value: object) -> dict[str, str]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {key: one for key, one in pairs if isinstance(key, str) and thing_id({"id": one})}
