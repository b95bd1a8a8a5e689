"""What is installed for Lambda: pinned, the same versions as here, and all that the code imports."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.harness.template import ROOT

LAYER = ROOT / "shared/requirements.txt"
OWN = sorted((ROOT / "functions").glob("*/requirements.txt"))
FOLDERS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
#: In Lambda's image for Python (https://docs.aws.amazon.com/lambda/latest/dg/python-package.html).
IN_LAMBDAS_IMAGE = {"boto3", "botocore", "s3transfer", "jmespath", "urllib3", "python-dateutil", "six"}
#: Imported by name, when that platform calls, is asked or is read (shared/ears/known.py).
PLATFORMS = [f"shared.platforms.{path.stem}" for path in (ROOT / "shared/platforms").glob("[!_]*.py")]
BY_NAME = dict.fromkeys(("receive", "sweep", "ingest", "recheck", "open_case"), PLATFORMS)
#: Imported inside what the function never calls: only `ingest` reads what came, only `receive` looks at signatures.
_TO_READ = {"charset_normalizer", "defusedxml", "feedparser", "nh3"}
_TO_HEAR = {*_TO_READ, "jwt"}
NEVER_CALLED = {"receive": _TO_READ, "sweep": _TO_HEAR, "ingest": {"jwt"}, "recheck": _TO_HEAR, "open_case": _TO_HEAR}


def pinned(path: Path) -> dict[str, str]:
    """The version of each package; fails for a line that doesn't pin one."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.lstrip().startswith(("#", "--hash")):
            pin = re.match(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.]+)(?=\s|$)", line)
            assert pin, f"{path.relative_to(ROOT)}: {line!r} pins no version"
            found[normal(pin[1])] = pin[2]
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", [LAYER, *OWN], ids=lambda path: path.parent.name)
def test_what_lambda_gets_is_pinned_to_the_version_that_is_tested_here(path: Path) -> None:
    locked = pinned(ROOT / "infra/locks/dev.txt")
    for name, version in pinned(path).items():
        assert locked.get(name) == version, f"{name}=={version}, but the lock has {locked.get(name)}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_package_that_a_function_can_import_is_installed_for_it(folder: str) -> None:
    own = ROOT / "functions" / folder / "requirements.txt"
    there = {*pinned(LAYER), *(pinned(own) if own.exists() else {}), *IN_LAMBDAS_IMAGE}
    for package, module in sorted(third_party(folder)):
        if package in NEVER_CALLED.get(folder, ()):
            continue
        assert distributions(package) & there, f"{module} imports {package}, which Lambda does not have"


def test_the_layer_holds_only_what_functions_import() -> None:
    used = {name for folder in FOLDERS for package, _ in third_party(folder) for name in distributions(package)}
    # What these need themselves, in turn: powertools needs jmespath and typing-extensions. tzdata is read by zoneinfo.
    assert set(pinned(LAYER)) - used <= {"jmespath", "typing-extensions", "tzdata"}


@cache
def installed() -> dict[str, set[str]]:
    return {package: {normal(name) for name in names} for package, names in packages_distributions().items()}


def distributions(package: str) -> set[str]:
    """`yaml` -> `pyyaml`."""
    return installed().get(package, {package})


def third_party(folder: str) -> set[tuple[str, str]]:
    """Each package that is neither ours nor Python's, and a module that imports it, wherever its imports lead."""
    waiting = [f"functions.{folder}.{path.stem}" for path in (ROOT / "functions" / folder).glob("*.py")]
    waiting += BY_NAME.get(folder, [])
    seen: set[str] = set()
    found = set()
    while waiting:
        module = waiting.pop()
        source = file_of(module)
        if module in seen or source is None:
            continue
        seen.add(module)
        for name in imported(source):
            top = name.partition(".")[0]
            if top in ("shared", "functions"):
                waiting.append(name)
            elif top not in sys.stdlib_module_names:
                found.add((top, module))
    return found


@cache
def imported(source: Path) -> tuple[str, ...]:
    return tuple(imports(ast.parse(source.read_text(encoding="utf-8"))))


@cache
def file_of(module: str) -> Path | None:
    path = ROOT / module.replace(".", "/")
    files = (path.with_suffix(".py"), path / "__init__.py")
    return next((file for file in files if file.is_file()), None)


def imports(node: ast.AST) -> Iterator[str]:
    """Every module that is named in an import, also inside functions, but not those that are for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module:
            yield child.module
            # `from shared import aws` imports a module; what is no module has no file, and is left out there.
            if child.module.partition(".")[0] in ("shared", "functions"):
                yield from (f"{child.module}.{alias.name}" for alias in child.names)
        elif isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        else:
            yield from imports(child)
