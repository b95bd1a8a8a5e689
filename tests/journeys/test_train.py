"""What people said of forty posts teaches the model that judges the next one: by the commands, by the real stores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner

from functions.triage.models import Judging
from shared.cli.__main__ import app
from shared.cli.context import Session
from shared.store.mentions import MentionStore
from shared.store.models import Models
from tests.builders import a_mention
from tests.harness.world import World, names
from tests.journeys.story import MINUTE, MORNING, prepare
from tests.shared.nouns import a_verdict
from tests.shared.triage.small_model import grounded, small_bytes, small_table, stream

NEXT = "my grounded coffee with the train"
Started = tuple[World, time_machine.Traveller]


@pytest.fixture
def started(world: World) -> Iterator[Started]:
    with time_machine.travel(MORNING, tick=False) as clock:
        world.lives_through(prepare)
        yield world, clock


def types(world: World, *words: str) -> str:
    session = Session(find=lambda _stage, _local: world.deployment(), clock=lambda: datetime.now(UTC))
    result = CliRunner().invoke(app, list(words), obj=session, prog_name="firebreak")
    assert result.exit_code == 0, result.output
    return result.stdout


def kept(native_id: str, text: str) -> str:
    """A mention as it lies there once it was judged."""
    mention = a_mention(native_id, text=text, created_at=MORNING - MINUTE)
    store = MentionStore(names()["Mentions"])
    store.keep(mention)
    store.put_verdict(a_verdict(mention))
    return mention.id


def judged(shipped: Path) -> tuple[str, str]:
    """By which model a new container judges the next post, and as what."""
    model = Judging(Models(names()["Ledger"]), shipped).in_force(datetime.now(UTC))
    assert model is not None
    return model.name, model.read(NEXT).kind


def test_forty_corrections_change_the_next_verdict_and_one_command_takes_that_back(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, clock = started
    shipped = tmp_path / "small.model"
    shipped.write_bytes(small_bytes())
    monkeypatch.setenv("FIREBREAK_MODEL", str(shipped))
    monkeypatch.setenv("FIREBREAK_AS", "duty-director")
    assert judged(shipped) == (small_table().name, "specific_complaint")
    for one in stream(120):
        kept(one.id, one.text)
    for one in grounded(40):
        types(world, "mention", "correct", kept(one.id, one.text), "--kind", "praise")
    clock.shift(MINUTE)
    assert "installed: version 1" in types(world, "train")
    assert judged(shipped) == (f"{small_table().name}+1", "praise")
    types(world, "train", "back")
    assert judged(shipped) == (small_table().name, "specific_complaint")
