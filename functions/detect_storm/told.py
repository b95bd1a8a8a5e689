"""What a finding makes of a storm, and the event that tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from functions.detect_storm.finding import Finding, Key
from functions.detect_storm.minute import COMPLAINTS_KEY
from functions.detect_storm.words import said
from shared.authors import distinct
from shared.events import StormGoesOn, StormGrew, StormSubsided, StormSuspected
from shared.minute import Minute
from shared.storm import Storm, instance_of, storm_id


@dataclass(frozen=True, slots=True)
class Totals:
    """What a storm has gathered since it began."""

    complaints: int
    authors: int


def id_of(brand: str, key: Key) -> str:
    """A storm's id: of its brand and first minute, and of its series where that is not the brand's complaints."""
    series, began_at = key
    return storm_id(brand if series == COMPLAINTS_KEY else f"{brand}\x00{series}", began_at)


def totals_of(series: str, minutes: Iterable[Minute]) -> Totals:
    """`minutes` are all that were counted since it began.

    Of an instance's storm it is at most so many authors: they are counted of all the brand's complaints.
    """
    told, scope = list(minutes), instance_of(series)
    complaints = sum(m.complaints if scope is None else dict(m.instances).get(scope, 0) for m in told)
    # They are estimated; nobody wrote less than one.
    return Totals(complaints, min(complaints, distinct({mark for minute in told for mark in minute.authors})))


def worth_telling(untold: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Each storm's beginning and end, and between them its last growth, or that it goes on: no step of a replay's."""
    last: dict[tuple[Key, str], Finding] = {}
    for finding in untold:
        key = finding.series, finding.began_at
        if finding.what in ("grew", "goes_on"):
            last.pop((key, "goes_on"), None)
        last[key, finding.what] = finding
    return tuple(finding for finding in untold if any(finding is kept for kept in last.values()))


def storm_after(known: Storm | None, brand: str, finding: Finding, totals: Totals, now: datetime) -> Storm:
    """The storm as it is after this finding. What a person decided is never undone by a machine."""
    storm = known or Storm(
        id=id_of(brand, (finding.series, finding.began_at)),
        brand=brand,
        series=finding.series,
        said=said(finding.series, brand),
        began_at=finding.began_at,
        suspected_at=finding.at,
        noticed_at=now,
        state="candidate",
        complaints=finding.complaints,
        authors=finding.authors,
        peak=finding.peak,
        ratio=finding.ratio,
        reasons=finding.reasons,
        instance=finding.instance,
        total=totals.complaints,
        total_authors=totals.authors,
        grounds=finding.grounds,
    )
    if finding.what == "suspected":
        return storm
    storm = replace(
        storm,
        peak=max(storm.peak, finding.peak),
        last_judged_at=finding.at,
        waves=max(storm.waves, finding.waves),
        total=max(storm.total, totals.complaints),
        total_authors=max(storm.total_authors, totals.authors),
    )
    if finding.what != "subsided":
        ratio = max(storm.ratio, finding.ratio)
        return replace(storm, complaints=finding.complaints, authors=finding.authors, ratio=ratio)
    # What it was at its height stays to be read; that it is over is said by its state.
    state = "subsided" if storm.running else storm.state
    return replace(storm, state=state, subsided_at=storm.subsided_at or finding.at)


def event_of(finding: Finding, storm: Storm) -> StormSuspected | StormGrew | StormGoesOn | StormSubsided:
    match finding.what:
        case "suspected":
            return StormSuspected(storm_id=storm.id, brand=storm.brand, instance=storm.instance)
        case "grew":
            return StormGrew(storm_id=storm.id, brand=storm.brand, complaints=finding.complaints)
        case "goes_on":
            return StormGoesOn(storm_id=storm.id, brand=storm.brand)
        case "subsided":
            return StormSubsided(storm_id=storm.id, brand=storm.brand)
