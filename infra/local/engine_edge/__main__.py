"""Starts ministack with its gaps wrapped: `python -m infra.local.engine_edge`, by infra.local.engine only."""

import os
import signal
import sys
import threading
from importlib import import_module
from importlib.metadata import version

from infra.local.engine_edge import (
    api_errors,
    batch_size,
    bus_entries,
    expiry,
    filter_criteria,
    function_log,
    function_runs,
    layers,
    mail,
    metrics,
    options,
    queue_policies,
    rule_targets,
    schedules,
    secrets,
    stream_mapping,
)

PINNED = "1.5.33"
# The order matters once: metrics are read from what function_log writes.
WRAPS = (
    api_errors,
    batch_size,
    bus_entries,
    expiry,
    filter_criteria,
    function_log,
    function_runs,
    layers,
    mail,
    metrics,
    options,
    queue_policies,
    rule_targets,
    schedules,
    secrets,
    stream_mapping,
)


def main() -> None:
    """Wrap the pinned ministack and serve until standard input closes, which it does when our parent ends."""
    found = version("ministack")
    if found != PINNED:
        sys.exit(f"ministack {found} is installed; its gaps are wrapped for {PINNED} only")
    for wrap in WRAPS:
        wrap.apply()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import_module("ministack.app").main()


def _end_with_parent() -> None:
    # The parent holds the other end of this pipe: it closes however the parent ends, kill -9 included.
    while os.read(0, 1024):
        pass
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # us, and every function that is still at work
    os._exit(0)


if __name__ == "__main__":
    main()
