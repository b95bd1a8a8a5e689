from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime, timedelta

import pytest

from shared.page.site import SiteObject, render
from shared.plan import Component, Plan
from shared.statement import Impact, Statement
from tests.builders import NOON, a_plan, a_statement, an_update, minutes

BERLIN = a_plan()


def pages(*statements: Statement, plan: Plan = BERLIN, now: datetime = NOON) -> dict[str, str]:
    return {one.key: one.body.decode() for one in render(statements, plan, now) if one.key.endswith(".html")}


def words(page: str) -> str:
    """The text that a reader sees, on one line; what is hidden until a promise is missed is left out."""
    body = page.split("<body>")[-1]
    shown = re.sub(r"<(span|p|div)[^>]* hidden>.*?</\1>", "", body, flags=re.DOTALL)
    apart = re.sub(r"</(?:p|dt|dd|div|li|span)>|<br>", " ", shown)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", apart)).replace(" ,", ",")


def test_a_calm_page_says_so_and_where_to_ask() -> None:
    index = pages()["index.html"]
    assert "<h1>All systems operational</h1>" in index
    assert 'href="https://example.com/contact">Ask us</a>' in index
    assert "late.js" not in index


def test_the_next_update_is_told_in_the_companys_time_and_in_utc() -> None:
    for page in (pages(a_statement())["index.html"], pages(a_statement())["incidents/st-0000000001.html"]):
        assert '<time datetime="2026-10-02T12:30:00Z"><b data-clock>14:30</b> CEST</time>' in page
        assert "Next update by 14:30 CEST Friday 2 October 2026 12:30 UTC" in words(page)
    assert "All times are in Berlin time, with UTC beside them." in words(pages(a_statement())["index.html"])


def test_where_utc_has_another_date_it_is_named() -> None:
    index = pages(a_statement(), plan=a_plan(time_zone="Pacific/Auckland"))["index.html"]
    assert "01:30 NZDT Saturday 3 October 2026 2 Oct 2026, 12:30 UTC" in words(index)


def test_since_when_and_what_is_affected_is_told() -> None:
    assert "Since 13:40 CEST, 2 Oct 2026 (11:40 UTC) Affects Website" in words(pages(a_statement())["index.html"])


def test_a_promise_is_late_from_the_first_whole_minute_on() -> None:
    last_good, first_bad = NOON + timedelta(minutes=30, seconds=59), NOON + minutes(31)
    assert "Update was due at" not in words(pages(a_statement(), now=last_good)["index.html"])
    late = pages(a_statement(), now=first_bad)["index.html"]
    assert "Update was due at 14:30 CEST" in words(late)
    assert "this page does not have it" in words(late)
    assert "Next update by" not in words(late)


def test_earlier_promises_are_told_kept_or_late_by_minutes() -> None:
    updates = (
        an_update(1, kept_at=NOON + minutes(29)),
        an_update(2, published_at=NOON + minutes(29), next_update_at=NOON + minutes(60), kept_at=NOON + minutes(72)),
        an_update(3, published_at=NOON + minutes(72), next_update_at=NOON + minutes(102)),
    )
    shown = pages(a_statement(updates=updates), now=NOON + minutes(80))
    assert "1 of 2 promised updates came on time, 1 late by 12 minutes." in words(shown["index.html"])
    assert "14:30 CEST on time" in words(shown["index.html"])
    assert "15:00 CEST 12 minutes late" in words(shown["index.html"])
    assert "promised by 15:00 CEST; it came 12 minutes late." in words(shown["incidents/st-0000000001.html"])


def test_an_incident_without_a_promise_says_that_no_time_is_set() -> None:
    index = pages(a_statement(updates=(an_update(next_update_at=None),)))["index.html"]
    assert "The time of the next update is not set yet" in words(index)


def test_the_history_of_an_incident_is_newest_first() -> None:
    updates = (
        an_update(1, body="First word", kept_at=NOON + minutes(9)),
        an_update(2, body="Second word", published_at=NOON + minutes(9)),
    )
    page = words(pages(a_statement(updates=updates))["incidents/st-0000000001.html"])
    assert page.index("Second word") < page.index("First word")


def test_a_retracted_text_is_struck_with_reason_time_and_whom_to_ask() -> None:
    statement = a_statement(
        state="retracted",
        updates=(an_update(body="Your data is out"),),
        retracted_because="It was a test account.",
        updated_at=NOON + minutes(24),
    )
    shown = pages(statement, now=NOON + minutes(90))
    page = shown["incidents/st-0000000001.html"]
    struck = re.findall(r'<del datetime="2026-10-02T12:24:00Z">(.*?)</del>', page, flags=re.DOTALL)
    assert ["Your data is out" in text for text in struck] == [True]
    assert "Retracted 14:24 CEST, 2 Oct 2026" in words(page)
    assert "It was a test account." in words(page)
    assert 'Questions about this? <a href="https://example.com/contact">' in page
    assert "Next update" not in words(page)
    assert "Retracted: It was a test account." in words(shown["index.html"])
    assert "<h1>All systems operational</h1>" in shown["index.html"]


def test_a_resolved_incident_moves_to_the_past() -> None:
    updates = (
        an_update(1, kept_at=NOON + minutes(20)),
        an_update(2, progress="resolved", published_at=NOON + minutes(20), next_update_at=None),
    )
    index = pages(a_statement(state="resolved", updates=updates))["index.html"]
    assert "<h1>All systems operational</h1>" in index
    assert "Resolved after 40 min. The promised update came on time." in words(index)


@pytest.mark.parametrize(
    ("impact", "headline", "state"),
    [
        ("none", "All systems operational", "Operational"),
        ("minor", "Partially degraded service", "Degraded performance"),
        ("major", "Partial system outage", "Partial outage"),
        ("critical", "Major system outage", "Major outage"),
    ],
)
def test_the_impact_makes_the_headline_and_the_components_state(impact: Impact, headline: str, state: str) -> None:
    index = pages(a_statement(impact=impact))["index.html"]
    assert f"<h1>{headline}</h1>" in index
    components = words(index.split('<h2 id="components">')[1])
    assert components.index(state) < components.index("Checkout")
    assert "Checkout Operational" in components


def test_the_worst_open_incident_stands_first() -> None:
    index = words(
        pages(
            a_statement("st-1", impact="critical", title="All is down"),
            a_statement(
                "st-2", impact="minor", title="A bit slow", updates=(an_update(published_at=NOON + minutes(5)),)
            ),
        )["index.html"]
    )
    assert index.index("All is down") < index.index("A bit slow")
    assert "Major system outage" in index


def test_a_component_that_left_the_plan_breaks_nothing() -> None:
    index = pages(a_statement(components=("website", "gone")), plan=a_plan(components=[Component("x", "Mail")]))
    assert "Partial system outage" in index["index.html"]
    assert "Mail Operational" in words(index["index.html"])


def test_a_long_text_is_cut_on_the_index_and_whole_on_its_own_page() -> None:
    shown = pages(a_statement(updates=(an_update(body="word " * 600 + "the end"),)))
    assert "the end" not in shown["index.html"]
    assert "word …" in words(shown["index.html"])
    assert "the end" in shown["incidents/st-0000000001.html"]


def test_a_web_address_in_a_text_becomes_a_link_and_a_script_address_does_not() -> None:
    body = "See https://example.com/refunds or javascript:alert(1) or data:text/html,x"
    index = pages(a_statement(updates=(an_update(body=body),)))["index.html"]
    assert '<a href="https://example.com/refunds" rel="noopener">' in index
    assert not re.search(r'href="(javascript|data:text)', index)


def test_the_links_of_the_not_found_page_are_absolute() -> None:
    page = pages()["404.html"]
    links = re.findall(r'<a[^>]* href="([^"]*)"', page)
    assert all(link.startswith("https://") or link == "#main" for link in links)


def test_only_the_style_with_that_hash_may_apply_and_only_our_script_may_run() -> None:
    for key, page in pages(a_statement()).items():
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        style = re.search(r"<style>(.*?)</style>", page, flags=re.DOTALL)
        assert policy is not None, key
        assert style is not None, key
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        allowed = policy[1].replace("&#39;", "'")
        assert f"style-src 'sha256-{digest}'" in allowed
        assert "unsafe-inline" not in allowed
        assert "script-src 'self'" in allowed
        assert " style=" not in page
        assert not re.search(r"<script(?! src=\"(\.\./)?late\.js\" defer></script>)", page), key


def test_nothing_is_loaded_from_elsewhere() -> None:
    for page in pages(a_statement()).values():
        loaded = re.findall(
            r"<(?:script|img|iframe|link rel=\"(?:stylesheet|icon|preload)\")[^>]*?(?:src|href)=\"([^\"]*)", page
        )
        assert all(link.endswith("late.js") or link.startswith("data:image/svg+xml,") for link in loaded)
        assert "@import" not in page
        assert "url(" not in page


def test_every_page_has_a_language_landmarks_one_heading_and_a_skip_link() -> None:
    for page in pages(a_statement()).values():
        assert '<html lang="en" dir="ltr">' in page
        assert [page.count(f"<{tag}") for tag in ("h1", "main", "header", "nav", "footer")] == [1] * 5
        assert re.search(r'<body>\s*<a class="skip" href="#main">', page)
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= set(ids)


def test_the_script_is_the_same_for_every_site() -> None:
    def script(objects: tuple[SiteObject, ...]) -> bytes:
        return next(one.body for one in objects if one.key == "late.js")

    assert script(render([a_statement()], BERLIN, NOON)) == script(render([], a_plan(company="Other"), NOON))
