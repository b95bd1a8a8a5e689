"""Real deliveries about a WhatsApp number, with what a person read in each."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.delivery import Parsed, Skipped
from shared.mention import Author, Media, Mention, Tombstone
from shared.plan import Source
from tests.builders import NOON
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import only, parsed

NUMBER = Source("number", "whatsapp", "webhook", "acme")
WAMID = "wamid.HBgNNDkxNTIwOTgzMzM5OBUCABIYHGDEHJVFHJEVCFHJEVBCMTkyODk1OEIyAA=="
NOT_MESSAGES = {
    "in_error": Skipped("unknown", "of a type that WhatsApp doesn't hand on"),
    "in_status-errors": Skipped("statuses", "how far our own messages have come"),
    "pywa_system_identity_change": Skipped("system", "WhatsApp's own note"),
    "pywa_system_phone_number_change": Skipped("system", "WhatsApp's own note"),
}


def read(material: Path, name: str) -> Parsed:
    whole = payload(material, f"whatsapp/{name}.json")
    return parsed(NUMBER, whole.body, whole.headers)


def test_every_file_has_an_expectation_here(shared_material: Path) -> None:
    found = {Path(name).stem for name in names(shared_material, "whatsapp")}
    assert found == {"in_text", "in_image", "pywa_deleted_message_revoke", *NOT_MESSAGES}


def test_a_message(shared_material: Path) -> None:
    assert only(read(shared_material, "in_text")) == Mention(
        source="number",
        platform="whatsapp",
        native_id=WAMID,
        brand="acme",
        version=1653253313000,
        author=Author(id="491234567890", name="TestUser"),
        text="Test",
        created_at=datetime(2022, 5, 22, 21, 1, 53, tzinfo=UTC),
        seen_at=NOON,
        thread="10634295353625/491234567890",
        public=False,
    )


def test_a_picture_with_words_below_it(shared_material: Path) -> None:
    mention = only(read(shared_material, "in_image"))
    assert (mention.text, mention.public) == ("Some awesome image", False)
    assert mention.media == (Media("image", "https://graph.facebook.com/v25.0/400962571939895"),)


def test_a_message_that_was_taken_back_leaves_a_tombstone(shared_material: Path) -> None:
    at = datetime(2023, 10, 11, 16, 53, 43, tzinfo=UTC)
    assert read(shared_material, "pywa_deleted_message_revoke") == Parsed(
        tombstones=(Tombstone("number", "whatsapp", "<ORIGINAL_WHATSAPP_MESSAGE_ID>", "taken back by its author", at),)
    )


@pytest.mark.parametrize("name", NOT_MESSAGES)
def test_what_is_no_message_is_passed_over(shared_material: Path, name: str) -> None:
    assert read(shared_material, name) == Parsed(skipped=(NOT_MESSAGES[name],))
