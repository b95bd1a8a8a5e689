"""Pure: watermark, counts and judgement together: the same posts give the same storms at any speed and in any batches.

What the handler does between its writes, without the store: posts are counted as they come, batch by batch, and what
the watermark has closed is judged, by a batch or by the minute's tick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.detect_storm.brand import Record, judge, new_record
from functions.detect_storm.finding import Finding
from functions.detect_storm.late import late_of, rejudge
from shared.authors import mark
from shared.minute import Minute
from shared.watermark import LATENESS, Stream, advance_stream, stream_closed_to
from tests.builders import minutes
from tests.functions.detect_storm.streams import RULES, START, both

SECOND = timedelta(seconds=1)
#: How long a post takes through the queues at the most, and to the door so that it is counted within the lateness.
QUEUED = 7 * SECOND
IN_TIME = LATENESS - QUEUED - SECOND


@dataclass(frozen=True, slots=True)
class Post:
    """`created_at` is the platform's clock, `seen_at` ours at the door, `counted_at` ours when its batch is taken."""

    created_at: datetime
    author: str
    complaint: bool
    instance: str
    source: str
    seen_at: datetime = START
    counted_at: datetime = START


def posts_of(counts: Sequence[int], random: Random, hours: int = 6) -> list[Post]:
    """So many posts in each stretch of four minutes, after quiet hours: from two sources, and most of them complain."""
    made: list[Post] = []
    calm = [(30 * half, 1) for half in range(2 * hours)]
    for at, count in [*calm, *((60 * hours + 4 * i, n) for i, n in enumerate(counts))]:
        for _ in range(count):
            made.append(
                Post(
                    created_at=START + minutes(at) + random.randrange(240) * SECOND,
                    author=str(len(made)),
                    complaint=random.random() < 0.8,
                    instance=random.choice(["login", "login", "login", "checkout"]),
                    source=random.choice(["forum", "feed"]),
                )
            )
    return made


def on_their_way(posts: Sequence[Post], speed: float, random: Random, most_late: timedelta = IN_TIME) -> list[Post]:
    """When each is seen and counted, at that speed of a replay: in no order within the lateness."""
    begun = START + timedelta(days=400)
    sent = []
    for post in posts:
        late = random.random() * most_late.total_seconds() * SECOND
        seen_at = begun + (post.created_at + late - START) / speed
        if speed == 1:
            seen_at = post.created_at + late
        sent.append(replace(post, seen_at=seen_at, counted_at=seen_at + random.random() * QUEUED))
    return sorted(sent, key=lambda post: post.counted_at)


def minute_of(post: Post) -> Minute:
    complaint = int(post.complaint)
    return Minute(
        at=post.created_at.replace(second=0, microsecond=0),
        mentions=1,
        complaints=complaint,
        authors=(mark(post.author),) if complaint else (),
        kinds=(("specific_complaint" if complaint else "praise", 1),),
        instances=((post.instance, 1),) if complaint else (),
        reach=float(complaint),
        platforms=(("discourse", 1),) if complaint else (),
    )


class Brand:
    """One brand's counters, watermarks and record, as the store keeps them between two calls."""

    def __init__(self) -> None:
        self.counts: dict[datetime, Minute] = {}
        self.touched: set[datetime] = set()
        self.stream = Stream()
        self.record: Record | None = None
        self.late = 0

    def take(self, batch: Sequence[Post], now: datetime) -> None:
        seen: dict[str, list[tuple[datetime, datetime]]] = {}
        for post in batch:
            minute = minute_of(post)
            self.counts[minute.at] = both(self.counts[minute.at], minute) if minute.at in self.counts else minute
            self.touched.add(minute.at)
            seen.setdefault(post.source, []).append((post.seen_at, post.created_at))
        self.stream = advance_stream(self.stream, seen, now)
        self.judge(now)

    def judge(self, now: datetime) -> None:
        to = stream_closed_to(self.stream, now)
        if to is None:
            return
        record = self.record or new_record(min(self.counts, default=to))
        late = late_of(self.touched, record)
        self.late += len(late)
        counted = sorted(self.counts.values(), key=lambda minute: minute.at)
        if late:
            before = [m for m in counted if min(late) - RULES.storm.window <= m.at < record.next_minute]
            record = rejudge(record, late, before, RULES)
        after = judge(record, counted, to, RULES)
        # As the handler: what changed nothing is not kept.
        self.record = after if after != record or late else self.record
        self.touched = {minute for minute in self.touched if minute >= after.next_minute}


def ran(sent: Sequence[Post], random: Random) -> Brand:
    """All of them, in batches of any size, with the minute's tick between them, until all of it has passed."""
    brand, left = Brand(), list(sent)
    tick = sent[0].counted_at
    while left:
        # A batch is counted when its last one is there; the first of them waits for it, but not for long.
        together = [post for post in left[: random.randrange(1, 12)] if post.counted_at <= left[0].counted_at + SECOND]
        left = left[len(together) :]
        while tick < together[0].counted_at - minutes(1):
            tick += minutes(1)
            # A tick too many or too few makes no difference.
            if random.random() < 0.5:
                brand.judge(tick)
        now = together[-1].counted_at
        random.shuffle(together)
        brand.take(together, now)
    for hour in range(1, 4):
        brand.judge(sent[-1].counted_at + timedelta(hours=hour))
    return brand


def storms(brand: Brand) -> tuple[list[Finding], list[Finding]]:
    assert brand.record is not None
    told = brand.record.untold
    return [f for f in told if f.what == "suspected"], [f for f in told if f.what == "subsided"]


def all_at_once(posts: Sequence[Post]) -> Record:
    by_minute: dict[datetime, Minute] = {}
    for minute in map(minute_of, posts):
        by_minute[minute.at] = both(by_minute[minute.at], minute) if minute.at in by_minute else minute
    return judge(new_record(min(by_minute)), by_minute.values(), max(by_minute) + timedelta(hours=2), RULES)


#: What comes after the quiet hours: mostly little, with bursts.
BURSTS = st.lists(st.sampled_from([0, 0, 0, 0, 1, 1, 4, 14]), min_size=5, max_size=30)


@settings(database=None, deadline=None, max_examples=40)
@given(BURSTS, st.integers(0, 10_000), st.sampled_from([1, 7, 60, 600, 5000]))
def test_the_same_posts_give_the_same_storms_at_any_speed_in_any_order_and_any_batches(
    counts: list[int], seed: int, speed: float
) -> None:
    random = Random(seed)
    posts = posts_of(counts, random)
    brand = ran(on_their_way(posts, speed, random), random)
    expected = all_at_once(posts)
    assert brand.late == 0
    assert brand.record is not None
    # When they began and ended, what they held, how they grew, and why: all of it.
    assert brand.record.untold == expected.untold
    assert brand.record.series == expected.series


def test_such_posts_do_make_storms() -> None:
    posts = posts_of([14, 14, 4, *([0] * 20)], Random(1))
    suspected, subsided = storms(ran(on_their_way(posts, 60, Random(2)), Random(3)))
    assert [f.began_at for f in suspected] == [f.began_at for f in subsided]
    assert len(suspected) >= 1


@pytest.mark.parametrize("seed", range(6))
def test_posts_that_are_hours_late_are_found_as_one_storm_with_about_the_same_beginning(seed: int) -> None:
    random = Random(seed)
    posts = posts_of([14, 14, 14, *([1, 0, 0, 0] * 8)], random, hours=60)
    brand = ran(on_their_way(posts, 1, random, most_late=timedelta(hours=3)), random)
    assert brand.late > 0
    suspected, _ = storms(brand)
    assert [f.series for f in suspected] == ["complaints"]
    began = next(f.began_at for f in all_at_once(posts).untold if f.what == "suspected")
    assert abs(suspected[0].began_at - began) <= RULES.storm.window


def test_posts_that_are_taken_twice_would_be_seen_so_the_store_keeps_them_apart() -> None:
    """The sums are the store's: two of each would be another record (the claims of counters.py are tested there)."""
    posts = posts_of([4, 4], Random(1))
    assert all_at_once(posts) != all_at_once([*posts, *posts])
