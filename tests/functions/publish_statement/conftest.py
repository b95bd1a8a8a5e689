"""A page that is published between moto's doubles, and looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import time_machine
from moto.s3.models import s3_backends

from shared import aws
from shared.codec import encode
from shared.page.manifest import KEY
from shared.page.site import SiteObject, render
from shared.plan import Plan
from shared.statement import Statement
from shared.store.ledger import Ledger
from shared.store.statements import StatementStore
from tests.builders import NOON, a_plan, minutes
from tests.harness.world import ACCOUNT, PARAMETERS, REGION, TAP, TICK, World, names


@dataclass
class Publishing:
    """`at` is what the publisher's clock says."""

    world: World
    at: datetime = NOON + minutes(1)

    @property
    def statements(self) -> StatementStore:
        return StatementStore(names()["Statements"])

    def plan(self, plan: Plan) -> None:
        Ledger(names()["Ledger"]).publish_plan(plan)

    def keep(self, *statements: Statement) -> None:
        """In the table; the stream has not told of it yet."""
        for one in statements:
            aws.dynamodb().delete_item(TableName=names()["Statements"], Key={"id": {"S": one.id}})
            assert self.statements.create(one)

    def run(self, event: dict[str, Any]) -> dict[str, int]:
        with time_machine.travel(self.at, tick=False):
            answer: dict[str, int] = self.world.call("PublishStatementFunction", event)
        return answer

    def publish(self, *statements: Statement) -> int:
        """The stream tells of those statements; how many objects were written."""
        return self.run(streamed(*statements))["written"]

    def tick(self) -> int:
        return self.run(TICK)["written"]

    def page(self, key: str = "index.html") -> str:
        return read(key).decode("utf-8")

    def keys(self) -> set[str]:
        return {one.key for one in there()}

    def whole(self, *statements: Statement) -> bool:
        """Whether every object is as a rendering of the whole makes it, and there is no other."""
        with time_machine.travel(self.at, tick=False):
            plan = Ledger(names()["Ledger"]).plan()
            wanted = {one.key: one for one in render(statements, plan, self.at, PARAMETERS["DoorUrl"])}
        return {one.key: one.body for one in there()} == {key: one.body for key, one in wanted.items()}

    def told(self) -> list[str]:
        """The words that the bus was told of since this was last asked: `<statement>-<word>`."""
        url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}"
        words: list[str] = []
        # A queue keeps messages for days, by the clock.
        with time_machine.travel(self.at, tick=False):
            while messages := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
                for message in messages:
                    event = json.loads(message["Body"])
                    if event["detail-type"] == "StatementSpoken":
                        words.append("{statement_id}-{word}".format(**event["detail"]))
                    aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return sorted(words)

    def put(self, key: str, body: bytes) -> None:
        """By hand."""
        aws.s3().put_object(Bucket=names()["Site"], Key=key, Body=body)

    def delete(self, key: str) -> None:
        aws.s3().delete_object(Bucket=names()["Site"], Key=key)


def there() -> list[SiteObject]:
    """Every object of the page, out of moto's own memory: calls for all of them would take most of a test's time."""
    kept = s3_backends[ACCOUNT]["aws"].buckets[names()["Site"]].keys.items()
    return [SiteObject(key, one.value, one.metadata["Content-Type"], "") for key, one in kept if key != KEY]


def read(key: str) -> bytes:
    return aws.s3().get_object(Bucket=names()["Site"], Key=key)["Body"].read()


def streamed(*statements: Statement) -> dict[str, Any]:
    """The stream's records of those statements."""
    images: list[dict[str, Any]] = [{"id": {"S": one.id}, "doc": {"S": encode(one)}} for one in statements]
    return {"Records": [{"eventName": "MODIFY", "dynamodb": {"NewImage": image}} for image in images]}


@pytest.fixture
def publishing(world: World) -> Publishing:
    made = Publishing(world)
    made.plan(a_plan())
    return made
