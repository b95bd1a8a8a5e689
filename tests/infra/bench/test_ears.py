"""The measures of hearing end with figures of every platform; what a delivery may load is looked up, not timed."""

from __future__ import annotations

import pytest

from infra.bench import ears_imports, ears_parse, ears_receive
from infra.bench.ears_answers import ASKED
from infra.bench.ears_bodies import CALLED


def test_every_door_is_timed_and_takes_its_call_again_and_again() -> None:
    with ears_receive.all_doors() as doors:
        ears_receive.timed(doors, 2)
        burst = ears_receive.burst_of(doors, 40, threads=4)
    assert {door.name for door in doors} == set(CALLED)
    assert all(len(door.ours.wall) == len(door.floors.wall) == 2 for door in doors)
    assert (len(burst.took), burst.refused) == (40, 0)


def test_every_parser_is_timed_one_post_at_a_time_and_many() -> None:
    speeds = ears_parse.speeds(0.0001, 1)
    assert {speed.of.partition(",")[0] for speed in speeds} >= {*CALLED, *ASKED}
    assert all(speed.ours > 0 and speed.bare > 0 for speed in speeds)
    assert {speed.count for speed in speeds} >= {1, 100}


@pytest.mark.slow
def test_a_forums_delivery_pays_for_no_reader_of_feeds() -> None:
    works = ears_imports.works(("discourse",))
    starts, heavy = ears_imports.measure(
        1, {name: works[name] for name in works if "discourse" in name or "rss" in name}
    )
    assert heavy["receive, discourse"] == heavy["ingest, discourse"] == []
    assert "feedparser" in heavy["ingest, rss"]
    assert all(len(took) == 1 for took in starts.values())


def test_a_report_has_a_line_for_each_process() -> None:
    shown = ears_imports.report(1, {"boto3 alone": "import boto3", "nothing": "pass"})
    assert "boto3 alone" in shown
    assert "nothing" in shown
