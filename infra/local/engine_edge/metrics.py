"""ministack 1.5.33: metrics that a function writes into its log (CloudWatch embedded metric format) are lost."""

import json
from collections.abc import Iterator
from typing import Any

from infra.local.engine_edge.patching import ministack, wrap

Metric = tuple[str, str, float, str, dict[str, str]]


def apply() -> None:
    """Record them as the log arrives."""
    cloudwatch = ministack("services.cloudwatch")

    def around(was: Any) -> Any:
        def emit(func: Any, request_id: str, log_text: str, error: bool, duration_ms: int, **rest: Any) -> None:
            was(func, request_id, log_text, error, duration_ms, **rest)
            for line in (log_text or "").splitlines():
                for metric in embedded(line):
                    cloudwatch.record_metric(*metric)

        return emit

    wrap(ministack("services.lambda_svc"), "_emit_lambda_logs", around)


def embedded(line: str) -> Iterator[Metric]:
    """The metrics of one log line: namespace, name, value, unit, dimensions. None where it isn't such a line."""
    if '"_aws"' not in line:
        return
    try:
        told = json.loads(line)
        directives = told["_aws"]["CloudWatchMetrics"]
        for directive in directives:
            for names in directive.get("Dimensions") or [[]]:
                dimensions = {name: str(told[name]) for name in names}
                for metric in directive["Metrics"]:
                    value = told[metric["Name"]]
                    for each in value if isinstance(value, list) else [value]:
                        unit = metric.get("Unit", "None")
                        yield directive["Namespace"], metric["Name"], float(each), unit, dimensions
    except (ValueError, KeyError, TypeError, AttributeError):
        return
