"""Pure: when a platform wants to be asked again, by the headers of its answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ears.limits import LONGEST_PAUSE, pause

HEADERS = ("retry-after", "x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset", "x-ratelimit-remaining")
NOW = datetime(2026, 10, 2, 12, tzinfo=UTC)
IN_A_MINUTE = NOW + timedelta(minutes=1)
EPOCH = str(int(IN_A_MINUTE.timestamp()))


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (429, {"retry-after": "60"}),
        (503, {"retry-after": "60"}),
        (429, {"retry-after": "Fri, 02 Oct 2026 12:01:00 GMT"}),
        (429, {"retry-after": " 60.0 "}),
        (429, {"x-rate-limit-reset": EPOCH}),
        (429, {"ratelimit-reset": EPOCH}),
        (429, {"x-ratelimit-reset": "60"}),
        (429, {"x-ratelimit-reset": "2026-10-02T12:01:00.000Z"}),
        (429, {"retry-after": "soon", "x-rate-limit-reset": EPOCH}),
        (200, {"x-rate-limit-remaining": "0", "x-rate-limit-reset": EPOCH}),
        (200, {"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "60"}),
        (200, {"ratelimit-remaining": "0", "ratelimit-reset": EPOCH}),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": EPOCH}),
    ],
)
def test_a_pause_ends_when_the_platform_says(status: int, headers: dict[str, str]) -> None:
    assert pause(status, headers, NOW) == IN_A_MINUTE


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {}),
        (429, {}),
        (429, {"retry-after": "soon"}),
        (200, {"retry-after": "60"}),
        (200, {"x-rate-limit-remaining": "3", "x-rate-limit-reset": EPOCH}),
        (200, {"x-ratelimit-remaining": "many", "x-ratelimit-reset": EPOCH}),
        (200, {"x-ratelimit-remaining": "0"}),
        (500, {"x-rate-limit-reset": EPOCH}),
    ],
)
def test_where_nothing_is_asked_for_there_is_no_pause(status: int, headers: dict[str, str]) -> None:
    assert pause(status, headers, NOW) is None


def test_a_day_is_the_longest_pause_and_the_past_is_now() -> None:
    assert pause(429, {"retry-after": str(10**6)}, NOW) == NOW + LONGEST_PAUSE
    assert pause(429, {"retry-after": "-5"}, NOW) == NOW
    assert pause(429, {"retry-after": "Fri, 02 Oct 2020 12:01:00 GMT"}, NOW) == NOW


@settings(database=None, deadline=None, max_examples=200)
@given(
    st.sampled_from([200, 403, 429, 503]),
    st.dictionaries(
        st.sampled_from(HEADERS),
        st.text(max_size=12) | st.floats().map(str) | st.sampled_from(["1e400", "nan", "0", "9" * 400, "-1e308"]),
    ),
)
def test_whatever_the_headers_hold_a_pause_is_within_a_day(status: int, headers: dict[str, str]) -> None:
    until = pause(status, headers, NOW)
    assert until is None or NOW <= until <= NOW + LONGEST_PAUSE
