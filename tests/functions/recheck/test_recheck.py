"""With moto: what is due is asked about once and moved on, what is old goes, and a crash between leaves nothing out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.inbox import WantedQueue
from shared.keeping import GRACE, Keeping
from shared.mark import Paused
from shared.mention import Mention, Tombstone
from shared.plan import Plan, Source
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.mentions import MentionStore
from tests.builders import NOON, a_mention, a_plan
from tests.harness.world import World, names
from tests.shared.store.failing import before, refuse

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
REDDIT = Source("reddit", "reddit", "sweep", "acme")
TUBE = Source("tube", "youtube", "sweep", "acme")
DAILY, MONTHLY = Keeping(recheck_every=DAY), Keeping(recheck_every=25 * DAY)


@pytest.fixture
def open_world(world: World) -> World:
    in_force(a_plan(sources=(REDDIT, TUBE)))
    return world


def in_force(plan: Plan) -> None:
    Ledger(names()["Ledger"]).publish_plan(plan)


def store() -> MentionStore:
    return MentionStore(names()["Mentions"])


def a_post(native_id: str = "t1_1", platform: str = "reddit", source: str = "reddit", seen: datetime = NOON) -> Mention:
    return replace(a_mention(native_id, text="zzyzx"), platform=platform, source=source, seen_at=seen)


def item(mention_id: str) -> dict[str, Any]:
    return dict(aws.dynamodb().get_item(TableName=names()["Mentions"], Key={"id": {"S": mention_id}})["Item"])


def run(world: World, at: datetime) -> dict[str, int]:
    with time_machine.travel(at, tick=False):
        done: dict[str, int] = world.call("RecheckFunction", {})
    return done


def wanted(at: datetime) -> list[tuple[str, tuple[str, ...]]]:
    """What is asked of whom, taken off the queue."""
    with time_machine.travel(at + timedelta(minutes=5), tick=False):
        queue = WantedQueue(names()["Wanted"])
        found = list(queue.take(100))
        for one in found:
            queue.done(one)
    return [(one.wanted.source, one.wanted.ids) for one in found]


def test_a_post_is_asked_about_when_its_platform_wants_and_not_before(open_world: World) -> None:
    store().keep(a_post(), DAILY)
    assert run(open_world, NOON + DAY - HOUR)["asked"] == 0
    assert run(open_world, NOON + DAY)["asked"] == 1
    assert wanted(NOON + DAY) == [("reddit", ("t1_1",))]


def test_what_was_asked_about_is_asked_again_a_day_later_and_not_each_hour(open_world: World) -> None:
    store().keep(a_post(), DAILY)
    asked = [run(open_world, NOON + DAY + hours * HOUR)["asked"] for hours in (0, 1, 23, 24)]
    assert asked == [1, 0, 0, 1]


def test_a_crash_before_it_is_moved_on_asks_again(open_world: World) -> None:
    store().keep(a_post(), DAILY)
    with before("dynamodb", "UpdateItem", refuse("InternalServerError")), pytest.raises(ExceptionGroup):
        run(open_world, NOON + DAY)
    run(open_world, NOON + DAY + HOUR)
    assert len(wanted(NOON + DAY + HOUR)) == 2


def test_a_queue_that_refuses_leaves_the_post_due(open_world: World) -> None:
    store().keep(a_post(), DAILY)
    with before("sqs", "SendMessage", refuse("InternalError")), pytest.raises(ExceptionGroup):
        run(open_world, NOON + DAY)
    assert run(open_world, NOON + DAY + HOUR)["asked"] == 1


def test_a_post_that_the_platform_showed_again_is_not_due_before_its_time(open_world: World) -> None:
    mentions = store()
    video = a_post("v1", "youtube", "tube")
    mentions.keep(video, MONTHLY)
    assert mentions.keep(replace(video, seen_at=NOON + 20 * DAY), MONTHLY) == "known"
    assert run(open_world, NOON + 30 * DAY)["over"] == 0
    assert run(open_world, NOON + 45 * DAY)["asked"] == 1


def test_a_video_that_nobody_showed_us_again_goes_within_thirty_days(open_world: World) -> None:
    mentions = store()
    video = a_post("v1", "youtube", "tube")
    mentions.keep(video, MONTHLY)
    gone_at = None
    for hours in range(24 * 27, 24 * 31, 6):
        run(open_world, NOON + hours * HOUR)
        if mentions.get(video.id) is None:
            gone_at = NOON + hours * HOUR
            break
    assert gone_at is not None
    assert NOON + 29 * DAY < gone_at <= NOON + 30 * DAY
    assert "zzyzx" not in str(item(video.id))


def test_posts_of_a_source_that_left_the_plan_or_is_paused_go_after_some_days(open_world: World) -> None:
    Marks(names()["Ledger"]).pause("reddit", Paused(NOON, "ada"))
    store().keep(a_post(), DAILY)
    for days in (1, 3, 5):
        assert run(open_world, NOON + days * DAY) == {"asked": 0, "over": 0, "old": 0}
    assert run(open_world, NOON + 6 * DAY)["over"] == 1
    assert store().get("reddit:t1_1") is None


def test_a_pause_of_some_hours_takes_no_post_however_long_ago_it_was_last_shown_to_us(open_world: World) -> None:
    # X answers with what changed only: what it leaves out is there, and was not seen again for months.
    mentions, marks = store(), Marks(names()["Ledger"])
    in_force(a_plan(sources=(Source("x", "x", "sweep", "acme"),)))
    post = a_post("9", "x", "x")
    mentions.keep(post, DAILY)
    for day in range(1, 10):
        assert run(open_world, NOON + day * DAY)["asked"] == 1
    marks.pause("x", Paused(NOON + 10 * DAY - HOUR, "ada", until=NOON + 10 * DAY + HOUR))
    assert run(open_world, NOON + 10 * DAY) == {"asked": 0, "over": 0, "old": 0}
    assert run(open_world, NOON + 11 * DAY)["asked"] == 1
    # The days of one pause and of the next are not added up.
    marks.pause("x", Paused(NOON + 12 * DAY - HOUR, "ada"))
    for day in range(12, 17):
        assert run(open_world, NOON + day * DAY)["over"] == 0
    assert run(open_world, NOON + 17 * DAY)["over"] == 1


def test_a_clock_that_ran_ahead_for_an_hour_puts_no_look_off_for_a_year(open_world: World) -> None:
    store().keep(a_post(), DAILY)
    assert run(open_world, NOON + 365 * DAY)["asked"] == 1
    assert [run(open_world, NOON + days * DAY)["asked"] for days in (1, 2)] == [1, 1]
    # What is due in its time is not asked about before.
    assert run(open_world, NOON + 2 * DAY + HOUR)["asked"] == 0


def test_what_is_shown_again_after_a_pause_has_its_days_anew(open_world: World) -> None:
    mentions, marks = store(), Marks(names()["Ledger"])
    mentions.keep(a_post(), DAILY)
    marks.pause("reddit", Paused(NOON, "ada"))
    for day in (1, 2, 3):
        run(open_world, NOON + day * DAY)
    mentions.keep(a_post(seen=NOON + 3 * DAY + HOUR), DAILY)
    for day in range(4, 9):
        assert run(open_world, NOON + day * DAY + 2 * HOUR)["over"] == 0
    assert run(open_world, NOON + 9 * DAY + 3 * HOUR)["over"] == 1


def test_a_post_of_a_platform_without_a_duty_is_never_asked_about(open_world: World) -> None:
    store().keep(a_mention(), Keeping())
    assert "recheck_on" not in item("discourse:1")
    assert run(open_world, NOON + 300 * DAY) == {"asked": 0, "over": 0, "old": 0}


def test_a_tombstone_is_not_asked_about(open_world: World) -> None:
    mentions = store()
    mentions.keep(a_post(), DAILY)
    mentions.bury(Tombstone("reddit", "reddit", "t1_1", "deleted by its author", NOON), DAILY)
    assert run(open_world, NOON + DAY)["asked"] == 0


# ---------------------------------------------------------------- as long as the plan says
def keep_for(days: int) -> None:
    """The plan keeps for so long, and all that is older than the tests was gone through."""
    Ledger(names()["Ledger"]).move_cursor("kept texts", (NOON - HOUR).isoformat())
    plan = a_plan(sources=(REDDIT,))
    in_force(replace(plan, company=replace(plan.company, keep_texts=timedelta(days=days))))


def runs_at(world: World, at: datetime, runs: int = 1) -> int:
    return sum(run(world, at)["old"] for _ in range(runs))


def test_a_plan_that_keeps_for_less_has_what_is_older_go_also_what_was_kept_before(open_world: World) -> None:
    mentions = store()
    old, young = a_mention("1"), replace(a_mention("2"), seen_at=NOON + DAY)
    for mention in (old, young):
        mentions.keep(mention, Keeping(400 * DAY))
    keep_for(300)
    at = NOON + 30 * DAY + 2 * HOUR
    assert runs_at(open_world, at) == 0
    keep_for(30)
    after_a_cold_start = World()
    assert runs_at(after_a_cold_start, at) == 1
    assert (mentions.get(old.id), mentions.get(young.id) is not None) == (None, True)
    assert runs_at(after_a_cold_start, at + DAY) == 1


def test_an_edit_that_came_later_counts_from_when_it_came(open_world: World) -> None:
    keep_for(30)
    mentions = store()
    mentions.keep(a_mention(), Keeping(30 * DAY))
    mentions.keep(replace(a_mention(version=9, text="edited"), seen_at=NOON + 2 * DAY), Keeping(30 * DAY))
    assert runs_at(open_world, NOON + 31 * DAY) == 0
    assert runs_at(open_world, NOON + 32 * DAY + 2 * HOUR, 1) == 1


def test_what_was_kept_for_long_enough_stays_out_when_a_feed_still_lists_it(open_world: World) -> None:
    keep_for(30)
    mentions, later = store(), NOON + 31 * DAY
    mentions.keep(a_mention(), Keeping(30 * DAY))
    runs_at(open_world, later)
    assert mentions.keep(replace(a_mention(version=99), seen_at=later), Keeping(30 * DAY)) == "deleted"


def test_by_itself_an_item_goes_soon_after_and_a_tombstone_no_sooner_than_what_it_keeps_out(open_world: World) -> None:
    mentions = store()
    for kept in (30 * DAY, 900 * DAY):
        native_id = str(kept.days)
        mentions.keep(a_mention(native_id), Keeping(kept))
        ends_at = a_mention().seen_at + kept + GRACE
        assert item(f"discourse:{native_id}")["expires"]["N"] == str(int(ends_at.timestamp()))
        mentions.bury(Tombstone("forum", "discourse", native_id, "deleted", NOON), Keeping(kept))
        assert int(item(f"discourse:{native_id}")["expires"]["N"]) >= int((NOON + max(kept, 400 * DAY)).timestamp())


def test_an_hour_that_could_not_be_finished_is_gone_through_again(open_world: World) -> None:
    keep_for(30)
    store().keep(a_mention(), Keeping(30 * DAY))
    at = NOON + 30 * DAY + 2 * HOUR
    with before("dynamodb", "PutItem", refuse("InternalServerError")), pytest.raises(ExceptionGroup):
        run(open_world, at)
    assert runs_at(open_world, at + HOUR) == 1


def test_what_one_run_can_not_take_is_the_next_ones(open_world: World) -> None:
    keep_for(30)
    for number in range(5):
        store().keep(a_mention(str(number)), Keeping(30 * DAY))
    take_old = open_world.handler("RecheckFunction").take_old
    plan = Ledger(names()["Ledger"]).plan()
    assert [take_old(plan, NOON + 31 * DAY, 2) for _ in range(4)] == [2, 2, 1, 0]


def test_without_a_plan_nothing_is_asked_and_nothing_goes(world: World) -> None:
    assert run(world, NOON) == {}
