"""Real help desk deliveries, and the published signatures, with what a person read in each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import Parsed
from shared.mention import Author
from shared.plan import Source
from tests.builders import NOON
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import only, parsed
from tests.shared.platforms.knocks import knock

DESK = Source("desk", "zendesk", "webhook", "acme", url="https://acme.zendesk.com")
#: What the plan says of a trigger whose template has names of its own.
ZULIP = {
    "field_id": "ticket_id",
    "field_title": "ticket_title",
    "field_text": "ticket_description",
    "field_author_name": "requester_full_name",
    "field_url": "link",
}


def read(material: Path, name: str, source: Source = DESK) -> Parsed:
    return parsed(source, payload(material, f"zendesk/{name}.json").body)


def with_settings(**settings: str) -> Source:
    return Source("desk", "zendesk", "webhook", "acme", settings=settings)


def test_a_new_ticket(shared_material: Path) -> None:
    mention = only(read(shared_material, "event_ticket_created_real"))
    assert (mention.native_id, mention.thread) == ("22129848/ticket/5158", "22129848/ticket/5158")
    assert mention.text == "ticketinfo_2294a6e9ece2\n\nticket_info_desc_2294a6e9ece2"
    assert mention.author == Author(id="8447388090494")
    assert mention.created_at == datetime(2025, 1, 8, 10, 12, 7, tzinfo=UTC)
    assert mention.version == 1736331127000
    assert mention.url == "https://acme.zendesk.com/agent/tickets/5158"
    assert (mention.public, mention.from_staff) == (False, False)


def test_a_triggers_template_with_dates_for_people(shared_material: Path) -> None:
    mention = only(
        read(
            shared_material,
            "trigger_template_zulip",
            with_settings(**ZULIP, field_created="none", field_updated="none"),
        )
    )
    assert mention.native_id == "desk/ticket/7"
    assert mention.text.startswith("Hello world\n\n---")
    assert mention.text.endswith("I am writing this to create a ticket.")
    assert mention.author == Author(name="testerzulip")
    assert (mention.url, mention.public) == ("https://asdf1640.zendesk.com/agent/tickets/7", False)
    assert mention.created_at == NOON


def test_a_date_for_people_is_told_as_no_time_and_costs_nothing_else(shared_material: Path) -> None:
    result = read(shared_material, "trigger_template_zulip", with_settings(**ZULIP))
    assert [fault.where for fault in result.faults] == ["body.created_at", "body.updated_at"]
    assert len(result.mentions) == 1


def test_an_address_without_its_scheme_is_one(shared_material: Path) -> None:
    source = with_settings(**ZULIP | {"field_url": "ticket_url"})
    [mention] = read(shared_material, "trigger_template_zulip", source).mentions
    assert mention.url == "https://asdf1640.zendesk.com/agent/tickets/7"


def test_a_template_that_the_plan_does_not_explain_is_passed_over_and_told(shared_material: Path) -> None:
    [skipped] = read(shared_material, "trigger_template_zulip").skipped
    assert skipped.reason == "no id at `id`; name its place with the setting field_id"


def test_no_help_desk_payload_is_left_out(shared_material: Path) -> None:
    read_here = ["zendesk/event_ticket_created_real.json", "zendesk/trigger_template_zulip.json"]
    assert names(shared_material, "zendesk") == read_here


def test_the_current_signature_is_believed_and_that_of_the_old_page_is_not(shared_material: Path) -> None:
    vectors = json.loads((shared_material / "payloads" / "signature_vectors.json").read_text())
    verdicts = {}
    for vector in (one for one in vectors if one["platform"] == "zendesk"):
        headers = {
            "x-zendesk-webhook-signature": vector["expected_header"],
            "x-zendesk-webhook-signature-timestamp": vector["timestamp"],
        }
        at = datetime.fromisoformat(vector["timestamp"])
        body, secrets = vector["body"].encode(), (vector["secret"],)
        verdicts[vector["name"]] = knock(DESK, body, headers, secrets=secrets, at=at)
    assert verdicts == {
        "ts+body, doc test secret": None,
        "empty body (GET/DELETE or ping)": None,
        "TRAP: OLD docs vector": "signature_wrong",
    }
