"""What a finding makes of a storm, and the event that tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from functions.detect_storm.record import Finding
from shared.events import StormGrew, StormSubsided, StormSuspected
from shared.storm import Storm, storm_id


def storm_after(known: Storm | None, brand: str, finding: Finding, now: datetime) -> Storm:
    """The storm as it is after this finding. What a person decided is never undone by a machine."""
    storm = known or Storm(
        id=storm_id(brand, finding.began_at),
        brand=brand,
        series=f"complaints about {brand}",
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
    )
    if finding.what == "suspected":
        return storm
    storm = replace(storm, peak=max(storm.peak, finding.peak), last_judged_at=finding.at)
    if finding.what == "grew":
        ratio = max(storm.ratio, finding.ratio)
        return replace(storm, complaints=finding.complaints, authors=finding.authors, ratio=ratio)
    # What it was at its height stays to be read; that it is over is said by its state.
    return replace(storm, state="subsided" if storm.running else storm.state, subsided_at=finding.at)


def event_of(finding: Finding, storm: Storm) -> StormSuspected | StormGrew | StormSubsided:
    if finding.what == "suspected":
        return StormSuspected(storm_id=storm.id, brand=storm.brand, instance=storm.instance)
    if finding.what == "grew":
        return StormGrew(storm_id=storm.id, brand=storm.brand, complaints=finding.complaints)
    return StormSubsided(storm_id=storm.id, brand=storm.brand)
