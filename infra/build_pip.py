"""Builds as `sam build` does, with pip alone: for machines without Lambda's Python, and for this machine's own kind."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from infra.local.folder import whole_folder
from infra.local.interpreter import LAMBDA_VERSION, Interpreter
from infra.local.sam_template import CODE_PROPERTY, CodeFolder

#: Lambda's python3.13 runs on Amazon Linux 2023, whose glibc is 2.34; pip takes the tags as they are named.
_GLIBC_TAGS = ("manylinux2014", *(f"manylinux_2_{minor}" for minor in range(17, 35)))
_CPU = {"arm64": "aarch64", "x86_64": "x86_64"}
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


class BuildError(Exception):
    """The build failed; the message ends with what the tool said."""


@dataclass(frozen=True, slots=True)
class Target:
    """For whom packages are chosen: pip's own words for it."""

    version: str
    options: tuple[str, ...]
    python: Path


def for_lambda(architecture: str) -> Target:
    """Lambda's machines. pip judges wheels by these tags only, so any Python can do it."""
    platforms = [word for tag in _GLIBC_TAGS for word in ("--platform", f"{tag}_{_CPU[architecture]}")]
    options = (*platforms, "--python-version", LAMBDA_VERSION, "--implementation", "cp")
    return Target(LAMBDA_VERSION, options, Path(sys.executable))


def for_this_machine(interpreter: Interpreter) -> Target:
    """This machine and this Python, so that what was built can be imported here."""
    return Target(interpreter.version, (), interpreter.path)


def package(template: dict[str, Any], folders: Sequence[CodeFolder], target: Target, build: Path, cache: Path) -> None:
    """Writes `build` in SAM's layout, replacing what was there: a folder each, and template.yaml. Raises BuildError."""
    installed = {folder.logical_id: _install(folder.folder / "requirements.txt", target, cache) for folder in folders}
    shutil.rmtree(build, ignore_errors=True)
    with whole_folder(build) as part:
        for folder in folders:
            at = part / folder.logical_id
            shutil.copytree(folder.folder, at / folder.inside, ignore=_LEFT_OUT)
            needed = installed[folder.logical_id]
            if needed is not None:
                shutil.copytree(needed, at / folder.root, dirs_exist_ok=True)
        built = yaml.safe_dump(rewritten(template, folders), sort_keys=False, allow_unicode=True)
        (part / "template.yaml").write_text(built, encoding="utf-8")


def rewritten(template: dict[str, Any], folders: Sequence[CodeFolder]) -> dict[str, Any]:
    """The template with each folder of code named as it was built, beside it."""
    built = deepcopy(template)
    for folder in folders:
        built["Resources"][folder.logical_id]["Properties"][CODE_PROPERTY[folder.kind]] = folder.logical_id
    return built


def _install(requirements: Path, target: Target, cache: Path) -> Path | None:
    """The folder of installed packages, made once for each content and target."""
    if not requirements.is_file():
        return None
    key = f"{target.version} {target.options} {target.python if not target.options else ''}\0".encode()
    installed = cache / hashlib.sha256(key + requirements.read_bytes()).hexdigest()[:16]
    if installed.is_dir():
        return installed
    # --no-deps: the list is whole and pinned, and pip would judge a dependency's markers by the Python that runs it.
    fixed = ("--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps", "--only-binary=:all:")
    with whole_folder(installed) as part:
        command = [sys.executable, "-m", "pip", "--python", str(target.python), "install", *fixed, *target.options]
        done = subprocess.run(
            [*command, "--target", str(part), "-r", str(requirements)], check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise BuildError(f"{requirements} can't be installed for {target.version}:\n{done.stderr}")
        # Commands of packages, which start with this machine's path to Python.
        shutil.rmtree(part / "bin", ignore_errors=True)
    return installed
