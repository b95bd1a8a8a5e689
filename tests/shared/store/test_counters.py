"""With moto: each mention is counted once, in its own minute, whatever fails and however many count at a time."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.drill.transactions import quick_transactions
from shared import aws
from shared.authors import distinct
from shared.minute import Minute
from shared.store.counters import BUSY_AT_ONCE, BUSY_FROM, BUSY_SHARDS, Counted, Counters
from shared.store.items import LostRaceError
from shared.store.sample import lowest
from tests.builders import NOON, minutes
from tests.harness.world import World, names
from tests.shared.store.failing import before, conflict, hooked, refuse

_numbers = itertools.count()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def counters(world: World) -> Iterator[Counters]:
    with quick_transactions():
        yield Counters(names()["Storms"])


def counted(
    mention: int, brand: str = "acme", at: datetime = NOON, complaint: bool = True, instance: str | None = "login"
) -> Counted:
    return Counted(
        mention_id=f"m-{mention}",
        brand=brand,
        minute=at,
        complaint=complaint,
        author=f"{mention:012x}",
        instance=instance,
        kind="venting" if complaint else "praise",
        angry=mention % 2 == 0,
        reposts=3,
        reach=900,
        platform="discourse",
    )


def tally(counters: Counters, brand: str = "acme") -> list[Minute]:
    return counters.tallied(brand, NOON - HOUR, NOON + HOUR)


def held() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for page in aws.dynamodb().get_paginator("scan").paginate(TableName=names()["Storms"]):
        items += page["Items"]
    return items


# ---------------------------------------------------------------- what is counted
def test_a_minute_holds_all_that_the_detector_asks_for(counters: Counters) -> None:
    counters.count(
        [
            counted(1),
            counted(2, instance=None),
            replace(counted(3, instance="slow"), platform="x", reposts=-1, reach=0),
            replace(counted(4, complaint=False), platform="x"),
        ],
        NOON,
    )
    [told] = tally(counters)
    assert (told.at, told.mentions, told.complaints, distinct(set(told.authors))) == (NOON, 4, 3, 3)
    assert told.kinds == (("praise", 1), ("venting", 3))
    assert told.instances == (("login", 1), ("slow", 1))
    assert told.platforms == (("discourse", 2), ("x", 1))
    assert (told.angry, told.reposts, told.reach) == (1, 6, 2.0 + 2.0 + 1.0)


def test_minutes_are_kept_apart_and_what_is_asked_for_is_all_that_is_told(counters: Counters) -> None:
    counters.count([counted(n, at=NOON + minutes(n)) for n in range(4)], NOON)
    told = counters.tallied("acme", NOON + minutes(1), NOON + minutes(3))
    assert [t.at for t in told] == [NOON + minutes(1), NOON + minutes(2)]
    assert counters.first_minute("acme") == NOON
    assert counters.first_minute("other") is None
    assert counters.tallied("acme", NOON + HOUR, NOON) == []


def test_the_last_minutes_of_a_year_are_in_order(counters: Counters) -> None:
    new_year = datetime(2027, 1, 1, tzinfo=NOON.tzinfo)
    counters.count([counted(n, at=new_year + minutes(n - 2)) for n in range(5)], NOON)
    told = counters.tallied("acme", new_year - HOUR, new_year + HOUR)
    assert [t.at for t in told] == [new_year + minutes(n - 2) for n in range(5)]


def test_what_comes_a_day_late_lands_in_its_own_minute(counters: Counters) -> None:
    counters.count([counted(1)], NOON)
    counters.count([counted(2, at=NOON - DAY), counted(3)], NOON)
    told = counters.tallied("acme", NOON - 2 * DAY, NOON + HOUR)
    assert [(t.at, t.mentions) for t in told] == [(NOON - DAY, 1), (NOON, 2)]


# ---------------------------------------------------------------- once, ever
def test_the_same_batch_counted_twice_changes_nothing(counters: Counters) -> None:
    batch = [counted(number) for number in range(150)]
    assert counters.count(batch, NOON) == 150
    once = tally(counters)
    assert counters.count(batch, NOON + minutes(5)) == 0
    assert Counters(names()["Storms"]).count(list(reversed(batch)), NOON + minutes(5)) == 0
    assert tally(counters) == once
    assert (once[0].complaints, once[0].mentions) == (150, 150)


def test_a_batch_that_holds_a_mention_twice_counts_it_once(counters: Counters) -> None:
    assert counters.count([counted(1), counted(1), counted(2)], NOON) == 2
    assert counters.count([counted(2), counted(3)], NOON) == 1
    assert tally(counters)[0].mentions == 3


BATCHES = st.lists(
    st.lists(
        st.tuples(st.integers(0, 15), st.sampled_from("ab"), st.integers(0, 2), st.booleans()), min_size=1, max_size=8
    ),
    min_size=1,
    max_size=5,
)


@settings(database=None, deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BATCHES)
def test_any_overlapping_batches_count_each_mention_once(
    counters: Counters, batches: list[list[tuple[int, str, int, bool]]]
) -> None:
    own = f"run{next(_numbers)}-"
    known: dict[int, Counted] = {}
    for batch in batches:
        nouns = []
        for number, brand, minute, complaint in batch:
            fresh = counted(number, own + brand, NOON + minutes(minute), complaint, "login" if complaint else None)
            nouns.append(known.setdefault(number, replace(fresh, mention_id=f"{own}{number}")))
        counters.count(nouns, NOON)
    for brand in (own + "a", own + "b"):
        expected = Counter(c.minute for c in known.values() if c.brand == brand)
        complaints = Counter(c.minute for c in known.values() if c.brand == brand and c.complaint)
        found = tally(counters, brand)
        assert {t.at: t.mentions for t in found} == dict(expected)
        assert {t.at: t.complaints for t in found if t.complaints} == dict(complaints)
        assert [t.at for t in found] == sorted(expected)
        ids = {c.mention_id for c in known.values() if c.brand == brand}
        assert set(counters.sampled(brand, NOON - HOUR, NOON + HOUR, 100)) == ids


@pytest.mark.parametrize("crash_at", range(4))
def test_a_crash_at_any_write_and_the_batch_again_count_each_once(counters: Counters, crash_at: int) -> None:
    batch = [counted(n, at=NOON + minutes(n % 3)) for n in range(180)]
    writes = itertools.count()

    def crash(**_: Any) -> None:
        if next(writes) == crash_at:
            refuse("InternalServerError")()

    with (
        hooked("dynamodb", "before-call.dynamodb.TransactWriteItems", crash),
        hooked("dynamodb", "before-call.dynamodb.PutItem", crash),
        pytest.raises(ClientError, match="InternalServerError"),
    ):
        counters.count(batch, NOON)
    Counters(names()["Storms"]).count(batch, NOON)
    assert [(t.mentions, distinct(set(t.authors)) > 50) for t in tally(counters)] == [(60, True)] * 3


def test_what_aws_refuses_is_an_error_and_nothing_is_counted_by_half(counters: Counters) -> None:
    with (
        before("dynamodb", "TransactWriteItems", refuse("AccessDeniedException")),
        pytest.raises(ClientError, match="AccessDenied"),
    ):
        counters.count([counted(n) for n in range(120)], NOON)
    assert tally(counters) == []


# ---------------------------------------------------------------- several at a time
def test_counters_that_meet_look_again_and_count_once(counters: Counters) -> None:
    with before("dynamodb", "TransactWriteItems", conflict) as calls:
        assert counters.count([counted(1)], NOON) == 1
    assert len(calls) == 2
    assert tally(counters)[0].mentions == 1


def test_where_two_met_at_a_minutes_item_it_is_spread(counters: Counters) -> None:
    reasons = [{"Code": "TransactionConflict"}, {"Code": "None"}]
    met: Callable[[], None] = refuse("TransactionCanceledException", CancellationReasons=reasons)
    with before("dynamodb", "TransactWriteItems", met):
        counters.count([counted(1)], NOON)
    assert [item["part"]["S"] for item in held() if item["id"]["S"] == "acme"] == ["minute#2026-10-02T12:00Z#spread"]
    assert tally(counters)[0].mentions == 1


def test_what_another_counted_between_the_look_and_the_write_is_not_counted_again(counters: Counters) -> None:
    other = Counters(names()["Storms"])
    with before("dynamodb", "TransactWriteItems", lambda: other.count([counted(1), counted(2)], NOON)):
        assert counters.count([counted(1), counted(3)], NOON) == 1
    assert tally(counters)[0].mentions == 3


def test_counters_that_meet_for_ever_are_an_error_and_the_batch_comes_again(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    with before("dynamodb", "TransactWriteItems", conflict, times=99), pytest.raises(LostRaceError):
        counters.count([counted(1)], NOON)
    assert counters.count([counted(1)], NOON) == 1


# ---------------------------------------------------------------- a burst
def test_a_large_batch_stays_within_a_transactions_limit(counters: Counters) -> None:
    assert counters.count([counted(n) for n in range(110)], NOON) == 110
    far_apart = [counted(n, brand=f"b{n % 30}", at=NOON + minutes(n % 4)) for n in range(200, 264)]
    assert counters.count(far_apart, NOON) == 64


def test_a_calm_minute_is_one_item_of_its_brand(counters: Counters) -> None:
    for number in range(10):
        counters.count([counted(number)], NOON)
    assert [item["id"]["S"] for item in held() if not item["id"]["S"].startswith("counted#")] == ["acme"]
    assert all("expires" in item for item in held())


def test_a_busy_minute_is_spread_over_keys_of_its_own_and_nothing_is_lost(counters: Counters) -> None:
    several = [counters, Counters(names()["Storms"]), Counters(names()["Storms"])]
    number = 0
    for turn in range(30):
        size = 3 if turn < 5 else BUSY_AT_ONCE if turn < 10 else 7
        several[turn % 3].count([counted(number + n) for n in range(size)], NOON)
        number += size
    keys = {item["id"]["S"] for item in held() if "mentions" in item}
    assert BUSY_SHARDS // 2 < len(keys) <= BUSY_SHARDS + 1
    assert all("expires" in item for item in held())
    [told] = tally(Counters(names()["Storms"]))
    assert (told.mentions, told.complaints, told.instances) == (number, number, (("login", number),))
    assert told.reach == 2.0 * number
    assert len(counters.sampled("acme", NOON, NOON + minutes(1), 1_000)) == number


def test_a_minute_that_fills_up_little_by_little_is_spread_too(counters: Counters) -> None:
    for start in range(0, 4 * BUSY_FROM, 20):
        counters.count([counted(start + n) for n in range(20)], NOON)
    own = next(item for item in held() if item["id"]["S"] == "acme" and "mentions" in item)
    assert BUSY_FROM <= int(own["mentions"]["N"]) < BUSY_FROM + 20
    assert tally(counters)[0].mentions == 4 * BUSY_FROM


def test_an_item_that_many_count_in_stays_small_and_its_sample_fair(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.store.counters.BUSY_SHARDS", 1)
    ids = [f"{'first' if n < 450 else 'then'}:{n}".ljust(40, "x") for n in range(900)]
    for start in range(0, len(ids), 90):
        counters.count([replace(counted(n), mention_id=ids[n]) for n in range(start, start + 90)], NOON)
    [item] = [item for item in held() if item["id"]["S"].startswith("busy#")]
    assert int(item["mentions"]["N"]) == 900
    assert len(item["ids"]["SS"]) < 500
    found = counters.sampled("acme", NOON, NOON + minutes(1), 60)
    assert found == counters.sampled("acme", NOON, NOON + minutes(1), 60)
    assert 40 <= len(found) <= 60
    assert 0.2 < sum(one.startswith("first") for one in found) / len(found) < 0.8
    assert set(found) <= set(ids)


def test_what_is_added_while_an_items_ids_are_thinned_is_not_lost(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.store.counters.BUSY_SHARDS", 1)
    ids = ["long".ljust(400, "y") + str(n) for n in range(60)]
    other = Counters(names()["Storms"])
    other.count([counted(n) for n in range(100, 130)], NOON)
    counters.count([replace(counted(n), mention_id=ids[n]) for n in range(35)], NOON)
    late = [replace(counted(n), mention_id=ids[n]) for n in range(35, 40)]
    with before("dynamodb", "TransactWriteItems", lambda: other.count(late, NOON)) as calls:
        counters.count([replace(counted(n), mention_id=ids[n]) for n in range(40, 60)], NOON)
    assert len(calls) == 3
    assert tally(counters)[0].mentions == 90
    [item] = [item for item in held() if item["id"]["S"].startswith("busy#")]
    everyone = [*ids, *(f"m-{n}" for n in range(100, 130))]
    assert {one for _, one in lowest(everyone)} <= set(item["ids"]["SS"])


def test_minutes_that_the_version_before_counted_are_read(counters: Counters) -> None:
    """It spread each minute over four items of the brand's, with other marks and without most of what is kept now."""
    for shard in range(4):
        aws.dynamodb().put_item(
            TableName=names()["Storms"],
            Item={
                "id": {"S": "acme"},
                "part": {"S": f"minute#2026-10-02T12:00Z#{shard}"},
                "mentions": {"N": "3"},
                "complaints": {"N": "2"},
                "authors": {"SS": ["0a1", f"{shard:03x}"]},
                "about_login": {"N": "1"},
                "expires": {"N": "1"},
            },
        )
    counters.count([counted(1)], NOON)
    [told] = tally(counters)
    assert (told.mentions, told.complaints, told.instances) == (13, 9, (("login", 5),))
    assert distinct(set(told.authors)) == 6
    assert counters.sampled("acme", NOON, NOON + HOUR, 10) in (["m-1"], [])


# ---------------------------------------------------------------- what is to be judged
def test_a_brand_is_pending_until_it_is_settled_unless_it_was_touched_again(counters: Counters) -> None:
    counters.touch("acme", [NOON], NOON)
    counters.touch("other", [NOON], NOON + minutes(1))
    assert counters.pending() == {"acme": NOON, "other": NOON + minutes(1)}
    counters.touch("acme", [NOON], NOON + minutes(2))
    counters.settle("acme", NOON)
    assert set(counters.pending()) == {"acme", "other"}
    counters.settle("acme", NOON + minutes(2))
    assert set(counters.pending()) == {"other"}
    counters.touch("acme", [NOON], NOON + minutes(2))
    assert set(counters.pending()) == {"acme", "other"}


def test_a_marker_is_not_written_again_within_the_minute_as_all_brands_share_its_index(counters: Counters) -> None:
    counters.touch("acme", [NOON], NOON)
    counters.touch("acme", [NOON], NOON + timedelta(seconds=59))
    assert counters.pending() == {"acme": NOON}
    assert counters.touched("acme") == {NOON: 2}


def test_settling_what_was_never_touched_makes_no_marker(counters: Counters) -> None:
    counters.settle("acme", NOON)
    assert counters.pending() == {}


def test_minutes_are_touched_until_they_are_judged(counters: Counters) -> None:
    later = NOON + minutes(1)
    counters.touch("acme", [NOON, later, NOON], NOON)
    assert counters.touched("acme") == {NOON: 1, later: 1}
    counters.judged("acme", {NOON: 1})
    assert counters.touched("acme") == {later: 1}
    counters.judged("acme", {})
    assert counters.touched("acme") == {later: 1}
    assert counters.touched("other") == {}


def test_a_minute_that_is_touched_while_it_is_judged_stays_and_the_others_go(counters: Counters) -> None:
    apart = [NOON + minutes(n) for n in range(5)]
    counters.touch("acme", apart, NOON)
    read = counters.touched("acme")
    counters.touch("acme", [apart[2]], NOON)
    counters.judged("acme", read)
    assert counters.touched("acme") == {apart[2]: 2}
    counters.judged("acme", counters.touched("acme"))
    assert counters.touched("acme") == {}


def test_two_judges_take_a_minute_off_once(counters: Counters) -> None:
    counters.touch("acme", [NOON], NOON)
    read = counters.touched("acme")
    counters.judged("acme", read)
    counters.touch("acme", [NOON], NOON)
    assert counters.touched("acme") == {NOON: 1}


def test_a_day_of_minutes_can_be_touched_and_judged_at_once(counters: Counters) -> None:
    day = [NOON + minutes(n) for n in range(110)]
    counters.touch("acme", day, NOON)
    assert list(counters.touched("acme")) == day
    counters.judged("acme", counters.touched("acme"))
    assert counters.touched("acme") == {}


# ---------------------------------------------------------------- judged anew
def test_what_was_no_complaint_when_it_was_counted_and_is_one_now_counts_as_one_once(counters: Counters) -> None:
    was = replace(counted(1, complaint=False), kind="other")
    assert counters.count([was, counted(2)], NOON) == 2
    now = counted(1)
    assert counters.count([now], NOON + minutes(9)) == 0
    assert counters.count([now, was], NOON + minutes(9)) == 0
    [told] = tally(counters)
    assert (told.mentions, told.complaints, distinct(set(told.authors))) == (2, 2, 2)
    assert (told.kinds, told.instances) == ((("venting", 2),), (("login", 2),))
    assert counters.sampled("acme", NOON - HOUR, NOON + HOUR, 9) == sorted(
        ["m-1", "m-2"], key=lambda one: lowest([one])[0][0]
    )


def test_what_becomes_a_complaint_in_a_busy_minute_adds_up_over_its_items(counters: Counters) -> None:
    crowd = [replace(counted(n, complaint=False), kind="other") for n in range(BUSY_FROM + 20)]
    counters.count(crowd, NOON)
    for n in range(5):
        Counters(names()["Storms"]).count([counted(n)], NOON + minutes(1))
    [told] = tally(counters)
    assert (told.mentions, told.complaints) == (len(crowd), 5)
    assert told.kinds == (("other", len(crowd) - 5), ("venting", 5))


def test_what_is_no_complaint_any_more_stays_counted(counters: Counters) -> None:
    counters.count([counted(1)], NOON)
    once = tally(counters)
    counters.count([replace(counted(1), complaint=False, kind="praise")], NOON)
    counters.count([counted(1)], NOON)
    assert tally(counters) == once


def test_old_news_that_is_judged_anew_is_no_complaint_of_its_minute_either(counters: Counters) -> None:
    counters.count([replace(counted(1, complaint=False), old=True)], NOON)
    assert counters.count([counted(1)], NOON + minutes(1)) == 0
    assert tally(counters)[0].complaints == 0


def test_two_that_count_the_same_correction_count_it_once(counters: Counters) -> None:
    counters.count([counted(1, complaint=False)], NOON)
    other = Counters(names()["Storms"])
    with before("dynamodb", "TransactWriteItems", lambda: other.count([counted(1)], NOON)):
        counters.count([counted(1)], NOON)
    assert tally(counters)[0].complaints == 1
