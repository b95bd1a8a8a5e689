"""What Reddit is asked: what is new in a community, what a search finds, and whether what we have is still there.

Answers to an app in its own name (OAuth 2.0, client credentials: github.com/reddit-archive/reddit/wiki/OAuth2) hold
what anybody can read. Reddit wants a telling User-Agent that names the account behind it (.../wiki/API), and at most
100 questions a minute.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from shared.delivery import Wanted
from shared.ears.newest import middle
from shared.ears.platform import Ask, Asking, Credential, Done, Heard, Round, typed
from shared.plan import Source

CLIENT = Credential("client", "the app's id and secret, as ID:SECRET", "reddit.com/prefs/apps")
#: Told with an answer: the names that were asked for.
ASKED = "firebreak-asked"
_API, _TOKENS = "https://oauth.reddit.com", "https://www.reddit.com"
_COMMUNITY = re.compile(r"/?r/(\w{2,30})(?:\s+(\S.*))?", re.ASCII)
_ACCOUNT = re.compile(r"(?:/?u/)?([\w-]{3,30})", re.ASCII)
_NAME = re.compile(r"t[13]_[0-9a-z]{1,20}", re.ASCII)
#: A listing is at most about a thousand things long, a hundred at a time; a search finds them some minutes later.
_MOST_PAGES, _A_PAGE = 10, 100
_OVERLAP = timedelta(minutes=30)
#: More seconds since 1970 than anybody could mean.
_NO_TIME = 10**11


_CUT = "more came than the thousand that Reddit lists, and the rest was not read: sweep more often"


@dataclass(frozen=True, slots=True)
class _Read:
    """Until when (seconds since 1970) a list was read; whether it is not shown, or longer than Reddit lists it."""

    newest: float
    hidden: bool = False
    cut: bool = False


def sweep(round_: Round) -> Asking:
    """What is new in each community, and what a search finds among all posts."""
    token = yield from _token(round_)
    if not token:
        return Done(round_.cursor, problem=_refused(round_.source))
    newest, hidden, cut = _newest(round_), list[str](), False
    for path in _paths(round_.source):
        read = yield from _listed(round_, token, path, newest)
        newest, cut = newest | ({path: read.newest} if read.newest else {}), cut or read.cut
        hidden += [path.partition("?")[0]] if read.hidden else []
    problem = f"Reddit doesn't show {', '.join(hidden)}: correct the names under look_for" if hidden else None
    return Done({"newest": newest}, problem=problem, note=_CUT if cut else None)


def _listed(round_: Round, token: str, path: str, newest: Mapping[str, float]) -> Generator[Ask, Heard, _Read]:
    """One list, page by page down to what is known. Where it is cut off before, it is as if it had not begun."""
    known, now = newest.get(path, 0.0), round_.now.timestamp()
    reached, after = known, ""
    for _ in range(_MOST_PAGES):
        heard = yield Ask(
            f"{round_.base(_API)}{path}{after}",
            _headers(round_, token),
            allowed=(200, 403, 404),
            so_far={"newest": dict(newest)},
        )
        if heard.status != 200 or not _is_listing(heard):
            return _Read(known, hidden=heard.status != 200)
        times, following = list(_times(heard)), _after(heard)
        reached = max([reached, *(min(at, now) for at in times)])
        # The first time, one page is enough: what is older was there before anybody listened.
        if not known or not following or (times and middle(times) < known - _OVERLAP.total_seconds()):
            return _Read(reached or now)
        after = f"&after={following}"
    return _Read(reached, cut=True)


def fetch(round_: Round, wanted: Wanted) -> Asking:
    """Posts and comments by their names; those that Reddit leaves out are gone."""
    names = [one for one in wanted.ids if _NAME.fullmatch(one)]
    token = yield from _token(round_)
    if not token:
        return Done(round_.cursor, problem=_refused(round_.source))
    for start in range(0, len(names), _A_PAGE):
        some = ",".join(names[start : start + _A_PAGE])
        address = f"{round_.base(_API)}/api/info?id={some}&raw_json=1"
        yield Ask(address, _headers(round_, token), told={ASKED: some})
    return Done(round_.cursor)


def check(round_: Round) -> Asking:
    token = yield from _token(round_)
    if not token:
        return Done({}, problem=_refused(round_.source))
    return Done({}, note=f"known there as an app of u/{_contact(round_.source)}")


def _refused(source: Source) -> str:
    return (
        f"Reddit lets nobody in: set the app's id and secret anew as ID:SECRET ({typed(source, 'client')}) "
        "and the setting `contact` to the account that answers for it"
    )


def _token(round_: Round) -> Generator[Ask, Heard, str]:
    """A token for an hour or a day, for this round alone: none is kept anywhere. "" where there can be none."""
    client = round_.keys.newest("client")
    if ":" not in client or not _contact(round_.source):
        return ""
    code = base64.b64encode(client.encode()).decode()
    heard = yield Ask(
        f"{round_.base(_TOKENS)}/api/v1/access_token",
        {**_agent(round_), "Authorization": f"Basic {code}", "Content-Type": "application/x-www-form-urlencoded"},
        method="POST",
        body=b"grant_type=client_credentials",
        keep=False,
    )
    token = heard.object().get("access_token")
    return token if isinstance(token, str) else ""


def _headers(round_: Round, token: str) -> dict[str, str]:
    return {**_agent(round_), "Authorization": f"Bearer {token}"}


def _agent(round_: Round) -> dict[str, str]:
    return {"User-Agent": f"aws-lambda:firebreak:v1 (by /u/{_contact(round_.source)})"}


def _contact(source: Source) -> str:
    account = _ACCOUNT.fullmatch(source.settings.get("contact", "").strip())
    return account[1] if account else ""


def _paths(source: Source) -> Iterator[str]:
    """What is listed for each thing looked for. A search knows posts only; a community's comments have a list."""
    page = {"limit": str(_A_PAGE), "raw_json": "1"}
    for words in source.look_for:
        community = _COMMUNITY.fullmatch(words.strip())
        if not community:
            yield f"/search?{urlencode({'q': words, 'sort': 'new', 'type': 'link', **page}, quote_via=quote)}"
        elif community[2]:
            asked = {"q": community[2], "restrict_sr": "1", "sort": "new", "type": "link", **page}
            yield f"/r/{community[1]}/search?{urlencode(asked, quote_via=quote)}"
        else:
            yield f"/r/{community[1]}/new?{urlencode(page)}"
            yield f"/r/{community[1]}/comments?{urlencode(page)}"


def _newest(round_: Round) -> dict[str, float]:
    """When the newest thing of each list was written that was read, in seconds since 1970."""
    kept: Any = round_.cursor.get("newest")
    return {path: _number(at) for path, at in (kept.items() if isinstance(kept, dict) else ())}


def _is_listing(heard: Heard) -> bool:
    listing: Any = heard.object().get("data")
    return isinstance(listing, dict) and isinstance(listing.get("children"), list)


def _times(heard: Heard) -> Iterator[float]:
    listing: Any = heard.object().get("data")
    children = listing.get("children") if isinstance(listing, dict) else None
    for child in children if isinstance(children, list) else []:
        thing = child.get("data") if isinstance(child, dict) else None
        at = _number(thing.get("created_utc")) if isinstance(thing, dict) else 0.0
        if at:
            yield at


def _after(heard: Heard) -> str:
    listing: Any = heard.object().get("data")
    after = listing.get("after") if isinstance(listing, dict) else None
    return after if isinstance(after, str) and _NAME.fullmatch(after) else ""


def _number(value: object) -> float:
    """Seconds since 1970; 0 where it is none that anybody could mean."""
    known = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _NO_TIME
    return float(value) if known else 0.0  # type: ignore[arg-type]  # mypy does not follow `known`
