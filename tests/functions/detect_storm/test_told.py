"""Pure: what a finding makes of a storm. A machine proposes; what a person decided stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.detect_storm.finding import Finding
from functions.detect_storm.told import Totals, event_of, id_of, storm_after, totals_of, worth_telling
from shared.events import StormGoesOn, StormGrew, StormSubsided, StormSuspected
from shared.storm import Decision, Grounds, Storm, StormState, storm_id
from tests.builders import NOON, minutes
from tests.functions.detect_storm.streams import a_minute, by
from tests.shared.nouns import a_storm

BEGAN = NOON - minutes(20)
TOTALS = Totals(complaints=55, authors=40)
GROUNDS = Grounds(0.7, 15, 30.0, 20.0, 12.0, 8.0, 9.0, 12.0, 0.96)
What = Literal["suspected", "grew", "goes_on", "subsided"]


def a_finding(
    what: What, complaints: int = 30, at: float = 5, series: str = "complaints", waves: int = 1, peak: int = 42
) -> Finding:
    return Finding(
        what=what,
        series=series,
        instance="website_problem",
        began_at=BEGAN,
        at=NOON + minutes(at),
        complaints=complaints,
        authors=20,
        peak=peak,
        ratio=6.5,
        waves=waves,
        reasons=("30 complaints",),
        grounds=GROUNDS if what == "suspected" else None,
    )


def test_a_suspected_storm_is_a_candidate_with_its_reasons() -> None:
    storm = storm_after(None, "acme", a_finding("suspected"), TOTALS, NOON)
    assert (storm.state, storm.complaints, storm.reasons) == ("candidate", 30, ("30 complaints",))
    assert storm.id == storm_id("acme", BEGAN)
    assert (storm.suspected_at, storm.noticed_at) == (NOON + minutes(5), NOON)
    assert (storm.series, storm.said, storm.grounds) == ("complaints", "complaints about acme", GROUNDS)
    assert (storm.total, storm.total_authors) == (55, 40)


def test_the_same_suspicion_told_again_changes_nothing() -> None:
    known = storm_after(None, "acme", a_finding("suspected"), TOTALS, NOON)
    assert storm_after(known, "acme", a_finding("suspected"), Totals(1, 1), NOON + minutes(9)) == known


def test_growth_is_kept_and_the_peak_only_rises() -> None:
    grown = storm_after(a_storm(), "acme", a_finding("grew"), TOTALS, NOON)
    assert (grown.complaints, grown.authors, grown.peak, grown.ratio, grown.state) == (30, 20, 42, 6.5, "candidate")
    smaller = replace(a_finding("grew"), peak=3, ratio=0.1)
    later = storm_after(grown, "acme", smaller, Totals(9, 9), NOON)
    assert (later.peak, later.ratio, later.total, later.total_authors) == (42, 6.5, 55, 40)


def test_a_second_wave_and_that_it_goes_on_are_kept_with_when_it_was_judged() -> None:
    waved = storm_after(a_storm(), "acme", a_finding("grew", waves=2), TOTALS, NOON)
    on = storm_after(waved, "acme", a_finding("goes_on", complaints=31, at=12), Totals(90, 60), NOON)
    assert (on.waves, on.complaints, on.total, on.total_authors) == (2, 31, 90, 60)
    assert on.last_judged_at == NOON + minutes(12)
    assert on.state == "candidate"


@pytest.mark.parametrize(
    ("state", "after"), [("candidate", "subsided"), ("confirmed", "subsided"), ("dismissed", "dismissed")]
)
def test_a_storm_that_passes_subsides_but_a_dismissed_one_stays_dismissed(state: StormState, after: str) -> None:
    decisions = (Decision("ada", NOON, state),)
    over: Storm = storm_after(
        a_storm(state=state, decisions=decisions), "acme", a_finding("subsided", complaints=0), TOTALS, NOON
    )
    assert (over.state, over.subsided_at, over.decisions) == (after, NOON + minutes(5), decisions)
    # What it was at its height stays to be read.
    assert (over.complaints, over.total) == (a_storm().complaints, 55)


def test_a_storm_that_a_person_closed_keeps_when_that_was() -> None:
    closed = replace(a_storm(state="subsided"), subsided_at=NOON)
    assert storm_after(closed, "acme", a_finding("subsided"), TOTALS, NOON).subsided_at == NOON


def test_each_finding_is_told_under_its_own_name() -> None:
    storm = a_storm()
    assert event_of(a_finding("suspected"), storm) == StormSuspected("storm-1", "acme", "website_problem")
    assert event_of(a_finding("grew"), storm) == StormGrew("storm-1", "acme", 30)
    assert event_of(a_finding("goes_on"), storm) == StormGoesOn("storm-1", "acme")
    assert event_of(a_finding("subsided"), storm) == StormSubsided("storm-1", "acme")


def test_a_storms_key_is_its_series_and_its_first_minute() -> None:
    assert storm_id("acme", BEGAN) == storm_id("acme", BEGAN.replace(second=59))
    assert len({storm_id("acme", BEGAN), storm_id("acme", BEGAN + minutes(1)), storm_id("other", BEGAN)}) == 3


def test_storms_of_one_brand_that_begin_in_one_minute_are_told_apart_by_their_series() -> None:
    keys = [("complaints", BEGAN), ("about:login", BEGAN), ("about:checkout", BEGAN), ("complaints", NOON)]
    assert len({id_of(brand, key) for brand in ("acme", "acme\x00about", "other") for key in keys}) == 12
    assert id_of("acme", ("complaints", BEGAN)) == storm_id("acme", BEGAN)


def test_a_storm_gathers_all_complaints_or_those_about_its_instance() -> None:
    told = [a_minute(0, 4, instance="login"), a_minute(1, 3, instance="checkout"), a_minute(2, 2)]
    assert totals_of("complaints", told) == Totals(9, 9)
    assert totals_of("about:login", told).complaints == 4
    same = [by(minute, "mia") for minute in told]
    assert totals_of("complaints", same) == Totals(9, 1)


def test_a_storm_has_no_more_authors_than_complaints() -> None:
    told = [a_minute(0, 2, instance="login"), a_minute(1, 40, instance="checkout")]
    assert totals_of("about:login", told) == Totals(2, 2)
    assert totals_of("complaints", [a_minute(0, 3), replace(a_minute(1, 40), complaints=1)]).authors == 4


# ---------------------------------------------------------------- what of a replay is worth telling
def test_of_many_steps_of_growth_the_last_is_told() -> None:
    began, over = a_finding("suspected", 14, 1), a_finding("subsided", 0, 90)
    steps = [a_finding("grew", 21, 2), a_finding("goes_on", 22, 7), a_finding("grew", 40, 9), a_finding("grew", 70, 12)]
    assert worth_telling((began, *steps, over)) == (began, steps[-1], over)


def test_that_it_goes_on_is_told_where_it_did_after_its_last_growth() -> None:
    told = (a_finding("suspected", 14, 1), a_finding("grew", 40, 9), a_finding("goes_on", 39, 14))
    assert worth_telling(told) == told


def test_of_two_storms_each_has_its_own_words() -> None:
    one, other = a_finding("grew", 40, 9), a_finding("grew", 50, 10, series="about:login")
    assert worth_telling((one, other)) == (one, other)


@settings(database=None, deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(["grew", "goes_on"]), st.sampled_from(["complaints", "about:a"])), max_size=12)
)
def test_beginnings_and_ends_are_always_told_and_at_most_two_things_between_them(
    steps: list[tuple[What, str]],
) -> None:
    between = [a_finding(what, 20 + n, n + 1, series) for n, (what, series) in enumerate(steps)]
    for series in ("complaints", "about:a"):
        life = (a_finding("suspected", 14, 0, series), *between, a_finding("subsided", 0, 90, series))
        told = [finding for finding in worth_telling(life) if finding.series == series]
        assert (told[0], told[-1]) == (life[0], life[-1])
        assert len(told) <= 4
        assert told == sorted(told, key=lambda finding: finding.at)
