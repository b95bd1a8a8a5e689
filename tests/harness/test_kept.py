"""Worlds that are laid out from what was kept: each is whole, and none knows of another."""

from __future__ import annotations

import json
from typing import Any

import pytest
from moto import mock_aws
from moto.sqs.models import sqs_backends

from infra.drill import building, world
from shared import aws
from shared.bus import Bus
from shared.events import PlanPublished
from shared.store.ledger import Ledger
from tests.harness.kept import keep
from tests.harness.world import ACCOUNT, REGION, TAP, World, names
from tests.journeys.story import prepare

MENTIONS = "Mentions"


def put(key: str) -> None:
    aws.dynamodb().put_item(TableName=names()[MENTIONS], Item={"id": {"S": key}})


def found() -> list[str]:
    items = aws.dynamodb().scan(TableName=names()[MENTIONS])["Items"]
    return [item["id"]["S"] for item in items]


def described() -> dict[str, Any]:
    """What AWS says of all that the template has, but for times and for what is drawn by lot."""
    tables = {name: aws.dynamodb().describe_table(TableName=name)["Table"] for name in names().values() if _table(name)}
    queues = aws.sqs().list_queues()["QueueUrls"]
    said = {
        "tables": [
            (name, one["KeySchema"], one.get("GlobalSecondaryIndexes"), one.get("StreamSpecification"))
            for name, one in sorted(tables.items())
        ],
        "queues": {
            url: aws.sqs().get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"]).get("Attributes")
            for url in queues
        },
        "rules": [
            (rule["Name"], rule["EventPattern"])
            for rule in aws.events().list_rules(EventBusName=names()["Bus"])["Rules"]
        ],
        "buckets": [bucket["Name"] for bucket in aws.s3().list_buckets()["Buckets"]],
        "secrets": [
            (one["Name"], aws.secretsmanager().get_secret_value(SecretId=one["Name"])["SecretString"])
            for one in aws.secretsmanager().list_secrets()["SecretList"]
        ],
        "senders": [one["IdentityName"] for one in aws.sesv2().list_email_identities()["EmailIdentities"]],
    }
    return dict(json.loads(json.dumps(said, default=str)))


def _table(name: str) -> bool:
    return name in aws.dynamodb().list_tables()["TableNames"]


def test_a_world_that_is_laid_out_is_the_one_that_is_built_call_by_call() -> None:
    with mock_aws():
        building.build()
        built = described()
    with mock_aws():
        World().build()
        assert described() == built
    assert all(built.values())


@pytest.mark.parametrize("_", ["once", "and again"])
def test_no_world_knows_what_happened_in_another(world: World, _: str) -> None:
    assert found() == []
    put("here")
    World().build()
    assert found() == []


def test_what_is_laid_out_twice_is_no_common_thing() -> None:
    with mock_aws():
        building.build()
        put("before")
        kept = keep()
        kept.lay_out()
        put("after the first")
        assert sqs_backends[ACCOUNT]["eu-west-1"].queues == {}  # where nothing was kept, there is something now
        kept.lay_out()
        assert found() == ["before"]
        assert list(sqs_backends[ACCOUNT].keys()) == ["us-east-1", REGION]


def test_streams_and_rules_go_on_where_they_were_kept() -> None:
    with mock_aws():
        building.build()
        keep().lay_out()
        later = world.World()
        put("new")
        assert [record["dynamodb"]["Keys"]["id"] for record in later._records(names()[MENTIONS])] == [{"S": "new"}]
        Bus(names()["Bus"]).publish([PlanPublished(version=1)])
        assert len(sqs_backends[ACCOUNT][REGION].queues[TAP].messages) == 1


def test_a_past_is_lived_through_once_and_found_by_all_and_functions_start_cold(world: World) -> None:
    lived: list[World] = []

    def past(one: World) -> None:
        lived.append(one)
        prepare(one)
        put("then")
        one._streams()

    first, second = World(), World()
    for each in (first, second):
        each.build()
        each.lives_through(past)
        assert Ledger(names()["Ledger"]).plan() is not None
        assert (found(), each.calls[0], each._modules) == (["then"], "PublishStatementFunction", {})
        assert each._records(names()[MENTIONS]) == [], "a stream's record came again"
        put("now")
    assert lived == [first]
