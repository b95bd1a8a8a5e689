"""The one way to publish events: all of them, or an error that makes the caller's retry publish them again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shared import aws
from shared.codec import encode
from shared.events import SOURCE, Event

if TYPE_CHECKING:
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

#: EventBridge takes at most this many entries a call.
ENTRIES_A_CALL = 10


class PublishError(Exception):
    """The bus did not take all events; the caller's retry publishes them again, which is safe."""


class Bus:
    """The event bus of this deployment."""

    def __init__(self, name: str) -> None:
        self._name = name

    def publish(self, events: Sequence[Event]) -> None:
        """Publishes each event under its class's name. Raises PublishError where any was refused."""
        entries: list[PutEventsRequestEntryTypeDef] = [
            {
                "EventBusName": self._name,
                "Source": SOURCE,
                "DetailType": type(event).__name__,
                "Detail": encode(event),
            }
            for event in events
        ]
        refused = []
        for start in range(0, len(entries), ENTRIES_A_CALL):
            answer = aws.events().put_events(Entries=entries[start : start + ENTRIES_A_CALL])
            if answer["FailedEntryCount"]:
                refused += [entry.get("ErrorCode", "?") for entry in answer["Entries"] if "ErrorCode" in entry]
        if refused:
            codes = ", ".join(sorted(set(refused)))
            raise PublishError(f"{len(refused)} of {len(entries)} events were refused: {codes}")
