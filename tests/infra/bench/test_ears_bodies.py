"""What the benches and the fuzzing begin with is what each platform reads without a word of complaint."""

from __future__ import annotations

import pytest

from infra.bench.ears_answers import ASKED, JSON_FEED
from infra.bench.ears_bodies import CALLED, Sample
from shared.delivery import Parsed
from shared.ears.known import names, platform

SAMPLES = [*CALLED.values(), *ASKED.values(), JSON_FEED]


def found_in(sample: Sample, count: int) -> Parsed:
    known = platform(sample.source.platform)
    assert known is not None
    return known.parse(sample.delivery(count), sample.source)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.source.platform}-{sample.how}")
def test_a_body_holds_as_many_different_posts_as_were_asked_for(sample: Sample) -> None:
    for count in {1, sample.most}:
        found = found_in(sample, count)
        ids = [id_ for wanted in found.wanted for id_ in wanted.ids] if sample.names else [m.id for m in found.mentions]
        assert (found.faults, found.skipped, found.tombstones) == ((), (), ())
        assert len(set(ids)) == count


def test_each_way_of_each_platform_has_one() -> None:
    ways = {(name, way) for name in names() if (found := platform(name)) is not None for way in found.ways}
    assert ways == {(name, "webhook") for name in CALLED} | {(name, "sweep") for name in ASKED}
