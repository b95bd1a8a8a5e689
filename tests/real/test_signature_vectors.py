"""Published and computed signatures: ours are believed, and those of other schemes are not taken for them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from functions.receive.signature import refused


def vectors(material: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((material / "payloads" / "signature_vectors.json").read_text())
    return [vector for vector in found if "body" in vector and "expected_header" in vector]


def verdicts(vector: dict[str, Any]) -> tuple[str | None, str | None]:
    """What both of our schemes say of a vector."""
    seconds = str(vector.get("timestamp", "1614265330"))
    now = datetime.fromtimestamp(int(seconds) if seconds.isdecimal() else 0, UTC)
    headers = {
        "x-discourse-event-signature": vector["expected_header"],
        "webhook-signature": vector["expected_header"],
        "webhook-timestamp": seconds,
        "webhook-id": vector.get("webhook_id", "msg_1"),
    }
    body, secrets = vector["body"].encode(), (vector["secret"],)
    return refused("discourse", headers, body, secrets, now), refused("standard_webhooks", headers, body, secrets, now)


def test_our_platforms_vectors_are_believed(shared_material: Path) -> None:
    ours = {vector["platform"]: verdicts(vector) for vector in vectors(shared_material)}
    assert ours["discourse"][0] is None
    assert ours["standardwebhooks"][1] is None


def test_another_schemes_signature_opens_nothing(shared_material: Path) -> None:
    # These sign as Discourse does, `sha256=` and hex over the body: it is the secret that keeps them apart.
    alike = {"discourse", "meta", "github", "mastodon", "websub"}
    others = [vector for vector in vectors(shared_material) if vector["platform"] not in {*alike, "standardwebhooks"}]
    assert len(others) >= 5
    for vector in others:
        assert None not in verdicts(vector), vector["name"]


def test_a_body_that_was_written_anew_is_not_what_was_signed(shared_material: Path) -> None:
    [negative] = [vector for vector in vectors(shared_material) if vector["name"].startswith("NEGATIVE")]
    raw = next(v for v in vectors(shared_material) if v["name"].startswith("X-Hub-Signature-256 over RAW"))
    assert verdicts(raw)[0] is None
    assert verdicts({**negative, "expected_header": raw["expected_header"]})[0] == "signature_wrong"
