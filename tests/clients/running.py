"""Programs that others wrote to read status pages, each run as a process of its own against a site on loopback.

Two of them are under the GPL: nothing of ours imports them, and they are installed for the tests only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.harness.template import ROOT

HERE = Path(__file__).parent
CLIENTS = Path(os.environ.get("FIREBREAK_CLIENTS", ROOT / ".firebreak/clients"))
PYTHON = CLIENTS / "python/bin/python"
EXPORTER = CLIENTS / "python/bin/statuspage-prometheus-exporter"
NODE_MODULES = CLIENTS / "node/node_modules"
#: A client that hangs is a failure, not a wait.
SECONDS = 60

needs_python_clients = pytest.mark.skipif(not EXPORTER.exists(), reason=f"needs {EXPORTER}: make clients")
needs_node_client = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE_MODULES / "statuspage.io").is_dir(),
    reason=f"needs node, and statuspage.io in {NODE_MODULES}: make clients",
)


def run(command: Sequence[object], folder: Path, environment: Mapping[str, str] | None = None) -> str:
    """What the client prints; fails with all that it said where it fails. It gets no environment but what is given."""
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **(environment or {})},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def our_python() -> Path:
    """The interpreter of the tests, for a reader that is installed there."""
    return Path(sys.executable)
