"""The whole system, running on this machine's engine, and when each thing in it was seen."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from infra.local.machine import LocalMachine
from infra.local.operator import Operator
from infra.local.posting import CONNECTIONS, Poster
from infra.local.prepare import prepare
from infra.local.replay import Line, mention_id_of
from infra.local.run import PARAMETERS, ROOT
from infra.local.watching import Watcher
from shared.case import case_id

#: Each wait ends after so many seconds, done or not.
PATIENCE = 60.0


@dataclass
class Heard:
    """When each thing was first seen, on this process's clock."""

    verdicts: dict[str, float] = field(default_factory=dict)
    storm: float | None = None
    case: float | None = None
    notice: float | None = None
    case_of_storm: str = ""

    def tell(self, kind: str, detail: dict[str, Any]) -> None:
        now = time.monotonic()
        if kind == "MentionTriaged":
            self.verdicts.setdefault(detail["mention_id"], now)
        elif kind == "StormSuspected" and self.storm is None:
            self.storm, self.case_of_storm = now, case_id(detail["storm_id"])
        elif kind == "RungReached" and self.case is None and detail["case_id"] == self.case_of_storm:
            self.case = now
        elif kind == "notice" and self.notice is None and self.case_of_storm and self.case_of_storm in detail["text"]:
            self.notice = now


@dataclass(frozen=True, slots=True)
class System:
    """A running machine, with an ear on its bus."""

    heard: Heard
    poster: Poster

    def post(self, lines: Sequence[Line], connections: int = CONNECTIONS) -> dict[str, float]:
        """When each was posted; as fast as the door takes them."""
        posted_at: dict[str, float] = {}

        def one(line: Line) -> None:
            posted_at[mention_id_of(line)] = time.monotonic()
            self.poster.post(line)

        with ThreadPoolExecutor(connections) as pool:
            list(pool.map(one, lines))
        return posted_at

    def wait(self, done: Callable[[], bool]) -> bool:
        until = time.monotonic() + PATIENCE
        while not done() and time.monotonic() < until:
            time.sleep(0.05)
        return done()

    def wait_for_verdicts(self, ids: Iterable[str]) -> bool:
        wanted = set(ids)
        return self.wait(lambda: wanted <= self.heard.verdicts.keys())

    def took(self, posted_at: Mapping[str, float]) -> list[float]:
        """Seconds from the post to the verdict, of those that have one."""
        verdicts = self.heard.verdicts
        return [verdicts[of] - at for of, at in posted_at.items() if of in verdicts]


@contextmanager
def running_system() -> Iterator[System]:
    with tempfile.TemporaryDirectory(prefix="firebreak-bench-") as folder:
        state = Path(folder)
        cache = ROOT / ".firebreak"
        with LocalMachine.start(ROOT, state, PARAMETERS, port=0, log=lambda _: None, cache=cache) as machine:
            secrets = prepare(machine, state, Operator(state))
            _without_sweeps(state)
            heard = Heard()
            watcher = Watcher(machine, heard.tell)
            watcher.start()
            try:
                yield System(heard, Poster(machine.url, secrets, set))
            finally:
                watcher.stop()


def _without_sweeps(state: Path) -> None:
    """The sample's feed would tell of old news at some minute or other, and a storm waits for what is on its way."""
    plan = yaml.safe_load((state / "plan.yaml").read_text(encoding="utf-8"))
    plan["sources"] = [source for source in plan["sources"] if source["how"] == "webhook"]
    (state / "webhooks-only.yaml").write_text(yaml.safe_dump(plan), encoding="utf-8")
    Operator(state).run("plan", "publish", str(state / "webhooks-only.yaml"))
