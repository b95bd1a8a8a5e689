"""Real updates of Telegram bots, with what a person read in each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.delivery import Delivery, Parsed
from shared.mention import Author
from shared.plan import Source
from shared.platforms.telegram import parse
from tests.builders import NOON
from tests.real.payloads import names, payload

BOT = Source("bot", "telegram", "webhook", "acme")


def read(material: Path, name: str) -> Parsed:
    return parse(Delivery("bot", "telegram", "webhook", payload(material, name).body, {}, NOON), BOT)


@pytest.mark.parametrize(
    ("name", "native_id", "author", "text", "at"),
    [
        ("0", "bot/-1/31", Author("8", "Santi", "sdd"), "Testing, testing", (6, 30, 12, 22, 5)),
        ("2", "bot/-1/33", Author("2", "Alvaro", "alvaro"), "Hi, this is Alvaro!", (6, 30, 12, 22, 51)),
        ("4", "bot/-2/35", Author("9", "Valerio"), "Hola Hola", (7, 1, 10, 52, 53)),
    ],
)
def test_a_message_in_a_group(
    shared_material: Path, name: str, native_id: str, author: Author, text: str, at: tuple[int, int, int, int, int]
) -> None:
    result = read(shared_material, f"telegram/update_perceval_{name}.json")
    [mention] = result.mentions
    assert result.faults == ()
    assert (mention.native_id, mention.author, mention.text) == (native_id, author, text)
    assert mention.created_at == datetime(2016, *at, tzinfo=UTC)
    # A small group has no address, and is not for everybody.
    assert (mention.url, mention.public, mention.from_staff) == (None, False, False)
    assert (mention.thread, mention.parent) == (native_id, None)


def test_a_bare_command_is_no_customers_word(shared_material: Path) -> None:
    result = read(shared_material, "telegram/group_command.json")
    assert [one.reason for one in result.skipped] == ["a command to a bot"]
    assert (result.mentions, result.faults) == ((), ())


def test_no_payload_is_left_out(shared_material: Path) -> None:
    assert len(names(shared_material, "telegram")) == 4
