"""All sources' clocks together: which minutes of the stream are complete."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.watermark import FORGOTTEN, LATENESS, OVERTAKING, Stream, advance_stream, stream_closed_to
from tests.builders import NOON

SECOND = timedelta(seconds=1)
LAST_YEAR = NOON - timedelta(days=365)


def talking(stream: Stream, source: str, at: datetime, created_at: datetime) -> Stream:
    """One mention of that source, received and counted at that time."""
    return advance_stream(stream, {source: [(at, created_at)]}, at)


def test_a_stream_of_which_nothing_was_heard_has_no_complete_minute() -> None:
    assert stream_closed_to(Stream(), NOON) is None


def test_while_two_sources_talk_the_slower_one_rules() -> None:
    stream = talking(Stream(), "forum", NOON, NOON)
    stream = talking(stream, "reviews", NOON, NOON - timedelta(minutes=20))
    assert stream_closed_to(stream, NOON + OVERTAKING + 2 * SECOND) == NOON - timedelta(minutes=20) - LATENESS


def test_a_feed_that_tells_of_last_year_holds_nobody_up() -> None:
    stream = talking(Stream(), "forum", NOON, NOON)
    stream = talking(stream, "feed", NOON, LAST_YEAR)
    assert stream_closed_to(stream, NOON + OVERTAKING + 2 * SECOND) == NOON - LATENESS


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
