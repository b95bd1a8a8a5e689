"""ministack 1.5.33: a bus takes events that AWS refuses, a Detail that isn't a JSON object and any size; keeps all."""

import json
from typing import Any

from infra.local.engine_edge.patching import ministack, wrap

KEPT_EVENTS = 1_000  # nobody reads them back; a storm would fill the memory
LARGEST_REQUEST_BYTES = 262_144  # EventBridge, "Calculating PutEvents event entry size"


def apply() -> None:
    """Refuse them, each in AWS's own way."""
    rules = ministack("services.eventbridge")

    def around(was: Any) -> Any:
        def put(data: dict[str, Any], *rest: Any, **options: Any) -> Any:
            entries = data.get("Entries", [])
            if sum(map(size_of, entries)) > LARGEST_REQUEST_BYTES:
                message = "Total size of the entries in the request is over the limit."
                return rules.error_response_json("ValidationException", message, 400)
            good = [entry for entry in entries if is_whole(entry)]
            status, headers, body = was({**data, "Entries": good}, *rest, **options)
            del rules._events_log_list()[:-KEPT_EVENTS]
            if status != 200 or len(good) == len(entries):
                return status, headers, body
            told = json.loads(body)
            taken = iter(told["Entries"])
            malformed = {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
            told["Entries"] = [next(taken) if is_whole(entry) else malformed for entry in entries]
            told["FailedEntryCount"] += len(entries) - len(good)
            return status, headers, json.dumps(told).encode()

        return put

    wrap(rules, "_put_events", around)


def is_whole(entry: dict[str, Any]) -> bool:
    """Whether the entry's Detail is a JSON object."""
    try:
        return isinstance(json.loads(entry.get("Detail", "")), dict)
    except (ValueError, TypeError, RecursionError):
        return False


def size_of(entry: dict[str, Any]) -> int:
    """Bytes of an entry as EventBridge counts them."""
    said = [entry.get("Source", ""), entry.get("DetailType", ""), entry.get("Detail", ""), *entry.get("Resources", [])]
    return 14 * ("Time" in entry) + sum(len(str(each).encode()) for each in said)
