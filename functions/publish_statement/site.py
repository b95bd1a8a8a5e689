"""The whole public site as objects to write, in the order in which they must be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from functions.publish_statement import api, feed, page
from functions.publish_statement.markup import LATE_SCRIPT
from functions.publish_statement.view import View, view
from shared.plan import Plan
from shared.statement import Statement

#: In a storm everybody reloads; the cache answers them, and a new word is out within seconds.
FRESH = "public, max-age=15"
#: Feed readers ask seldom, and the script changes only with a release.
SLOW = "public, max-age=60"

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class SiteObject:
    """One object of the site's bucket."""

    key: str
    body: bytes
    content_type: str
    cache_control: str


def render(statements: Sequence[Statement], plan: Plan, now: datetime) -> tuple[SiteObject, ...]:
    """The site, what links point to before what links to it, `index.html` last.

    The same input gives the same bytes, in whatever order the statements come. `now` decides only whether an open
    promise has been missed (a yes or no, so that a second rendering changes nothing), and stands in for the time of
    the last change in the JSON and the feeds of a site that has never said anything.
    """
    return tuple(_objects(view(statements, plan, now)))


def _objects(shown: View) -> Iterator[SiteObject]:
    yield SiteObject("late.js", LATE_SCRIPT.encode(), "text/javascript; charset=utf-8", SLOW)
    yield _html("404.html", page.not_found(shown))
    for one in reversed(shown.incidents):
        yield _html(f"incidents/{one.id}.html", page.incident_page(shown, one))
    yield _html("history.html", page.history(shown))
    for path, answer in api.answers(shown):
        yield SiteObject(f"api/v2/{path}", msgspec.json.encode(answer), "application/json; charset=utf-8", FRESH)
    yield SiteObject("feed.json", feed.json_feed(shown), "application/feed+json; charset=utf-8", SLOW)
    yield SiteObject("history.rss", feed.rss(shown), "application/rss+xml; charset=utf-8", SLOW)
    yield SiteObject("history.atom", feed.atom(shown), "application/atom+xml; charset=utf-8", SLOW)
    yield _html("index.html", page.index(shown))


def _html(key: str, text: str) -> SiteObject:
    return SiteObject(key, text.encode(), HTML, FRESH)
