"""Pure: a source that fails, is silent, or whose lease ends is found; and none before its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functions.audit.judging import Seen, audit, told, untold
from functions.audit.sources import STAYED_AWAY, unheard
from shared.audit import Audit
from shared.mark import SCHEDULED, SourceMark
from shared.plan import Source
from shared.rhythm import Rhythm
from tests.builders import NOON, a_plan, minutes

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FORUM = Source("forum", "discourse", "webhook", "acme")
NEWS = Source("news", "rss", "sweep", "acme", every=minutes(10))
LONG = NOON - 30 * DAY
#: Twelve steps of silence a day for a week: six hours and the source is quiet.
TALKS = Rhythm({(NOON - number * DAY).date(): 12 for number in range(7)})


def found(source: Source, mark: SourceMark, known: datetime = LONG, now: datetime = NOON) -> list[str]:
    return [finding.what for finding in unheard((source,), {source.name: mark}, {f"source#{source.name}": known}, now)]


# ---------------------------------------------------------------- rhythm
@pytest.mark.parametrize(("ago", "quiet"), [(6 * HOUR - minutes(1), False), (6 * HOUR, True)])
def test_a_source_is_quiet_by_its_own_rhythm_where_the_plan_says_nothing(ago: timedelta, quiet: bool) -> None:
    words = ["nothing came from source forum"] if quiet else []
    assert found(FORUM, SourceMark(NOON - ago, rhythm=TALKS)) == words


def test_without_a_rhythm_nothing_is_expected() -> None:
    few = Rhythm(dict(list(TALKS.silences.items())[:6]))
    assert found(FORUM, SourceMark(LONG, rhythm=few)) == []


def test_the_plan_knows_better_than_the_rhythm_also_that_silence_is_usual() -> None:
    silent = SourceMark(NOON - 7 * HOUR, rhythm=TALKS)
    assert found(replace(FORUM, quiet_after=timedelta(0)), silent) == []
    assert found(replace(FORUM, quiet_after=8 * HOUR), silent) == []
    assert found(replace(FORUM, quiet_after=HOUR), SourceMark(NOON - HOUR, rhythm=TALKS)) != []


def test_a_swept_source_is_given_three_sweeps_whatever_its_rhythm() -> None:
    daily = replace(NEWS, every=DAY)
    swept = SourceMark(NOON - 2 * DAY, NOON, rhythm=TALKS)
    assert found(daily, swept) == []
    assert found(daily, replace(swept, heard_at=NOON - 3 * DAY)) != []


# ---------------------------------------------------------------- faults
def test_a_fault_that_lasts_is_told_at_once_in_its_own_words() -> None:
    cap = SourceMark(NOON, NOON, NOON, "the cap is reached; raise posts_a_month", lasting=True)
    assert found(NEWS, cap) == ["source news: the cap is reached; raise posts_a_month"]


@pytest.mark.parametrize(("ago", "fails"), [(14, False), (15, True)])
def test_a_source_that_calls_us_fails_where_we_can_not_ask_it_back(ago: int, fails: bool) -> None:
    mark = SourceMark(NOON, None, NOON - minutes(ago), "it answered 500")
    assert found(FORUM, mark) == (["source forum could not be fetched: it answered 500"] if fails else [])


def test_a_server_that_keeps_us_away_for_a_day_is_told() -> None:
    away = STAYED_AWAY + minutes(20)
    words = ["source news was not swept: it asks us to stay away"]
    assert found(NEWS, SourceMark(NOON, NOON - away + minutes(1))) == []
    assert found(NEWS, SourceMark(NOON, NOON - away)) == words
    assert found(NEWS, SourceMark(), known=NOON - away) == words
    assert found(NEWS, SourceMark(), known=NOON) == []


# ---------------------------------------------------------------- leases
@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (SourceMark(good_until=NOON + DAY + minutes(1)), []),
        (SourceMark(good_until=NOON + 5 * HOUR), ["ends in 5 h"]),
        (SourceMark(good_until=NOON + minutes(12)), ["ends in 12 min"]),
        (SourceMark(good_until=NOON), ["has ended"]),
        # A check that holds for a day is well with seven hours left, and late with five.
        (SourceMark(greeted_at=NOON - 17 * HOUR, good_until=NOON + 7 * HOUR), []),
        (SourceMark(greeted_at=NOON - 19 * HOUR, good_until=NOON + 5 * HOUR), ["ends in 5 h"]),
        (SourceMark(good_until=LONG - HOUR), []),
    ],
)
def test_a_lease_that_should_have_been_renewed_is_told_with_the_time_that_is_left(
    mark: SourceMark, words: list[str]
) -> None:
    told = found(FORUM, mark)
    assert len(told) == len(words)
    assert all(word in one for one, word in zip(told, words, strict=True))
    assert all("firebreak source check forum" in one for one in told)


@pytest.mark.parametrize(
    ("until", "words"),
    [(NOON + 7 * DAY, []), (NOON + 6 * DAY, ["ends on 2026-10-08"]), (NOON, ["has ended"]), (LONG - HOUR, [])],
)
def test_a_token_that_ends_within_a_week_is_told_with_what_to_type(until: datetime, words: list[str]) -> None:
    told = found(replace(FORUM, secret="keys"), SourceMark(token_until=until))
    assert [word in one for one, word in zip(told, words, strict=True)] == [True] * len(words)
    assert all(one.endswith("firebreak source secret forum --part token") for one in told)


def test_a_silent_source_whose_lease_ended_is_told_of_both_once_a_day() -> None:
    plan = a_plan(sources=[FORUM])
    known = dict.fromkeys((*(f"function#{f}" for f in SCHEDULED), "source#forum"), LONG)
    mark = SourceMark(NOON - DAY, good_until=NOON - HOUR, rhythm=TALKS)
    seen = Seen(functions=dict.fromkeys(SCHEDULED, NOON), sources={"forum": mark})
    done = audit(seen, plan, Audit(NOON - minutes(1), known=known), NOON)
    assert [finding.key for finding in untold(done, "2026-10-02")] == ["source#forum", "lease#forum"]
    assert untold(told(done, "2026-10-02"), "2026-10-02") == []
    assert done.passed


# ---------------------------------------------------------------- pauses
def test_of_a_paused_source_nothing_is_expected_and_it_begins_anew_when_it_is_resumed() -> None:
    plan = a_plan(sources=[replace(FORUM, quiet_after=HOUR)])
    known = dict.fromkeys((*(f"function#{f}" for f in SCHEDULED), "source#forum"), LONG)
    functions: dict[str, datetime] = dict.fromkeys(SCHEDULED, NOON)
    quiet = Seen(functions=functions, sources={"forum": SourceMark(LONG, good_until=NOON)})
    paused = audit(replace(quiet, paused={"forum"}), plan, Audit(NOON - minutes(1), known=known), NOON)
    assert (paused.findings, paused.known["source#forum"]) == ((), NOON)
    resumed = audit(replace(quiet, sources={"forum": SourceMark(LONG)}), plan, paused, NOON + minutes(1))
    assert resumed.findings == ()
    assert resumed.known["source#forum"] == NOON


# ---------------------------------------------------------------- a clock that jumped
def test_what_a_clock_from_next_year_wrote_hides_no_silence_and_no_fault() -> None:
    ahead = NOON + 365 * DAY
    assert found(FORUM, SourceMark(ahead, rhythm=TALKS)) == ["nothing came from source forum"]
    assert found(NEWS, SourceMark(NOON, ahead)) == ["source news was not swept: it asks us to stay away"]
    assert found(NEWS, SourceMark(NOON, NOON, ahead, "it answered 500")) != []
    assert found(NEWS, SourceMark(NOON, NOON, ahead, "the token is refused", lasting=True)) != []
