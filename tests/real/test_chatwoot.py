"""A real inbox delivery, and the computed signature, with what a person read in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from shared.mention import Author
from shared.plan import Source
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import only, parsed
from tests.shared.platforms.knocks import knock

INBOX = Source("inbox", "chatwoot", "webhook", "acme", url="https://chat.example.com")


def test_a_customers_message_by_whatsapp(shared_material: Path) -> None:
    mention = only(parsed(INBOX, payload(shared_material, "chatwoot/message_created_whatsapp.json").body))
    assert (mention.native_id, mention.thread) == ("chat.example.com/1/m/1646", "chat.example.com/1/c/12")
    assert (mention.text, mention.author) == ("test", Author(id="chat.example.com/1/contact/89", name="A. C."))
    assert mention.created_at == datetime(2023, 9, 29, 19, 14, 20, 162000, UTC)
    assert mention.version == 1696014860162
    assert mention.url == "https://chat.example.com/app/accounts/1/conversations/12"
    assert (mention.public, mention.from_staff) == (False, False)


def test_no_inbox_payload_is_left_out(shared_material: Path) -> None:
    assert names(shared_material, "chatwoot") == ["chatwoot/message_created_whatsapp.json"]


def test_the_signature_is_over_the_time_a_dot_and_the_body(shared_material: Path) -> None:
    vectors = json.loads((shared_material / "payloads" / "signature_vectors.json").read_text())
    [vector] = [one for one in vectors if one["platform"] == "chatwoot"]
    headers = {"x-chatwoot-signature": vector["expected_header"], "x-chatwoot-timestamp": vector["timestamp"]}
    at = datetime.fromtimestamp(int(vector["timestamp"]), UTC)
    assert knock(INBOX, vector["body"].encode(), headers, secrets=(vector["secret"],), at=at) is None
    assert knock(INBOX, vector["body"].encode(), headers, secrets=("another",), at=at) == "signature_wrong"
