"""Published and computed signatures: each is believed at its platform's door, and opens no other scheme's."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shared.ears.known import platform
from shared.ears.platform import Door, Keys
from shared.ears.request import Greeted, Request
from shared.plan import Source
from tests.shared.ears.signers import SIGNERS

#: The platforms whose doors each of the file's schemes must open.
OPENS = {
    "x": ("x",),
    "meta": ("facebook", "instagram", "whatsapp"),
    "github": ("github",),
    "zendesk": ("zendesk",),
    "discourse": ("discourse",),
    "linkedin": ("linkedin",),
    "chatwoot": ("chatwoot",),
    "mastodon": ("mastodon",),
    "websub": ("youtube",),
    "standardwebhooks": ("standard_webhooks",),
}
#: `sha256=` and the body's code in hex: here it is the secret that keeps them apart. A hub may name another algorithm.
ALIKE = {"discourse", "facebook", "instagram", "whatsapp", "github", "mastodon", "youtube"}
CRC = "CRC response"
CHALLENGE = "challengeResponse"
TRAP = "TRAP: OLD docs vector"
REWRITTEN = "NEGATIVE: re-serialised body must NOT verify"
LEGACY = "legacy X-Hub-Signature"
HUB = "hub.challenge"
#: No signature: a token that is shown (tests/shared/ears), and Slack's, whose door is another one
#: (tests/functions/hear_slack).
ELSEWHERE = {"telegram", "slack"}


def vectors(material: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((material / "payloads" / "signature_vectors.json").read_text())
    return found


def named(material: Path, name: str) -> dict[str, Any]:
    [vector] = [each for each in vectors(material) if each["name"] == name]
    return vector


def door(name: str) -> Door:
    found = platform(name)
    assert found is not None
    assert found.door is not None
    return found.door


def verdict(name: str, vector: dict[str, Any], signature: str | None = None) -> str | None:
    """What that platform's door says of a vector whose signature stands where the platform writes it."""
    time = str(vector.get("timestamp", "1614265330"))
    now = datetime.fromtimestamp(int(time), UTC) if time.isdecimal() else datetime.fromisoformat(time)
    headers = {
        SIGNERS[name].header: signature or vector["expected_header"],
        "webhook-id": vector.get("webhook_id", "msg_1"),
        "webhook-timestamp": time,
        "x-chatwoot-timestamp": time,
        "x-zendesk-webhook-signature-timestamp": time,
    }
    request = Request("POST", "there", headers, vector["body"].encode())
    source = Source("there", name, "webhook", "acme", settings=SIGNERS[name].settings)
    return door(name).refused(request, Keys({"secret": (vector["secret"],)}), source, now)


def greeted(name: str, secret: str, **query: str) -> Greeted | None:
    asked = {key.replace("__", "."): value for key, value in query.items()}
    greeting = door(name).greeted
    assert greeting is not None
    keys = Keys({"secret": (secret,), "verify": (secret,), "client": (secret,)})
    source = Source("there", name, "webhook", "acme")
    return greeting(Request("GET", "there", {}, query=asked), keys, source, datetime.now(UTC))


def positive(material: Path) -> list[dict[str, Any]]:
    """The vectors of a signature over a body, that must be believed."""
    other = {CRC, CHALLENGE, HUB, TRAP, REWRITTEN, LEGACY}
    return [each for each in vectors(material) if each["platform"] not in ELSEWHERE and each["name"] not in other]


def test_every_vector_is_looked_at_here_or_elsewhere(shared_material: Path) -> None:
    assert {each["platform"] for each in vectors(shared_material)} == {*OPENS, *ELSEWHERE}
    assert len(positive(shared_material)) == 12


def test_every_vector_is_believed_at_its_platforms_door(shared_material: Path) -> None:
    for vector in positive(shared_material):
        for name in OPENS[vector["platform"]]:
            assert verdict(name, vector) is None, (name, vector["name"])


def test_no_vector_is_believed_with_another_secret_or_another_body(shared_material: Path) -> None:
    for vector in positive(shared_material):
        secret = vector["secret"][:-2] + "AA"
        for name in OPENS[vector["platform"]]:
            assert verdict(name, {**vector, "secret": secret}) == "signature_wrong", (name, vector["name"])
            assert verdict(name, {**vector, "body": vector["body"] + " "}) == "signature_wrong", (name, vector["name"])


def test_another_schemes_signature_opens_nothing(shared_material: Path) -> None:
    for vector in positive(shared_material):
        opens = set(OPENS[vector["platform"]])
        opens |= ALIKE if opens & ALIKE else set()
        for name, signer in SIGNERS.items():
            if name not in opens and signer.covers:
                assert verdict(name, vector) is not None, (name, vector["name"])


def test_a_body_that_was_written_anew_is_not_what_was_signed(shared_material: Path) -> None:
    raw = next(each for each in positive(shared_material) if each["platform"] == "meta")
    for name in OPENS["meta"]:
        assert verdict(name, named(shared_material, REWRITTEN), raw["expected_header"]) == "signature_wrong"


def test_metas_old_signature_is_believed_no_longer(shared_material: Path) -> None:
    legacy = named(shared_material, LEGACY)
    for name in OPENS["meta"]:
        assert verdict(name, legacy) == "signature_malformed"
        request = Request("POST", "there", {"x-hub-signature": legacy["expected_header"]}, legacy["body"].encode())
        keys, source = Keys({"secret": (legacy["secret"],)}), Source("there", name, "webhook", "acme")
        assert door(name).refused(request, keys, source, datetime.now(UTC)) == "signature_missing"


def test_what_zendesks_old_page_prints_is_refused(shared_material: Path) -> None:
    assert verdict("zendesk", named(shared_material, TRAP)) == "signature_wrong"


def test_x_is_told_that_we_know_its_secret(shared_material: Path) -> None:
    vector = named(shared_material, CRC)
    answer = greeted("x", vector["secret"], crc_token=vector["crc_token"])
    assert answer is not None
    assert (answer.status, json.loads(answer.body)) == (200, json.loads(vector["expected"]))


def test_linkedin_is_told_that_we_know_its_secret(shared_material: Path) -> None:
    vector = named(shared_material, CHALLENGE)
    answer = greeted("linkedin", vector["secret"], challengeCode=vector["challengeCode"])
    assert answer is not None
    assert (answer.status, json.loads(answer.body)) == (200, json.loads(vector["expected"]))


@pytest.mark.parametrize("name", OPENS["meta"])
def test_metas_challenge_is_echoed_to_who_knows_our_word(name: str) -> None:
    asked = {"hub__mode": "subscribe", "hub__challenge": "1158201444"}
    answer = greeted(name, "meatyhamhock", **asked, hub__verify_token="meatyhamhock")
    assert answer == Greeted(200, "1158201444")
    assert answer.content_type == "text/plain"
    for other in ("Meatyhamhock", ""):
        refused = greeted(name, "meatyhamhock", **asked, hub__verify_token=other)
        assert refused is None or refused.status == 403
