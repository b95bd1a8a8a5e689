"""Which Python the engine, and so every function, runs on: 3.13 (Lambda's) where there is one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LAMBDA_VERSION = "3.13"
_ASK = "import sys; print('{}.{} {}'.format(*sys.version_info[:2], sys.executable))"
_ANSWERS_WITHIN_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Interpreter:
    """One Python: `version` as major.minor, `path` of its executable."""

    path: Path
    version: str


def find_interpreter() -> Interpreter:
    """The first python3.13 that answers; else the one that runs us. Never raises."""
    for candidate in _candidates():
        found = ask(candidate)
        if found is not None and found.version == LAMBDA_VERSION:
            return found
    return Interpreter(Path(sys.executable), "{}.{}".format(*sys.version_info[:2]))


def ask(candidate: Path) -> Interpreter | None:
    """What this executable says of itself; None if it doesn't run, as pyenv's shims of versions not chosen."""
    try:
        answer = subprocess.run(
            [candidate, "-I", "-c", _ASK],
            capture_output=True,
            text=True,
            check=True,
            timeout=_ANSWERS_WITHIN_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version, _, path = answer.stdout.strip().partition(" ")
    return Interpreter(Path(path), version)


def _candidates() -> Iterator[Path]:
    if sys.version_info[:2] == (3, 13):
        yield Path(sys.executable)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob(f"versions/{LAMBDA_VERSION}*/bin/python"), reverse=True)
    on_path = shutil.which(f"python{LAMBDA_VERSION}")
    if on_path:
        yield Path(on_path)
