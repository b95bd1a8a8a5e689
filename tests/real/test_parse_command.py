"""Every captured payload, typed at the command: whatever is in it, it is read or it is told what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main
import typer.testing
from typer.testing import CliRunner

from shared.cli.__main__ import app
from shared.cli.context import Session
from shared.ears.known import names, platform
from tests.builders import NOON

#: Folders whose names aren't their platforms'.
NAMED_OTHERWISE = {"standardwebhooks": "standard_webhooks"}
WORDS = {"mention", "tombstone", "wanted", "skipped", "fault"}


def ways(name: str) -> list[tuple[str, ...]]:
    found = platform(name)
    assert found is not None
    return [(), *((("--sweep",),) if found.sweep else ()), *((("--fetch",),) if found.fetch else ())]


@pytest.fixture(scope="module", autouse=True)
def _one_tree_of_commands() -> Iterator[None]:
    """Typer's runner makes all of our commands anew for each line that is typed: that takes longer than most files."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typer.testing, "_get_command", cache(typer.main.get_command))
        yield


def read(name: str, file: Path, *words: str) -> None:
    meta = file.with_name(f"{file.stem}.meta.json")
    headers = ("--headers", str(meta)) if "headers" in json.loads(meta.read_text(encoding="utf-8")) else ()
    result = CliRunner().invoke(app, ["parse", name, str(file), *headers, *words], obj=Session(clock=lambda: NOON))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert {word for line in lines for word in line} <= WORDS
    assert result.exit_code == (2 if any("fault" in line for line in lines) else 0)
    assert bool(result.stderr) == (result.exit_code == 2 or not lines)


@pytest.mark.parametrize("name", names())
def test_every_captured_payload_is_read_or_told_by_each_way_that_its_platform_has(
    shared_material: Path, name: str
) -> None:
    folder = {platform_: other for other, platform_ in NAMED_OTHERWISE.items()}.get(name, name)
    for file in bodies(shared_material, folder):
        for words in ways(name):
            read(name, file, *words)


@pytest.mark.parametrize("name", ["discourse", "rss", "standard_webhooks"])
def test_no_nasty_file_is_more_than_a_platform_can_bear(shared_material: Path, name: str) -> None:
    for file in bodies(shared_material, "nasty"):
        read(name, file)


def bodies(material: Path, folder: str) -> list[Path]:
    return sorted(file for file in (material / "payloads" / folder).glob("*") if ".meta." not in file.name)
