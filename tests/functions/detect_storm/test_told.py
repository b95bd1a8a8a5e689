"""Pure: what a finding makes of a storm. A machine proposes; what a person decided stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from functions.detect_storm.record import Finding
from functions.detect_storm.told import event_of, storm_after
from shared.events import StormGrew, StormSubsided, StormSuspected
from shared.storm import Decision, Storm, StormState, storm_id
from tests.builders import NOON, minutes
from tests.shared.nouns import a_storm

BEGAN = NOON - minutes(20)


def a_finding(what: Literal["suspected", "grew", "subsided"], complaints: int = 30, at: float = 5) -> Finding:
    return Finding(what, BEGAN, NOON + minutes(at), complaints, 20, 42, 6.5, "website_problem", ("30 complaints",))


def test_a_suspected_storm_is_a_candidate_with_its_reasons() -> None:
    storm = storm_after(None, "acme", a_finding("suspected"), NOON)
    assert (storm.state, storm.complaints, storm.reasons) == ("candidate", 30, ("30 complaints",))
    assert storm.id == storm_id("acme", BEGAN)
    assert (storm.suspected_at, storm.noticed_at) == (NOON + minutes(5), NOON)


def test_the_same_suspicion_told_again_changes_nothing() -> None:
    known = storm_after(None, "acme", a_finding("suspected"), NOON)
    assert storm_after(known, "acme", a_finding("suspected"), NOON + minutes(9)) == known


def test_growth_is_kept_and_the_peak_only_rises() -> None:
    grown = storm_after(a_storm(), "acme", a_finding("grew"), NOON)
    assert (grown.complaints, grown.peak, grown.ratio, grown.state) == (30, 42, 6.5, "candidate")
    smaller = replace(a_finding("grew"), peak=3, ratio=0.1)
    later = storm_after(grown, "acme", smaller, NOON)
    assert (later.peak, later.ratio) == (42, 6.5)


@pytest.mark.parametrize(
    ("state", "after"), [("candidate", "subsided"), ("confirmed", "subsided"), ("dismissed", "dismissed")]
)
def test_a_storm_that_passes_subsides_but_a_dismissed_one_stays_dismissed(state: StormState, after: str) -> None:
    decisions = (Decision("ada", NOON, state),)
    over: Storm = storm_after(a_storm(state=state, decisions=decisions), "acme", a_finding("subsided"), NOON)
    assert (over.state, over.subsided_at, over.decisions) == (after, NOON + minutes(5), decisions)


def test_each_finding_is_told_under_its_own_name() -> None:
    storm = a_storm()
    assert event_of(a_finding("suspected"), storm) == StormSuspected("storm-1", "acme", "website_problem")
    assert event_of(a_finding("grew"), storm) == StormGrew("storm-1", "acme", 30)
    assert event_of(a_finding("subsided"), storm) == StormSubsided("storm-1", "acme")


def test_a_storms_key_is_its_series_and_its_first_minute() -> None:
    assert storm_id("acme", BEGAN) == storm_id("acme", BEGAN.replace(second=59))
    assert len({storm_id("acme", BEGAN), storm_id("acme", BEGAN + minutes(1)), storm_id("other", BEGAN)}) == 3
