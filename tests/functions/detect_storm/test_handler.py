"""With moto: mentions are counted once, judged by their own clock, and what is found is told at least once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.codec import encode
from shared.events import MentionTriaged
from shared.operations.care import Care
from shared.store.ledger import Ledger, NoPlanError
from shared.store.storms import StormStore
from shared.storm import Storm
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.shared.nouns import MINUTE
from tests.shared.store.failing import before, refuse

#: The burst begins here; six quiet hours lie before it.
BREAKS = NOON + timedelta(hours=6)


@pytest.fixture
def storms(world: World) -> StormStore:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    return StormStore(names()["Storms"])


def triaged(number: int, at: datetime, *, brand: str = "acme", complaint: bool = True, public: bool = True) -> Any:
    mention = a_mention(str(number))
    return MentionTriaged(
        mention_id=mention.id,
        mention_version=1,
        brand=brand,
        source="forum",
        author=f"{number:012x}",
        kind="specific_complaint" if complaint else "praise",
        complaint=complaint,
        severity=2,
        priority="normal",
        instance="website_problem" if complaint else None,
        public=public,
        created_at=at,
        seen_at=at + timedelta(seconds=1),
    )


def quiet(brand: str = "acme", start: int = 0) -> list[MentionTriaged]:
    return [triaged(start + step, NOON + minutes(30 * step), brand=brand) for step in range(12)]


def burst(count: int = 14, brand: str = "acme", start: int = 1000) -> list[MentionTriaged]:
    return [triaged(start + n, BREAKS + n * timedelta(seconds=30), brand=brand) for n in range(count)]


def take(world: World, mentions: Sequence[MentionTriaged], at: datetime | None = None) -> list[str]:
    """One batch off the queue, when the last of it was seen; gives the messages that are to come again."""
    records = [
        {"messageId": str(n), "body": json.dumps({"detail": json.loads(encode(mention))})}
        for n, mention in enumerate(mentions)
    ]
    with time_machine.travel(at or max(mention.seen_at for mention in mentions), tick=False):
        answer = world.call("DetectStormFunction", {"Records": records})
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def tick(world: World, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        world.call("DetectStormFunction", {})


def told() -> Counter[str]:
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
    found: list[str] = []
    with time_machine.travel(BREAKS + timedelta(hours=20), tick=False):
        while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                found.append(json.loads(message["Body"])["detail-type"])
    return Counter(found)


def the_storm(storms: StormStore) -> Storm:
    [storm] = storms.listed()
    return storm


def brew(world: World) -> None:
    """A quiet morning, a burst, and the minute that judges it."""
    take(world, quiet())
    take(world, burst())
    tick(world, BREAKS + minutes(12))


def test_a_burst_is_suspected_at_the_minute_tick_and_told_once(world: World, storms: StormStore) -> None:
    brew(world)
    tick(world, BREAKS + minutes(13))
    storm = the_storm(storms)
    assert (storm.state, storm.brand, storm.instance) == ("candidate", "acme", "website_problem")
    assert storm.began_at == BREAKS
    assert told()["StormSuspected"] == 1


def test_the_same_messages_again_change_nothing(world: World, storms: StormStore) -> None:
    brew(world)
    before_it, _ = the_storm(storms), told()
    take(world, [*quiet(), *burst()], at=BREAKS + minutes(13))
    tick(world, BREAKS + minutes(14))
    assert (the_storm(storms), told()) == (before_it, Counter())


def test_batches_of_any_size_find_the_same_storm(world: World, storms: StormStore) -> None:
    everything = [*quiet(), *burst()]
    for start in range(0, len(everything), 5):
        take(world, everything[start : start + 5])
    tick(world, BREAKS + minutes(12))
    assert (the_storm(storms).began_at, the_storm(storms).instance) == (BREAKS, "website_problem")


def test_a_quiet_brand_is_no_storm_and_leaves_the_list_in_the_end(world: World, storms: StormStore) -> None:
    take(world, quiet())
    assert set(storms.pending()) == {"acme"}
    tick(world, NOON + timedelta(hours=8))
    assert storms.pending() == {}
    assert storms.listed() == []


def test_a_storm_subsides_by_the_ticks_alone(world: World, storms: StormStore) -> None:
    brew(world)
    for number in range(13, 110, 4):
        tick(world, BREAKS + number * MINUTE)
    assert the_storm(storms).state == "subsided"
    assert told()["StormSubsided"] == 1


def test_one_brands_storm_is_not_anothers(world: World, storms: StormStore) -> None:
    take(world, [*quiet("acme"), *quiet("other", start=500)])
    take(world, burst(brand="other"))
    tick(world, BREAKS + minutes(12))
    assert the_storm(storms).brand == "other"


@pytest.mark.parametrize("change", [{"public": False}, {"complaint": False}])
def test_private_messages_and_praise_make_no_storm(world: World, storms: StormStore, change: Any) -> None:
    take(world, quiet())
    take(world, [replace(mention, **change) for mention in burst(40)])
    tick(world, BREAKS + minutes(30))
    assert storms.listed() == []


def test_a_message_that_is_no_mention_is_given_back_and_stops_no_other(world: World, storms: StormStore) -> None:
    good = json.dumps({"detail": json.loads(encode(triaged(1, NOON)))})
    bodies = ["", "not json", "[]", "{}", '{"detail": {"mention_id": 1}}', good]
    records = [{"messageId": str(n), "body": body} for n, body in enumerate(bodies)]
    with time_machine.travel(NOON + MINUTE, tick=False):
        answer = world.call("DetectStormFunction", {"Records": records})
    assert [failure["itemIdentifier"] for failure in answer["batchItemFailures"]] == ["0", "1", "2", "3", "4"]
    assert [t.mentions for t in storms.tallied("acme", NOON - MINUTE, NOON + MINUTE)] == [1]


def test_what_was_found_but_not_told_is_told_by_the_next_minute(world: World, storms: StormStore) -> None:
    take(world, quiet())
    take(world, burst())
    with before("events", "PutEvents", refuse("InternalFailure")), pytest.raises(ExceptionGroup):
        tick(world, BREAKS + minutes(12))
    assert told() == Counter()
    tick(world, BREAKS + minutes(13))
    assert told()["StormSuspected"] == 1
    assert the_storm(storms).began_at == BREAKS


@pytest.mark.parametrize("nth", range(1, 4))
def test_whichever_write_of_the_judging_fails_the_storm_is_found_and_told(
    world: World, storms: StormStore, nth: int
) -> None:
    take(world, quiet())
    take(world, burst())
    writes = iter(range(1, 99))

    def fail() -> None:
        if next(writes) == nth:
            refuse("InternalServerError")()

    with before("dynamodb", "PutItem", fail, times=99), suppress(ExceptionGroup):
        tick(world, BREAKS + minutes(12))
    tick(world, BREAKS + minutes(13))
    assert told()["StormSuspected"] >= 1
    assert the_storm(storms).began_at == BREAKS


def test_one_brand_that_can_not_be_judged_stops_no_other(world: World, storms: StormStore) -> None:
    take(world, [*quiet("acme"), *quiet("other", start=500)])
    take(world, [*burst(brand="acme"), *burst(brand="other", start=2000)])
    with before("dynamodb", "PutItem", refuse("InternalServerError")), pytest.raises(ExceptionGroup):
        tick(world, BREAKS + minutes(12))
    assert len(storms.listed()) == 1
    tick(world, BREAKS + minutes(13))
    assert {storm.brand for storm in storms.listed()} == {"acme", "other"}


def test_a_dismissed_storm_grows_and_passes_without_becoming_one_again(world: World, storms: StormStore) -> None:
    brew(world)
    care = Care(world.deployment())
    care.dismiss(the_storm(storms).id, "ada", BREAKS, "a quiz of our own")
    more = [replace(one, created_at=one.created_at + minutes(8)) for one in burst(60, start=3000)]
    take(world, more, at=BREAKS + minutes(40))
    for number in range(41, 140, 4):
        tick(world, BREAKS + number * MINUTE)
    assert the_storm(storms).state == "dismissed"
    assert told()["StormSuspected"] == 1


def test_two_judges_at_once_find_one_storm(world: World, storms: StormStore) -> None:
    take(world, quiet())
    take(world, burst())
    handler = world.handler("DetectStormFunction")
    with (
        time_machine.travel(BREAKS + minutes(12), tick=False),
        before("dynamodb", "PutItem", lambda: handler.handle({}, None)),
    ):
        handler.handle({}, None)
    assert the_storm(storms).state == "candidate"
    assert told()["StormSuspected"] == 1


def test_without_a_plan_the_counts_are_kept_for_when_there_is_one(world: World) -> None:
    take(world, quiet())
    with pytest.raises(NoPlanError):
        tick(world, NOON + timedelta(hours=8))
    storms = StormStore(names()["Storms"])
    assert set(storms.pending()) == {"acme"}
    assert sum(t.mentions for t in storms.tallied("acme", NOON - MINUTE, NOON + timedelta(days=1))) == 12
