"""`make bench-ears`: what it costs to hear, at the door, in the parsers and on a cold start; under three minutes."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

from infra.bench import ears_imports, ears_parse, ears_receive
from infra.bench.figures import about_this_machine


def main() -> int:
    began = time.monotonic()
    for report in (ears_receive.report, ears_parse.report, ears_imports.report):
        print(about_this_machine(datetime.now(UTC)), report(), sep="\n", end="\n\n", flush=True)
    print(f"took {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
