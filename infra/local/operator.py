"""The operator's commands, typed by a machine: each is a real `firebreak` process, as a person would start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: No command of a person's takes longer than this, in seconds.
TIMEOUT = 60


class OperatorError(Exception):
    """A command did not do what it was asked; the message holds the command and its answer."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody at a keyboard: `say` is told each command before it runs."""

    state: Path

    def run(self, *arguments: str) -> Any:
        """Runs `firebreak --local ARGUMENTS --json` and returns what it printed. Raises OperatorError."""
        command = [sys.executable, "-m", "shared.cli", "--local", *arguments, "--json"]
        environment = {**os.environ, "FIREBREAK_STATE": str(self.state)}
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT, check=False, env=environment, encoding="utf-8"
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip()
            raise OperatorError(f"`firebreak {' '.join(arguments)}` ended with {done.returncode}: {said}")
        return json.loads(done.stdout)
