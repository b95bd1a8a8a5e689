"""The mentions of a scenario as deliveries with their times: a recorded stream, moved and paced, or its own."""

from __future__ import annotations

from datetime import datetime

import msgspec

from infra.drill.scenario import Posted, Scenario, Stream
from infra.local.replay import Line, read_lines


def lines(scenario: Scenario, start: datetime, brand: str) -> list[Line]:
    """In order of delivery; what would come after the scenario's end is left out. `brand` is whose inline posts are.

    Raises ReplayError where the stream can't be read.
    """
    found = [] if scenario.stream is None else _recorded(scenario.stream, start)
    found += [_written(number, post, start, brand) for number, post in enumerate(scenario.posts)]
    return sorted((one for one in found if one.at <= start + scenario.ends_after), key=lambda one: (one.at, one.id))


def _recorded(stream: Stream, start: datetime) -> list[Line]:
    whole = read_lines(stream.file)
    begins = whole[0].at + stream.skip
    ends = None if stream.lasts is None else begins + stream.lasts
    part = [
        line
        for line in whole
        if line.at >= begins and (ends is None or line.at < ends) and stream.brand in (None, line.brand)
    ]

    def moved(at: datetime) -> datetime:
        return start + stream.at + (at - begins) / stream.rate

    return [
        msgspec.structs.replace(
            line, created_at=moved(line.created_at), edited_at=moved(line.edited_at) if line.edited_at else None
        )
        for line in part
    ]


def _written(number: int, post: Posted, start: datetime, brand: str) -> Line:
    return Line(f"drill-{number + 1}", post.author, post.text, start + post.after, post.brand or brand)
