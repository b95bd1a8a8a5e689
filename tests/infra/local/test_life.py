"""Starting, changing and ending a machine, kindly and not."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.deploy import DeployError
from infra.local.engine import end_stale_engine
from infra.local.machine import LocalMachine
from infra.local.state_folder import StateFolder, StateInUseError
from tests.infra.local.conftest import REPOSITORY, SMALL, eventually

CACHE = REPOSITORY / ".firebreak"
RUN = """
import sys, time
from pathlib import Path
from infra.local.machine import LocalMachine
machine = LocalMachine.start(Path(sys.argv[1]), Path(sys.argv[2]), port=0, cache=Path(sys.argv[3]))
print("started", flush=True)
time.sleep(600)
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small system, to be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def other_run(small: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A run in a process of its own, started."""
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(small), str(tmp_path / "state"), str(CACHE)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert any(line == "started\n" for line in process.stdout)
        yield process
        process.kill()


def is_running(pid: int) -> bool:
    """Whether there is such a process that hasn't ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.engine
def test_the_engine_ends_with_a_killed_run_and_the_next_run_starts(
    other_run: "subprocess.Popen[str]", small: Path, tmp_path: Path
) -> None:
    engine = json.loads((tmp_path / "state/engine.pid").read_text())["pid"]
    os.kill(other_run.pid, signal.SIGKILL)
    eventually(lambda: is_running(engine), lambda running: not running)
    with LocalMachine.start(small, tmp_path / "state", port=0, cache=CACHE) as machine:
        told = json.loads((tmp_path / "state/local.json").read_text())
        assert told["url"] == machine.url
    assert not (tmp_path / "state/local.json").exists()


@pytest.mark.engine
def test_an_interrupted_run_takes_its_engine_along(other_run: "subprocess.Popen[str]", tmp_path: Path) -> None:
    engine = json.loads((tmp_path / "state/engine.pid").read_text())["pid"]
    os.kill(other_run.pid, signal.SIGINT)
    eventually(lambda: is_running(engine), lambda running: not running)


@pytest.mark.engine
def test_changed_code_is_deployed_as_an_update(small: Path, tmp_path: Path) -> None:
    with LocalMachine.start(small, tmp_path / "state", port=0, cache=CACHE) as machine:
        before = {path.name for path in (tmp_path / "state/build").glob("*.zip")}
        (small / "functions/pry/handler.py").write_text("def handle(event, context):\n    return 'changed'\n")
        stack = machine.redeploy()
        after = {path.name for path in (tmp_path / "state/build").glob("*.zip")}
        answer = machine.client("lambda").invoke(FunctionName=stack.physical_ids["PryFunction"])
        assert json.load(answer["Payload"]) == "changed"
        assert {name.partition("-")[0] for name in after - before} == {"PryFunction"}
        assert stack.physical_ids == machine.stack.physical_ids
        assert machine.redeploy() == stack


@pytest.mark.engine
def test_a_template_that_cannot_be_deployed_leaves_nothing_running(small: Path, tmp_path: Path) -> None:
    with (small / "template.yaml").open("a") as template:
        template.write("  Unknown: {Value: !GetAtt Inbox.NoSuchAttribute}\n")
    with pytest.raises(DeployError, match="NoSuchAttribute"):
        LocalMachine.start(small, tmp_path / "state", port=0, cache=CACHE)
    assert not (tmp_path / "state/engine.pid").exists()
    StateFolder(tmp_path / "state").hold()


@pytest.mark.engine
def test_a_function_that_cannot_be_imported_says_why(small: Path, tmp_path: Path) -> None:
    (small / "functions/pry/handler.py").write_text("import yaml\n")  # the engine has it, Lambda's image hasn't
    with LocalMachine.start(small, tmp_path / "state", port=0, cache=CACHE) as machine:
        answer = machine.client("lambda").invoke(FunctionName=machine.stack.physical_ids["PryFunction"])
        assert "No module named 'yaml'" in json.load(answer["Payload"])["errorMessage"]
        assert any("No module named 'yaml'" in line for line in machine.logs("PryFunction"))


def test_a_state_folder_is_held_by_one_run_at_a_time(tmp_path: Path) -> None:
    first, second = StateFolder(tmp_path), StateFolder(tmp_path)
    first.hold()
    with pytest.raises(StateInUseError, match=str(os.getpid())):
        second.hold()
    first.release()
    second.hold()
    second.release()


def test_what_a_killed_run_left_half_written_is_cleared(tmp_path: Path) -> None:
    dead, alive = tmp_path / "x.zip.0a.999999999.part", tmp_path / f"x.zip.0a.{os.getpid()}.part"
    dead.mkdir()
    alive.touch()
    folder = StateFolder(tmp_path)
    folder.hold()
    folder.release()
    assert (dead.exists(), alive.exists()) == (False, True)


def test_a_stale_engine_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-uc", "import time; print(); time.sleep(60)", "-m", "infra.local.engine_edge"]
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, bufsize=0) as stale:
        assert stale.stdout
        stale.stdout.read(1)
        (tmp_path / "engine.pid").write_text(json.dumps({"pid": stale.pid}))
        end_stale_engine(tmp_path)
        assert stale.wait(10) == -signal.SIGKILL
    assert not (tmp_path / "engine.pid").exists()


@pytest.mark.parametrize("noted", ['{"pid": %d}', "{", "[]", '{"pid": "x"}', '{"pid": null}', ""])
def test_a_pid_that_belongs_to_another_is_left_alone(tmp_path: Path, noted: str) -> None:
    (tmp_path / "engine.pid").write_text(noted.replace("%d", str(os.getpid())))
    end_stale_engine(tmp_path)
