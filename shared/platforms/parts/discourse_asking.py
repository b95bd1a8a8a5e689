"""Asking a Discourse forum for its new posts: `/posts.json`, or `/search.json` and then each post that was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from shared.ears.platform import Ask, Asking, Done, Heard, Round

#: A round reads so many pages of new posts, or so many posts of a search: the next one goes on from there.
_MOST_PAGES = 5
_MOST_FOUND = 20
#: How many ids a page of `/posts.json` spans (discourse/discourse, app/controllers/posts_controller.rb, `latest`).
_WINDOW = 50
#: A search shows so many posts at most (lib/search.rb, `per_filter`).
_FOUND = 50
_TOO_MANY = (
    f"more than {_FOUND} posts of a search since the last round: the oldest of them are missing; sweep more often"
)


def sweep(round_: Round) -> Asking:
    """All new posts, or those that hold one of the words looked for: a search tells only ids and the first words."""
    if round_.source.look_for:
        return (yield from _searched(round_))
    return (yield from _latest(round_))


def _latest(round_: Round) -> Asking:
    """Window by window down to what is known: a page shows those of 50 ids that anybody may see, perhaps none."""
    known, newest, before = _known(round_), 0, 0
    for _ in range(_MOST_PAGES):
        page = f"?before={before}" if before else ""
        heard = yield Ask(f"{round_.base('')}/posts.json{page}", _headers(round_))
        if not isinstance(heard.object().get("latest_posts"), list):
            return Done({"post": known})  # as if it had not begun: what stands below would be lost
        ids = list(_ids(heard, "latest_posts"))
        newest = max([newest, *ids])
        below = [*(number - 1 for number in ids), *([before - _WINDOW] if before else [])]
        before = min(below, default=0)
        # The first time, one page is enough: what is older was there before anybody listened.
        if not known or before <= known:
            return Done({"post": max(known, newest)})
    missing = f"more than {_MOST_PAGES} pages of new posts since the last round: the oldest of them are missing"
    return Done({"post": max(known, newest)}, note=missing)


def _searched(round_: Round) -> Asking:
    known = _known(round_)
    found, cut = set[int](), False
    for words in round_.source.look_for:
        query = quote(f"{words} order:latest")
        heard = yield Ask(f"{round_.base('')}/search.json?q={query}", _headers(round_), keep=False)
        ids = set(_ids(heard, "posts"))
        found |= {one for one in ids if one > known}
        cut = cut or (known > 0 and len(ids) >= _FOUND and min(ids) > known)
    new = sorted(found)
    if not known:
        new = new[-_MOST_FOUND:]
    for post in new[:_MOST_FOUND]:
        # One that was deleted since the search answers 404, or 403 where it was moved out of sight.
        yield Ask(
            f"{round_.base('')}/posts/{post}.json",
            _headers(round_),
            allowed=(200, 403, 404, 410),
            told={"firebreak-asked": str(post)},
            so_far={"post": post - 1},
        )
        known = post
    return Done({"post": known}, more=len(new) > _MOST_FOUND, note=_TOO_MANY if cut else None)


def _known(round_: Round) -> int:
    known = round_.cursor.get("post")
    return known if isinstance(known, int) else 0


def _ids(heard: Heard, of: str) -> Iterator[int]:
    posts: Any = heard.object().get(of)
    for post in posts if isinstance(posts, list) else []:
        number = post.get("id") if isinstance(post, dict) else None
        if isinstance(number, int):
            yield number


def _headers(round_: Round) -> dict[str, str]:
    key, user = round_.keys.newest("token"), round_.source.settings.get("username")
    # A key for one user needs no name, and refuses another one's (lib/auth/default_current_user_provider.rb).
    names = {"Api-Username": user} if user else {}
    return {"Accept": "application/json", **({"Api-Key": key, **names} if key else {})}
