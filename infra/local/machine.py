"""The whole of template.yaml, running on this machine."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.local.clients import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY, Clients, engine_clients
from infra.local.deploy import CODE_BUCKET, Stack, deploy, upload
from infra.local.doors import Doors, site_bucket
from infra.local.engine import start_engine
from infra.local.engine_home import EngineHome, install_engine
from infra.local.expansion import expand
from infra.local.front_door import FrontDoor
from infra.local.function_logs import recent_lines
from infra.local.interpreter import find_interpreter
from infra.local.left_out import without_unknown
from infra.local.outbox import Sent
from infra.local.package import build_packages
from infra.local.sam_template import code_folders, read_template
from infra.local.state_folder import LocalFile, StateFolder

STACK_NAME = "firebreak"
DEFAULT_PORT = 8400
SLOW_SECONDS = 2.0

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is deployed and with what: everything that a redeployment needs again."""

    root: Path
    build: Path
    cache: Path
    home: EngineHome
    parameters: Mapping[str, str]
    log: Log


@dataclass(frozen=True, slots=True)
class LocalMachine:
    """A running machine: `url` is the front door, `endpoint_url` the engine. Ends with `close` or `with`."""

    url: str
    endpoint_url: str
    stack: Stack
    client: Clients
    _plan: Plan
    _state: StateFolder
    _doors: Doors
    _opened: ExitStack

    @classmethod
    def start(
        cls,
        root: Path,
        state: Path,
        parameters: Mapping[str, str] | None = None,
        port: int = DEFAULT_PORT,
        log: Log = print,
        feeds: Path | None = None,
        cache: Path | None = None,
    ) -> Self:
        """Run root/template.yaml with its state under `state`, and what was installed under `cache` or there.

        A parameter's value may say `{url}`, which becomes the front door's. `port` is the front door's; the next
        free one is taken where it is in use. `feeds` is the folder behind /feeds/. Raises TemplateError,
        DependencyError, EngineInstallError, EngineStartError, DeployError or StateInUseError, and then leaves
        nothing running.
        """
        with ExitStack() as opened:
            folder = StateFolder(state)
            folder.hold()
            opened.callback(folder.release)
            kept = cache.resolve() if cache else folder.path
            interpreter = find_interpreter()
            log(f"functions run on Python {interpreter.version} ({interpreter.path})")
            home = install_engine(kept, interpreter, log)
            with _timed("starting the engine", log):
                engine = start_engine(home, folder.path)
            opened.callback(engine.stop)
            client = engine_clients(engine.url)
            doors = Doors(engine, feeds)
            front = FrontDoor(doors.answer, port)
            opened.callback(front.close)
            front.start()
            filled = {name: value.replace("{url}", front.url) for name, value in (parameters or {}).items()}
            plan = Plan(root, folder.path / "build", kept / "dependencies", home, filled, log)
            stack = _deployed(plan, client)
            machine = cls(front.url, engine.url, stack, client, plan, folder, doors, opened.pop_all())
        machine._publish(stack)
        return machine

    @property
    def state(self) -> Path:
        """The folder with everything local, `engine.log` among it."""
        return self._state.path

    def outbox(self) -> list[Sent]:
        """Everything sent to people, newest first."""
        return self._doors.outbox.sent()

    def logs(self, function: str) -> list[str]:
        """The recent log lines of a function, by logical or physical name, oldest first."""
        return recent_lines(self.client, self.stack.physical_ids.get(function, function))

    def redeploy(self) -> Stack:
        """Deploy the template and code as they are now, as an update; raises as `start` does."""
        stack = _deployed(self._plan, self.client)
        self._publish(stack)
        return stack

    def close(self) -> None:
        """End everything. May be called twice."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _publish(self, stack: Stack) -> None:
        self._doors.open(self.client, stack, site_bucket(stack))
        self._state.publish(
            LocalFile(
                url=self.url,
                endpoint_url=self.endpoint_url,
                region=REGION,
                stack=stack.name,
                aws_access_key_id=ACCESS_KEY_ID,
                aws_secret_access_key=SECRET_ACCESS_KEY,
                pid=os.getpid(),
                outputs=stack.outputs,
                physical_ids=stack.physical_ids,
            )
        )


def _deployed(plan: Plan, client: Clients) -> Stack:
    template = read_template(plan.root / "template.yaml")
    with _timed("packaging", plan.log):
        folders = code_folders(template, plan.root)
        packages = build_packages(folders, plan.build, plan.cache, plan.home, plan.log)
    with _timed("deploying", plan.log):
        expanded = expand(template, CODE_BUCKET, upload(client, packages), plan.parameters)
        deployable, unknown = without_unknown(expanded)
        if unknown:
            plan.log(f"left out, as the engine has none of it: {', '.join(unknown)}")
        return deploy(client, STACK_NAME, deployable, plan.parameters)


@contextlib.contextmanager
def _timed(what: str, log: Log) -> Iterator[None]:
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    if took > SLOW_SECONDS:
        log(f"{what} took {took:.0f} s")
