"""What left the functions for people, as rendered: mail and SMS out of moto, everything else from the catcher."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

from infra.drill.catcher import Catcher
from infra.drill.names import ACCOUNT, REGION
from shared import aws
from shared.operations.deployment import Deployment
from shared.plan import Plan

#: Ways whose addresses the plan only names; the addresses are secrets, here the catcher's.
_NAMED = ("slack", "teams", "pagerduty", "webhook")
_SIGNING = "whsec_" + base64.b64encode(b"a key that opens nothing").decode()


@dataclass(frozen=True, slots=True)
class Sent:
    """One message: by which way, to which address (or channel's name), when, and what it says."""

    way: str
    to: str
    at: datetime
    body: str
    kind: str = "notice"


class Mailroom:
    def __init__(self, catcher: Catcher) -> None:
        self._catcher = catcher
        self._taken = {"email": 0, "sms": 0, "caught": 0}
        self.sent: list[Sent] = []

    def open(self, deployment: Deployment, plan: Plan) -> None:
        """Every channel that the plan names leads to the catcher."""
        addresses = {
            str(name): self._address(way, str(name))
            for person in plan.people
            for way in _NAMED
            if (name := getattr(person, way)) is not None
        }
        aws.secretsmanager().put_secret_value(SecretId=deployment.channel_secrets, SecretString=json.dumps(addresses))

    def collect(self, now: datetime) -> list[Sent]:
        """What was sent since the last time."""
        new = [*self._mails(now), *self._texts(now)]
        caught = self._catcher.caught[self._taken["caught"] :]
        self._taken["caught"] += len(caught)
        new += [Sent(one.way, one.name, one.at, one.body.decode("utf-8", "replace"), one.kind) for one in caught]
        self.sent += new
        return new

    def _address(self, way: str, name: str) -> str:
        url = self._catcher.url(way, name)
        match way:
            case "pagerduty":
                # 32 characters, as PagerDuty's own keys.
                return f"{'0' * 32} {url}"
            case "webhook":
                return f"{url} {_SIGNING}"
            case _:
                return url

    def _mails(self, now: datetime) -> list[Sent]:
        messages: list[Any] = ses_backends[ACCOUNT][REGION].sent_messages[self._taken["email"] :]
        self._taken["email"] += len(messages)
        return [
            Sent("email", address, now, message.body)
            for message in messages
            for address in message.destinations.get("ToAddresses", [])
        ]

    def _texts(self, now: datetime) -> list[Sent]:
        messages = list(sns_backends[ACCOUNT][REGION].sms_messages.values())[self._taken["sms"] :]
        self._taken["sms"] += len(messages)
        return [Sent("sms", number, now, text) for number, text in messages]
