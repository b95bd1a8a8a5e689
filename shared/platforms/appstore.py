"""Reviews of iPhone and Mac apps, from the App Store's feeds: one for each country, of at most ten pages of 50.

Apple describes them nowhere: what is read here was seen (`entry` is a list, one object, or missing; the first may be
the app itself; a changed review keeps its id and gets a new `updated`). The developer's answers are not in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from shared.delivery import Delivery, Parsed
from shared.ears.fields import Fields, Value, as_any, as_count, as_id, as_instant, as_text
from shared.ears.newest import Page, known_until, read_newest, read_until
from shared.ears.platform import Ask, Asking, Done, Heard, Platform, Round, Setting, Sweep
from shared.ears.reading import Reading
from shared.mention import Author
from shared.plan import Source

_STORE = "https://itunes.apple.com"
_COUNTRY = re.compile(r"[a-z]{2}", re.ASCII)
_APP = re.compile(r"[0-9]{5,12}", re.ASCII)
_AUTHOR = re.compile(r"/id([0-9]{1,20})$", re.ASCII)
_DEFAULT_COUNTRIES = "us"
#: Apple has no eleventh page.
_MOST_PAGES = 10
#: Of more than this, the first are told.
_MOST_PROBLEMS = 3
#: A country in which the app isn't sold answers with one of these: that is no fault of the others.
_NOT_SOLD = (400, 404)


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The reviews on a page of a feed."""
    reading = _Reading(delivery, source)
    if delivery.headers.get("firebreak-status", "200") != "200":
        reading.skip("answer", "no feed for this app in this country")
        return reading.parsed()
    return reading.whole(reading.feed)


class _Reading(Reading):
    def feed(self, body: Value) -> None:
        feed = self.fields(body, "").part("feed")
        entries = feed.given(as_any, "entry")
        if not entries:
            self.skip("feed", "no reviews in it")
        for number, entry in enumerate(_listed(entries)):
            where = f"feed.entry.{number}" if isinstance(entries, list) else "feed.entry"
            self.try_(self._entry, entry, where)

    def _entry(self, value: object, where: str) -> None:
        entry = self.fields(value, where)
        if "im:rating" not in entry:
            self.skip("entry", "the app itself, no review")
            return
        native_id = entry.need(as_id, "id", "label")
        # Title and text are the review: one that can't be read is none.
        words = (entry.given(as_text, "title", "label"), entry.given(as_text, "content", "label"))
        self.mention(
            native_id,
            "\n".join(word.strip() for word in words if word and word.strip()),
            author=_author(entry),
            edited_at=entry.given(as_instant, "updated", "label"),
            url=_link(entry),
            thread=native_id,
            engagement=max(0, entry.get(as_count, "im:voteSum", "label") or 0),
            rating=entry.get(_as_stars, "im:rating", "label"),
        )


def _listed(entries: Any) -> list[Any]:
    return entries if isinstance(entries, list) else [entries] if entries else []


def _author(entry: Fields) -> Author:
    found = _AUTHOR.search(entry.get(as_text, "author", "uri", "label") or "")
    return Author(id=found[1] if found else None, name=entry.get(as_text, "author", "name", "label") or None)


def _link(entry: Fields) -> str | None:
    # One that is no single link (a list, nothing) is left out: it only decorates.
    link = entry.get(as_any, "link")
    attributes = link.get("attributes") if isinstance(link, dict) else None
    href = attributes.get("href") if isinstance(attributes, dict) else None
    return href if isinstance(href, str) and href.startswith(("https://", "http://")) else None


def _as_stars(value: object) -> int | None:
    stars = as_count(value)
    return stars if 1 <= stars <= 5 else None


# ---------------------------------------------------------------- asking
def _sweep(round_: Round) -> Asking:
    """The newest reviews of each app in each country."""
    cursor, problems = dict(round_.cursor), []
    for app, country in _feeds(round_.source):
        if not (_APP.fullmatch(app) and _COUNTRY.fullmatch(country)):
            problems.append(f"`{country}/{app}` is no feed: write two letters for a country, and digits for an app")
            continue
        feed = f"{country}/{app}"
        ask = partial(_ask, f"{round_.base(_STORE)}/{country}/rss/customerreviews", app, cursor)
        read = yield from read_newest(known_until(cursor, feed), ask, _page, _MOST_PAGES)
        cursor = read_until(cursor, feed, read.newest, round_.now)
        if read.missing:
            problems.append(f"the App Store has no app {app} in `{country}`: see `look_for` and `countries`")
        if read.cut:
            problems.append(f"more came of {feed} than ten pages hold, and Apple shows no more: sweep more often")
    return Done(cursor, problem="; ".join(problems[:_MOST_PROBLEMS]) or None)


def _feeds(source: Source) -> Iterator[tuple[str, str]]:
    countries = source.settings.get("countries", "") or _DEFAULT_COUNTRIES
    for app in source.look_for:
        for country in countries.lower().replace(" ", "").split(","):
            yield app, country


def _ask(store: str, app: str, so_far: Value, _word: str, number: int) -> Ask:
    url = f"{store}/page={number}/id={app}/sortBy=mostRecent/json"
    return Ask(url, {"Accept": "application/json"}, allowed=(200, *_NOT_SOLD), so_far=so_far)


def _page(heard: Heard) -> Page:
    if heard.status != 200:
        return Page((), missing=True)
    feed = heard.object().get("feed")
    entries = _listed(feed.get("entry")) if isinstance(feed, dict) else []
    reviews = [Fields(entry, "", []) for entry in entries if isinstance(entry, dict) and "im:rating" in entry]
    times = [at for review in reviews if (at := review.get(as_instant, "updated", "label")) is not None]
    return Page(tuple(times), "more" if times else "")


PLATFORM = Platform(
    name="appstore",
    title="App Store",
    parse=parse,
    sweep=Sweep(
        _sweep,
        look_for="the apps' numbers (the digits after `id` in their address)",
        needs=("look_for",),
    ),
    settings=(
        Setting("countries", "the stores to read, by two letters each (`us,gb,de`); the American one without it"),
    ),
)
