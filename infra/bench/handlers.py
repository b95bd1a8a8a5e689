"""How long a handler takes beside its floor: the same boto3 calls with the same payloads, and nothing else.

Handler and floor take turns, through the same clients, with the answers that were recorded between moto's doubles:
what is left is Python's work, without any waiting.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from infra.bench.playing import Player
from infra.bench.recorded import Step, recordings
from infra.bench.timing import AIM, Row, as_table
from infra.bench.worlds import functions_environment

#: What every mention meets; the others meet a case.
EACH_MENTION = ("ReceiveFunction", "IngestFunction", "TriageFunction", "DetectStormFunction")
RUNS = 200
#: A row whose runs take longer than this, in seconds, ends with fewer of them.
MOST_SECONDS = 30.0

NOTES = (
    f"ms: medians. ratio: of the medians by the clock; cpu ratio: of processor time, which busy neighbours disturb"
    f" less. Aim {AIM}, ! is over.",
    "floor: the same boto3 calls with the same payloads by the same clients, in turn with the handler.",
    "Nothing is sent: the socket, TLS and the way to AWS, the same for both, would bring the ratio nearer to 1.",
)


def report(runs: int = RUNS) -> str:
    return as_table("Handlers, canned answers: Python's work alone", measure(runs), NOTES)


def measure(runs: int = RUNS) -> list[Row]:
    with functions_environment():
        made = recordings()
        # Of the storm's calls of the door there is nothing new to learn: it takes one post at a time, always.
        steps = [*made.trickle.steps, *(step for step in made.storm.steps if step.batch > 1)]
        wanted = [step for step in steps if step.function in EACH_MENTION and step.full and step.exchanges]
        kinds = sorted({(step.batch, EACH_MENTION.index(step.function)) for step in wanted})
        player = Player(made.wire)
        with player.at_work():
            return [
                _row(player, [s for s in wanted if (s.batch, s.function) == (batch, EACH_MENTION[of])], runs)
                for batch, of in kinds
            ]


def _row(player: Player, steps: Sequence[Step], runs: int) -> Row:
    row = Row(steps[0].function, steps[0].batch)
    player.warm(steps)
    until = time.monotonic() + MOST_SECONDS
    for run in range(runs):
        step = steps[run % len(steps)]
        if run % 2:  # neither is always the first, which finds the caches colder
            player.play(step, row.ours)
            player.play_floor(step, row.floor)
        else:
            player.play_floor(step, row.floor)
            player.play(step, row.ours)
        row.calls.append(len(step.exchanges))
        if time.monotonic() > until:
            break
    return row
