from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shared.page.line import Line, line
from shared.page.shown import Shown, shown, whole
from shared.page.site import SiteObject, past_of, planned, render
from shared.plan import Component, Plan
from shared.statement import Draft, Impact, Move, Progress, Statement, Window
from tests.builders import NOON, a_draft, a_person, a_plan, a_statement, an_instance, an_update, minutes
from tests.shared.page.growing import said
from tests.shared.page.links import links

PLAN = replace(a_plan(), company=replace(a_plan().company, languages=("en", "pt")))
DOOR = "https://door.example.com"


def site(*statements: Statement, now: datetime = NOON, plan: Plan = PLAN) -> dict[str, SiteObject]:
    return {one.key: one for one in render(statements, plan, now)}


def a_resolved(statement_id: str, at: datetime = NOON) -> Statement:
    first = an_update(1, published_at=at, next_update_at=at + minutes(30), kept_at=at + minutes(20))
    last = an_update(2, progress="resolved", published_at=at + minutes(20), next_update_at=None)
    return a_statement(statement_id, state="resolved", updates=(first, last), started_at=at)


# ---------------------------------------------------------------- order and links
def test_the_index_is_written_last_the_main_one_after_those_of_other_languages() -> None:
    keys = [one.key for one in render([a_statement(), a_resolved("st-old")], PLAN, NOON)]
    assert keys[-2:] == ["pt/index.html", "index.html"]


def test_an_incident_is_written_before_all_that_lists_it() -> None:
    keys = [one.key for one in render([a_statement("st-1"), a_resolved("st-2")], PLAN, NOON)]
    own = [key for key in keys if key.removeprefix("pt/").startswith("incidents/")]
    assert len(own) == 6
    listing = [key for key in keys if key.startswith(("api/", "history", "pt/history", "feed", "index", "pt/index"))]
    assert max(map(keys.index, own)) < min(map(keys.index, listing))
    assert keys.index("history/2026-10.html") < keys.index("history.html")
    assert [key for key in keys if key.startswith("api/")][-1] == "api/v2/summary.json"
    assert keys[0].endswith(".js")


def test_no_object_is_written_twice() -> None:
    keys = [one.key for one in render([a_statement(), a_resolved("st-old")], PLAN, NOON)]
    assert len(keys) == len(set(keys))


def test_every_link_within_the_site_leads_to_an_object() -> None:
    objects = site(a_statement("st-1"), *(a_resolved(f"st-r{n}", NOON - timedelta(days=40 * n)) for n in range(60)))
    for one in objects.values():
        assert links(one) <= objects.keys(), one.key
    assert "incidents/st-1.html" in links(objects["index.html"])
    assert "history.html" in links(objects["index.html"])
    assert "incidents/st-1.html" in links(objects["api/v2/summary.json"])


@settings(deadline=None, max_examples=6)
@given(some.permutations([a_statement("st-1"), a_statement("st-2", impact="critical"), a_resolved("st-3")]))
def test_the_order_in_which_statements_come_changes_nothing(statements: list[Statement]) -> None:
    assert render(statements, PLAN, NOON) == render(sorted(statements, key=lambda one: one.id), PLAN, NOON)


# ---------------------------------------------------------------- what decides about bytes
@settings(deadline=None, max_examples=20)
@given(some.integers(min_value=-600, max_value=1859), some.integers(min_value=-600, max_value=1859))
def test_a_second_rendering_before_the_promised_time_changes_nothing(early: int, later: int) -> None:
    first, second = (NOON + timedelta(seconds=seconds) for seconds in (early, later))
    assert render([a_statement()], a_plan(), first) == render([a_statement()], a_plan(), second)


def test_a_missed_promise_changes_the_pages_and_the_json_but_no_feed() -> None:
    in_time, missed = site(a_statement(), now=NOON), site(a_statement(), now=NOON + minutes(31))
    changed = {key for key in in_time if in_time[key] != missed[key]}
    assert {"index.html", "incidents/st-0000000001.html", "api/v2/summary.json"} <= changed
    assert not any(key.startswith(("feed", "history")) and not key.endswith(".html") for key in changed)


def test_a_new_incident_rewrites_nothing_of_an_old_one() -> None:
    before, after = site(a_resolved("st-old")), site(a_resolved("st-old"), a_statement("st-new", impact="critical"))
    kept = [key for key in before if "st-old" in key or key.endswith(".js") or "history/" in key]
    assert len(kept) >= 6
    assert {key for key in kept if before[key] != after[key]} == set()
    assert before["index.html"] != after["index.html"]


#: A public life, step by step: which statement has how many words, and how it ends.
STEPS = some.lists(
    some.tuples(some.integers(0, 5), some.integers(1, 3), some.booleans(), some.booleans()), min_size=1, max_size=6
)


@settings(deadline=None, max_examples=25)
@given(STEPS, some.lists(some.sampled_from([0, 1, 31, 3000, 9000]), min_size=6, max_size=6))
def test_the_same_fingerprint_always_means_the_same_bytes(
    steps: list[tuple[int, int, bool, bool]], later: list[int]
) -> None:
    made: dict[tuple[str, str], bytes] = {}
    history: dict[str, Statement] = {}
    for at, (which, words, over, taken_back) in enumerate(steps):
        one = said(which, words, over=over, taken_back=taken_back)
        history[one.id] = replace(one, revision=at)
        plan = a_plan(components=PLAN.components[: 1 + at // 3])
        for item in planned(whole(history.values(), plan, NOON + minutes(later[at]), DOOR)):
            assert made.setdefault((item.key, item.fingerprint), item.make()) == item.make(), item.key


def test_who_is_told_and_when_is_not_on_the_page() -> None:
    told_others = replace(
        PLAN,
        version=2,
        people=(a_person("zoe"),),
        instances=(an_instance(owner="zoe", backups=()),),
        last_resort="zoe",
        update_every=minutes(7),
    )
    statements = [a_statement("st-1"), a_resolved("st-2")]
    assert [one.fingerprint for one in planned(whole(statements, PLAN, NOON))] == [
        one.fingerprint for one in planned(whole(statements, told_others, NOON))
    ]
    assert render(statements, PLAN, NOON) == render(statements, told_others, NOON)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, company=replace(PLAN.company, name="Other")),
        replace(PLAN, company=replace(PLAN.company, time_zone="Asia/Tokyo")),
        replace(PLAN, components=(Component("website", "Shop"),)),
    ],
    ids=["name", "zone", "components"],
)
def test_what_the_plan_says_of_the_company_is_on_every_page(other: Plan) -> None:
    statements = [a_statement("st-1"), a_resolved("st-2")]
    before = {one.key: one.fingerprint for one in planned(whole(statements, PLAN, NOON))}
    assert not {one.key for one in planned(whole(statements, other, NOON)) if before[one.key] == one.fingerprint}


# ---------------------------------------------------------------- long histories
MANY = [said(which, 2, over=True) for which in range(80)]


def by_lines(statements: list[Statement]) -> Shown:
    """As a publisher sees them that has read no more than it must."""
    everything = whole(statements, PLAN, NOON)
    read = {one.id: one for one in everything.full}
    lines: dict[str, Line] = {one.id: told for one in statements if (told := line(one)) and one.id not in read}
    order = sorted((one.id for one in statements), reverse=True)
    return shown(order, read, lines, PLAN, NOON)


def test_a_page_made_from_lines_is_the_page_made_from_the_whole_history() -> None:
    statements = [said(200, 1), said(0, 1), *MANY[1:]]
    full = {one.key: one for one in planned(whole(statements, PLAN, NOON))}
    short = {one.key: one for one in planned(by_lines(statements))}
    assert len(full) - len(short) == 3 * 30
    for key, item in short.items():
        assert (item.fingerprint, item.make()) == (full[key].fingerprint, full[key].make()), key


def test_an_open_statement_is_given_in_full_however_old_it_is() -> None:
    split = whole([said(0, 1), *MANY[1:]], PLAN, NOON)
    assert said(0, 1) in split.full
    assert (len(split.full), len(split.lines), len(split.older)) == (51, 29, 29)


def test_planned_work_takes_no_incidents_place_in_the_lists_of_fifty() -> None:
    works = [work(which) for which in range(60)]
    found = site(*MANY[:60], *works, now=NOON)
    for key, of in (("incidents", "incidents"), ("scheduled-maintenances", "scheduled_maintenances")):
        told = json.loads(found[f"api/v2/{key}.json"].body)[of]
        assert [one["id"][-2:] for one in told] == [f"{which:02}" for which in range(59, 9, -1)]


def work(which: int) -> Statement:
    """Planned, and done; begun a minute after the incident of that number."""
    one = said(which, 2, over=True)
    steps: tuple[Progress, ...] = ("scheduled", "completed")
    updates = tuple(replace(update, progress=step) for update, step in zip(one.updates, steps, strict=True))
    window = Window(one.started_at, one.started_at + minutes(60))
    return replace(
        one, id=f"st-work-{which:02}", created_at=one.created_at + minutes(1), updates=updates, window=window
    )


def test_the_objects_of_a_past_incident_are_known_without_reading_it() -> None:
    made = {one.key: one.fingerprint for one in planned(whole(MANY, PLAN, NOON, DOOR))}
    for one in (MANY[0], MANY[-1]):
        known = dict(past_of(PLAN, DOOR).objects(one.id, one.revision))
        assert sorted(known) == [
            f"incidents/{one.id}.html",
            f"incidents/{one.id}.json",
            f"pt/incidents/{one.id}.html",
        ]
        assert known.items() <= made.items()


# ---------------------------------------------------------------- what stays inside
def test_a_draft_that_was_never_published_is_nowhere() -> None:
    draft = a_draft("Not yet approved", title="Secret plan")
    waiting = a_statement("st-waiting", state="draft", title="Secret plan", draft=draft, updates=())
    assert site(waiting) == site()


def test_a_new_draft_and_the_notes_of_staff_stay_inside() -> None:
    draft: Draft = a_draft("Not yet approved", title="Secret plan", progress="identified", author="mallory")
    moves = (Move("mallory", "edited", NOON, "because the boss shouted"),)
    statement = replace(a_statement(moves=moves), draft=draft, case_id="case-77", storm_id="storm-9")
    for one in site(statement).values():
        for secret in (b"Secret plan", b"Not yet", b"mallory", b"shouted", b"case-77", b"storm-9", b"grace"):
            assert secret not in one.body, one.key
    assert site(statement) == site(a_statement())


# ---------------------------------------------------------------- headers and sizes
def test_json_is_kept_for_fifteen_seconds() -> None:
    answers = [one for key, one in site(a_statement()).items() if key.endswith(".json") and key != "feed.json"]
    assert len(answers) >= 8
    assert {(one.content_type, one.cache_control) for one in answers} == {
        ("application/json; charset=utf-8", "public, max-age=15")
    }


def test_the_first_view_of_a_bad_day_fits_into_14_kilobytes() -> None:
    words = random.Random(7)
    text = " ".join("".join(words.choices("abcdefghijklmnopqrstuvwxyz", k=words.randint(2, 9))) for _ in range(3000))
    impacts: tuple[Impact, ...] = ("critical", "major", "minor", "none")
    long = [
        a_statement(f"st-{n}", updates=(an_update(title=text[n : n + 150], body=text[n * 99 :], impact=impact),))
        for n, impact in enumerate(impacts)
    ]
    past = [replace(a_resolved(f"st-r{n}"), title=text[n * 50 : n * 50 + 100]) for n in range(60)]
    components = tuple(Component(f"c{n}", text[n * 31 : n * 31 + 30], text[n : n + 60]) for n in range(25))
    index = render([*long, *past], replace(PLAN, components=components), NOON, DOOR)[-1]
    assert len(gzip.compress(index.body, mtime=0)) <= 14_000


def prose(seed: int, count: int) -> str:
    """Words that compress no better than prose."""
    dice = random.Random(seed)
    return " ".join(
        "".join(dice.choices("eeettaaooiinnssrrhhldcumfpgwybvk", k=dice.randint(2, 9))) for _ in range(count)
    )


def first_view_bytes(statements: list[Statement]) -> int:
    return len(gzip.compress(render(statements, a_plan(), NOON, DOOR)[-1].body, mtime=0))


def test_the_first_view_of_many_incidents_at_once_fits_too_as_each_says_less() -> None:
    said_at_once = [an_update(title=prose(n, 6), body=prose(n + 99, 500)) for n in range(15)]
    assert first_view_bytes([a_statement(f"st-{n}", updates=(one,)) for n, one in enumerate(said_at_once)]) <= 14_000


def test_the_first_view_fits_whatever_reasons_were_given() -> None:
    taken_back = [
        a_statement(f"st-{n}", state="retracted", updates=(an_update(),), retracted_because=prose(n, 400))
        for n in range(9)
    ]
    right = an_update(2, corrects=1, because=prose(77, 2000), published_at=NOON)
    statements = [*taken_back, a_statement("st-open", updates=(an_update(kept_at=NOON), right))]
    assert first_view_bytes(statements) <= 14_000
    own = site(*statements)
    assert prose(3, 400) in own["incidents/st-3.html"].body.decode()
    assert prose(77, 2000) in own["incidents/st-open.html"].body.decode()


def test_a_text_of_300_kilobytes_is_all_on_its_page_and_not_on_the_index() -> None:
    body = "ä" * 150_000
    objects = site(a_statement("st-1", updates=(an_update(body=body),)))
    assert body in objects["incidents/st-1.html"].body.decode()
    assert len(objects["index.html"].body) < 60_000
