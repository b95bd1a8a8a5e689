"""By moto, from the call to the store: every real and every hostile delivery ends somewhere, and nothing crashes."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.functions.calls import a_call, signed_by_discourse, signed_by_standard_webhooks
from tests.functions.ears import Ears, ears, log
from tests.real.payloads import names, payload, sequences

__all__ = ["ears", "log"]


def sent(ears: Ears, source: str, body: bytes, headers: dict[str, str]) -> int:
    answer = ears.receive(a_call(body, headers, source=source, as_base64=True))
    told = json.loads(answer["body"])
    assert answer["statusCode"] == 200 or set(told) == {"error", "mend"}
    return int(answer["statusCode"])


def raw(delivery: dict[str, Any]) -> bytes:
    body = delivery["body"]
    if delivery.get("isBase64Encoded"):
        return base64.b64decode(body)
    return (body if isinstance(body, str) else json.dumps(body)).encode("utf-8", "surrogatepass")


def test_every_forum_delivery_ends_as_mention_or_skipped(ears: Ears, shared_material: Path) -> None:
    for name in names(shared_material, "discourse"):
        whole = payload(shared_material, name)
        signed = {**signed_by_discourse(whole.body), **whole.headers}
        signed["x-discourse-event-signature"] = signed_by_discourse(whole.body)["x-discourse-event-signature"]
        assert sent(ears, "forum", whole.body, signed) == 200
    queued = ears.queued()
    assert len(queued) == len(names(shared_material, "discourse")) - 1  # the ping is answered at the door
    assert ears.ingest(queued) == []
    assert len(ears.mention_items()) == 3
    assert ears.parked() == []


def test_the_specs_examples_are_accepted_and_skipped(ears: Ears, shared_material: Path) -> None:
    for name in names(shared_material, "standardwebhooks"):
        body = payload(shared_material, name).body
        assert sent(ears, "stream", body, signed_by_standard_webhooks(body)) == 200
    assert ears.ingest(ears.queued()) == []
    assert (ears.mention_items(), ears.parked()) == ([], [])


@pytest.mark.parametrize("source", ["stream", "forum"])
def test_every_hostile_delivery_is_refused_or_ends_somewhere(
    ears: Ears, log: list[Any], shared_material: Path, source: str
) -> None:
    sign = signed_by_standard_webhooks if source == "stream" else signed_by_discourse
    deliveries = [delivery for found in sequences(shared_material).values() for delivery in found]
    assert len(deliveries) > 40
    accepted = 0
    for delivery in deliveries:
        body = raw(delivery)
        headers = {name.lower(): value for name, value in delivery["headers"].items()}
        status = sent(ears, source, body, {**headers, **sign(body)})
        assert status in (200, 400, 413, 415), delivery
        accepted += status == 200
    queued = ears.queued()
    assert len(queued) == accepted
    assert ears.ingest(queued) == []
    outcomes = log[-1].__dict__["outcomes"]
    assert sum(outcomes.values()) == accepted


@pytest.mark.parametrize("number", range(9))
def test_the_json_traps_are_refused_at_the_door(ears: Ears, shared_material: Path, number: int) -> None:
    delivery = sequences(shared_material)["seq_json_traps"][number]
    body = raw(delivery)
    status = sent(ears, "stream", body, signed_by_standard_webhooks(body))
    # A list, a null, a string and a repeated key are JSON; what they lack is told by the platform's module.
    assert status == (200 if number in (2, 3, 4, 8) else 400)


def test_every_strange_text_is_stored_as_it_was_written(ears: Ears, shared_material: Path) -> None:
    texts = [found["text"] for found in json.loads((shared_material / "payloads/nasty/texts.json").read_text())]
    messages = []
    for number, text in enumerate(texts):
        envelope = {"type": "mention.created", "data": {"id": number, "text": text, "author": text}}
        body = json.dumps(envelope).encode()
        assert sent(ears, "stream", body, signed_by_standard_webhooks(body)) == 200
        messages += ears.queued()
    assert ears.ingest(messages) == []
    assert ears.parked() == []
    kept = [ears.mentions.get(f"standard_webhooks:stream/{number}") for number in range(len(texts))]
    changed = [text for text, known in zip(texts, kept, strict=True) if known is None or known.mention.text != text]
    # Control characters are taken out (there are four such texts), and nothing else is.
    assert len(changed) == 4
    assert all(any(c < " " and c not in "\n\t" for c in text) for text in changed)
