"""ministack 1.5.33, where it runs Python functions:

- a layer's module hides a function's of the same name, and functions see all that the engine has installed;
- an exception ends the worker, so that each failure pays a cold start, and its type is always Runtime.HandlerError;
- a function that can't be imported leaves no trace in its log;
- an invocation that logs nothing takes 50 ms longer.
"""

import os
import queue
import threading
import time
from pathlib import Path
from typing import Any

from infra.local.engine_edge.patching import ministack, put, wrap

WORKER = Path(__file__).with_name("function_worker.py")
END_OF_LOG = "\x1eend\x1e"
LOG_WITHIN_SECONDS = 0.25

_raised = threading.local()


def apply() -> None:
    """Run functions by our own worker, in the environment that holds only what Lambda's image holds."""
    runtime = ministack("core.lambda_runtime")
    python = os.environ["FIREBREAK_FUNCTION_PYTHON"]
    script = WORKER.read_text(encoding="utf-8")
    wrap(
        runtime,
        "_detect_runtime_binary",
        lambda was: lambda name: (python, script) if name.startswith("python") else was(name),
    )
    put(runtime.Worker, "_drain_stderr_bounded", _log_of_invocation)
    wrap(runtime.Worker, "invoke", _noting_exceptions)
    wrap(ministack("services.lambda_svc"), "_execute_function_warm", _telling_exceptions)


def _log_of_invocation(worker: Any) -> str:
    lines: list[str] = []
    deadline = time.monotonic() + LOG_WITHIN_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        try:
            line = worker._stderr_queue.get(timeout=left)
        except queue.Empty:
            break
        if line == END_OF_LOG:
            break
        lines.append(line)
    return "\n".join(lines)


def _noting_exceptions(was: Any) -> Any:
    def invoke(worker: Any, *arguments: Any, **options: Any) -> Any:
        answer = was(worker, *arguments, **options)
        _raised.error = answer.pop("raised", None)
        if _raised.error:
            return {**answer, "status": "error", "error": _raised.error["errorMessage"], "trace": ""}
        return answer

    return invoke


def _telling_exceptions(was: Any) -> Any:
    def execute(func: Any, event: Any, request_id: str) -> Any:
        _raised.error = None
        result = was(func, event, request_id)
        if _raised.error:
            result["body"] = _raised.error
        elif result.get("error") and not result.get("log"):
            result["log"] = f"[ERROR] {result['body']['errorMessage']}"
        return result

    return execute
