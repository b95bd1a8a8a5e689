"""The world that handlers run in here: the tests' doubles of AWS, the functions' own settings, and their log."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from pathlib import Path
from typing import TextIO

import time_machine
from moto import mock_aws

from infra.bench.wire import Wire
from infra.local.replay import Line, read_lines
from tests.harness.world import World, set_environment
from tests.journeys.story import MORNING, prepare

SAMPLE = Path(__file__).parent.parent / "local" / "sample" / "storm.jsonl"


def sample() -> list[Line]:
    """The sample's lines as they are posted, with its edits, its repeats and its deletion."""
    return read_lines(SAMPLE)


def first_told() -> list[Line]:
    """Each post of the sample once, as it was first told."""
    once: dict[str, Line] = {}
    for line in sample():
        if not line.deleted and line.text.strip():
            once.setdefault(line.id, line)
    return list(once.values())


@contextmanager
def functions_environment() -> Iterator[None]:
    """The settings that the template gives, and a log at its level, which goes where nobody reads it."""
    before = dict(os.environ)
    set_environment()
    os.environ["POWERTOOLS_LOG_LEVEL"] = "INFO"
    try:
        with redirect_stdout(_log()):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def doubled_world(wire: Wire, world: World | None = None) -> Iterator[World]:
    """A world of moto's doubles with the sample plan in force; the wire is tapped, and stays so afterwards."""
    with mock_aws(), time_machine.travel(MORNING, tick=False):
        wire.tap()
        world = world or World()
        world.build()
        prepare(world)
        yield world


@cache
def _log() -> TextIO:
    # The logger keeps the stream that it was made with, so this one is never closed.
    return Path(os.devnull).open("w", encoding="utf-8")
