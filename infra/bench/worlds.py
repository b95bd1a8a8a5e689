"""The world that handlers run in here: the tests' doubles of AWS, the functions' own settings, and their log."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from pathlib import Path

import time_machine
from moto import mock_aws

from infra.bench.wire import Wire
from infra.local.replay import Line, read_lines
from tests.harness.world import World, set_environment
from tests.journeys.story import MORNING, prepare

SAMPLE = Path(__file__).parent.parent / "local" / "sample" / "storm.jsonl"


@cache
def sample() -> tuple[Line, ...]:
    """The sample's lines as they are posted, with its edits, its repeats and its deletion."""
    return tuple(read_lines(SAMPLE))


@cache
def first_told() -> tuple[Line, ...]:
    """Each post of the sample once, as it was first told."""
    once: dict[str, Line] = {}
    for line in sample():
        if not line.deleted and line.text.strip():
            once.setdefault(line.id, line)
    return tuple(once.values())


@contextmanager
def functions_environment() -> Iterator[None]:
    """The settings that the template gives, and a log at its level, which goes where nobody reads it."""
    before = dict(os.environ)
    set_environment()
    os.environ["POWERTOOLS_LOG_LEVEL"] = "INFO"
    try:
        with redirect_stdout(function_log()):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def doubled_world(wire: Wire) -> Iterator[World]:
    """A world of moto's doubles with the sample plan in force, and the wire tapped."""
    with mock_aws(), time_machine.travel(MORNING, tick=False), wire.tapped():
        world = World()
        world.build()
        prepare(world)
        yield world


class FunctionLog(io.TextIOBase):
    """Standard output that goes nowhere, and how many bytes went there."""

    def __init__(self) -> None:
        self.written = 0
        self._nowhere = os.open(os.devnull, os.O_WRONLY)

    def write(self, text: str) -> int:
        self.written += os.write(self._nowhere, text.encode())
        return len(text)


@cache
def function_log() -> FunctionLog:
    """One for the whole process: the functions' logger keeps the stream that it was made with."""
    return FunctionLog()
