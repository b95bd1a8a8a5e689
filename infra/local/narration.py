"""What a person at the terminal reads while it happens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from infra.local.replay import Line, mention_id_of
from shared.cli.terminal import one_line

#: Streams longer than this are told by their urgent mentions and a line of progress, not mention by mention.
MOST_TOLD = 1000
PROGRESS_SECONDS = 2.0
EXCERPT_CHARACTERS = 72
PRIVATE = "a private message"


class Narration:
    """Prints a line for each thing that happens. Thread-safe."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._texts = {mention_id_of(line): line for line in lines if not line.deleted}
        self._quiet = len(lines) > MOST_TOLD
        #: Finds the words of a mention that is no line of the recording: one's own, or a swept one.
        self.look: Callable[[str], str] = lambda _: ""
        self._lock = threading.Lock()
        self._triaged = 0
        self._suspected: set[str] = set()
        self._told_at = 0.0

    def say(self, text: str) -> None:
        with self._lock:
            print(text, flush=True)

    def tell(self, kind: str, detail: dict[str, Any]) -> None:
        """One event of the bus, or one notice."""
        if kind == "MentionTriaged":
            self._mention(detail)
        elif kind == "StormSuspected":
            # The bus tells at least once; a person is told once.
            if detail["storm_id"] in self._suspected:
                return
            self._suspected.add(detail["storm_id"])
            self.say(f"*** storm suspected about {one_line(detail['brand'])}: {detail['storm_id']}")
        elif kind == "StormGrew":
            self.say(f"*** {detail['storm_id']} grew: {detail['complaints']} complaints in its window")
        elif kind == "StormSubsided":
            self.say(f"*** {detail['storm_id']} has subsided")
        elif kind == "notice":
            to = ", ".join(detail["to"])
            subject = detail["subject"] or detail["text"].partition("\n")[0]
            self.say(f"  > told {one_line(to)} by {detail['by']}: {one_line(subject)[:EXCERPT_CHARACTERS]}")

    def _mention(self, detail: dict[str, Any]) -> None:
        self._triaged += 1
        if self._quiet and detail["priority"] != "urgent":
            if time.monotonic() - self._told_at > PROGRESS_SECONDS:
                self._told_at = time.monotonic()
                self.say(f"... {self._triaged:,} verdicts, now at {_clock(detail['created_at'])}")
            return
        line = self._texts.get(detail["mention_id"])
        text = one_line(line.text if line else self.look(detail["mention_id"])) if detail["public"] else PRIVATE
        excerpt = text if len(text) <= EXCERPT_CHARACTERS else text[: EXCERPT_CHARACTERS - 1] + "…"
        about = f" {detail['instance']}" if detail["instance"] else ""
        kind = detail["kind"].replace("_", " ")
        mark = "!" if detail["priority"] == "urgent" else " "
        at, source = _clock(detail["created_at"]), detail["source"]
        self.say(f"{mark} {at} {source:<7} {kind:<18} {detail['priority']:<6}{about} | {excerpt}")


def _clock(at: str) -> str:
    return f"{datetime.fromisoformat(at):%d %b %H:%M}"
