"""What is shipped takes part as it is, and the whole bench runs."""

from __future__ import annotations

import pytest

from infra.bench.__main__ import main
from infra.bench.storms import ours
from infra.bench.storms.minute import QUIET, Minute
from infra.bench.storms.rivals import Rival
from shared.authors import mark
from shared.reach import weight_of

STEADY = Minute(
    4,
    1,
    authors=(7,),
    followers=(100,),
    kinds=(("other", 3), ("venting", 1)),
    about=(("bill", 1),),
    platforms=(("x", 1),),
)
BURST = Minute(
    20,
    15,
    authors=tuple(range(15)),
    followers=(100,) * 15,
    angry=8,
    kinds=(("other", 5), ("venting", 15)),
    about=(("bill", 15),),
    platforms=(("x", 15),),
)


@pytest.mark.parametrize("entrant", [ours.OURS, ours.ALONE], ids=lambda entrant: entrant.name)
def test_ours_tells_of_a_burst_and_not_of_steady_days(entrant: Rival) -> None:
    watcher = entrant.start()
    days = (STEADY, *[QUIET] * 9) * 6 * 24 * 3
    assert not any(watcher.step(minute) for minute in days)
    copy = watcher.copy()
    seen = [watcher.step(BURST) for _ in range(30)]
    assert 1.0 in seen
    assert [copy.step(BURST) for _ in range(30)] == seen


def test_a_minute_is_handed_over_as_the_counters_hold_it() -> None:
    minute = ours.of(BURST, ours.FIRST)
    assert (minute.mentions, minute.complaints, minute.angry) == (20, 15, 8)
    assert set(minute.authors) == {mark(f"{author:x}") for author in BURST.authors}
    assert minute.kinds == BURST.kinds
    assert minute.instances == BURST.about
    assert minute.reach == pytest.approx(15 * weight_of(100))


def test_the_bench_runs_and_prints_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["storms", "--quick", "--seed", "4", "--processes", "1", "--alone"]) == 0
    shown = capsys.readouterr().out
    assert "storms of known onset, seed 4: made up, whole, made up, rare" in shown
    assert "Loved launches taken for storms (fewer is better)" in shown
