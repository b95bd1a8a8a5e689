"""Pure: the reasons for a suspicion, in sentences with the figures that were counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.detect_storm.signs import BESIDE, FIRST
from functions.detect_storm.words import said, spell, why
from shared.storm import Factor, Grounds
from tests.functions.detect_storm.streams import DAY, a_minute, first, judged, merged, quiet

#: As a brand's with a month's record.
GROUNDS = Grounds(
    score=0.78, minutes=15, whole=214.0, short=120.0, bar=68.2, usual=57.1, most=61.0, days=34.5, trust=0.985
)


def test_the_count_is_told_against_the_most_of_the_last_30_days() -> None:
    assert why("complaints", GROUNDS, 180) == (
        "214 complaints in 15 minutes; the most in the last 30 days was 61",
        "by 180 different authors",
    )


@pytest.mark.parametrize(
    ("series", "begins"),
    [
        ("complaints", "214 complaints in 15 minutes"),
        ("about:login", "214 complaints about login in 15 minutes"),
        ("reach", "214 of complaints weighed by their reach in 15 minutes"),
    ],
)
def test_each_series_says_what_it_counts(series: str, begins: str) -> None:
    assert why(series, GROUNDS, 9)[0].startswith(begins)


def test_a_short_record_says_how_short_it_is_and_what_it_cost() -> None:
    reasons = why("complaints", replace(GROUNDS, days=0.5, trust=0.5), 9)
    assert "the most in the 12 hours on record was 61" in reasons[0]
    assert reasons[-1] == "the record is short: 2.0 times as much was asked for"


def test_what_moved_the_bar_is_told_in_its_own_words() -> None:
    assert "on 2 platforms at once" in why(
        "complaints", replace(GROUNDS, factors=(Factor("on 2 platforms at once", 0.9),)), 9
    )


def test_what_holds_for_every_storm_is_no_reason_for_one() -> None:
    assert why("about:login", replace(GROUNDS, factors=(FIRST, BESIDE)), 9) == why("about:login", GROUNDS, 9)


def test_the_figures_in_a_storms_reasons_are_those_that_were_counted() -> None:
    days, storm = quiet(32 * 24, every=60), [a_minute(32 * DAY + step, 7) for step in range(2)]
    # The busiest quarter of an hour before it: eleven complaints, by too few people for a storm.
    busy = [a_minute(3 * DAY + 40 + step, count, authors=1) for step, count in enumerate((4, 6, 1))]
    told = merged([*days, *busy, *storm])
    finding = first(judged(told, to=32 * DAY + 5))
    held = sum(m.complaints for m in told if finding.at - timedelta(minutes=15) < m.at <= finding.at)
    assert finding.reasons[0] == f"{held} complaints in 15 minutes; the most in the last 30 days was 11"
    assert finding.reasons[1] == f"by {finding.authors} different authors"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=15), "15 minutes"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=6), "6 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=9), "9 days"),
    ],
)
def test_a_span_is_said_as_it_reads_best(span: timedelta, words: str) -> None:
    assert spell(span) == words


@pytest.mark.parametrize(
    ("series", "words"),
    [
        ("complaints", "complaints about acme"),
        ("mentions", "mentions of acme"),
        ("reach", "complaints about acme, weighed by their reach"),
        ("kind:venting", "venting about acme"),
        ("kind:specific_complaint", "specific complaints about acme"),
        ("kind:praise", "praise about acme"),
        ("about:login", "complaints about acme (login)"),
    ],
)
def test_a_series_is_said_in_words(series: str, words: str) -> None:
    assert said(series, "acme") == words


def test_who_wrote_is_counted_for_all_complaints_and_is_at_most_so_many_for_a_part() -> None:
    assert "by 12 different authors" in why("complaints", GROUNDS, authors=12)
    assert "by at most 12 different authors" in why("about:login", GROUNDS, authors=12)
