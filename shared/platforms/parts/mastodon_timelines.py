"""A Mastodon server's tags, search and notifications, read from where the last round ended.

https://docs.joinmastodon.org/methods/timelines/#tag, /methods/search, /methods/notifications: 40 at once, `min_id` goes
forward from an id. 300 calls in five minutes (/api/rate-limits).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from shared.delivery import Fault
from shared.ears.fields import read_value
from shared.ears.platform import Ask, Asking, Done, Heard, Round

#: The most that a timeline gives at once, and the pages of a round for each thing looked for.
_PAGE, _MOST_PAGES = 40, 5
#: An id of a post begins with the time at which it was written (lib/mastodon/snowflake.rb: milliseconds, then 16 bits),
#: also when it comes from another server later. So much before the newest is asked for again.
_OVERLAP = 15 * 60 * 1000 << 16
_SNOWFLAKE_DIGITS = 17
_NOTIFICATIONS = ("@", "notifications")


def sweep(round_: Round) -> Asking:
    """Each thing looked for, from the newest post that it brought on: page after page, the oldest first."""
    ids, behind = _known(round_.cursor)
    for words in round_.source.look_for:
        cursor = {"ids": dict(ids), "behind": sorted(behind)}
        known = ids.get(words, "")
        if _is_search(words):
            newest, more = (yield from _searched(round_, words, known, cursor)), False
        else:
            newest, more = yield from _pages(round_, words, known, words in behind, cursor)
        ids[words] = newest
        behind = behind | {words} if more else behind - {words}
    wanted = set(round_.source.look_for)
    kept = {words: newest for words, newest in ids.items() if words in wanted and newest}
    return Done({"ids": kept, "behind": sorted(behind & wanted)}, more=bool(behind & wanted))


def _pages(
    round_: Round, words: str, known: str, behind: bool, cursor: Mapping[str, Any]
) -> Generator[Ask, Heard, tuple[str, bool]]:
    """Asks for the pages of one thing looked for; gives the newest id on them, and whether there is more."""
    newest = known if behind else _a_little_before(known)
    for _ in range(_MOST_PAGES):
        url, allowed = _address(round_, words, newest)
        heard = yield Ask(url, _headers(round_), allowed=allowed, so_far=cursor)
        ids = list(_ids(heard))
        newest = max([newest, *ids], key=_order)
        # The first time, one page is enough. Later, a page that isn't full is the last, once it reaches what is known.
        if not known or not ids or (len(ids) < _PAGE and _order(newest) >= _order(known)):
            return max(newest, known, key=_order), False
    return newest, True


def _searched(round_: Round, words: str, known: str, cursor: Mapping[str, Any]) -> Generator[Ask, Heard, str]:
    """Reads a search, and gives the newest id in it. It shows the newest first, whatever it is asked for: `min_id` is
    only a time to it (mastodon/mastodon, app/services/statuses_search_service.rb). So its pages are counted.
    """
    newest, since = known, _a_little_before(known)
    for page in range(_MOST_PAGES):
        url, allowed = _address(round_, words, since)
        heard = yield Ask(
            url + (f"&offset={page * _PAGE}" if page else ""), _headers(round_), allowed=allowed, so_far=cursor
        )
        ids = list(_ids(heard))
        if isinstance(read_value(heard.body), Fault):
            return known
        newest = max([newest, *ids], key=_order)
        if not known or len(ids) < _PAGE:
            break
    return newest


def _is_search(words: str) -> bool:
    return not words.startswith("#") and words not in _NOTIFICATIONS


def _address(round_: Round, words: str, newest: str) -> tuple[str, tuple[int, ...]]:
    """Where that is asked for, and the answers that are none of a fault: a tag that nobody has used yet is 404."""
    base, page = round_.base(""), f"limit={_PAGE}" + (f"&min_id={quote(newest)}" if newest else "")
    if words.startswith("#"):
        return f"{base}/api/v1/timelines/tag/{quote(words.removeprefix('#'), safe='')}?{page}", (200, 404)
    if words in _NOTIFICATIONS:
        return f"{base}/api/v1/notifications?types[]=mention&{page}", (200,)
    return f"{base}/api/v2/search?q={quote(words)}&type=statuses&resolve=false&{page}", (200,)


def _headers(round_: Round) -> dict[str, str]:
    token = round_.keys.newest("token")
    return {"Accept": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}


def _ids(heard: Heard) -> Iterator[str]:
    found: Any = heard.list() or heard.object().get("statuses")
    for one in found if isinstance(found, list) else []:
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            yield one["id"]


def _order(one: str) -> tuple[int, str]:
    """Ids of one server in their order: numbers, or (on servers that are not Mastodon's own) words of one length."""
    return len(one), one


def _a_little_before(known: str) -> str:
    """Ids of notifications, and those of other servers, hold no time: those are only ever added at the end."""
    return str(int(known) - _OVERLAP) if known.isdecimal() and len(known) >= _SNOWFLAKE_DIGITS else known


def _known(cursor: Mapping[str, Any]) -> tuple[dict[str, str], set[str]]:
    ids, behind = cursor.get("ids"), cursor.get("behind")
    return (dict(ids) if isinstance(ids, dict) else {}), set(behind if isinstance(behind, list) else [])


def check(round_: Round) -> Asking:
    """Asks as whom we are known there; without a token, whether the server answers."""
    if not round_.keys.newest("token"):
        heard = yield Ask(f"{round_.base('')}/api/v2/instance", _headers(round_), keep=False)
        return Done({}, note=f"answers as {heard.object().get('domain')}, and knows us as nobody: tags only")
    url = f"{round_.base('')}/api/v1/accounts/verify_credentials"
    heard = yield Ask(url, _headers(round_), keep=False, allowed=(200, 401, 403))
    if heard.status != 200:
        return Done(
            {}, problem="the token is refused: make a new one with the scope `read` under Preferences, Development"
        )
    return Done({}, note=f"known there as @{heard.object().get('acct')}")
