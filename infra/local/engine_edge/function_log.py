"""ministack 1.5.33: each invocation gets a log stream of its own, kept for ever, and in a log group that functions
share nothing tells whose it is. AWS has one for each environment, named for the function where the group is shared.
"""

import time
import uuid
from datetime import UTC, datetime
from typing import Any

from infra.local.engine_edge.patching import ministack, put

KEPT_EVENTS = 5_000  # of one function; the machine may run for days


def apply() -> None:
    """Write each function's log into one stream a day."""
    put(ministack("services.lambda_svc"), "_emit_lambda_logs", write)


def write(func: Any, request_id: str, log_text: str, error: bool, duration_ms: int, **unused: Any) -> None:
    """Put one invocation's lines between START and REPORT, as Lambda does."""
    del error, unused
    config = func.get("config") or func
    version = config.get("Version", "$LATEST")
    report = f"REPORT RequestId: {request_id}\tDuration: {duration_ms} ms\tBilled Duration: {duration_ms} ms\t"
    lines = [
        f"START RequestId: {request_id} Version: {version}",
        *(log_text.splitlines() if log_text else []),
        f"END RequestId: {request_id}",
        f"{report}Memory Size: {config.get('MemorySize', 128)} MB",
    ]
    logs = ministack("services.cloudwatch_logs")
    now = int(time.time() * 1000)
    own_group = f"/aws/lambda/{config['FunctionName']}"
    group = (config.get("LoggingConfig") or {}).get("LogGroup") or own_group
    shared_by = "" if group == own_group else config["FunctionName"]
    stream_id = uuid.uuid5(uuid.NAMESPACE_URL, config["FunctionArn"]).hex
    stream_name = f"{datetime.now(UTC):%Y/%m/%d}/{shared_by}[{version}]{stream_id}"
    stream = _stream(logs, group, stream_name, now)
    logs._append_log_events(stream, [{"timestamp": now, "message": line, "ingestionTime": now} for line in lines])
    del stream["events"][:-KEPT_EVENTS]
    told = [{"timestamp": now, "message": line} for line in lines]
    logs._fanout_to_subscription_filters(group, stream_name, told)


def _stream(logs: Any, group: str, name: str, now: int) -> Any:
    if group not in logs._log_groups:
        logs._log_groups[group] = {
            "arn": logs._make_group_arn(group),
            "creationTime": now,
            "retentionInDays": None,
            "tags": {},
            "subscriptionFilters": {},
            "streams": {},
        }
    empty = {
        "events": [],
        "uploadSequenceToken": "1",
        "creationTime": now,
        "firstEventTimestamp": None,
        "lastEventTimestamp": None,
        "lastIngestionTime": None,
    }
    return logs._log_groups[group]["streams"].setdefault(name, empty)
