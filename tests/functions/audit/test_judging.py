"""What is late, dead or quiet, as a table; and for any marks and any clock: nothing is before its time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.audit.judging import DEAD_AFTER, Overdue, Seen, audit, told, untold, watched_since
from functions.audit.sources import UNSWEPT_AFTER
from shared.audit import Audit
from shared.codec import decode, encode
from shared.mark import SCHEDULED, ChannelMark, SourceMark
from shared.plan import Plan, Source
from tests.builders import NOON, a_plan, minutes

HOUR = timedelta(hours=1)
FORUM = Source("forum", "discourse", "webhook", "acme", quiet_after=HOUR)
SILENT = Source("rare", "discourse", "webhook", "acme")
NEWS = Source("news", "rss", "sweep", "acme", every=minutes(10), quiet_after=6 * HOUR)
PLAN = a_plan(sources=[FORUM, SILENT, NEWS])
#: Everything is watched since long, and ran a minute ago.
LONG = NOON - timedelta(days=30)
KNOWN = dict.fromkeys((*(f"function#{f}" for f in SCHEDULED), "source#forum", "source#rare", "source#news"), LONG)
BEFORE = Audit(NOON - minutes(1), NOON - minutes(1), known=KNOWN)
RAN = dict.fromkeys(SCHEDULED, NOON - minutes(1))
HEARD = {"forum": SourceMark(NOON), "news": SourceMark(NOON, NOON), "rare": SourceMark()}


def seen(**changed: object) -> Seen:
    return Seen(**{"functions": RAN, "sources": HEARD, **changed})  # type: ignore[arg-type]  # each test names its own


def found(seen: Seen, plan: Plan | None = PLAN, before: Audit | None = BEFORE, now: datetime = NOON) -> list[str]:
    return [finding.key for finding in audit(seen, plan, before, now).findings]


def test_a_quiet_system_in_which_all_runs_passes() -> None:
    done = audit(seen(), PLAN, BEFORE, NOON)
    assert (done.findings, done.passed, done.passed_at) == ((), True, NOON)


# ---------------------------------------------------------------- late
def test_what_is_late_fails_the_audit_and_the_oldest_are_named() -> None:
    late = Overdue(("case-1", "case-2", "case-3", "case-4"), NOON - minutes(9))
    done = audit(seen(late={"cases": late}), PLAN, BEFORE, NOON)
    [finding] = done.findings
    assert finding.what == "cases more than 2 minutes late: 4 (case-1, case-2, case-3, …)"
    assert (finding.since, finding.loud, done.passed) == (NOON - minutes(9), True, False)
    assert done.passed_at == BEFORE.passed_at


def test_a_count_that_was_cut_short_says_so() -> None:
    [finding] = audit(seen(late={"bundles": Overdue(("a", "b"), NOON, more=True)}), PLAN, BEFORE, NOON).findings
    assert finding.what.endswith("2 or more (a, b)")


# ---------------------------------------------------------------- functions
@pytest.mark.parametrize(("ago", "dead"), [(minutes(4.9), False), (DEAD_AFTER, True), (timedelta(days=3), True)])
def test_a_function_that_ended_no_run_for_five_minutes_is_dead(ago: timedelta, dead: bool) -> None:
    done = audit(seen(functions={**RAN, "sweep": NOON - ago}), PLAN, BEFORE, NOON)
    assert [finding.key for finding in done.findings] == (["function#sweep"] if dead else [])
    assert done.passed is not dead


def test_a_function_that_never_ran_is_dead_five_minutes_after_it_is_first_watched() -> None:
    first = audit(Seen(), PLAN, None, NOON)
    assert first.findings == ()
    later = NOON
    for _ in range(4):
        later += minutes(1)
        first = audit(seen(functions={}, sources={}), PLAN, first, later)
        assert first.passed
    dead = audit(seen(functions={}, sources={}), PLAN, first, NOON + DEAD_AFTER)
    assert [finding.name for finding in dead.findings] == list(SCHEDULED)
    assert {finding.since for finding in dead.findings} == {NOON}


def test_after_a_pause_of_the_audit_itself_the_functions_get_their_five_minutes_anew() -> None:
    stopped = Audit(NOON - HOUR, known=KNOWN)
    old = dict.fromkeys(SCHEDULED, NOON - HOUR)
    resumed = audit(seen(functions=old), PLAN, stopped, NOON)
    assert resumed.passed
    after = resumed
    for minute in range(1, 6):
        after = audit(seen(functions=old), PLAN, after, NOON + minutes(minute))
    assert len(after.findings) == len(SCHEDULED)


# ---------------------------------------------------------------- sources
@pytest.mark.parametrize(
    ("mark", "quiet"),
    [
        (SourceMark(NOON - minutes(59)), False),
        (SourceMark(NOON - HOUR), True),
        (SourceMark(), True),
        (None, True),
    ],
)
def test_a_source_is_quiet_when_nothing_came_for_as_long_as_the_plan_says(mark: SourceMark | None, quiet: bool) -> None:
    marks = {**HEARD, "forum": mark} if mark else {"news": HEARD["news"]}
    done = audit(seen(sources=marks), PLAN, BEFORE, NOON)
    assert [finding.key for finding in done.findings] == (["source#forum"] if quiet else [])
    assert done.passed, "a quiet source makes nobody late"


def test_a_source_that_was_just_added_is_not_quiet_before_its_span_is_over() -> None:
    added = Audit(BEFORE.at, known={key: at for key, at in KNOWN.items() if key != "source#forum"})
    assert found(seen(sources={"news": HEARD["news"]}), before=added) == []


def test_a_source_that_comes_back_into_the_plan_is_new_whatever_it_brought_once() -> None:
    gone = audit(seen(), a_plan(sources=[NEWS]), BEFORE, NOON - minutes(1))
    assert "source#forum" not in gone.known
    assert found(seen(sources={**HEARD, "forum": SourceMark(LONG)}), before=gone) == []


@pytest.mark.parametrize(("ago", "fails"), [(minutes(19), False), (minutes(20), True)])
def test_a_swept_source_fails_after_three_tries_and_says_why(ago: timedelta, fails: bool) -> None:
    marks = {**HEARD, "news": SourceMark(NOON, NOON - ago, NOON - ago, "it answered 500")}
    findings = audit(seen(sources=marks), PLAN, BEFORE, NOON).findings
    assert [finding.what for finding in findings] == (
        ["source news could not be fetched: it answered 500"] if fails else []
    )


def test_a_source_that_is_swept_often_may_fail_for_a_quarter_of_an_hour() -> None:
    often = a_plan(sources=[Source("news", "rss", "sweep", "acme", every=minutes(1))])
    marks = {"news": SourceMark(NOON, NOON, NOON - UNSWEPT_AFTER + minutes(1))}
    assert found(seen(sources=marks), often) == []
    assert found(seen(sources=marks), often, now=NOON + minutes(1)) == ["source#news"]


# ---------------------------------------------------------------- channels
@pytest.mark.parametrize(("failures", "fails"), [(0, False), (2, False), (3, True), (40, True)])
def test_three_sends_in_a_row_that_failed_are_the_channels_fault(failures: int, fails: bool) -> None:
    mark = ChannelMark(LONG, NOON, NOON - minutes(7) if failures else None, failures, "Slack answered 404")
    done = audit(seen(channels={"slack": mark}), PLAN, BEFORE, NOON)
    assert [finding.key for finding in done.findings] == (["channel#slack"] if fails else [])
    assert done.passed


# ---------------------------------------------------------------- told
def test_each_finding_is_told_once_a_day() -> None:
    quiet = seen(sources={"news": HEARD["news"]})
    first = audit(quiet, PLAN, BEFORE, NOON)
    assert [finding.name for finding in untold(first, "2026-10-02")] == ["forum"]
    noted = told(first, "2026-10-02")
    again = audit(quiet, PLAN, noted, NOON + minutes(1))
    assert untold(again, "2026-10-02") == []
    assert [finding.name for finding in untold(again, "2026-10-03")] == ["forum"]


def test_what_is_well_in_between_is_told_no_second_time_that_day_and_forgotten_on_the_next() -> None:
    noted = told(audit(seen(sources={"news": HEARD["news"]}), PLAN, BEFORE, NOON), "2026-10-02")
    well = told(audit(seen(), PLAN, noted, NOON + minutes(1)), "2026-10-02")
    assert well.told == {"source#forum": "2026-10-02"}
    assert told(Audit(NOON, told=well.told), "2026-10-03").told == {}


def test_without_a_plan_who_runs_and_what_is_due_is_looked_at_all_the_same() -> None:
    assert found(Seen(late={"cases": Overdue(("c",), NOON)}), None) == [
        "late#cases",
        *(f"function#{f}" for f in SCHEDULED),
    ]
    assert audit(seen(sources={}), None, BEFORE, NOON).passed


# ---------------------------------------------------------------- any clock
instants = st.integers(-100_000, 100_000).map(lambda seconds: NOON + timedelta(seconds=seconds))
marks = st.builds(SourceMark, *(st.none() | instants for _ in range(3)), st.just("it answered 500"))


@settings(max_examples=60)
@given(
    ran=st.dictionaries(st.sampled_from(SCHEDULED), instants),
    heard=st.dictionaries(st.sampled_from(["forum", "rare", "news", "gone"]), marks),
    known=st.dictionaries(st.sampled_from(sorted(KNOWN)), instants),
    at=instants,
    now=instants,
)
def test_nothing_is_found_before_its_span_is_over_by_any_clock(
    ran: dict[str, datetime], heard: dict[str, SourceMark], known: dict[str, datetime], at: datetime, now: datetime
) -> None:
    done = audit(Seen(functions=ran, sources=heard), PLAN, Audit(at, known=known), now)
    spans = {"function": DEAD_AFTER, "source": min(HOUR, UNSWEPT_AFTER)}
    assert all(now - finding.since >= spans[finding.kind] for finding in done.findings)
    assert all(since <= now for since in done.known.values())
    assert decode(Audit, encode(done)) == done


@settings(max_examples=40)
@given(back=st.integers(1, 100_000))
def test_a_clock_that_jumps_back_makes_no_alarm(back: int) -> None:
    now = NOON - timedelta(seconds=back)
    done = audit(seen(), PLAN, BEFORE, now)
    assert done.findings == ()
    assert watched_since(PLAN, BEFORE, now).keys() == KNOWN.keys()
