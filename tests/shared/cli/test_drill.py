"""`firebreak drill`: where it runs, and what is told where it can't."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.cli.context import RefusedError
from shared.cli.drill import checkout
from tests.harness.template import ROOT


def test_a_drill_runs_in_the_checkout() -> None:
    assert checkout() == ROOT


def test_where_there_is_no_checkout_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="in a checkout of Firebreak and not in an installed package"):
        checkout(tmp_path)
