"""The whole of the template between moto's doubles of AWS: what it subscribes is called, and nothing else.

Tables, queues, rules and triggers are made from template.yaml; moto matches the rules' patterns. Nothing runs by
itself: `settle` carries messages, events and stream records until nothing moves any more.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from moto.events.models import EventPattern

from shared import aws
from shared.operations.deployment import Deployment, from_outputs
from tests.harness import template as t

REGION = "eu-central-1"
ACCOUNT = "123456789012"
#: Lambda calls a function that failed an event twice more.
ASYNC_RETRIES = 2
#: A queue that sees every event of the bus.
TAP = "tap"
#: Enough for any journey; more means that something goes round in circles.
MOST_ROUNDS = 200

PARAMETERS = {
    "Stage": "test",
    "SenderAddress": "firebreak@example.com",
    "SenderIdentity": "firebreak@example.com",
    "SiteUrl": "https://status.example.com",
    "DoorUrl": "https://door.example.com",
    "HeartbeatUrl": "",
    "AllowLoopbackSources": "true",
}


def names() -> dict[str, str]:
    """What `!Ref` of each resource and parameter gives, here."""
    values = dict(PARAMETERS)
    for queue in t.resources("AWS::SQS::Queue"):
        values[queue] = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{queue}"
    for kind in ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret", "AWS::Events::EventBus"):
        for name in t.resources(kind):
            values[name] = f"firebreak-test-{name.lower()}"
    return values


def set_environment() -> None:
    """The environment of all functions at once, as the template gives it, and credentials that open nothing."""
    known = names()
    for properties in t.functions().values():
        for variable, value in t.environment(properties).items():
            os.environ[variable] = given(value, known)
    os.environ.update(
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",
        AWS_DEFAULT_REGION=REGION,
        AWS_REGION=REGION,
        POWERTOOLS_SERVICE_NAME="firebreak",
        POWERTOOLS_LOG_LEVEL="CRITICAL",
        # moto does not know the endpoints that carry an account in their name.
        AWS_ACCOUNT_ID_ENDPOINT_MODE="disabled",
    )


@dataclass
class World:
    """All AWS resources of the template, and the functions subscribed to them."""

    #: Every failed call, and the events that were given up after all retries.
    failures: list[tuple[str, BaseException]] = field(default_factory=list)
    given_up: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    _iterators: dict[str, str] = field(default_factory=dict)
    _modules: dict[str, ModuleType] = field(default_factory=dict)

    def build(self) -> None:
        known = names()
        for name, table in t.resources("AWS::DynamoDB::Table").items():
            wanted = ("KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "BillingMode")
            request: dict[str, Any] = {key: table[key] for key in wanted if key in table}
            if "StreamSpecification" in table:
                request["StreamSpecification"] = {"StreamEnabled": True, **table["StreamSpecification"]}
            aws.dynamodb().create_table(TableName=known[name], **request)
        for name in t.resources("AWS::SQS::Queue"):
            aws.sqs().create_queue(QueueName=name)
        for name, queue in t.resources("AWS::SQS::Queue").items():
            if "RedrivePolicy" in queue:
                dead = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{t.target(queue['RedrivePolicy']['deadLetterTargetArn'])}"
                policy = {"deadLetterTargetArn": dead, "maxReceiveCount": queue["RedrivePolicy"]["maxReceiveCount"]}
                attributes: Any = {"RedrivePolicy": json.dumps(policy)}
                aws.sqs().set_queue_attributes(QueueUrl=known[name], Attributes=attributes)
        for name in t.resources("AWS::Events::EventBus"):
            aws.events().create_event_bus(Name=known[name])
        for name in t.resources("AWS::S3::Bucket"):
            aws.s3().create_bucket(Bucket=known[name], CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        for name, secret in t.resources("AWS::SecretsManager::Secret").items():
            aws.secretsmanager().create_secret(Name=known[name], SecretString=_secret(secret))
        aws.sesv2().create_email_identity(EmailIdentity=PARAMETERS["SenderAddress"])
        for name, rule in t.resources("AWS::Events::Rule").items():
            self._rule(name, rule["EventPattern"], t.target(rule["Targets"][0]["Arn"]))
        aws.sqs().create_queue(QueueName=TAP)
        self._rule(TAP, {"source": ["firebreak"]}, TAP)

    def deployment(self) -> Deployment:
        known = names()
        outputs: dict[str, str] = {}
        for name, output in t.template()["Outputs"].items():
            value = output["Value"]
            outputs[name] = known[t.target(value)] if "Ref" in value else PARAMETERS["SiteUrl"]
        return from_outputs(outputs)

    def handler(self, function: str) -> ModuleType:
        """That function's handler module, as fresh in this world as after a cold start."""
        name = t.module_of(t.functions()[function])
        if name not in self._modules:
            sys.modules.pop(name, None)
            self._modules[name] = importlib.import_module(name)
        return self._modules[name]

    def call(self, function: str, event: dict[str, Any]) -> Any:
        self.calls.append(function)
        return self.handler(function).handle(event, None)

    def webhook(self, source: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        """POST /webhooks/{source} as API Gateway hands it on (payload format 2.0)."""
        event = {
            "version": "2.0",
            "routeKey": "POST /webhooks/{source}",
            "rawPath": f"/webhooks/{source}",
            "rawQueryString": "",
            "headers": {name.lower(): value for name, value in headers.items()},
            "pathParameters": {"source": source},
            "requestContext": {"http": {"method": "POST", "path": f"/webhooks/{source}", "sourceIp": "127.0.0.1"}},
            "body": body.decode("utf-8", "surrogateescape"),
            "isBase64Encoded": False,
        }
        answer: dict[str, Any] = self.call("ReceiveFunction", event)
        return answer

    def tick(self) -> None:
        """One minute passes: every scheduled function is called."""
        for function, _, _ in self._events("ScheduleV2"):
            self._again(function, {})

    def settle(self) -> None:
        """Carries everything that waits to who subscribed to it, until nothing moves."""
        for _ in range(MOST_ROUNDS):
            if not any([self._queues(), self._streams(), self._taps()]):
                return
        raise AssertionError("this never settles: something goes round in circles")

    def _events(self, kind: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for function, properties in t.functions().items():
            for name, event in properties.get("Events", {}).items():
                if event["Type"] == kind:
                    yield function, name, event["Properties"]

    def _rule(self, name: str, pattern: dict[str, Any], queue: str) -> None:
        bus = names()["Bus"]
        aws.events().put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern))
        arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"
        aws.events().put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "target", "Arn": arn}])

    def _queues(self) -> bool:
        moved = False
        for function, _, properties in self._events("SQS"):
            url = names()[t.target(properties["Queue"])]
            messages = aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            if not messages:
                continue
            moved = True
            records = [{"messageId": m["MessageId"], "body": m["Body"], "messageAttributes": {}} for m in messages]
            answer = self._once(function, {"Records": records})
            failed = {f["itemIdentifier"] for f in (answer or {}).get("batchItemFailures", [])}
            for message in messages:
                if answer is None or message["MessageId"] in failed:
                    # On AWS it is hidden for a while; here it comes again at once, and five times at the most.
                    aws.sqs().change_message_visibility(
                        QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
                    )
                else:
                    aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return moved

    def _streams(self) -> bool:
        moved = False
        for function, _, properties in self._events("DynamoDB"):
            table = names()[t.target(properties["Stream"])]
            records = [record for record in self._records(table) if _wanted(record, properties)]
            if records:
                moved = True
                self._again(function, {"Records": records}, int(properties["MaximumRetryAttempts"]))
        return moved

    def _records(self, table: str) -> list[dict[str, Any]]:
        streams = aws.client("dynamodbstreams")
        if table not in self._iterators:
            arn = aws.dynamodb().describe_table(TableName=table)["Table"]["LatestStreamArn"]
            shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
            started = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
            self._iterators[table] = started["ShardIterator"]
        answer = streams.get_records(ShardIterator=self._iterators[table])
        self._iterators[table] = answer["NextShardIterator"]
        return list(answer["Records"])

    def _taps(self) -> bool:
        """Each event of the bus to every function whose rule it matches."""
        messages = _taken(f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{TAP}")
        for message in messages:
            event = json.loads(message["Body"])
            for function, _, properties in self._events("EventBridgeRule"):
                if EventPattern.load(json.dumps(properties["Pattern"])).matches_event(event):
                    self._again(function, event)
        return bool(messages)

    def _again(self, function: str, event: dict[str, Any], retries: int = ASYNC_RETRIES) -> None:
        """Calls a function until it has done it all, as Lambda does for streams and events."""
        for _ in range(1 + retries):
            answer = self._once(function, event)
            failed = {f["itemIdentifier"] for f in (answer or {}).get("batchItemFailures", [])}
            if answer is not None and not failed:
                return
        self.given_up.append((function, event))

    def _once(self, function: str, event: dict[str, Any]) -> Any:
        """What the function answers (an empty answer for none); None where it failed, which is noted."""
        try:
            return self.call(function, event) or {}
        except Exception as error:  # noqa: BLE001  # kept for the test to judge
            self.failures.append((function, error))
            return None


def given(value: Any, known: dict[str, str]) -> str:
    """What CloudFormation makes of a variable: a plain one, a reference, or `!If [HasX, !Ref X, ...]` with X given."""
    if isinstance(value, dict) and "Fn::If" in value:
        return given(value["Fn::If"][1], known)
    return known[t.target(value)] if isinstance(value, dict) else str(value)


def _secret(properties: dict[str, Any]) -> str:
    """A secret's first value; one that AWS generates is the same in every world."""
    wanted = properties.get("GenerateSecretString")
    if wanted is None:
        return str(properties["SecretString"])
    generated = "generated" * 8
    return json.dumps({**json.loads(wanted["SecretStringTemplate"]), wanted["GenerateStringKey"]: generated[:64]})


def _taken(url: str) -> list[Any]:
    """Up to ten messages, taken off the queue."""
    messages = aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    if messages:
        entries: Any = [{"Id": m["MessageId"], "ReceiptHandle": m["ReceiptHandle"]} for m in messages]
        aws.sqs().delete_message_batch(QueueUrl=url, Entries=entries)
    return list(messages)


def _wanted(record: dict[str, Any], properties: dict[str, Any]) -> bool:
    """Lambda's event filter, for the two things that the template's filters use: values, and `exists`."""
    patterns = [json.loads(f["Pattern"]) for f in properties.get("FilterCriteria", {}).get("Filters", [])]
    return not patterns or any(_matches(pattern, record) for pattern in patterns)


def _matches(pattern: Any, value: Any) -> bool:
    if isinstance(pattern, dict):
        inside = value if isinstance(value, dict) else {}
        return all(_matches(wanted, inside.get(key)) for key, wanted in pattern.items())
    for wanted in pattern:
        if isinstance(wanted, dict) and "exists" in wanted:
            if wanted["exists"] == (value is not None):
                return True
        elif wanted == value:
            return True
    return False
