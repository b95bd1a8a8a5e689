"""Installs a requirements.txt into a folder of its own, once for each content and Python version."""

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

from infra.local.engine_home import EngineHome
from infra.local.folder import whole_folder


class DependencyError(Exception):
    """pip could not install a requirements.txt; the message ends with what it said."""


def install_dependencies(requirements: Path, cache: Path, home: EngineHome, log: Callable[[str], None]) -> Path | None:
    """The folder that holds them, or None where the file asks for nothing; raises DependencyError."""
    if not requirements.is_file():
        return None
    content = requirements.read_bytes()
    if not any(line.split(b"#")[0].strip() for line in content.splitlines()):
        return None
    digest = hashlib.sha256(home.version.encode() + b"\0" + content).hexdigest()[:16]
    target = cache / digest
    if target.is_dir():
        return target
    log(f"installing {requirements.parent.name}/{requirements.name} (once, some seconds)")
    with whole_folder(target) as part:
        _run(
            home,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-compile",
            "--target",
            str(part),
            "-r",
            str(requirements),
        )
        # Unpacking gives files a new date, so only bytecode that isn't checked against dates saves cold starts.
        _run(home, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", str(part))
    return target


def _run(home: EngineHome, *arguments: str) -> None:
    command = [str(home.python), "-I", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    # compileall ends with 1 for a file that isn't meant for this Python, as templates inside packages are.
    if done.returncode and "pip" in arguments:
        raise DependencyError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
