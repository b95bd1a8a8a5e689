"""Counts what AWS charges for: the functions' runs, the calls that they made, and what carries work to them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from infra.bench.capacity import item_bytes, read_units, write_units
from infra.bench.look import tables
from infra.bench.recorded import Step
from infra.bench.wire import Exchange
from tests.harness import template as t
from tests.harness.world import names

#: SQS and EventBridge charge by this many bytes begun, the HTTP API by its own.
CHUNK, HTTP_CHUNK = 64 * 1024, 512 * 1024


@dataclass(slots=True)
class Calls:
    """How often a call was made, and how many units DynamoDB charges for all of them."""

    made: int = 0
    written: float = 0.0
    read: float = 0.0


@dataclass(frozen=True, slots=True)
class Meter:
    """`units` by the price table's names; `calls` by their name, with DynamoDB's units; `kept` bytes by table."""

    units: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    calls: dict[str, Calls] = field(default_factory=lambda: defaultdict(Calls))
    kept: Counter[str] = field(default_factory=Counter)

    def count(self, step: Step) -> None:
        """One invocation: what brought its batch, and all that it called."""
        self._started(step)
        for exchange in step.exchanges:
            calls = self.calls[" ".join([exchange.service, exchange.operation, *_table_of(exchange)])]
            calls.made += 1
            if exchange.service == "dynamodb":
                self._dynamodb(exchange, calls)
            elif exchange.service == "sqs":
                self.units["sqs.requests"] += math.ceil(len(exchange.request) / CHUNK)
            elif exchange.service == "events":
                for entry in exchange.params["Entries"]:
                    self._event(entry)
            elif exchange.service == "s3":
                self.units["s3.gets" if exchange.operation == "GetObject" else "s3.puts"] += 1
            elif exchange.service == "sesv2":
                self.units["ses.mails"] += len(exchange.params["Destination"]["ToAddresses"])

    def _started(self, step: Step) -> None:
        self.units["lambda.requests"] += 1
        triggers = {trigger["Type"] for trigger in t.functions()[step.function].get("Events", {}).values()}
        if "HttpApi" in triggers:
            self.units["http_api.requests"] += math.ceil(len(step.event["body"]) / HTTP_CHUNK)
        if "SQS" in triggers:
            # Lambda's poller: a receive for each ten messages at most, of 64 KB begun, and a delete for each receive.
            size = sum(len(record["body"]) for record in step.event["Records"])
            receives = math.ceil(len(step.event["Records"]) / 10)
            self.units["sqs.requests"] += max(receives, math.ceil(size / CHUNK)) + receives

    def _event(self, entry: Mapping[str, str]) -> None:
        chunks = math.ceil((len(entry["Detail"]) + len(entry["DetailType"]) + len(entry["Source"]) + 14) / CHUNK)
        self.units["events.custom_events"] += chunks
        if entry["DetailType"] == "MentionTriaged":
            self.units["sqs.requests"] += chunks  # the rule puts it on the storm's queue

    def _dynamodb(self, exchange: Exchange, calls: Calls) -> None:
        of = tables()
        transaction = exchange.operation == "TransactWriteItems"
        for (name, before), (_, after) in zip(exchange.before, exchange.after, strict=True):
            calls.written += write_units(of[name], before, after, transaction=transaction)
            self.kept[name] += item_bytes(after) - item_bytes(before)
        calls.read += _reads(exchange)
        self.units["dynamodb.write_units"] = sum(of.written for of in self.calls.values())
        self.units["dynamodb.read_units"] = sum(of.read for of in self.calls.values())


def _reads(exchange: Exchange) -> float:
    """A query is charged by the sum of what it read, the others item by item."""
    params, parsed = exchange.params, exchange.parsed
    if exchange.operation == "GetItem":
        return read_units([item_bytes(parsed.get("Item"))], consistent=params.get("ConsistentRead", False))
    if exchange.operation == "BatchGetItem":
        units = 0.0
        for table, asked in params["RequestItems"].items():
            sizes = [item_bytes(item) for item in parsed["Responses"].get(table, [])]
            missing = len(asked["Keys"]) - len(sizes)
            units += read_units(sizes + [0] * missing, consistent=asked.get("ConsistentRead", False))
        return units
    if exchange.operation == "Query":
        size = sum(item_bytes(item) for item in parsed["Items"])
        return read_units([size], consistent=params.get("ConsistentRead", False))
    return 0.0


def _table_of(exchange: Exchange) -> list[str]:
    """The table's logical id, where a call is about one."""
    params = exchange.params
    asked: Sequence[str] = [params["TableName"]] if "TableName" in params else list(params.get("RequestItems", []))
    asked = asked or [next(iter(action.values()))["TableName"] for action in params.get("TransactItems", [])]
    return [name for name, value in names().items() if asked and value == asked[0]]
