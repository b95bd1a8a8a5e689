"""The local AWS engine as a process of its own, on this machine's loopback only."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from infra.local.engine_home import EngineHome
from infra.local.folder import write_whole

REPOSITORY = Path(__file__).parents[2]
MODULE = "infra.local.engine_edge"
STARTS_WITHIN_SECONDS = 30.0
STOPS_WITHIN_SECONDS = 5.0
PORT_ATTEMPTS = 3


class EngineStartError(Exception):
    """The engine didn't answer; the message ends with the last lines of its log."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A running engine: `url` is the endpoint for every AWS client, `log` what it wrote."""

    process: "subprocess.Popen[bytes]"
    url: str
    port: int
    log: Path
    pid_file: Path
    scratch: Path

    def stop(self) -> None:
        """End it, kindly and then not. May be called twice."""
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        try:
            self.process.wait(STOPS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.pid_file.unlink(missing_ok=True)
        shutil.rmtree(self.scratch, ignore_errors=True)


def start_engine(home: EngineHome, state: Path) -> Engine:
    """Start a fresh engine with its state under `state`; raises EngineStartError.

    Nothing is restored from an earlier run: ministack 1.5.33 saves now and then and at a clean end only, and restores
    a stream's positions without its records, so that mappings would skip what comes next.
    """
    end_stale_engine(state)
    scratch = state / "engine-scratch"
    for attempt in range(1, PORT_ATTEMPTS + 1):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        engine = _launch(home, state, scratch)
        try:
            _wait_until_ready(engine)
        except EngineStartError:
            engine.stop()
            # Between our asking for a free port and the engine's taking it, another process may have.
            if attempt == PORT_ATTEMPTS or "already in use" not in engine.log.read_text():
                raise
        except BaseException:
            engine.stop()
            raise
        else:
            return engine
    raise AssertionError("unreachable")


def end_stale_engine(state: Path) -> None:
    """End the engine that an earlier, killed run of ours left on this state folder, if it still lives."""
    pid_file = state / "engine.pid"
    try:
        noted = json.loads(pid_file.read_text())
        pid = int(noted["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if MODULE in _command_line(pid):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)  # it began a session of its own, so its functions are in its group
    pid_file.unlink(missing_ok=True)


def _launch(home: EngineHome, state: Path, scratch: Path) -> Engine:
    port = _free_port()
    log = state / "engine.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [str(home.python), "-B", "-m", MODULE],
            cwd=REPOSITORY,
            env=_environment(home, port, scratch),
            stdin=subprocess.PIPE,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us: we end the engine, after what still needs it
        )
    pid_file = state / "engine.pid"
    write_whole(pid_file, json.dumps({"pid": process.pid, "port": port}).encode())
    return Engine(process, f"http://127.0.0.1:{port}", port, log, pid_file, scratch)


def _environment(home: EngineHome, port: int, scratch: Path) -> dict[str, str]:
    """Nothing of the caller's but PATH and the language: no AWS profile, proxy or PYTHONPATH gets in."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "PYTHONUTF8": "1",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "AUTH": "true",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LAMBDA_EXECUTOR": "local",
        "DOCKER_HOST": f"unix://{scratch}/no-docker.sock",
        "FIREBREAK_FUNCTION_PYTHON": str(home.function_python),
    }


def _wait_until_ready(engine: Engine) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and engine.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{engine.url}/_ministack/health", timeout=2):  # noqa: S310  # our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    last = "\n".join(engine.log.read_text(errors="replace").splitlines()[-20:])
    raise EngineStartError(f"the engine did not start; {engine.log} ends:\n{last}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _command_line(pid: int) -> str:
    """The command of a process; empty if it is gone."""
    listed = Path(f"/proc/{pid}/cmdline")
    if listed.parent.parent.joinpath("self").exists():
        try:
            return listed.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], check=False, capture_output=True, text=True).stdout
