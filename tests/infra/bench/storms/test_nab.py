"""The tweet counts are judged in order, and scored by the benchmark's own scorer at our threshold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from infra.bench.storms import nab
from infra.bench.storms.material import Count


def _above(level: float) -> nab.Detect:
    def detect(counts: Iterable[Count]) -> Iterator[tuple[float, bool]]:
        for count in counts:
            yield (0.9, True) if count.value > level else (0.1, False)

    return detect


@pytest.fixture
def constructed(shared_material: Path, tmp_path: Path) -> Path:
    """One day of 288 counts: a window from 12:00 to 13:40 (21 points), alarms at 10:00 and half way into the window."""
    (tmp_path / "series").mkdir()
    name = "Twitter_volume_ONE.csv"
    rows = ["timestamp,value"]
    for place in range(288):
        stamp = f"2026-03-01 {place // 12:02d}:{place % 12 * 5:02d}:00"
        rows.append(f"{stamp},{50 if place in (120, 154) else 1}")
    (tmp_path / "series" / name).write_text("\n".join(rows) + "\n")
    key = f"realTweets/{name}"
    (tmp_path / "windows.json").write_text(json.dumps({key: [["2026-03-01 12:00:00", "2026-03-01 13:40:00"]]}))
    (tmp_path / "instants.json").write_text(json.dumps({key: ["2026-03-01 12:40:00"]}))
    (tmp_path / "peers.csv").write_text(
        "detector,profile,dev_score,dev_threshold,dev_windows_detected,dev_false_alarms_per_week\n"
        "perfect,standard,100.0,0.5,1,0.0\nnull,standard,0.0,inf,0,0.0\n"
    )
    # The scorer stays where it is; a link leads there.
    (tmp_path / "score.py").symlink_to(shared_material / "storm" / "score.py")
    return tmp_path


def test_the_figures_are_those_reckoned_by_hand(constructed: Path) -> None:
    # The window's alarm is at place 10 of 21: y = -(20 - 10 + 1)/21, worth sigma(y)/sigma(-1). The other costs in full.
    earned = ((2 / (1 + 2.718281828459045 ** (5 * -11 / 21))) - 1) / ((2 / (1 + 2.718281828459045**-5)) - 1)
    mark = nab.standing(constructed, _above(10)).together["standard"]
    assert mark.score == pytest.approx(100 * (earned - 0.11 + 1) / 2)
    assert (mark.found, mark.windows) == (1, 1)
    # Scored from place 43 on: 244 steps of 5 minutes between the first and the last.
    assert mark.false_per_week == pytest.approx(1 / (244 * 5 / 10_080))
    assert mark.lag == 10


def test_every_series_is_scored_alone_and_left_out_in_turn(constructed: Path) -> None:
    held = nab.standing(constructed, _above(10))
    assert held.alone["Twitter_volume_ONE.csv"] == held.together
    assert held.without == {}


def test_a_detector_that_never_alarms_is_the_null(constructed: Path) -> None:
    held = nab.standing(constructed, _above(1000))
    assert [mark.score for mark in held.together.values()] == [0, 0, 0]
    assert held.together["standard"].lag is None


def test_the_standing_is_by_score_with_ours_marked(constructed: Path) -> None:
    shown = nab.report(constructed, _above(10))
    order = [line.split()[0] for line in shown.splitlines() if line.startswith(("perfect", nab.OURS, "null"))]
    assert order[:3] == ["perfect", ">", "null"]


def test_an_alarm_that_the_score_does_not_tell_is_refused() -> None:
    with pytest.raises(nab.BlurredThresholdError, match=r"the score 0\.8 is no alarm, and one with 0\.7 is"):
        nab.shipped_threshold([[(0.8, False), (0.7, True)]])


def test_the_threshold_is_the_lowest_alarm_of_all_series() -> None:
    assert nab.shipped_threshold([[(0.8, True), (0.1, False)], [(0.6, True)]]) == 0.6
