from __future__ import annotations

import gzip
import random
from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from hypothesis import given, settings
from hypothesis import strategies as some

from functions.publish_statement.site import SiteObject, render
from shared.plan import Component
from shared.statement import Draft, Impact, Move, Statement
from tests.builders import NOON, a_plan, a_statement, an_update, minutes

PLAN = a_plan()


def site(*statements: Statement, now: datetime = NOON) -> dict[str, SiteObject]:
    return {one.key: one for one in render(statements, PLAN, now)}


def a_resolved(statement_id: str, at: datetime = NOON) -> Statement:
    first = an_update(1, published_at=at, next_update_at=at + minutes(30), kept_at=at + minutes(20))
    last = an_update(2, progress="resolved", published_at=at + minutes(20), next_update_at=None)
    return a_statement(statement_id, state="resolved", updates=(first, last), started_at=at)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def links(page: SiteObject) -> set[str]:
    """The keys of the site's own objects that a page links to."""
    parser = Links()
    parser.feed(page.body.decode())
    base = "https://status.example.com/"
    urls = [urldefrag(urljoin(base + page.key, link)).url for link in parser.found]
    return {url.removeprefix(base) for url in urls if url.startswith(base)}


def test_the_index_is_written_last() -> None:
    assert [one.key for one in render([a_statement(), a_resolved("st-old")], PLAN, NOON)][-1] == "index.html"


def test_an_incident_is_written_before_all_that_lists_it() -> None:
    keys = [one.key for one in render([a_statement("st-1"), a_resolved("st-2")], PLAN, NOON)]
    listing = [key for key in keys if key.startswith(("api/", "history", "feed", "index"))]
    assert max(keys.index("incidents/st-1.html"), keys.index("incidents/st-2.html")) < min(map(keys.index, listing))
    assert keys[0] == "late.js"


def test_no_object_is_written_twice() -> None:
    keys = [one.key for one in render([a_statement(), a_resolved("st-old")], PLAN, NOON)]
    assert len(keys) == len(set(keys))


def test_every_link_within_the_site_leads_to_an_object() -> None:
    objects = site(a_statement("st-1"), *(a_resolved(f"st-r{n}") for n in range(12)))
    for page in objects.values():
        if page.key.endswith(".html"):
            assert links(page) <= objects.keys(), page.key
    assert "incidents/st-1.html" in links(objects["index.html"])
    assert "history.html" in links(objects["index.html"])


@settings(deadline=None)
@given(some.permutations([a_statement("st-1"), a_statement("st-2", impact="critical"), a_resolved("st-3")]))
def test_the_order_in_which_statements_come_changes_nothing(statements: list[Statement]) -> None:
    assert render(statements, PLAN, NOON) == render(sorted(statements, key=lambda one: one.id), PLAN, NOON)


@settings(deadline=None)
@given(some.integers(min_value=-600, max_value=1859), some.integers(min_value=-600, max_value=1859))
def test_a_second_rendering_before_the_promised_time_changes_nothing(early: int, later: int) -> None:
    first, second = (NOON + timedelta(seconds=seconds) for seconds in (early, later))
    assert render([a_statement()], PLAN, first) == render([a_statement()], PLAN, second)


def test_a_missed_promise_changes_the_pages_and_the_json_but_no_feed() -> None:
    in_time, missed = site(a_statement(), now=NOON), site(a_statement(), now=NOON + minutes(31))
    changed = {key for key in in_time if in_time[key] != missed[key]}
    assert changed == {
        "index.html",
        "incidents/st-0000000001.html",
        "api/v2/summary.json",
        "api/v2/incidents.json",
        "api/v2/incidents/unresolved.json",
    }


def test_a_new_incident_rewrites_no_old_one() -> None:
    before, after = site(a_resolved("st-old")), site(a_resolved("st-old"), a_statement("st-new", impact="critical"))
    for key in ("incidents/st-old.html", "history.html", "404.html", "late.js"):
        assert before[key] == after[key]
    assert before["index.html"] != after["index.html"]


def test_a_draft_that_was_never_published_is_nowhere() -> None:
    draft = Draft(title="Secret plan", body="Not yet approved", progress="investigating", author="ada")
    waiting = a_statement("st-waiting", state="draft", title="Secret plan", draft=draft, updates=())
    assert site(waiting) == site()


def test_a_new_draft_and_the_notes_of_staff_stay_inside() -> None:
    draft = Draft(title="Secret plan", body="Not yet approved", progress="identified", author="mallory")
    moves = (Move("mallory", "edited", NOON, "because the boss shouted"),)
    statement = replace(
        a_statement(moves=moves), draft=draft, approved_by="trent", case_id="case-77", storm_id="storm-9"
    )
    for one in site(statement).values():
        for secret in (b"Secret plan", b"Not yet", b"mallory", b"shouted", b"trent", b"case-77", b"storm-9", b"grace"):
            assert secret not in one.body, one.key
    assert site(statement) == site(a_statement())


def test_json_is_kept_for_fifteen_seconds() -> None:
    answers = [one for key, one in site(a_statement()).items() if key.startswith("api/")]
    assert {(one.content_type, one.cache_control) for one in answers} == {
        ("application/json; charset=utf-8", "public, max-age=15")
    }


def test_the_first_view_of_a_bad_day_fits_into_14_kilobytes() -> None:
    words = random.Random(7)
    text = " ".join("".join(words.choices("abcdefghijklmnopqrstuvwxyz", k=words.randint(2, 9))) for _ in range(3000))
    impacts: tuple[Impact, ...] = ("critical", "major", "minor", "none")
    long = [
        a_statement(f"st-{n}", impact=impact, title=text[n : n + 150], updates=(an_update(body=text[n * 99 :]),))
        for n, impact in enumerate(impacts)
    ]
    past = [replace(a_resolved(f"st-r{n}"), title=text[n * 50 : n * 50 + 100]) for n in range(60)]
    plan = a_plan(components=[Component(f"c{n}", text[n * 31 : n * 31 + 30], text[n : n + 60]) for n in range(25)])
    index = render([*long, *past], plan, NOON)[-1]
    assert len(gzip.compress(index.body, mtime=0)) <= 14_000
