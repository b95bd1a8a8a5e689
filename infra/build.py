"""`make build`: the code as Lambda gets it, under .aws-sam/build, where `sam deploy` looks for it.

With SAM where there is a Python of Lambda's version; with pip alone where there isn't. Both write the same files.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from infra.build_artefacts import MACHINES, artefacts, faults
from infra.build_pip import BuildError, for_lambda, package
from infra.local.interpreter import LAMBDA_VERSION, Interpreter, find_interpreter
from infra.local.sam_template import TemplateError, code_folders, read_template

ROOT = Path(__file__).parent.parent
MEGABYTE = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _arguments().parse_args(arguments)
    template_path = asked.template.resolve()
    try:
        template = read_template(template_path)
        folders = code_folders(template, template_path.parent)
        python = lambda_python()
        if python is not None:
            build_with_sam(asked.sam, template_path, python, asked.build_dir, asked.architecture)
            way = f"SAM and {python.path}"
        else:
            package(template, folders, for_lambda(asked.architecture), asked.build_dir, ROOT / ".firebreak/packages")
            way = f"pip, for there is no python{LAMBDA_VERSION} here"
    except (BuildError, TemplateError) as error:
        print(f"build failed: {error}", file=sys.stderr)
        return 1
    for built in artefacts(folders, asked.build_dir):
        print(f"  {built.logical_id:<26}{built.files:>6} files {built.size / MEGABYTE:>8.2f} MB")
    print(f"built for python{LAMBDA_VERSION} on {asked.architecture} with {way}: {asked.build_dir}")
    found = faults(template, folders, asked.build_dir, asked.architecture)
    for fault in found:
        print(f"not fit to deploy: {fault}", file=sys.stderr)
    return 1 if found else 0


def lambda_python() -> Interpreter | None:
    """A Python of Lambda's version that SAM can use: it needs that Python's own pip."""
    found = find_interpreter()
    if found.version != LAMBDA_VERSION:
        return None
    asked = subprocess.run([found.path, "-I", "-m", "pip", "--version"], check=False, capture_output=True)
    return found if asked.returncode == 0 else None


def build_with_sam(sam: Path, template: Path, python: Interpreter, build: Path, architecture: str) -> None:
    """`sam build`, quiet unless it fails; raises BuildError."""
    command = [str(sam), "build", "--template", str(template), "--build-dir", str(build), "--cached", "--parallel"]
    command += ["--parameter-overrides", f"Architecture={architecture}"]
    # SAM takes the first python3.13 on PATH, and a pyenv shim of a version that isn't chosen only fails.
    path = os.pathsep.join([str(python.path.parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "SAM_CLI_TELEMETRY": "0"}
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, env=environment, cwd=template.parent
        )
    except OSError as error:
        raise BuildError(f"{sam} can't be run ({error}); `make build` sets it up") from error
    if done.returncode:
        raise BuildError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.build", description=__doc__)
    parser.add_argument("--sam", type=Path, default=ROOT / ".firebreak/sam/bin/sam", help="the SAM command")
    parser.add_argument("--template", type=Path, default=ROOT / "template.yaml")
    parser.add_argument("--build-dir", type=Path, default=ROOT / ".aws-sam/build")
    parser.add_argument("--architecture", choices=sorted(MACHINES), default="arm64")
    return parser


if __name__ == "__main__":
    sys.exit(main())
