"""The engine's own virtual environment, and beside it the one that functions run in."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infra.local.folder import whole_folder
from infra.local.interpreter import Interpreter

REQUIREMENTS = Path(__file__).with_name("engine-requirements.txt")
# What Lambda's Python image brings besides the standard library. Functions see this and their own
# requirements only, so a dependency that nobody declared is missing here as it would be on AWS.
LAMBDA_IMAGE = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")


class EngineInstallError(Exception):
    """The engine's environment could not be made; the message says what the installer said."""


@dataclass(frozen=True, slots=True)
class EngineHome:
    """`python` runs the engine, `function_python` runs the functions; both are `version` (major.minor)."""

    python: Path
    function_python: Path
    version: str


def install_engine(state: Path, interpreter: Interpreter, log: Callable[[str], None]) -> EngineHome:
    """Make the engine's environment under `state`, or find it there as it was made; takes about 10 s once."""
    home = state / f"engine-{interpreter.version}"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    made_from = home / "made-from"
    installed = EngineHome(home / "engine/bin/python", home / "functions/bin/python", interpreter.version)
    if made_from.is_file() and made_from.read_text() == wanted and installed.python.exists():
        return installed
    log(f"installing the engine for Python {interpreter.version} (once, about 10 s)")
    shutil.rmtree(home, ignore_errors=True)
    with whole_folder(home) as part:
        _run([str(interpreter.path), "-I", "-m", "venv", str(part / "engine")])
        python = part / "engine/bin/python"
        _run(
            [
                str(python),
                "-I",
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "-r",
                str(REQUIREMENTS),
            ]
        )
        _run([str(interpreter.path), "-I", "-m", "venv", "--without-pip", str(part / "functions")])
        for name in LAMBDA_IMAGE:
            packages = part / f"functions/lib/python{interpreter.version}/site-packages"
            target = home / f"engine/lib/python{interpreter.version}/site-packages/{name}"
            (packages / name).symlink_to(os.path.relpath(target, home / packages.relative_to(part)))
        (part / "made-from").write_text(wanted)
    return installed


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        raise EngineInstallError(f"{' '.join(command)}\n{error.stdout}{error.stderr}") from error
