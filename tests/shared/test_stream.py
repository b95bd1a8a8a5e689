"""All sources' clocks together: which minutes of the stream are complete."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.watermark import FORGOTTEN, IDLE, LATENESS, OVERTAKING, Stream, advance_stream, stream_closed_to
from tests.builders import NOON

SECOND = timedelta(seconds=1)
LAST_YEAR = NOON - timedelta(days=365)


def talking(stream: Stream, source: str, at: datetime, created_at: datetime) -> Stream:
    """One mention of that source, received and counted at that time."""
    return advance_stream(stream, {source: [(at, created_at)]}, at)


def test_a_stream_of_which_nothing_was_heard_has_no_complete_minute() -> None:
    assert stream_closed_to(Stream(), NOON) is None


def test_a_replay_of_last_year_is_not_hurried_by_a_feed_of_today() -> None:
    stream = talking(Stream(), "feed", NOON, NOON)
    stream = talking(stream, "replay", NOON + SECOND, LAST_YEAR)
    stream = talking(stream, "replay", NOON + IDLE, LAST_YEAR + timedelta(hours=3))
    closed = stream_closed_to(stream, NOON + IDLE + OVERTAKING + 2 * SECOND)
    assert closed == LAST_YEAR + timedelta(hours=3) - LATENESS


def test_a_feed_that_tells_of_last_year_holds_up_a_forum_only_while_it_talks() -> None:
    stream = talking(Stream(), "forum", NOON, NOON)
    stream = talking(stream, "feed", NOON, LAST_YEAR)
    later = NOON + OVERTAKING + 2 * SECOND
    held = stream_closed_to(stream, later)
    assert held is not None
    assert held < NOON - timedelta(days=300)
    free = stream_closed_to(stream, NOON + IDLE + SECOND)
    assert free is not None
    assert free >= NOON - LATENESS


def test_a_slow_pipeline_closes_minutes_later_not_wrongly() -> None:
    on_its_way = timedelta(seconds=40)
    stream = advance_stream(Stream(), {"forum": [(NOON, NOON)]}, NOON + on_its_way)
    soon = NOON + on_its_way + OVERTAKING
    assert stream_closed_to(stream, soon) is None
    assert stream_closed_to(stream, soon + 2 * SECOND) == NOON - LATENESS


def test_a_source_that_fell_silent_for_a_day_is_forgotten() -> None:
    stream = talking(Stream(), "old", NOON, NOON)
    stream = talking(stream, "new", NOON + FORGOTTEN + SECOND, NOON + FORGOTTEN)
    assert set(stream.sources) == {"new"}
