"""Pure: a statement goes on while there is room, and can be ended where there is none for anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.statement import Statement
from shared.statement_room import MAX_BYTES, MAX_BYTES_TO_END, unkeepable
from tests.builders import a_draft, a_statement, an_update


def with_bytes(count: int, **changes: object) -> Statement:
    return replace(a_statement(updates=[an_update(body="x" * count)]), **changes)  # type: ignore[arg-type]  # its fields


def test_what_fits_is_kept_and_what_does_not_says_how_to_go_on() -> None:
    assert unkeepable(a_statement()) is None
    no = unkeepable(with_bytes(MAX_BYTES))
    assert no is not None
    assert "--progress resolved" in no.why


@pytest.mark.parametrize(
    "ending", [{"state": "resolved"}, {"state": "retracted"}, {"draft": a_draft(progress="resolved")}]
)
def test_an_end_has_room_of_its_own(ending: dict[str, object]) -> None:
    assert unkeepable(with_bytes(MAX_BYTES, **ending)) is None
    assert unkeepable(with_bytes(MAX_BYTES_TO_END, **ending)) is not None


def test_half_a_letter_is_none() -> None:
    no = unkeepable(a_statement(title="Login\ud800"))
    assert no is not None
    assert "half a letter" in no.why
