"""Publishers that run at the same time, one AWS call after the other, in an order that the test chooses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from shared import aws

SERVICES = ("s3", "dynamodb", "events")


class Interleaved:
    """Each deed runs in a thread of its own and stops before each of its calls of AWS, until it is let on."""

    def __init__(self, *deeds: Callable[[], object]) -> None:
        self.failures: list[BaseException] = []
        self._stopped = threading.Semaphore(0)
        self._go = {at: threading.Semaphore(0) for at in range(len(deeds))}
        self._who: dict[int, int] = {}
        self._calls: dict[int, str] = {}
        self._running = set(self._go)
        self._threads = [threading.Thread(target=self._run, args=(at, deed)) for at, deed in enumerate(deeds)]

    @property
    def waiting(self) -> list[int]:
        """Who has a call to make."""
        return sorted(self._running)

    def __enter__(self) -> Interleaved:
        for service in SERVICES:
            aws.client(service).meta.events.register("before-call", self._stop)
        for thread in self._threads:
            thread.start()
            self._stopped.acquire()
        return self

    def step(self, which: int) -> str:
        """Lets that one make its call, and go on to its next one or to its end; which call it was."""
        call = self._calls[which]
        self._go[which].release()
        self._stopped.acquire()
        return call

    def __exit__(self, *_: object) -> None:
        while self.waiting:
            self.step(self.waiting[0])
        for thread in self._threads:
            thread.join()
        for service in SERVICES:
            aws.client(service).meta.events.unregister("before-call", self._stop)

    def _run(self, at: int, deed: Callable[[], object]) -> None:
        self._who[threading.get_ident()] = at
        try:
            deed()
        except Exception as error:  # noqa: BLE001  # a function that fails is tried again; the test judges
            self.failures.append(error)
        finally:
            self._running.discard(at)
            self._stopped.release()

    def _stop(self, event_name: str, **_: Any) -> None:
        at = self._who.get(threading.get_ident())
        if at is not None:
            self._calls[at] = event_name.rpartition(".")[2]
            self._stopped.release()
            self._go[at].acquire()
