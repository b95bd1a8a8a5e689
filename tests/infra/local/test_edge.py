"""The parts of the engine's edge that can be tested without the engine."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.local.engine_edge import function_worker
from infra.local.engine_edge.bus_entries import is_whole, size_of
from infra.local.engine_edge.metrics import embedded
from infra.local.interpreter import Interpreter, ask, find_interpreter

EMF = {
    "_aws": {
        "Timestamp": 1,
        "CloudWatchMetrics": [
            {"Namespace": "Firebreak", "Dimensions": [["service"]], "Metrics": [{"Name": "Heard", "Unit": "Count"}]}
        ],
    },
    "service": "ingest",
    "Heard": [1, 2.5],
}


def test_embedded_metrics_are_read_value_by_value() -> None:
    found = list(embedded(json.dumps(EMF)))
    assert found == [("Firebreak", "Heard", value, "Count", {"service": "ingest"}) for value in (1.0, 2.5)]


@pytest.mark.parametrize(
    "line",
    ["", "START", '"_aws"', '{"_aws": 3}', '{"_aws": {"CloudWatchMetrics": [{}]}}', "{" * 2000 + '"_aws"', '["_aws"]'],
)
def test_any_other_line_holds_no_metrics(line: str) -> None:
    assert list(embedded(line)) == []


@pytest.mark.parametrize(
    ("detail", "whole"),
    [("{}", True), ('{"a": 1}', True), ("", False), ("{", False), ("[]", False), ("1", False), (None, False)],
)
def test_a_detail_is_a_json_object(detail: Any, whole: bool) -> None:
    assert is_whole({"Detail": detail}) is whole


def test_an_entry_counts_its_bytes() -> None:
    assert size_of({"Source": "a", "DetailType": "b", "Detail": "ü", "Resources": ["cd"], "Time": 0}) == 20


class Worker:
    """Our worker script with one function, as the engine starts it."""

    def __init__(self, folder: Path, source: str) -> None:
        (folder / "code").mkdir()
        (folder / "code/handler.py").write_text(source)
        layer, note = folder / "unpacked/python", folder / "layer"
        layer.mkdir(parents=True)
        note.mkdir()
        (layer / "from_layer.py").write_text("name = 'layer'\n")
        (layer / "handler.py").write_text("raise ImportError('the layer hides the function')\n")
        (note / "unpacked-at").write_text(str(folder / "unpacked"))
        script = folder / "worker.py"
        script.write_text(Path(function_worker.__file__).read_text())
        self._process = subprocess.Popen(
            [sys.executable, str(script)],
            env={**os.environ, "_LAMBDA_LAYERS_DIRS": str(note), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.ready = self.say(
            {"code_dir": str(folder / "code"), "module": "handler", "handler": "handle", "function_name": "f"}
        )

    def say(self, message: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def end(self) -> str:
        return self._process.communicate(timeout=10)[1]


def test_a_function_goes_before_its_layer_and_outlives_an_exception(tmp_path: Path) -> None:
    source = "import from_layer\ndef handle(event, context):\n    print('seen', event)\n    return 1 / event\n"
    worker = Worker(tmp_path, source)
    assert worker.ready["status"] == "ready"
    raised = worker.say({"event": 0})["raised"]
    assert (raised["errorType"], raised["errorMessage"]) == ("ZeroDivisionError", "division by zero")
    assert worker.say({"event": 2}) == {"status": "ok", "result": 0.5}
    log = worker.end()
    assert log.count(function_worker.END_OF_LOG) == 2
    assert "seen 0\n[ERROR] ZeroDivisionError: division by zero\nTraceback" in log


def test_what_a_function_writes_to_standard_output_is_not_its_answer(tmp_path: Path) -> None:
    prints = "import os\ndef handle(event, context):\n    os.write(1, b'not json')\n"
    source = f"{prints}    return context.function_name\n"
    worker = Worker(tmp_path, source)
    assert worker.say({"event": {}, "ctx": {"timeout_ms": 1000}}) == {"status": "ok", "result": "f"}
    worker.end()


def test_an_answer_that_is_no_json_is_the_functions_failure(tmp_path: Path) -> None:
    worker = Worker(tmp_path, "def handle(event, context):\n    return {1, 2}\n")
    assert worker.say({"event": {}})["raised"]["errorType"] == "TypeError"
    worker.end()


@pytest.mark.parametrize("source", ["import no_such_module\n", "raise SystemExit(3)\n", "", "def handle(:\n"])
def test_a_function_that_cannot_be_loaded_says_so(tmp_path: Path, source: str) -> None:
    worker = Worker(tmp_path, source)
    assert worker.ready["status"] == "error"
    assert "Traceback" in worker.ready["error"]
    worker.end()


def test_an_interpreter_is_believed_only_when_it_runs(tmp_path: Path) -> None:
    broken = tmp_path / "python3.13"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    assert ask(broken) is None
    assert ask(tmp_path / "none") is None
    assert isinstance(ask(Path(sys.executable)), Interpreter)


def test_some_interpreter_is_always_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_interpreter().version in ("{}.{}".format(*sys.version_info[:2]), "3.13")
