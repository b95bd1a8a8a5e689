"""The hostile sequences, sent as their platform would send them: each delivery signed, received, read and stored."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine

from shared import aws
from shared.mention import Mention
from shared.plan import Source
from tests.builders import NOON
from tests.functions.calls import a_call
from tests.functions.ears import Ears, ears
from tests.harness.world import names
from tests.real.payloads import sequences
from tests.shared.ears.signers import SIGNERS

__all__ = ["door", "ears"]

SOURCES = tuple(Source(name, name, "webhook", "acme") for name in ("chatwoot", "facebook", "x", "zendesk"))
SWEPT = Source("hackernews", "hackernews", "sweep", "acme", look_for=("slack",))


@dataclass(frozen=True)
class Arrived:
    """What the platform was answered, and what `ingest` had to leave in the queue."""

    statuses: list[int]
    left: list[str]


@dataclass(frozen=True)
class HostileDoor:
    """All that is between a platform and the store."""

    ears: Ears
    material: Path

    def send(self, name: str, source: str = "facebook") -> Arrived:
        """Every delivery of the sequence, in its order, as one batch."""
        statuses = [self.knock(delivery, source) for delivery in sequences(self.material)[f"seq_{name}"]]
        return Arrived(statuses, self.ears.ingest(self.ears.queued()))

    def knock(self, delivery: dict[str, Any], source: str) -> int:
        raw, signer = body_of(delivery), SIGNERS[source]
        signed, _ = signer.sign(raw, signer.secrets[0], NOON)
        headers = {name.lower(): value for name, value in delivery["headers"].items()}
        answer = self.ears.receive(a_call(raw, {**headers, **signed}, source=source, as_base64=True))
        return int(answer["statusCode"])

    def mention(self, platform: str, native_id: str) -> Mention:
        known = self.ears.mentions.get(f"{platform}:{native_id}")
        assert known is not None, native_id
        return known.mention

    def items(self) -> Sequence[dict[str, Any]]:
        return self.ears.mention_items()


def body_of(delivery: dict[str, Any]) -> bytes:
    """The bytes before API Gateway's base64."""
    body: str = delivery["body"]
    return base64.b64decode(body) if delivery.get("isBase64Encoded") else body.encode("utf-8", "surrogatepass")


@pytest.fixture
def door(ears: Ears, shared_material: Path) -> Iterator[HostileDoor]:
    """Sources of four platforms with their secrets; it is noon."""
    secrets = json.dumps({source.name: SIGNERS[source.platform].secrets[0] for source in SOURCES})
    aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString=secrets)
    ears.listen_to(*SOURCES, SWEPT)
    with time_machine.travel(NOON, tick=False):
        yield HostileDoor(ears, shared_material)
