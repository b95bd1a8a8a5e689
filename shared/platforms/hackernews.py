"""Stories and comments on Hacker News, by its search: https://hn.algolia.com/api (no key, no account).

A search gives at most 1,000 hits, newest first; so the next page is asked for as what is older than the last one.
Hacker News says nothing of edits (possible for two hours) or deletions: what is found again counts as it now stands.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from shared.delivery import Delivery, Parsed
from shared.ears.fields import Fields, Value, as_count, as_id, as_instant, as_seconds, as_text, as_word
from shared.ears.html import plain_text
from shared.ears.newest import Page, known_until, read_newest, read_until
from shared.ears.platform import Ask, Asking, Done, Heard, Platform, Round, Sweep
from shared.ears.reading import Reading
from shared.mention import Author, milliseconds
from shared.plan import Source

_SEARCH = "https://hn.algolia.com/api/v1"
_ITEM = "https://news.ycombinator.com/item?id="
_HITS = 100
_MOST_PAGES = 5
#: The year 5138: a larger number is no time.
_END_OF_TIME = 10**11
#: What is indexed late, or was edited since, is asked for again; authors may edit for two hours.
_OVERLAP = timedelta(hours=2)


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The stories and comments on one page of a search."""
    reading = _Reading(delivery, source)
    return reading.whole(reading.page)


class _Reading(Reading):
    """One page of hits."""

    def page(self, body: Value) -> None:
        page = self.fields(body, "")
        if "hits" not in page:
            self.skip("page", "no hits on it; look at the source's url")
            return
        self.each(page.parts("hits"), self._hit)

    def _hit(self, hit: Fields) -> None:
        id_ = hit.need(as_id, "objectID")
        author = hit.get(as_word, "author")
        self.mention(
            id_,
            _text(hit),
            author=Author(id=author, handle=author),
            created_at=hit.given(as_instant, "created_at") or hit.given(as_seconds, "created_at_i"),
            version=milliseconds(hit.get(as_instant, "updated_at") or self.delivery.received_at),
            url=f"{_ITEM}{id_}",
            thread=hit.get(as_id, "story_id") or (None if "parent_id" in hit else id_),
            parent=hit.get(as_id, "parent_id"),
            engagement=sum(hit.get(as_count, name) or 0 for name in ("points", "num_comments")),
        )


def _text(hit: Fields) -> str:
    """A comment's words, or a story's title and words. A title is a line of text; the rest is HTML."""
    title = html.unescape(hit.given(as_text, "title") or "").strip()
    words = hit.given(as_text, "comment_text") or hit.given(as_text, "story_text") or ""
    return "\n\n".join(part for part in (title, plain_text(words)) if part)


def _sweep(round_: Round) -> Asking:
    """What was written since the last round, for each of the words looked for."""
    cursor, cut = dict(round_.cursor), []
    for words in round_.source.look_for:
        known = known_until(cursor, words)
        read = yield from read_newest(known, partial(_ask, round_, words, known, cursor), _page, _MOST_PAGES)
        cursor = read_until(cursor, words, read.newest or round_.now, round_.now)
        cut += [words] if read.cut else []
    note = f"more than {_MOST_PAGES * _HITS} hits in one round for {', '.join(cut)}: the oldest of them are missing"
    return Done(cursor, note=note if cut else None)


def _ask(
    round_: Round, words: str, known: datetime | None, so_far: Mapping[str, Any], before: str, _number: int
) -> Ask:
    # "Not before" and "not after" the same second: several hits may share it, and those that we have count once.
    after = str(int((known - _OVERLAP).timestamp())) if known else ""
    bounds = [f"created_at_i{sign}{at}" for sign, at in ((">=", after), ("<=", before)) if at]
    query = {"query": words, "tags": "(story,comment)", "hitsPerPage": _HITS, "numericFilters": ",".join(bounds)}
    address = urlencode({name: value for name, value in query.items() if value})
    return Ask(f"{round_.base(_SEARCH)}/search_by_date?{address}", so_far=so_far)


def _page(heard: Heard) -> Page:
    times = tuple(_times(heard))
    return Page(times, str(int(min(times).timestamp())) if len(times) >= _HITS else "")


def _times(heard: Heard) -> Iterator[datetime]:
    hits: Any = heard.object().get("hits")
    for hit in hits if isinstance(hits, list) else []:
        seconds = hit.get("created_at_i") if isinstance(hit, dict) else None
        if isinstance(seconds, int) and 0 < seconds < _END_OF_TIME:
            yield datetime.fromtimestamp(seconds, UTC)


PLATFORM = Platform(
    name="hackernews",
    title="Hacker News",
    parse=parse,
    sweep=Sweep(_sweep, look_for="words to search for, each on its own", needs=("look_for",)),
)
