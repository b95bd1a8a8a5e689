"""`make run`: the whole system on this machine, from the real template, with a storm going through it."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.local.dependencies import DependencyError
from infra.local.deploy import DeployError
from infra.local.engine import EngineStartError
from infra.local.engine_home import EngineInstallError
from infra.local.machine import DEFAULT_PORT, LocalMachine
from infra.local.narration import Narration
from infra.local.operator import Operator, OperatorError
from infra.local.posting import Posted, Poster, PostingError
from infra.local.prepare import SAMPLE, prepare
from infra.local.rehearsal import Answer, RehearsalError
from infra.local.replay import Line, ReplayError, read_lines, shifted, span
from infra.local.sam_template import TemplateError
from infra.local.state_folder import StateInUseError
from infra.local.summary import Summary, expected, summarise
from infra.local.try_it import curl_line
from infra.local.watching import Watcher, WatchError

ROOT = Path(__file__).parent.parent.parent
#: The sample's twelve hours pass in about half a minute.
SAMPLE_SPEED = 1500.0
#: Another stream is replayed in about this long, unless SPEED says otherwise.
REPLAY_SECONDS = 150.0
#: A stretch in which no further verdict comes ends the waiting for verdicts, in seconds.
STALLED = 45.0
#: After the last mention the minute tick still judges what the stream left open; within this many seconds.
LAST_JUDGEMENT = 130.0

PARAMETERS = {"Stage": "local", "AllowLoopbackSources": "true", "SiteUrl": "{url}/", "DoorUrl": "{url}"}

#: What can go wrong that a person can mend; anything else is a fault of ours and shows its trace.
TROUBLE = (
    *(ReplayError, TemplateError, DependencyError, DeployError, EngineStartError, EngineInstallError, StateInUseError),
    *(OperatorError, PostingError, RehearsalError, WatchError),
)


@dataclass(frozen=True, slots=True)
class Options:
    once: bool
    input: Path | None
    speed: float | None
    port: int
    state: Path


def main(arguments: Sequence[str] | None = None) -> int:
    options = read_options(arguments)
    # Both ways of ending a run unwind it, so that no process stays behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return run(options)
    except TROUBLE as error:
        print(f"\nmake run: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nended; `make run` starts it again")
        return 130 if options.once else 0


def read_options(arguments: Sequence[str] | None) -> Options:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do everything unattended, check it, and end (ONCE=1)")
    parser.add_argument("--input", type=Path, help="a stream to replay instead of the sample (INPUT=FILE.jsonl)")
    parser.add_argument("--speed", type=float, help="times real time (SPEED=900)")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="the front door's port; the next free one if taken"
    )
    parser.add_argument("--state", type=Path, default=Path(".firebreak"), help="where everything local is kept")
    given = parser.parse_args(arguments)
    if given.speed is not None and not 0.001 <= given.speed <= 1e6:
        parser.error("--speed must be from 0.001 to 1000000")
    return Options(given.once, given.input, given.speed, given.port, given.state)


def run(options: Options) -> int:
    lines = recording(options)
    speed = options.speed or (
        SAMPLE_SPEED if options.input is None else max(1.0, span(lines).total_seconds() / REPLAY_SECONDS)
    )
    narration = Narration(lines)
    narration.say(f"Firebreak: {len(lines):,} deliveries over {_spell(span(lines))}, at {speed:,.0f} times real time")
    with LocalMachine.start(ROOT, options.state, PARAMETERS, options.port, narration.say, feeds=SAMPLE) as machine:
        operator = Operator(options.state)
        secrets = prepare(machine, options.state, operator)
        narration.say(f"status page {machine.url}/  outbox {machine.url}/outbox  webhooks {machine.url}/webhooks")
        if options.input is None:
            lines = shifted(lines, datetime.now(UTC) + span(lines) / speed)
        watcher = Watcher(machine, narration.tell)
        narration.look = watcher.text_of
        watcher.start()
        answer = Answer(machine.url, operator, watcher.seen, narration.say)
        if options.once:
            answer.start()
        try:
            posted = Poster(machine.url, secrets, lambda: judged(watcher)).post_all(lines, speed)
            narration.say(f"all {posted.total:,} deliveries are posted; waiting for the last verdicts")
            wait_for_verdicts(watcher, expected(lines))
            if options.once:
                return finish(watcher, operator, lines, posted, answer, narration, storm_due=options.input is None)
            serve(machine, secrets, watcher, narration)
            return 0
        finally:
            watcher.stop()


def recording(options: Options) -> list[Line]:
    return read_lines(options.input or SAMPLE / "storm.jsonl")


def judged(watcher: Watcher) -> set[str]:
    watcher.check()
    return watcher.seen.triaged


def wait_for_verdicts(watcher: Watcher, wanted: set[str]) -> None:
    """Returns when all have come, or when none has come for a while: the summary says which are missing."""
    left, moved_at = len(wanted), time.monotonic()
    while left and time.monotonic() - moved_at < STALLED:
        time.sleep(0.2)
        now_left = len(wanted - judged(watcher))
        if now_left != left:
            left, moved_at = now_left, time.monotonic()


def finish(
    watcher: Watcher,
    operator: Operator,
    lines: list[Line],
    posted: Posted,
    answer: Answer,
    narration: Narration,
    *,
    storm_due: bool,
) -> int:
    """Waits for the last judgements and the operator, then prints the summary; 0 where nothing fell short."""
    wait_for_storm(watcher, narration)
    said = answer.wait()
    status = operator.run("status")
    waiting = {queue["queue"]: int(queue["messages"]) for queue in status["dead_letters"]}
    files = [operator.run("case", case["id"]) for case in operator.run("cases")]
    storms = operator.run("storms", "--all")
    summary = summarise(lines, posted, watcher.seen, files, storms, said, waiting, storm_due=storm_due)
    show(summary, narration)
    return 1 if summary.failures else 0


def wait_for_storm(watcher: Watcher, narration: Narration) -> None:
    until, told_at = time.monotonic() + LAST_JUDGEMENT, 0.0
    while not watcher.seen.storms and (left := until - time.monotonic()) > 0:
        watcher.check()
        if time.monotonic() - told_at > 10:
            told_at = time.monotonic()
            narration.say(f"no storm so far; the last minutes are judged within {left:.0f} s")
        time.sleep(0.5)


def show(summary: Summary, narration: Narration) -> None:
    width = max(len(name) for name, _ in summary.rows)
    narration.say("\n" + "\n".join(f"{name:<{width}}  {value}" for name, value in summary.rows))
    for failure in summary.failures:
        narration.say(f"FAILED: {failure}")
    if not summary.failures:
        narration.say("all of it held")


def serve(machine: LocalMachine, secrets: dict[str, str], watcher: Watcher, narration: Narration) -> None:
    """Until Ctrl-C, or until the engine is gone."""
    narration.say(
        f"\nstatus page  {machine.url}/\noutbox       {machine.url}/outbox\nwebhooks     {machine.url}/webhooks/"
        "{stream,forum}\noperator     .venv/bin/firebreak --local status\n"
        f"\nPost a mention of your own (change the words), and see it travel:\n\n{curl_line(machine.url, secrets)}\n"
        "\nCtrl-C ends it."
    )
    while True:
        watcher.check()
        time.sleep(1)


def _spell(length: timedelta) -> str:
    hours = length.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.1f} days"


if __name__ == "__main__":
    sys.exit(main())
