"""What every test finds: an environment as the template gives it, and, where it asks, a whole world of doubles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from moto import mock_aws

from infra.drill.transactions import quick_transactions
from tests.harness.template import ROOT
from tests.harness.world import World, set_environment

set_environment()
# No test asserts on a clock: hypothesis would, after 200 ms, on a machine that has other things to do.
settings.register_profile("firebreak", deadline=None)
settings.load_profile("firebreak")


@pytest.fixture
def world() -> Iterator[World]:
    # Clients are kept from test to test: making one takes longer than most tests do, and moto answers them all.
    with mock_aws(), quick_transactions():
        world = World()
        world.build()
        yield world


@pytest.fixture(scope="session")
def shared_material() -> Path:
    """Real payloads and storms that the project does not contain. A test that needs them skips where they aren't."""
    folder = Path(os.environ.get("FIREBREAK_SHARED", ROOT.parent / "shared"))
    if not (folder / "payloads").is_dir():
        pytest.skip(f"needs the shared material; {folder} is not there (set FIREBREAK_SHARED)")
    return folder
