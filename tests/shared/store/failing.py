"""An AWS that fails once, or answers late: by botocore's own hooks, below our code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError

from shared import aws


@contextmanager
def before(service: str, operation: str, deed: Callable[[], object], times: int = 1) -> Iterator[list[str]]:
    """Does that before each of the first so many calls; what it raises is what the caller of AWS sees."""
    calls: list[str] = []

    def note(event_name: str, **_: Any) -> None:
        calls.append(event_name)
        if len(calls) <= times:
            deed()

    with hooked(service, f"before-call.{service}.{operation}", note):
        yield calls


@contextmanager
def hooked(service: str, name: str, hook: Callable[..., Any]) -> Iterator[None]:
    """Runs with that hook of botocore; clients outlive a test, hooks must not."""
    hooks = aws.client(service).meta.events
    hooks.register(name, hook)
    try:
        yield
    finally:
        hooks.unregister(name, hook)


def refuse(code: str, **more: Any) -> Callable[[], None]:
    """AWS answers with that error."""

    def deed() -> None:
        answer: Any = {"Error": {"Code": code, "Message": "as the test wants"}, **more}
        raise ClientError(answer, "Any")

    return deed


def conflict() -> None:
    """Two transactions met at one item, as DynamoDB says it; moto never does."""
    reasons = [{"Code": "None"}, {"Code": "TransactionConflict"}]
    refuse("TransactionCanceledException", CancellationReasons=reasons)()
