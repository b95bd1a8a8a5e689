"""The race: what counts as seen, when, and at what price in false alarms."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from infra.bench.storms import bases, material, race, rates
from infra.bench.storms.bases import LEARNING, RARE, WHOLE, Base, Choice, build, choices
from infra.bench.storms.chance import seeded
from infra.bench.storms.race import Calm, Card, Raced, Ran, Rung, first, rungs
from infra.bench.storms.result import result
from infra.bench.storms.rivals import RIVALS, Rival, so_many, three_sigma
from infra.bench.storms.run import raced
from infra.bench.storms.shapes import LONGEST
from infra.bench.storms.tables import report

#: Stands in for ours where the race itself is in question.
STAND_IN = Rival("stand-in", so_many, 40.0)


def _ran(rival: Rival, at: Sequence[int], scores: Sequence[float], storms: tuple[Raced, ...] = ()) -> Ran:
    return Ran("base", ((0, 10_080),), {rival.name: Calm(array("l", at), array("d", scores))}, storms)


def test_every_threshold_is_first_reached_where_the_storm_alone_reaches_it() -> None:
    found = rungs([1, 4, 3, 9], [1, 1, 0, 5])
    assert [first(found, threshold) for threshold in (0.5, 1, 2, 4, 4.5, 5.5, 9, 10)] == [2, 2, 1, 1, None, 3, 3, None]


def test_rungs_never_overlap() -> None:
    rng = seeded("rungs")
    storm, twin = ([rng.randint(0, 9) for _ in range(60)] for _ in range(2))
    found = sorted(rungs(storm, twin), key=lambda rung: rung.low)
    assert all(one.high <= other.low for one, other in pairwise(found))
    for threshold in range(11):
        asked = next((at for at in range(60) if twin[at] < threshold <= storm[at]), None)
        assert first(found, threshold) == asked


def test_alarms_within_an_hour_are_one_and_a_rest_lets_none_through() -> None:
    calm = Calm(array("l", [10, 20, 75, 200, 5000]), array("d", [3, 3, 3, 3, 3]))
    assert rates.episodes(rates.alarms(calm, 3, rest=0)) == [10, 200, 5000]
    assert rates.alarms(calm, 3, rest=2880) == [10, 5000]
    assert rates.alarms(calm, 3.1, rest=0) == []


def test_halving_makes_a_rival_wrong_as_often_as_asked() -> None:
    rng = seeded("rates")
    at = range(0, 10_080, 90)
    rival = Rival("any", so_many, 20.0)
    ran = [_ran(rival, at, [rng.uniform(1, 100) for _ in at])]
    for asked in (0, 1, 7, 50, len(at) - 1):
        threshold = rates.equal_threshold(ran, rival, asked)
        assert rates.false_alarms(ran, rival, threshold) == asked
    assert rates.equal_threshold(ran, rival, len(at)) == rival.least


def test_an_alarm_inside_a_labelled_window_is_no_false_one() -> None:
    rival = Rival("any", so_many, 1.0)
    ran = Ran("base", ((100, 200), (300, 400)), {"any": Calm(array("l", [50, 150, 250, 350]), array("d", [5] * 4))}, ())
    assert rates.false_alarms([ran], rival, 1.0) == 2
    assert rates.weeks([ran]) == pytest.approx(200 / 10_080)


def test_who_rests_is_blind_until_the_rest_is_over() -> None:
    rival = Rival("any", so_many, 1.0, rest=100)
    for onset, seen in ((150, None), (250, 6)):
        storm = Raced("base", "sudden", 5, onset, (1,) * 10, {"any": (Rung(0, 9, 5),)})
        ran = _ran(rival, [100], [5], (storm,))
        assert rates.seen_after(storm, rival, 3, ran) == seen
    led = Raced("base", race.SECOND, 5, 5000, (1,), {"any": (Rung(0, 9, 5),)}, {"any": (Rung(0, 9, 1),)})
    assert rates.seen_after(led, rival, 3, _ran(rival, [100], [5])) is None


def test_a_storm_is_raced_against_the_same_days_without_it() -> None:
    choice = Choice(None, WHOLE, 7, days=5)
    ran = race.run(choice, Card((STAND_IN,), 7, onsets=1, shapes=("outage", "two_peaks"), times=(20,)))
    base = build(choice)
    outage, peaks, second = ran.storms
    assert (outage.shape, peaks.shape, second.shape) == ("outage", "two_peaks", race.SECOND)
    seen = rates.seen_after(outage, STAND_IN, 40, ran)
    assert seen is not None
    held = [minute.complaints for minute in base.minutes[outage.onset - 15 : outage.onset + seen]]
    storm = race._storm(base, "outage", 20, outage.onset, 7).minutes
    added = sum(minute.complaints for minute in storm[max(0, seen - 15) : seen])
    assert sum(held[-15:]) + added >= 40 > sum(held[-15:])
    assert outage.said[seen - 1] == sum(minute.complaints for minute in storm[:seen])


def test_a_storm_meets_a_watcher_that_has_seen_the_days_before_it_and_no_other_storm() -> None:
    choice, rival = Choice(None, WHOLE, 7, days=5), Rival("long memory", three_sigma, 3.0)
    ran = race.run(choice, Card((rival,), 7, onsets=2, shapes=("outage", "sudden"), times=(20,)))
    base = build(choice)
    for storm in ran.storms:
        alone = rival.start()
        for minute in base.minutes[: storm.onset]:
            alone.step(minute)
        added = race._storm(base, storm.shape, 20, storm.onset, 7).minutes
        days = base.minutes[storm.onset :]
        scores = [alone.step(day + more) for day, more in zip(days, added, strict=False)]
        assert max(rung.high for rung in storm.rungs["long memory"]) == max(scores)


def test_who_decides_is_seen_as_early_when_stopped_at_the_first_alarm() -> None:
    choice = Choice(None, WHOLE, 7, days=5)
    decides = replace(STAND_IN, decides=True)
    stopped, whole = (
        race.run(choice, Card((one,), 7, onsets=1, shapes=("outage", "two_peaks"), times=(20,))).storms
        for one in (decides, STAND_IN)
    )
    assert [(one.shape, one.onset) for one in stopped] == [(one.shape, one.onset) for one in whole]
    assert stopped[0].rungs["stand-in"] == whole[0].rungs["stand-in"][:1]
    assert stopped[1:] == whole[1:]


def test_nothing_of_a_storm_is_heard_before_its_onset() -> None:
    choice = Choice(None, RARE, 3, days=5)
    first_run, other = (
        race.run(choice, Card((STAND_IN,), 3, onsets=2, shapes=(shape,), times=(50,))) for shape in ("sudden", "outage")
    )
    assert first_run.calm == other.calm


def test_onsets_leave_room_to_learn_and_keep_away_from_labelled_windows() -> None:
    made = build(Choice(None, WHOLE, 5, days=12))
    base = Base(made.name, made.start, made.minutes, ((8000, 9000),))
    onsets = base.onsets(20, seeded("onsets"))
    assert len(onsets) == 20
    assert onsets == base.onsets(20, seeded("onsets"))
    assert all(LEARNING <= at <= len(base.minutes) - 2 * LONGEST for at in onsets)
    assert all(at + 2 * LONGEST < 8000 or at - 120 > 9000 for at in onsets)


def test_a_rare_brand_has_a_median_of_nothing_in_five_minutes() -> None:
    minutes = build(Choice(None, RARE, 2, days=5)).minutes
    fives = sorted(sum(m.mentions for m in minutes[at : at + 5]) for at in range(0, len(minutes), 5))
    assert fives[len(fives) // 2] <= 1
    assert sum(fives) > 0


def test_a_base_of_real_counts_keeps_them(shared_material: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIREBREAK_SHARED", str(shared_material))
    folder = material.storm_folder()
    assert folder is not None
    rarest = next(choice for choice in choices(folder, 1) if choice.name == "PFE, whole")
    base = build(rarest)
    counts = material.counts(folder / "series" / "Twitter_volume_PFE.csv")
    assert sum(minute.mentions for minute in base.minutes) == sum(count.value for count in counts)
    share = sum(minute.complaints for minute in base.minutes) / sum(minute.mentions for minute in base.minutes)
    assert share == pytest.approx(bases.COMPLAIN, rel=0.15)
    assert len(base.eventful) == 4


def test_the_tables_come_again_from_the_same_seed() -> None:
    card = Card((STAND_IN, *RIVALS), 11, onsets=1, shapes=("sudden", "two_peaks", "loved_launch"), times=(50,))
    chosen = [Choice(None, RARE, 11, days=5)]
    shown = report(result(raced(chosen, card, 1), STAND_IN, RIVALS))
    assert shown == report(result(raced(chosen, card, 1), STAND_IN, RIVALS))
    assert "sudden: 1 storms; as published, and at our rate of false alarms" in shown
    assert "Loved launches taken for storms" in shown
    assert shown.count("Huginn's peaks") == 7
