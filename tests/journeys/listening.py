"""All that listens, in one world at one hour: calls come in by the template's routes, a server here answers sweeps."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine

from infra.drill.routing import function_for
from shared import aws
from shared.audit import Finding
from shared.exchange import Exchanged
from shared.mark import SourceMark
from shared.mention import Mention
from shared.plan import Source
from shared.platforms.parts.oidc import GOOGLE_CERTS_URL
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.mentions import MentionStore, known
from tests.builders import NOON, minutes
from tests.functions.ears import Ears, reason
from tests.functions.sweep.server import Site, site
from tests.harness.world import World, names
from tests.shared.ears.signers import SIGNERS, google_keys

__all__ = ["listening", "site"]

#: What API Gateway's HTTP API hands on as text; all else comes coded as base64.
_AS_TEXT = ("application/json", "application/xml", "text/")
#: Credentials beside the secret of a door: the same of every source.
PARTS = {"verify": "our-word-for-it", "token": "a-token-of-ours", "client": "our-id:our-own-secret"}


def named(platform: str) -> str:
    """What the source of that platform is called here: a plan allows no underscore."""
    return platform.replace("_", "-")


def as_bytes(body: object) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()


@dataclass
class Listening:
    """`clock` stands still unless it is moved."""

    ears: Ears
    site: Site
    clock: time_machine.Traveller

    def to(self, *sources: Source) -> None:
        """Has a plan with these sources in force, and all their credentials be kept."""
        secrets: dict[str, str] = {}
        for source in sources:
            if source.platform in SIGNERS:
                secrets[source.name] = SIGNERS[source.platform].secrets[0]
            secrets |= {f"{source.name}/{part}": value for part, value in PARTS.items()}
        self.keeps(secrets)
        self.ears.listen_to(*sources)

    def keeps(self, secrets: Mapping[str, str]) -> None:
        """Has these be all credentials that are kept."""
        text = json.dumps({**secrets, "of-nobody": "a-word"})
        aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString=text)

    # ---------------------------------------------------------------- calls
    def called(self, source: Source, body: object, headers: Mapping[str, str], *, signed: bool = True) -> int:
        """Its platform calls us, signed as it signs; the status that it hears."""
        raw, signer = as_bytes(body), SIGNERS[source.platform]
        proof, key = signer.sign(raw, signer.secrets[0], datetime.now(UTC))
        self._keys_of_google(signer.secrets[0])
        answer = self._request(
            "POST",
            source,
            {"content-type": "application/json", **headers, **(proof if signed else {})},
            raw,
            key if signed else "",
        )
        return int(answer["statusCode"])

    def greeted(self, source: Source, method: str, query: str, headers: Mapping[str, str]) -> dict[str, Any]:
        """Its platform asks whether we are here."""
        return self._request(method, source, headers, b"", "", query)

    def _request(
        self, method: str, source: Source, headers: Mapping[str, str], raw: bytes, key: str, query: str = ""
    ) -> dict[str, Any]:
        path = f"/webhooks/{source.name}" + (f"/{key}" if key else "")
        route = function_for(method, path)
        assert route is not None, f"the template has no route for {method} {path}"
        assert route[0] == "ReceiveFunction"
        as_text = headers.get("content-type", "application/json").startswith(_AS_TEXT)
        return self.ears.receive(
            {
                "version": "2.0",
                "rawPath": path,
                "rawQueryString": query,
                "headers": dict(headers),
                "requestContext": {"http": {"method": method, "path": path}},
                "pathParameters": route[2],
                "body": raw.decode() if as_text else base64.b64encode(raw).decode(),
                "isBase64Encoded": not as_text,
            }
        )

    def _keys_of_google(self, owner: str) -> None:
        """Google's published keys, as if they had been fetched."""
        published = Exchanged(200, {}, google_keys(owner).encode())
        self.ears.world.handler("ReceiveFunction").certs.learn(GOOGLE_CERTS_URL, published, datetime.now(UTC))

    # ---------------------------------------------------------------- the minute, and what comes of it
    def swept(self, at: float = 0) -> list[str]:
        """A minute's tick so many minutes after noon; what was asked in it: each address and header, to be searched."""
        self.clock.move_to(NOON + minutes(at), tick=False)
        before = len(self.site.asked)
        self.ears.sweep()
        return [f"{unquote(path)} {headers}" for path, headers in self.site.asked[before:]]

    def ingested(self) -> None:
        """All that is in the inbox is read; nothing comes again, and nothing is parked."""
        assert self.ears.ingest(self.ears.queued()) == []
        assert [reason(message) for message in self.ears.parked()] == []

    def known(self) -> dict[str, Mention | str]:
        """What is kept, by its id: mentions, and why others are gone."""
        items = {item["id"]["S"]: item for item in self.ears.mention_items()}
        return {id_: known(one).mention if "doc" in one else one["reason"]["S"] for id_, one in items.items()}

    def mention(self, platform: str, native_id: str) -> Mention:
        found = self.known().get(f"{platform}:{native_id}")
        assert isinstance(found, Mention), f"no {platform}:{native_id} among {list(self.known())}"
        return found

    def waiting(self) -> int:
        """How much is still to be fetched."""
        asked = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = aws.sqs().get_queue_attributes(QueueUrl=names()["Wanted"], AttributeNames=asked)  # type: ignore[arg-type]  # as in test_wanted
        return sum(int(count) for count in answer["Attributes"].values())

    def mark(self, source: Source) -> SourceMark:
        return Marks(names()["Ledger"]).sources([source.name]).get(source.name, SourceMark())

    def audited(self) -> list[Finding]:
        """What the audit finds wrong of the sources now."""
        with contextlib.suppress(Exception):
            self.ears.world.call("AuditFunction", {})
        audit = Marks(names()["Ledger"]).last_audit()
        assert audit is not None
        return [finding for finding in audit.findings if finding.kind == "source"]

    def answers(self, answers: Mapping[str, object]) -> None:
        """What the server says to whoever asks for that path: a body, or a status, headers and a body."""
        for path, answer in answers.items():
            status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            self.site.answers[path] = (status, {"content-type": "application/json", **headers}, as_bytes(body))


@pytest.fixture
def listening(world: World, site: Site) -> Iterator[Listening]:
    ears = Ears(world, Ledger(names()["Ledger"]), MentionStore(names()["Mentions"]))
    with time_machine.travel(NOON, tick=False) as clock:
        yield Listening(ears, site, clock)
