"""What is shipped, among those who watch: a brand's whole judgement, or the detector alone on its complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from functions.detect_storm import brand
from infra.bench.storms.material import Count
from infra.bench.storms.minute import Minute
from infra.bench.storms.nab import OURS as NAME
from infra.bench.storms.nab import SPAN
from infra.bench.storms.rivals import Rival
from infra.bench.storms.watching import Watcher
from shared import minute as counted
from shared.authors import mark
from shared.detector.series import Series, new_series, step
from shared.reach import weight_of

A_MINUTE = timedelta(minutes=1)
FIRST = datetime(2026, 3, 1, tzinfo=UTC)
#: By a plan that says nothing of storms, and with nothing dismissed or confirmed.
RULES = brand.Rules()
#: What people are told of a storm while it grows; the rest is for the machine.
TOLD = ("suspected", "grew")


@dataclass(slots=True)
class Brand:
    """All series of a brand, as the function that looks each minute judges them."""

    record: brand.Record

    def step(self, minute: Minute) -> float:
        at = self.record.next_minute
        seen = [of(minute, at)] if minute.mentions else []
        record = brand.judge(self.record, seen, at + A_MINUTE, RULES)
        told = any(finding.what in TOLD for finding in record.untold)
        self.record = replace(record, untold=()) if record.untold else record
        return float(told)

    def copy(self) -> Watcher:
        return Brand(self.record)


@dataclass(slots=True)
class Alone:
    """One series, the complaints of a brand, judged each minute; `at` is the next one."""

    series: Series
    at: datetime

    def step(self, minute: Minute) -> float:
        self.series, judged = step(self.series, self.at, float(minute.complaints), A_MINUTE)
        self.at += A_MINUTE
        return float(judged.alarm)

    def copy(self) -> Watcher:
        return Alone(self.series, self.at)


def of(minute: Minute, at: datetime) -> counted.Minute:
    """The same minute as the counters hold it."""
    return counted.Minute(
        at,
        minute.mentions,
        minute.complaints,
        tuple(sorted({mark(f"{author:x}") for author in minute.authors})),
        minute.kinds,
        minute.about,
        minute.angry,
        minute.reposts,
        sum(map(weight_of, minute.followers)),
        minute.platforms,
    )


def detect(counts: Iterable[Count]) -> Iterator[tuple[float, bool]]:
    """As `firebreak detect` judges a file of five-minute counts."""
    series = new_series()
    for count in counts:
        series, judged = step(series, count.at, count.value, SPAN)
        yield judged.score, judged.alarm


def whole() -> Watcher:
    return Brand(brand.new_record(FIRST))


def alone() -> Watcher:
    return Alone(new_series(), FIRST)


#: They alarm or they don't: their threshold is not for this race to move.
OURS, ALONE = Rival(NAME, whole, 1.0, decides=True), Rival("> detector alone", alone, 1.0, decides=True)
