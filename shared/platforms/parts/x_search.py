"""The search for new posts on X, within a spending cap.

Searches reach back seven days, 100 posts at a time and never fewer than 10
(docs.x.com/x-api/posts/search/introduction).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from shared.ears.platform import Ask, Asking, Done, Heard, Round
from shared.platforms.parts.x_posts import as_post_id, id_at, ids_in
from shared.platforms.parts.x_spending import NO_CAP, Spent
from shared.platforms.parts.x_spending import spent as spent_by

API = "https://api.x.com"
_MOST_FOUND, _FEWEST_FOUND = 100, 10
_MOST_PAGES = 5
_LONGEST_QUERY = 512
#: X finds posts a little after they are written.
_OVERLAP = timedelta(minutes=1)
#: An id from before is refused (400), so we stay away from the border.
_REACH = timedelta(days=7) - timedelta(minutes=10)

#: Without these X returns an id and a text; pictures, places and the posts referred to are charged one by one.
_POST_FIELDS = (
    "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,lang,note_tweet,public_metrics,"
    "referenced_tweets"
)
_USER_FIELDS = "created_at,name,protected,public_metrics,username"


@dataclass(frozen=True, slots=True)
class _Found:
    """What one answer held; `more` is older than all of it. `whole`: it was an answer to a search at all."""

    ids: tuple[int, ...]
    authors: int
    more: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class _Search:
    """How far one search has come: what is not newer than `since` is read, and of what is newer, `top` to `until`.

    `until` is 0 where nothing is left over. `day` is when it was last read down to `since`.
    """

    since: int = 0
    top: int = 0
    until: int = 0
    day: int = 0

    def charged(self, found: _Found, now: datetime) -> int:
        """How many of them X charges: what the overlap brings a second time is free on the same day (UTC) only."""
        return sum(one > self.since or self.day != _day(now) for one in found.ids)

    def after(self, found: _Found, now: datetime) -> _Search:
        if not found.whole:
            return self
        top = max([self.since, self.top, *found.ids])
        # The first time, one page is enough: what is older was there before anybody listened.
        if not (self.since and found.more and found.ids):
            return _Search(since=top or id_at(now), day=_day(now))
        return replace(self, top=top, until=min(found.ids))

    def within(self, oldest: int, newest: int) -> _Search:
        """Without what X can't find any more, or can't have found yet: from an id of the future nothing is newer."""
        if self.since > newest or self.top > newest:
            return _Search()
        return self if not self.until or self.until > oldest else _Search(since=self.top, day=self.day)


def sweep(round_: Round) -> Asking:
    """New posts for each thing looked for, never more than the cap leaves."""
    spent = spent_by(round_)
    if spent is None:
        return Done(round_.cursor, problem=NO_CAP)
    searches, more = _searches(round_), False
    for words in round_.source.look_for:
        if len(_query(words)) > _LONGEST_QUERY:
            problem = f"`{words[:40]}...` is too long to search for: {_LONGEST_QUERY} characters at most; split it"
            return Done(_cursor(spent, searches), problem=problem)
        search = searches.get(words, _Search())
        for _ in range(_MOST_PAGES):
            if spent.left < _FEWEST_FOUND:
                return Done(_cursor(spent, searches), problem=spent.used_up(), note=spent.words())
            address = _address(round_, words, search, spent.left)
            found = _found((yield Ask(address, headers(round_), so_far=_cursor(spent, searches))))
            charged = search.charged(found, round_.now)
            spent = spent.and_(charged, min(found.authors, charged))
            search = search.after(found, round_.now)
            searches = {**searches, words: search}
            if not search.until:
                break
        more = more or bool(search.until)
    return Done(_cursor(spent, searches), more=more, note=spent.words())


def headers(round_: Round) -> dict[str, str]:
    return {"Authorization": f"Bearer {round_.keys.newest('token')}"}


def fields(round_: Round) -> dict[str, str]:
    """What to ask about each post. Its author costs twice as much as itself."""
    asked = {"tweet.fields": _POST_FIELDS}
    if round_.source.settings.get("authors", "") == "no":
        return asked
    return {**asked, "expansions": "author_id", "user.fields": _USER_FIELDS}


# ---------------------------------------------------------------- the cursor
def _searches(round_: Round) -> dict[str, _Search]:
    kept: Any = round_.cursor.get("searches")
    oldest, newest = id_at(round_.now - _REACH), id_at(round_.now + _REACH)
    return {
        words: _Search(*(_number(each.get(name)) for name in ("since", "top", "until", "day"))).within(oldest, newest)
        for words, each in (kept.items() if isinstance(kept, dict) else ())
        if isinstance(each, dict)
    }


def _cursor(spent: Spent, searches: Mapping[str, _Search]) -> dict[str, Any]:
    # Ids are strings, as everywhere: whoever shows a cursor may count with floats.
    kept = {words: {name: str(one) for name, one in asdict(each).items()} for words, each in searches.items()}
    return {**spent.kept(), "searches": kept}


def _day(now: datetime) -> int:
    return now.astimezone(UTC).toordinal()


def _number(kept: object) -> int:
    """A number as it lies in the cursor, 0 where there is none."""
    return int(kept) if isinstance(kept, int) or (isinstance(kept, str) and kept.isdecimal()) else 0


# ---------------------------------------------------------------- question and answer
def _query(words: str) -> str:
    return f"({words}) -is:retweet"


def _address(round_: Round, words: str, search: _Search, left: int) -> str:
    parts = {"query": _query(words), "max_results": str(min(_MOST_FOUND, left)), **fields(round_)}
    if search.since:
        parts["since_id"] = str(max(search.since - ids_in(_OVERLAP), id_at(round_.now - _REACH)))
    if search.until:
        parts["until_id"] = str(search.until)
    return f"{round_.base(API)}/2/tweets/search/recent?{urlencode(parts, quote_via=quote)}"


def _found(heard: Heard) -> _Found:
    body: Any = heard.object()
    posts, includes, meta = body.get("data"), body.get("includes"), body.get("meta")
    users = includes.get("users") if isinstance(includes, dict) else None
    return _Found(
        ids=tuple(_id(post) for post in posts if _id(post)) if isinstance(posts, list) else (),
        authors=len(users) if isinstance(users, list) else 0,
        more=isinstance(meta, dict) and bool(meta.get("next_token")),
        whole=isinstance(meta, dict),
    )


def _id(post: object) -> int:
    try:
        return int(as_post_id(post.get("id"))) if isinstance(post, dict) else 0
    except ValueError:
        return 0
