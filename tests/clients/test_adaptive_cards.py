"""adaptivecards, Microsoft's own library: it finds no fault in our cards and understands all that is in them."""

from __future__ import annotations

import copy
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shared.channels import teams
from shared.channels.message import Message
from tests.clients.running import HERE, NODE_MODULES, run
from tests.shared.channels.any_message import MESSAGE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("node") is None or not (NODE_MODULES / "adaptivecards").is_dir(),
        reason=f"needs node, and adaptivecards in {NODE_MODULES}: make clients",
    ),
]


def card(message: Message) -> dict[str, Any]:
    made: dict[str, Any] = teams.payload(message)["attachments"][0]["content"]
    return made


def read(folder: Path, *cards: Any) -> list[dict[str, Any]]:
    """What the library says of each card."""
    (folder / "cards.json").write_text(json.dumps(cards), encoding="utf-8")
    command = ["node", HERE / "read_card.cjs", folder / "cards.json"]
    found: list[dict[str, Any]] = json.loads(run(command, folder, {"NODE_PATH": str(NODE_MODULES)}))
    return found


def test_every_card_is_understood_whole(tmp_path: Path) -> None:
    many = tuple((f"Link {number}", f"https://x.example/{number}") for number in range(8))
    cards = [
        card(MESSAGE),
        card(replace(MESSAGE, quote="[bank](https://evil.example) **x** 👩‍🚒 سلام\n" * 900, priority="low")),
        card(replace(MESSAGE, links=many)),
        card(Message("", ())),
    ]
    for ours, told in zip(cards, read(tmp_path, *cards), strict=True):
        assert told["faults"] == []
        # `msteams` is Teams' own; all else comes back as it went in.
        assert {**told["understood"], "msteams": ours["msteams"]} == without_empty(ours)


def without_empty(ours: dict[str, Any]) -> dict[str, Any]:
    """The card as the library writes it: no list that holds nothing."""
    return {name: value for name, value in ours.items() if value != []}


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        (("body", 0, "type"), "RichText"),
        (("body", 0, "inlines", 0, "size"), "Huge"),
        (("body", 3, "spacing"), "Tiny"),
        (("actions", 0, "type"), "Action.Open"),
        (("actions", 0, "url"), None),
    ],
)
def test_a_wrong_card_would_be_found_out(tmp_path: Path, where: tuple[Any, ...], wrong: object) -> None:
    ours = copy.deepcopy(card(MESSAGE))
    held: Any = ours
    for key in where[:-1]:
        held = held[key]
    held[where[-1]] = wrong
    [told] = read(tmp_path, ours)
    assert told["faults"]
