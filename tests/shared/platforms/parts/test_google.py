"""What Google's APIs share: access, the reason of a refusal, and the day of a quota."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest

from shared.ears.platform import Done, Heard
from shared.plan import Source
from shared.platforms.parts import google
from tests.shared.platforms.heard import a_round, hold

APPS = Source("apps", "google_play", "sweep", "acme", look_for=("com.example.app",))


def test_a_refresh_token_buys_access_and_is_never_kept() -> None:
    held = hold(google.check(a_round(APPS, client="id-1:se:cret", token="refresh")), {"access_token": "a", "x": 1})
    [ask] = held.asked
    assert (ask.method, ask.url, ask.keep) == ("POST", "https://oauth2.googleapis.com/token", False)
    assert parse_qs((ask.body or b"").decode()) == {
        "grant_type": ["refresh_token"],
        "client_id": ["id-1"],
        "client_secret": ["se:cret"],
        "refresh_token": ["refresh"],
    }
    assert held.done == Done({}, note="Google takes the refresh token")


@pytest.mark.parametrize("answer", [{}, {"access_token": ""}, {"access_token": 5}, b"<html>"])
def test_without_access_it_is_told_what_to_set(answer: object) -> None:
    done = hold(google.check(a_round(APPS, {"newest": {}}, client="a:b", token="c")), answer).done
    assert done is not None
    assert done.problem == (
        "Google gives no access (unknown); set a new refresh token: firebreak source secret apps --part token; "
        "or the client, as id:secret: firebreak source secret apps --part client"
    )
    assert done.cursor == {"newest": {}}


def test_googles_own_word_for_a_refusal_is_told_and_nothing_else_of_it() -> None:
    refused = Heard(400, {}, b'{"error": "invalid_grant", "error_description": "Bad"}')
    done = hold(google.check(a_round(APPS, client="a:b", token="c")), refused).done
    assert done is not None
    assert "(invalid_grant)" in str(done.problem)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b'{"error": {"errors": [{"reason": "quotaExceeded"}], "status": "X"}}', "quotaExceeded"),
        (b'{"error": {"errors": [], "status": "NOT_FOUND"}}', "NOT_FOUND"),
        (b'{"error": {"errors": [{"reason": "<b>no word</b>"}]}}', "unknown"),
        (b'{"error": {"errors": "x", "status": 5}}', "unknown"),
        (b"{}", "unknown"),
        (b"[", "unknown"),
    ],
)
def test_a_refusals_reason_is_a_word_of_googles(body: bytes, word: str) -> None:
    assert google.reason(Heard(403, {}, body)) == word


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 10, 2, 12, tzinfo=UTC), datetime(2026, 10, 3, 7, tzinfo=UTC)),
        (datetime(2026, 10, 2, 6, 59, tzinfo=UTC), datetime(2026, 10, 2, 7, tzinfo=UTC)),
        (datetime(2026, 12, 2, 12, tzinfo=UTC), datetime(2026, 12, 3, 8, tzinfo=UTC)),
        # The clocks are set back in that night, and forward in this one.
        (datetime(2026, 11, 1, 12, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)),
        (datetime(2027, 3, 14, 12, tzinfo=UTC), datetime(2027, 3, 15, 7, tzinfo=UTC)),
    ],
)
def test_googles_day_begins_at_midnight_in_california(now: datetime, then: datetime) -> None:
    assert google.next_day(now) == then
