"""`make bench`: handlers, imports, throughput, cost, the page, the plan, each beside what it can be held against."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from infra.bench import cases, cost, handlers, imports, on_engine, plan, publishing, throughput, triage
from infra.bench.figures import about_this_machine
from infra.bench.storms import run as storms

#: By what is asked for: the reports of each, in order. Each ends by itself.
PARTS: dict[str, tuple[Callable[[], str], ...]] = {
    "handlers": (handlers.report, on_engine.report),
    "imports": (imports.report,),
    "throughput": (throughput.report,),
    "cost": (cost.report,),
    "page": (publishing.report,),
    "plan": (plan.report,),
    "cases": (cases.report,),
}
#: Takes minutes, and is asked for by name.
LONG = ("cases",)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (ARGS=PART); all but {LONG[0]} if left out"
    )
    parser.add_argument("--mentions", type=int, default=cases.MENTIONS, help="how many the storm of `cases` has")
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words[:1] == ["storms"]:
        return storms.run(words[1:])
    if words[:1] == ["triage"]:
        return triage.run(words[1:])
    given = parser.parse_args(words)
    asked = given.parts or [part for part in PARTS if part not in LONG]
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    began = time.monotonic()
    for report in [report for part in asked for report in PARTS[part]]:
        said = cases.report(given.mentions) if report is cases.report else report()
        print(about_this_machine(datetime.now(UTC)), said, sep="\n", end="\n\n", flush=True)
    print(f"took {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
