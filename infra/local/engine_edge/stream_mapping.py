"""ministack 1.5.33: a stream's mapping ignores batchItemFailures, bisecting and MaximumRetryAttempts.

It also runs each batch on the thread that polls every queue, so one slow function holds up all. Here a mapping has
one batch in flight on a thread of its own, and settles it as Lambda's poller does.
"""

import time
from contextlib import contextmanager
from typing import Any

from infra.local.engine_edge.patching import ministack, put
from infra.local.engine_edge.settling import Outcome, Policy, Record, outcome_of, settle

LONGEST_WAIT_SECONDS = 5.0


def apply() -> None:
    """Put our poller of DynamoDB streams in the place of ministack's."""
    put(ministack("services.lambda_svc"), "_poll_dynamodb_streams", poll)


def poll() -> bool:
    """Start a batch for every mapping that is idle and has records; whether there was any."""
    functions = ministack("services.lambda_svc")
    started = False
    for account, region, mapping in functions._iter_all_esms():
        with _scope(account, region):
            started = _start(functions, mapping) or started
    return started


def _start(functions: Any, mapping: dict[str, Any]) -> bool:
    tables = ministack("services.dynamodb")
    table = _table_of(tables, mapping.get("EventSourceArn", ""))
    function, _ = functions._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
    mapping_id = mapping["UUID"]
    if table is None or function is None or not mapping.get("Enabled", True):
        return False
    if functions._esm_inflight.get(mapping_id):
        return False
    functions._init_stream_position(mapping_id, mapping["EventSourceArn"], mapping.get("StartingPosition", "LATEST"))
    position = max(functions._dynamodb_stream_positions[mapping_id], tables.stream_start_position(table))
    records = tables.stream_records_since(table, position, mapping.get("BatchSize", 100))
    if not records:
        return False
    wanted = functions._apply_filter_criteria(records, mapping)
    functions._dispatch_esm_batch(mapping_id, _run, functions, mapping, function, wanted, position + len(records))
    return True


def _run(functions: Any, mapping: dict[str, Any], function: Any, batch: list[Record], then: int) -> None:
    policy = policy_of(mapping)
    last: dict[str, Any] = {}

    def invoke(records: list[Record]) -> Outcome:
        nonlocal last
        last = functions._execute_function(function, {"Records": records})
        return outcome_of(records, bool(last.get("error")), last.get("body"), policy)

    def give_up(records: list[Record]) -> None:
        functions._send_ddb_stream_failure_record(
            mapping, function, records, mapping["EventSourceArn"], last, "RetryAttemptsExhausted"
        )

    def wait(retry: int) -> bool:
        time.sleep(min(0.1 * 2**retry, LONGEST_WAIT_SECONDS))
        return mapping["UUID"] in functions._esms

    if batch:
        settle(batch, policy, invoke, give_up, wait)
    if mapping["UUID"] in functions._esms:
        functions._dynamodb_stream_positions[mapping["UUID"]] = then
        mapping["LastProcessingResult"] = f"OK - {len(batch)} records"


def policy_of(mapping: dict[str, Any]) -> Policy:
    """What the mapping says of failures; -1 retries are as many as it takes."""
    retries = mapping.get("MaximumRetryAttempts")
    return Policy(
        bisect=bool(mapping.get("BisectBatchOnFunctionError")),
        reports_failures="ReportBatchItemFailures" in mapping.get("FunctionResponseTypes", []),
        retries=int(retries) if retries is not None and int(retries) >= 0 else None,
    )


def _table_of(tables: Any, stream_arn: str) -> str | None:
    if ":dynamodb:" not in stream_arn or "/stream/" not in stream_arn:
        return None
    name = stream_arn.split("/")[1]
    table = tables._tables.get(name)
    return name if table and table.get("LatestStreamArn") == stream_arn else None


@contextmanager
def _scope(account: str, region: str) -> Any:
    responses = ministack("core.responses")
    tokens = responses._request_account_id.set(account), responses._request_region.set(region)
    try:
        yield
    finally:
        responses._request_account_id.reset(tokens[0])
        responses._request_region.reset(tokens[1])
