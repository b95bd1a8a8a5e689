"""The world as subscribers see it: a sign-up form, a page that says words, and the mails and webhooks that follow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from moto.sesv2.models import sesv2_backends

from shared import aws, link
from shared.bus import Bus
from shared.events import StatementSpoken
from shared.store.items import stamp
from shared.store.subscribers import SubscriberStore
from shared.subscriber import Subscriber
from tests.builders import NOON
from tests.harness.world import ACCOUNT, REGION, World, names

ADDRESS = "Mia.Example+status@example.com"
STATEMENT = "st-0a1b2c3d4e"
OURS = ("SubscribeFunction", "AnnounceFunction", "DeliverFunction")
PAGE = {
    "id": "p1",
    "name": "Acme",
    "url": "https://status.example.com",
    "time_zone": "Europe/Berlin",
    "updated_at": stamp(NOON),
    "firebreak": {"contact_page": "https://example.com/contact"},
}
STATUS = {"indicator": "major", "description": "Partial outage"}


def an_update(number: int, at: datetime = NOON, **changes: Any) -> dict[str, Any]:
    """One of `incident_updates`, as the page has it; `firebreak` is what is ours in it."""
    ours = {"promise": {"next_update_at": stamp(at + timedelta(minutes=45))}, "retracted": False, "translations": {}}
    return {
        "id": f"{STATEMENT}-{number}",
        "status": "investigating" if number == 1 else "identified",
        "body": f"Word {number}: some of you cannot log in.",
        "incident_id": STATEMENT,
        "created_at": stamp(at),
        "updated_at": stamp(at),
        "display_at": stamp(at),
        "affected_components": None,
        "deliver_notifications": False,
        **changes,
        "firebreak": {**ours, **changes.get("firebreak", {})},
    }


def a_public(updates: Sequence[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """`incidents/<statement>.json`; the updates come oldest first, and stand there newest first."""
    incident = {
        "id": STATEMENT,
        "name": "Some of you cannot log in",
        "status": updates[-1]["status"],
        "created_at": updates[0]["created_at"],
        "updated_at": updates[-1]["created_at"],
        "monitoring_at": None,
        "resolved_at": None,
        "impact": "major",
        "shortlink": f"https://status.example.com/incidents/{STATEMENT}.html",
        "started_at": updates[0]["created_at"],
        "page_id": "p1",
        "incident_updates": list(reversed(updates)),
        "components": [],
        "reminder_intervals": None,
        "firebreak": {"promise": None, "promises_kept": 0, "promises_late": 0, "retracted": None},
        **changes,
    }
    return {"page": PAGE, "status": STATUS, "incident": incident}


@dataclass
class Audience:
    """`said` are the updates that the page holds."""

    world: World
    store: SubscriberStore
    said: list[dict[str, Any]] = field(default_factory=list)

    def call(
        self, method: str, path: str, sent: str = "", query: str = "", ip: str = "192.0.2.7", **headers: str
    ) -> dict[str, Any]:
        """A call as API Gateway hands it on; header names are written with _ for -."""
        event = {
            "version": "2.0",
            "rawPath": f"/subscribers{path}",
            "rawQueryString": query,
            "headers": {name.replace("_", "-"): value for name, value in headers.items()},
            "requestContext": {"http": {"method": method, "path": f"/subscribers{path}", "sourceIp": ip}},
            "body": sent,
            "isBase64Encoded": False,
        }
        answer: dict[str, Any] = self.world.call("SubscribeFunction", event)
        return answer

    def signs_up(self, ip: str = "192.0.2.7", **fields: str) -> dict[str, Any]:
        form = "application/x-www-form-urlencoded"
        return self.call("POST", "", urlencode(fields or {"email": ADDRESS}), ip=ip, content_type=form)

    def a_subscriber(self, address: str = ADDRESS, ip: str = "192.0.2.7", **fields: str) -> str:
        """Signs up by mail and confirms; the id."""
        self.signs_up(ip=ip, email=address, **fields)
        self.world.settle()
        token = self.tokens("confirm")[-1]
        assert self.call("POST", "/confirm", f"token={token}")["statusCode"] == 200
        self.world.settle()
        return self.id_of(address)

    def a_webhook(self, url: str) -> tuple[str, str]:
        """Signs up a webhook whose endpoint says the challenge back; its id and secret."""
        secret = str(json.loads(self.signs_up(url=url)["body"])["secret"])
        self.world.settle()
        who = link.subscriber_id(key(), "webhook", url)
        assert self.of(who).state == "active"
        return who, secret

    def of(self, subscriber_id: str) -> Subscriber:
        found = self.store.get(subscriber_id)
        assert found is not None
        return found

    def id_of(self, address: str = ADDRESS) -> str:
        return link.subscriber_id(key(), "email", address)

    def shows(self, *updates: dict[str, Any], **changes: Any) -> None:
        """The page holds these updates of the statement from now on."""
        self.said = list(updates)
        put(f"incidents/{STATEMENT}.json", a_public(self.said, **changes))

    def says(self, *updates: dict[str, Any], **changes: Any) -> None:
        """One more word: on the page first, then told to the bus, and carried to everybody."""
        self.shows(*self.said, *updates, **changes)
        for update in updates:
            self.tells(update)
        self.world.settle()

    def tells(self, update: dict[str, Any]) -> None:
        Bus(names()["Bus"]).publish([StatementSpoken(STATEMENT, int(update["id"].rpartition("-")[2]))])

    def mails(self) -> list[Any]:
        return list(sesv2_backends[ACCOUNT][REGION].core_backend.sent_messages)

    def tokens(self, purpose: str) -> list[str]:
        """The tokens of the links in the mails, the oldest first."""
        return [token for mail in self.mails() for token in re.findall(rf"/{purpose}\?token=([\w.-]+)", text_of(mail))]

    def words_told(self, address: str = ADDRESS) -> list[str]:
        """`1`, `2`, ...: the words that were mailed to that address, in order."""
        told = [text_of(mail) for mail in self.mails() if address in mail.destinations["ToAddresses"]]
        return [found[1] for text in told if (found := re.search(r"Word (\d+):", text))]


def key() -> str:
    secret = aws.secretsmanager().get_secret_value(SecretId=names()["LinkSecret"])["SecretString"]
    return str(json.loads(secret)["key"])


def put(path: str, content: object) -> None:
    aws.s3().put_object(Bucket=names()["Site"], Key=path, Body=json.dumps(content).encode())


def text_of(mail: Any) -> str:
    return str(mail.body)


@pytest.fixture
def audience(world: World) -> Iterator[Audience]:
    put("api/v2/status.json", {"page": PAGE, "status": STATUS})
    yield Audience(world, SubscriberStore(names()["Subscribers"]))
    assert [error for function, error in world.failures if function in OURS] == []
