"""ministack 1.5.33: where a function fails, the HTTP API answers 502 with the exception's own text.

API Gateway answers 500 and says nothing of why, and 503 where the function is throttled.
"""

from typing import Any

from infra.local.engine_edge.patching import ministack, wrap


def apply() -> None:
    """Answer as API Gateway does."""
    functions = ministack("services.lambda_svc")

    def around(was: Any) -> Any:
        def answer(result: dict[str, Any]) -> Any:
            if result.get("throttle"):
                return _failure(503, "Service Unavailable"), None
            if result.get("error"):
                return _failure(500, "Internal Server Error"), None
            return was(result)

        return answer

    wrap(functions, "lambda_execute_result_to_api_proxy_response", around)


def _failure(status: int, message: str) -> dict[str, Any]:
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": f'{{"message":"{message}"}}',
    }
