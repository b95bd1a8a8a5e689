"""Listing the sources, pausing one, hearing it again."""

from __future__ import annotations

import pytest

from shared.cli.sources import PARKED_DAYS
from shared.operations.upkeep import Upkeep
from shared.plan import Source
from shared.store.marks import Marks
from tests.builders import NOON, a_plan, minutes
from tests.harness.template import template
from tests.harness.world import World
from tests.shared.cli.conftest import Operator

FORUM = Source("forum", "discourse", "webhook", "acme")
NEWS = Source("news", "rss", "sweep", "acme", url="https://news.example.com/feed.xml")


def two_sources(world: World) -> None:
    Upkeep(world.deployment()).publish_plan(a_plan(sources=[FORUM, NEWS]))


@pytest.fixture
def here(world: World, bare: Operator) -> Operator:
    world.lives_through(two_sources)
    return bare


@pytest.fixture
def marks(here: Operator) -> Marks:
    return Marks(here.deployment.ledger_table)


# ---------------------------------------------------------------- list
def test_each_source_is_listed_with_when_it_was_heard(here: Operator, marks: Marks) -> None:
    marks.heard("forum", NOON - minutes(5))
    marks.swept("news", NOON - minutes(3), note="the feed has no dates")
    heading, forum, news = here.sees("source", "list").splitlines()
    assert heading.split() == ["SOURCE", "PLATFORM", "HOW", "EVERY", "HEARD", "SWEPT", "GOOD", "UNTIL", "STATE"]
    assert forum.split() == ["forum", "discourse", "webhook", "-", "5", "min", "ago", "-", "-", "well"]
    assert news.split()[:4] == ["news", "rss", "sweep", "15"]
    assert news.endswith("3 min ago  -           the feed has no dates")


def test_a_source_of_which_nothing_came_says_so_and_one_that_fails_says_why(here: Operator, marks: Marks) -> None:
    marks.swept("news", NOON - minutes(30), "it answered 500")
    _, forum, news = here.sees("source", "list").splitlines()
    assert forum.endswith("nothing yet")
    assert news.endswith("failing since 2026-10-02 11:30 UTC (30 min ago): it answered 500")


def test_for_machines_a_source_is_listed_with_its_whole_mark(here: Operator, marks: Marks) -> None:
    marks.lasts("forum", NOON + minutes(90))
    forum, news = here.reads("source", "list")
    assert forum["mark"]["token_until"] == "2026-10-02T13:30:00Z"
    assert (news["source"]["url"], news["paused"]) == (NEWS.url, None)


def test_a_plan_without_sources_says_how_to_add_one(world: World, bare: Operator) -> None:
    Upkeep(bare.deployment).publish_plan(a_plan(sources=[]))
    assert "firebreak source add" in bare.sees("source", "list")


def test_every_platform_is_listed_with_what_it_needs_and_no_deployment_is_asked(bare: Operator) -> None:
    told = bare.sees("source", "list", "--platforms")
    assert "webhook: secret, verify, setting account; sweep: token, setting account" in told
    assert bare.asked == []
    listed = {one["name"]: one for one in bare.reads("source", "list", "--platforms")}
    assert listed["discourse"]["needs"] == {"webhook": ["secret"], "sweep": ["url"]}
    assert listed["appstore"]["ways"] == ["sweep"]


# ---------------------------------------------------------------- pause and resume
def test_a_source_is_paused_for_a_while_and_heard_again(here: Operator, marks: Marks) -> None:
    told = here.sees("source", "pause", "forum", "--for", "2h", "--why", "it moves", "--as", "ada")
    assert "forum is paused until 2026-10-02 14:00 UTC (in 2 h)." in told
    assert f"waits among the dead letters for {PARKED_DAYS} days" in told
    paused = marks.paused(NOON)["forum"]
    assert (paused.by, paused.why, paused.until) == ("ada", "it moves", NOON + minutes(120))
    assert "paused by ada just now, until 2026-10-02 14:00 UTC (in 2 h): it moves" in here.sees("source", "list")
    here.waits(30)
    told = here.sees("source", "resume", "forum")
    assert "forum is heard again; ada had paused it 2026-10-02 12:00 UTC (30 min ago)." in told
    assert "firebreak redrive" in told
    assert marks.paused(NOON) == {}


def test_a_pause_without_an_end_lasts_until_it_is_resumed(here: Operator, marks: Marks) -> None:
    told = here.sees("source", "pause", "news")
    assert "news is paused until it is resumed." in told
    assert "It is not asked" in told
    assert here.reads("source", "resume", "news") == {"name": "news", "paused": None}


def test_for_machines_a_pause_says_who_and_until_when(here: Operator) -> None:
    paused = here.reads("source", "pause", "news", "--for", "1d", "--as", "ada")["paused"]
    assert (paused["by"], paused["until"]) == ("ada", "2026-10-03T12:00:00Z")


def test_a_source_that_is_not_paused_can_not_be_resumed(here: Operator) -> None:
    assert "forum is not paused" in here.refused("source", "resume", "forum")


def test_a_pause_that_is_over_is_none(here: Operator) -> None:
    here.sees("source", "pause", "forum", "--for", "1h")
    here.waits(61)
    assert "paused" not in here.sees("source", "list")
    assert "forum is not paused" in here.refused("source", "resume", "forum")


def test_a_source_that_the_plan_lacks_is_refused_with_those_that_it_has(here: Operator) -> None:
    for verb in ("pause", "check"):
        told = here.refused("source", verb, "forun")
        assert "the plan in force has no source 'forun', it has forum, news" in told


@pytest.mark.parametrize("span", ["2", "soon", "999999d"])
def test_a_pause_has_a_length_that_people_can_mean(here: Operator, span: str) -> None:
    here.at = NOON.replace(year=9000)
    here.misused("source", "pause", "forum", "--for", span)


def test_what_is_parked_waits_as_long_as_the_queue_keeps_it() -> None:
    seconds = template()["Resources"]["InboxDeadLetters"]["Properties"]["MessageRetentionPeriod"]
    assert int(seconds) == PARKED_DAYS * 24 * 3600
