"""`firebreak drill`: rehearses the whole plan with nothing leaving the building.

    python -m infra.drill SCENARIO [--plan FILE] [--speed N] [--out FOLDER] [--json]

Ends with 0 where everybody was told of every case, 1 where of some case nobody was, 2 where it could not be run.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from infra.drill.as_html import as_html
from infra.drill.as_text import as_text
from infra.drill.making import report_of
from infra.drill.rehearsal import LeakError, rehearse
from infra.drill.report import Report
from infra.drill.scenario import Scenario
from infra.drill.scenario_file import BUILT_IN, MOST_BYTES, ScenarioError, built_in, find, read
from infra.drill.template import ROOT
from infra.local.replay import ReplayError
from shared.codec import encode
from shared.plan import Plan
from shared.plan_file import PlanFileError, read_plan

SAMPLE_PLAN = ROOT / "infra/local/sample/plan.yaml"
HELD, UNTOLD, NOT_RUN = 0, 1, 2


class UnreadableError(Exception):
    """A file that can't be read; the message says which, and why."""


def streams() -> dict[str, Path]:
    """The recorded streams that have a name; the second lies beside the project, where it lies there at all."""
    shared = Path(os.environ.get("FIREBREAK_SHARED", ROOT.parent / "shared"))
    return {"sample": ROOT / "infra/local/sample/storm.jsonl", "airline": shared / "replay/airline.jsonl"}


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    # Doubles of AWS make heaps of small values; looking for lost ones at every few hundred took a tenth of the time.
    gc.set_threshold(100_000, 20, 50)
    try:
        plan = _plan(options.plan)
        scenario = load(options.scenario, plan)
        loud = options.speed is not None or sys.stderr.isatty()
        report = report_of(rehearse(scenario, plan, options.speed, _say if loud else _say_nothing))
    except (ScenarioError, PlanFileError, ReplayError, UnreadableError, LeakError) as error:
        print(f"firebreak drill: {error}", file=sys.stderr)
        return NOT_RUN
    if options.out is not None:
        write(report, options.out)
    print(as_json(report) if options.json else as_text(report), end="")
    if options.out is not None and not options.json:
        print(f"\nthe page: {options.out / 'drill.html'}")
    return UNTOLD if report.untold else HELD


def load(wanted: str, plan: Plan) -> Scenario:
    """A scenario by name or file, whose people are in the plan. Raises ScenarioError with its findings."""
    path = find(wanted)
    people = [person.id for person in plan.people]
    # A built-in scenario names the sample plan's people; with another plan, all answer as its default says.
    return read(_text(path), str(path), streams(), None if path.parent == BUILT_IN else people)


def write(report: Report, folder: Path) -> None:
    """The report in its three forms, into a folder that may be there already."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("txt", as_text(report)), ("json", as_json(report)), ("html", as_html(report))):
        (folder / f"drill.{name}").write_text(text, encoding="utf-8")


def as_json(report: Report) -> str:
    """All of the report's values, and the three that are reckoned from them; instants in ISO 8601, spans too."""
    values: dict[str, Any] = json.loads(encode(report))
    reckoned = {
        "held": not report.untold and not report.unowned,
        "untold": [case.id for case in report.untold],
        "unowned": [case.id for case in report.unowned],
    }
    return json.dumps({**reckoned, **values}, indent=2, ensure_ascii=False) + "\n"


def _plan(path: Path) -> Plan:
    return read_plan(_text(path))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(f"{path} is larger than {MOST_BYTES:,} bytes")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path} can't be read: {error}") from None


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="firebreak drill", description="Rehearse the plan; nothing leaves the building."
    )
    parser.add_argument("scenario", metavar="SCENARIO", help=f"a YAML file, or one of {', '.join(built_in())}")
    parser.add_argument(
        "--plan", type=Path, default=SAMPLE_PLAN, help="the crisis plan's file (the sample's by default)"
    )
    parser.add_argument("--speed", type=_speed, help="so many times real time (as fast as it goes by default)")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write the report there: drill.html, .json, .txt")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    return parser.parse_args(arguments)


def _speed(words: str) -> float:
    speed = float(words)
    if not speed > 0:
        raise ValueError
    return speed


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _say_nothing(_words: str) -> None:
    """A pipe or a file wants the report, and nothing before it."""


if __name__ == "__main__":
    sys.exit(main())
