"""The whole public site as objects to write: planned by what they are made of, and made only where that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial

import msgspec

from shared.page import api, feed, pages
from shared.page.digest import fingerprint
from shared.page.incident import Incident
from shared.page.line import line
from shared.page.markup import TEMPLATES
from shared.page.shown import Shown, whole
from shared.page.view import View, view
from shared.plan import Plan
from shared.statement import Statement

#: In a storm everybody reloads; the cache answers them, and a new word is out within seconds.
FRESH = "public, max-age=15"
#: Feed readers ask seldom, and scripts change only with a release.
SLOW = "public, max-age=60"

HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
#: Which languages there are, no time decides.
_ANY_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SiteObject:
    """One object of the site's bucket."""

    key: str
    body: bytes
    content_type: str
    cache_control: str


@dataclass(frozen=True, slots=True)
class Planned:
    """An object before it is made. The same `fingerprint` means the same bytes; `old` is of an incident long over."""

    key: str
    fingerprint: str
    make: Callable[[], bytes]
    content_type: str = HTML
    cache_control: str = FRESH
    old: bool = False

    def made(self) -> SiteObject:
        return SiteObject(self.key, self.make(), self.content_type, self.cache_control)


def render(
    statements: Sequence[Statement], plan: Plan, now: datetime, door: str | None = None
) -> tuple[SiteObject, ...]:
    """The whole site, what links point to before what links to it, `index.html` last.

    The same input gives the same bytes, in whatever order the statements come. `now` decides only whether an open
    promise has been missed (a yes or no, so that a second rendering changes nothing), and stands in for the time of
    the last change in the JSON and the feeds of a site that has never said anything.
    """
    return tuple(item.made() for item in planned(whole(statements, plan, now, door)))


def planned(shown: Shown) -> tuple[Planned, ...]:
    """Every object but those of incidents that are over and given by their line alone; in the order of `render`."""
    seen, past = view(shown.full, shown.plan, shown.now, shown.lines, shown.door), past_of(shown.plan, shown.door)
    revisions = sorted((one.id, one.revision) for one in shown.full)
    state = fingerprint(past.of_plan, revisions, shown.late, shown.lines)
    return (
        *_fixed(seen, past.of_plan),
        *_incidents(shown, seen, past, state),
        *_history(seen, past),
        *_answers(seen, state),
        *_pages("index.html", seen, state, pages.index),
    )


@dataclass(frozen=True, slots=True)
class Past:
    """What an incident's own pages are made of once it is over: itself and the plan. No later word changes them."""

    of_plan: str
    languages: tuple[str, ...]

    def objects(self, statement_id: str, revision: int) -> Iterator[tuple[str, str]]:
        """Key and fingerprint of each."""
        made_of = fingerprint(self.of_plan, statement_id, revision)
        for key in self.keys(statement_id):
            yield key, made_of

    def keys(self, statement_id: str) -> Iterator[str]:
        for language in self.languages:
            yield _key(f"incidents/{statement_id}.html", language, self.languages[0])
        yield f"incidents/{statement_id}.json"


def past_of(plan: Plan, door: str | None) -> Past:
    """The page shows of a plan the company and its components; who is told, and when, is not on it."""
    return Past(fingerprint(plan.company, plan.components, door), view((), plan, _ANY_TIME).languages)


def _fixed(seen: View, of_plan: str) -> Iterator[Planned]:
    for script in sorted(TEMPLATES.glob("*.js")):
        yield Planned(script.name, of_plan, script.read_bytes, "text/javascript; charset=utf-8", SLOW)
    yield Planned("404.html", of_plan, lambda: pages.not_found(seen).encode())


def _incidents(shown: Shown, seen: View, past: Past, state: str) -> Iterator[Planned]:
    for statement in reversed(shown.older):
        for item in _incident(statement, past, partial(_alone, shown, statement)):
            yield replace(item, old=True)
    for statement in reversed(shown.full):
        if line(statement) is None:
            for item in _incident(statement, past, lambda: seen):
                yield replace(item, fingerprint=state)
        else:
            yield from _incident(statement, past, partial(_alone, shown, statement))


def _alone(shown: Shown, statement: Statement) -> View:
    return view((statement,), shown.plan, shown.now, (), shown.door)


def _incident(statement: Statement, past: Past, seen: Callable[[], View]) -> Iterator[Planned]:
    *htmls, (json, made_of) = past.objects(statement.id, statement.revision)
    for (key, _), language in zip(htmls, past.languages, strict=True):
        yield Planned(key, made_of, partial(_incident_page, seen, statement.id, language))
    yield Planned(json, made_of, partial(_incident_answer, seen, statement.id), JSON)


def _incident_page(seen: Callable[[], View], statement_id: str, language: str) -> bytes:
    shows = seen()
    return pages.incident_page(shows, _in(shows, statement_id), language).encode()


def _incident_answer(seen: Callable[[], View], statement_id: str) -> bytes:
    shows = seen()
    return msgspec.json.encode(api.incident_answer(shows, _in(shows, statement_id)))


def _in(shows: View, statement_id: str) -> Incident:
    return next(one for one in shows.incidents if one.id == statement_id)


def _history(seen: View, past: Past) -> Iterator[Planned]:
    for month, lines in reversed(tuple(seen.by_month.items())):
        made_of = fingerprint(past.of_plan, lines, seen.months)
        for language in seen.languages:
            key = _key(f"history/{month}.html", language, seen.language)
            yield Planned(key, made_of, partial(_text, pages.history_month, seen, month, language))
    # What is open shows there only in how many promises were kept.
    yield from _pages("history.html", seen, fingerprint(past.of_plan, seen.lines, seen.records), pages.history)


def _answers(seen: View, state: str) -> Iterator[Planned]:
    for path, answer in api.answers(seen):
        yield Planned(f"api/v2/{path}", state, partial(msgspec.json.encode, answer), JSON)
    told = cache(partial(feed.content_html, seen))  # the same in each feed
    yield Planned("feed.json", state, lambda: feed.json_feed(seen, told), "application/feed+json; charset=utf-8", SLOW)
    yield Planned("history.rss", state, lambda: feed.rss(seen, told), "application/rss+xml; charset=utf-8", SLOW)
    yield Planned("history.atom", state, lambda: feed.atom(seen, told), "application/atom+xml; charset=utf-8", SLOW)


def _pages(name: str, seen: View, state: str, page: Callable[[View, str], str]) -> Iterator[Planned]:
    """One for each language, the main one last."""
    for language in reversed(seen.languages):
        yield Planned(_key(name, language, seen.language), state, partial(_text, page, seen, language))


def _key(name: str, language: str, main: str) -> str:
    return name if language == main else f"{language}/{name}"


def _text(page: Callable[..., str], *about: object) -> bytes:
    return page(*about).encode()
