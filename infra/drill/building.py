"""Makes the template's tables, queues, rules, buckets and secrets between moto's doubles of AWS."""

from __future__ import annotations

import json
from typing import Any

from infra.drill import template as t
from infra.drill.names import ACCOUNT, PARAMETERS, REGION, first_secret, names
from shared import aws

#: A queue that sees every event of the bus.
TAP = "tap"


def build() -> None:
    known = names()
    for name, table in t.resources("AWS::DynamoDB::Table").items():
        _table(known[name], table)
    _queues(known)
    for name in t.resources("AWS::Events::EventBus"):
        aws.events().create_event_bus(Name=known[name])
    for name in t.resources("AWS::S3::Bucket"):
        aws.s3().create_bucket(Bucket=known[name], CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    for name, secret in t.resources("AWS::SecretsManager::Secret").items():
        aws.secretsmanager().create_secret(Name=known[name], SecretString=first_secret(secret))
    aws.sesv2().create_email_identity(EmailIdentity=PARAMETERS["SenderAddress"])
    for name, rule in t.resources("AWS::Events::Rule").items():
        _rule(name, rule["EventPattern"], t.target(rule["Targets"][0]["Arn"]))
    aws.sqs().create_queue(QueueName=TAP)
    _rule(TAP, {"source": ["firebreak"]}, TAP)


def _table(name: str, table: dict[str, Any]) -> None:
    wanted = ("KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "BillingMode")
    request: dict[str, Any] = {key: table[key] for key in wanted if key in table}
    if "StreamSpecification" in table:
        request["StreamSpecification"] = {"StreamEnabled": True, **table["StreamSpecification"]}
    aws.dynamodb().create_table(TableName=name, **request)


def _queues(known: dict[str, str]) -> None:
    queues = t.resources("AWS::SQS::Queue")
    for name in queues:
        aws.sqs().create_queue(QueueName=name)
    for name, queue in queues.items():
        if "RedrivePolicy" in queue:
            policy = {
                "deadLetterTargetArn": _queue_arn(t.target(queue["RedrivePolicy"]["deadLetterTargetArn"])),
                "maxReceiveCount": queue["RedrivePolicy"]["maxReceiveCount"],
            }
            attributes: Any = {"RedrivePolicy": json.dumps(policy)}
            aws.sqs().set_queue_attributes(QueueUrl=known[name], Attributes=attributes)


def _rule(name: str, pattern: dict[str, Any], queue: str) -> None:
    bus = names()["Bus"]
    aws.events().put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern))
    aws.events().put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "target", "Arn": _queue_arn(queue)}])


def _queue_arn(queue: str) -> str:
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"
