"""What is judged anew: counted as a complaint where it was none, and never where it was old news."""

from __future__ import annotations

from datetime import timedelta

import pytest

from functions.detect_storm.counting import SILENT, counted_of
from shared.events import MentionTriaged
from shared.watermark import Stream, Watermark
from tests.builders import NOON


def triaged(undated: bool) -> MentionTriaged:
    seen = NOON if undated else NOON + timedelta(minutes=1)
    return MentionTriaged(
        "rss:1", 1, "acme", "news", "a1", "venting", True, 2, "low", None, True, created_at=NOON, seen_at=seen
    )


@pytest.mark.parametrize(("undated", "silent"), [(True, True), (True, False), (False, True), (False, False)])
def test_only_what_has_no_date_and_comes_after_a_silence_is_old_news_for_good(undated: bool, silent: bool) -> None:
    before = NOON - (SILENT if silent else timedelta(minutes=5))
    stream = Stream(sources={"news": Watermark(advanced_at=before)})
    counted = counted_of(triaged(undated), stream, NOON)
    assert counted.old == (undated and silent)
    assert counted.complaint == (not counted.old)
