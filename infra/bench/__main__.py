"""`make bench`: handlers, imports, throughput, cost, the page, the plan, each beside what it can be held against."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from infra.bench import cost, handlers, imports, on_engine, plan, publishing, throughput
from infra.bench.figures import about_this_machine

#: By what is asked for: the reports of each, in order. Each ends by itself.
PARTS: dict[str, tuple[Callable[[], str], ...]] = {
    "handlers": (handlers.report, on_engine.report),
    "imports": (imports.report,),
    "throughput": (throughput.report,),
    "cost": (cost.report,),
    "page": (publishing.report,),
    "plan": (plan.report,),
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (ARGS=PART); all if left out")
    asked = parser.parse_args(arguments).parts or list(PARTS)
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    began = time.monotonic()
    for report in [report for part in asked for report in PARTS[part]]:
        print(about_this_machine(datetime.now(UTC)), report(), sep="\n", end="\n\n", flush=True)
    print(f"took {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
