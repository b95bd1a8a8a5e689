"""Runs one Python function as Lambda's runtime does: a JSON line in, a JSON line out. Standard library only.

ministack writes this file's text into each worker's folder and starts it there, so it imports nothing of ours.
"""

import importlib
import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

# Ends what one invocation wrote to standard error, so that nobody has to guess whether more is coming.
END_OF_LOG = "\x1eend\x1e"


class Context:
    """The second argument of a handler (Lambda developer guide, "Python context object")."""

    def __init__(self, init: dict[str, Any], invocation: dict[str, Any]) -> None:
        self.function_name = init["function_name"]
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        self.memory_limit_in_mb = str(init.get("memory", 128))
        self.invoked_function_arn = invocation.get("invoked_function_arn") or init.get("arn", "")
        self.aws_request_id = invocation.get("request_id", "")
        self.log_group_name = f"/aws/lambda/{self.function_name}"
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME", "")
        self.identity = None
        self.client_context = None
        self._deadline = time.time() + invocation.get("timeout_ms", 3000) / 1000

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self._deadline - time.time()) * 1000))


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever the function prints, from C too, is its log and not our answer
    sys.stdout = sys.stderr

    def say(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    init = json.loads(sys.stdin.readline())
    os.environ.update(init.get("env", {}))
    notes = [
        Path(layer, "unpacked-at") for layer in os.environ.get("_LAMBDA_LAYERS_DIRS", "").split(os.pathsep) if layer
    ]
    # A function's own modules go before a layer's, as /var/task goes before /opt.
    sys.path[0:1] = [init["code_dir"], *(f"{note.read_text()}/python" for note in notes)]
    try:
        handler = getattr(importlib.import_module(init["module"]), init["handler"])
    except BaseException:  # noqa: BLE001  # told to whoever started us, who ends us
        say({"status": "error", "error": traceback.format_exc()})
        return
    say({"status": "ready", "cold": True})
    for line in sys.stdin:
        message = json.loads(line)
        invocation = message.get("ctx") or {}
        if invocation.get("trace_id"):
            os.environ["_X_AMZN_TRACE_ID"] = invocation["trace_id"]
        try:
            answer = {"status": "ok", "result": handler(message["event"], Context(init, invocation))}
            json.dumps(answer)
        except Exception as error:  # noqa: BLE001  # the function's failure is our answer
            print(f"[ERROR] {type(error).__name__}: {error}\n{traceback.format_exc()}", file=sys.stderr)
            answer = {"status": "ok", "raised": raised(error)}
        sys.stderr.flush()
        os.write(2, f"{END_OF_LOG}\n".encode())
        say(answer)


def raised(error: Exception) -> dict[str, Any]:
    """What Lambda answers with for an exception."""
    return {
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "stackTrace": traceback.format_tb(error.__traceback__),
    }


if __name__ == "__main__":
    main()
