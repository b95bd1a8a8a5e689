"""Asking Stack Exchange: what had activity since the last round, then the answers to the questions that were found.

https://api.stackexchange.com/docs/advanced-search, /docs/answers-on-questions. Too many calls are answered with status
400 and `throttle_violation`, and `backoff` says for how long a method must rest (/docs/throttle).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from shared.ears.fields import Fields, as_count, as_text
from shared.ears.platform import Ask, Asking, Done, Heard, Round, typed
from shared.plan import Source

_API = "https://api.stackexchange.com/2.3"
_SITE = "stackoverflow"
_OK = 200
_REFUSED = 400
_POSTS = 100
_MOST_PAGES = 5
#: Answers are cached for a minute or so, and what was indexed late stands below its place: asked for again, in seconds.
_OVERLAP = 600
#: A violation without a time: the API's own pauses are shorter.
_UNTOLD_PAUSE = timedelta(minutes=15)
_LONGEST_BACKOFF = 86_400
#: With less than this share of a day's calls left, somebody should know.
_FEW = 0.1
_AGAIN_IN = re.compile(r"available in ([0-9]{1,6}) seconds")
_ERROR = re.compile(r"[a-z_]{1,40}")
_NUMBERS = ("question_id", "last_activity_date", "answer_count")
_TAG = re.compile(r"\[([^\[\]]+)\]")


def site_of(source: Source) -> str:
    """A site's name as the API has it, also where the plan gives its domain: its ids must have one form only."""
    named = source.settings.get("site", _SITE).strip().lower()
    return named.removesuffix(".com").removesuffix(".stackexchange") or _SITE


@dataclass(frozen=True, slots=True)
class _Told:
    """What an answer says besides posts: a pause, a refusal, few calls left."""

    not_before: datetime | None = None
    problem: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """Until when (seconds since 1970) one thing looked for was read, and whether there is more of it."""

    until: int | None
    told: _Told
    more: bool = False


def sweep(round_: Round) -> Asking:
    """What had activity since the last round. A pause ends the round; the next begins behind what was asked last."""
    until, last = _known(round_), round_.cursor.get("last")
    words = round_.source.look_for
    first = words.index(last) + 1 if last in words else 0
    read = _Read(None, _Told())
    more, notes = False, []
    for looked_for in (*words[first:], *words[:first]):
        so_far = {"until": dict(until), "last": last}
        read = yield from _search(round_, looked_for, until.get(looked_for), so_far)
        until |= {} if read.until is None else {looked_for: read.until}
        last, more = looked_for, more or read.more
        notes += [read.told.note] if read.told.note else []
        if read.told.not_before or read.told.problem:
            break
    return Done(
        {"until": until, "last": last},
        not_before=read.told.not_before,
        problem=read.told.problem,
        more=more,
        note=notes[-1] if notes else None,
    )


def _search(
    round_: Round, looked_for: str, known: int | None, so_far: Mapping[str, Any]
) -> Generator[Ask, Heard, _Read]:
    until, since = known, None if known is None else known - _OVERLAP
    for page in range(1, _MOST_PAGES + 1):
        heard = yield _ask(round_, "search/advanced", {**_what(looked_for), **_since(since, page)}, so_far)
        told = _told(heard, round_)
        if heard.status != _OK:
            return _Read(until, told)
        found = list(_found(heard))
        answered = [str(one.question) for one in found if one.answers]
        if answered and since is not None:
            method = f"questions/{';'.join(answered)}/answers"
            heard_too = yield _ask(round_, method, _since(since), so_far)
            told = _told(heard_too, round_) if heard_too.status != _OK or told.not_before is None else told
            if heard_too.status != _OK:
                return _Read(until, told)
        now = int(round_.now.timestamp())
        until = max([until or 0, *(one.active for one in found if one.active <= now)]) or now
        # The first time, one page is enough: what is older was there before anybody listened.
        if since is None or heard.object().get("has_more") is not True:
            return _Read(until, told)
        if told.not_before is not None:
            break
    return _Read(until, told, more=True)


def _ask(round_: Round, method: str, query: Mapping[str, str | int], so_far: Mapping[str, Any]) -> Ask:
    key = round_.keys.newest("token")
    whole = {**query, "site": site_of(round_.source), "filter": "withbody", **({"key": key} if key else {})}
    return Ask(f"{round_.base(_API)}/{method}?{urlencode(whole)}", allowed=(_OK, _REFUSED), so_far=so_far)


def _what(looked_for: str) -> dict[str, str]:
    """The tags in brackets, one of which a question must have, and the words beside them."""
    tags, words = _TAG.findall(looked_for), " ".join(_TAG.sub(" ", looked_for).split())
    return {**({"tagged": ";".join(tags)} if tags else {}), **({"q": words} if words else {})}


def _since(since: int | None, page: int = 1) -> dict[str, str | int]:
    # The oldest first, so that a round can end anywhere; the first time, the newest.
    sorted_ = {"sort": "activity", "order": "desc" if since is None else "asc", "pagesize": _POSTS}
    return {**sorted_, **({} if since is None else {"min": since}), **({"page": page} if page > 1 else {})}


def _told(heard: Heard, round_: Round) -> _Told:
    said = Fields(heard.object(), "", [])
    if heard.status != _OK:
        return _refusal(said, round_)
    backoff = said.get(as_count, "backoff")
    left, most = (said.get(as_count, name) for name in ("quota_remaining", "quota_max"))
    few = left is not None and most is not None and left < most * _FEW
    return _Told(
        not_before=round_.now + timedelta(seconds=backoff) if backoff and 0 < backoff <= _LONGEST_BACKOFF else None,
        note=f"{left:,} of {most:,} calls left today; look for less, or ask for a key" if few else None,
    )


def _refusal(said: Fields, round_: Round) -> _Told:
    name = said.get(as_text, "error_name") or ""
    if name == "throttle_violation":
        seconds = _AGAIN_IN.search(said.get(as_text, "error_message") or "")
        pause = timedelta(seconds=int(seconds[1])) if seconds else _UNTOLD_PAUSE
        return _Told(not_before=round_.now + pause, note="the day's calls are used up; look for less, or ask for a key")
    known = name if _ERROR.fullmatch(name) else "no reason given"
    anew = typed(round_.source, "token")
    return _Told(
        problem=f"Stack Exchange refuses the question ({known}); look at the setting `site`, "
        f"or set the key anew: {anew}"
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """A question on a page: its number, its last activity (seconds since 1970), how many answers it has."""

    question: int
    active: int
    answers: int


def _found(heard: Heard) -> Iterator[_Question]:
    items = heard.object().get("items")
    for item in items if isinstance(items, list) else []:
        numbers = [item.get(name) for name in _NUMBERS] if isinstance(item, dict) else [None]
        if all(isinstance(number, int) for number in numbers):
            yield _Question(*numbers)


def _known(round_: Round) -> dict[str, int]:
    until = round_.cursor.get("until")
    known = until if isinstance(until, dict) else {}
    return {str(name): seconds for name, seconds in known.items() if isinstance(seconds, int)}
