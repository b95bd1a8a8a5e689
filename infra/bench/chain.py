"""What each function is handed: made of the sample's lines, and of what the function before it sent on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from infra.bench.wire import Exchange
from infra.local.replay import Line, Post, post_of
from shared.delivery import Delivery
from shared.ears.known import platform
from shared.inbox import to_message

T = TypeVar("T")
Event = dict[str, Any]
#: Hands that event to that function at that batch size, for mentions posted by then; returns the calls that it made.
Invoke = Callable[[str, int, Event, datetime], Sequence[Exchange]]

#: Both sources of the sample, with secrets that open nothing.
SECRETS = {"stream": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "forum": "a-secret-for-the-forum"}
_PLATFORMS = {"stream": "standard_webhooks", "forum": "discourse"}


def walk(lines: Sequence[Line], ingest: int, triage: int, detect: int, invoke: Invoke) -> None:
    """The way of these lines from the inbox on, one function after the other, each in batches of that size."""
    kept: list[tuple[Event, datetime]] = []
    for some in batches(lines, ingest):
        at = some[-1].at
        made = invoke("IngestFunction", ingest, queue_event(some, at), at)
        kept += [(record, at) for record in stream_event(made)["Records"]]
    triaged: list[tuple[Event, datetime]] = []
    for records in batches(kept, triage):
        at = records[-1][1]
        made = invoke("TriageFunction", triage, {"Records": [record for record, _ in records]}, at)
        triaged += [(record, at) for record in triaged_event(made, at)["Records"]]
    for records in batches(triaged, detect):
        invoke("DetectStormFunction", detect, {"Records": [record for record, _ in records]}, records[-1][1])


def webhook_event(line: Line, now: datetime) -> Event:
    """The line's call of the door, as API Gateway hands it on (payload format 2.0)."""
    made = post_of(line, SECRETS, now)
    path = f"/webhooks/{made.source}"
    return {
        "version": "2.0",
        "routeKey": "POST /webhooks/{source}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": made.headers,
        "pathParameters": {"source": made.source},
        "requestContext": {"http": {"method": "POST", "path": path, "sourceIp": "127.0.0.1"}},
        "body": made.body.decode(),
        "isBase64Encoded": False,
    }


def queue_event(lines: Sequence[Line], now: datetime) -> Event:
    """Those lines as one batch of the inbox, as the door put them there."""
    return _batch([to_message(_delivery(post_of(line, SECRETS, now), now)) for line in lines])


def stream_event(exchanges: Sequence[Exchange]) -> Event:
    """What the Mentions table's stream tells of these writes: an image for each that was done."""
    written = [
        exchange.params["Item"]
        for exchange in exchanges
        if exchange.operation == "PutItem" and exchange.status == 200 and "doc" in exchange.params["Item"]
    ]
    return {
        "Records": [
            {
                "eventID": f"{number:032x}",
                "eventName": "INSERT",
                "eventSource": "aws:dynamodb",
                "dynamodb": {"Keys": {"id": item["id"]}, "NewImage": item, "SequenceNumber": str(10**20 + number)},
            }
            for number, item in enumerate(written)
        ]
    }


def triaged_event(exchanges: Sequence[Exchange], now: datetime) -> Event:
    """What these calls told the bus of verdicts, as the rule puts it on the queue."""
    told = bus_events(exchanges, now)
    return _batch([json.dumps(event) for event in told if event["detail-type"] == "MentionTriaged"])


def bus_events(exchanges: Sequence[Exchange], now: datetime) -> list[Event]:
    """What these calls told the bus, as the bus hands it on."""
    entries = [entry for exchange in exchanges if exchange.service == "events" for entry in exchange.params["Entries"]]
    return [
        {
            "version": "0",
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "detail-type": entry["DetailType"],
            "source": entry["Source"],
            "account": "123456789012",
            "time": f"{now:%Y-%m-%dT%H:%M:%SZ}",
            "region": "eu-central-1",
            "resources": [],
            "detail": json.loads(entry["Detail"]),
        }
        for number, entry in enumerate(entries)
    ]


def batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """In their order, so many at a time; the last may be smaller."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _batch(bodies: Sequence[str]) -> Event:
    return {
        "Records": [
            {
                "messageId": f"00000000-0000-4000-9000-{number:012d}",
                "receiptHandle": "handle",
                "body": body,
                "attributes": {"ApproximateReceiveCount": "1"},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
            }
            for number, body in enumerate(bodies)
        ]
    }


def _delivery(made: Post, now: datetime) -> Delivery:
    name = _PLATFORMS[made.source]
    found = platform(name)
    headers = found.door.headers if found is not None and found.door is not None else ()
    kept = {header: made.headers[header] for header in headers if header in made.headers}
    return Delivery(made.source, name, "webhook", made.body, kept, now)
