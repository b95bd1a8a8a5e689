"""The drill's clock: what of time moves with it, and that it is the wall's again afterwards."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from infra.drill.clock import running

START = datetime(2026, 11, 22, 3, tzinfo=UTC)


def test_the_day_and_what_keeps_things_for_a_while_move_together() -> None:
    with running(START) as clock:
        assert clock.now == datetime.now(UTC) == START
        before = time.monotonic()
        clock.move_to(START + timedelta(days=2))
        assert datetime.now(UTC) == START + timedelta(days=2)
        assert time.monotonic() - before >= timedelta(days=2).total_seconds()


def test_the_clock_never_goes_back() -> None:
    with running(START) as clock:
        clock.move_to(START - timedelta(minutes=1))
        assert clock.now == START


def test_afterwards_the_walls_clock_is_back_in_its_place() -> None:
    before = time.monotonic
    with running(START):
        assert time.monotonic is not before
    assert time.monotonic is before
    assert datetime.now(UTC) != START
