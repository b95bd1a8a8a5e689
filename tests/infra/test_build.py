"""What is built is what Lambda runs: the right machine's code, at the place where Lambda looks, and nothing besides."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import botocore
import pytest

from infra.bench.triage_cost import zipped
from infra.build import build_with_sam, lambda_python, main
from infra.build_artefacts import MACHINES, faults, machines
from infra.build_pip import Target, for_lambda, for_this_machine, package
from infra.local.engine_home import LAMBDA_IMAGE
from infra.local.interpreter import find_interpreter
from infra.local.sam_template import CodeFolder, code_folders
from tests.harness import template as t
from tests.harness.world import REGION, given, names

SAM = t.ROOT / ".firebreak/sam/bin/sam"
#: Installed once for all runs, as `make build` does.
CACHE = t.ROOT / ".firebreak/packages"
#: In bytes, unpacked: what a cold start has to fetch. Lambda's own limit is 250 MB for a function and its layers. Of
#: the layer 8 MB are triage's models, which the command reads as well; the functions that don't judge never open them.
LAYER_BUDGET, FUNCTION_BUDGET = 16_000_000, 12_000_000
#: Zipped, in megabytes, what judging takes: triage's own folder and the layer.
ZIP_BUDGET = 16.0
#: Google signs with RSA, which takes `cryptography`: 11 MB that only Google's calls import.
RECEIVE_BUDGET = 17_000_000
#: The operator's packages, and what Lambda has itself.
NOT_IN_THE_LAYER = {"typer", "rich", "pydantic", "yaml", "boto3", "botocore", "tests", "infra"}

pytestmark = pytest.mark.slow

IMPORT = """
import importlib, os, pkgutil, sys
sys.path[:0] = sys.argv[1:4]
module = importlib.import_module(os.environ["_HANDLER"].rpartition(".")[0])
assert callable(getattr(module, os.environ["_HANDLER"].rpartition(".")[2]))
folder = importlib.import_module(module.__package__)
for found in pkgutil.iter_modules(folder.__path__):
    importlib.import_module(f"{module.__package__}.{found.name}")
for needed in sys.argv[4:]:
    importlib.import_module(needed)
import shared
print(module.__file__, shared.__file__, sep="\\n")
"""


def folders() -> list[CodeFolder]:
    return code_folders(t.template(), t.ROOT)


def build(target: Target, at: Path) -> Path:
    package(t.template(), folders(), target, at, CACHE)
    return at


@pytest.fixture(scope="module")
def for_aws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(for_lambda("arm64"), tmp_path_factory.mktemp("aws") / "build")


@pytest.fixture(scope="module")
def for_here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(for_this_machine(find_interpreter()), tmp_path_factory.mktemp("here") / "build")


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Lambda's image has besides the standard library, and nothing else of our environment."""
    folder = tmp_path_factory.mktemp("runtime")
    for name in LAMBDA_IMAGE:
        (folder / name).symlink_to(Path(botocore.__file__).parent.parent / name)
    return folder


def import_built(function: str, build: Path, runtime: Path, *also: str) -> subprocess.CompletedProcess[str]:
    """Imports a handler as Lambda does: from its own folder, the layer and Lambda's image, with its own environment."""
    properties = t.functions()[function]
    variables = {**t.environment(t.template()["Globals"]["Function"]), **t.environment(properties)}
    known = names()
    environment = {name: given(value, known) for name, value in variables.items()}
    environment |= {"_HANDLER": properties["Handler"], "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION}
    path = [str(build / function), str(build / "SharedLayer/python"), str(runtime)]
    return subprocess.run(
        [find_interpreter().path, "-I", "-S", "-B", "-c", IMPORT, *path, *also],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("function", t.functions())
def test_a_built_function_imports_with_nothing_but_its_artefact_the_layer_and_lambdas_image(
    function: str, for_here: Path, runtime: Path
) -> None:
    done = import_built(function, for_here, runtime)
    assert done.returncode == 0, done.stderr
    handler, shared = done.stdout.split()
    assert Path(handler) == for_here / function / t.functions()[function]["CodeUri"] / "handler.py"
    assert Path(shared) == for_here / "SharedLayer/python/shared/__init__.py"


def test_ingest_has_every_platforms_parser_with_what_it_needs(for_here: Path, runtime: Path) -> None:
    platforms = [f"shared.platforms.{path.stem}" for path in (t.ROOT / "shared/platforms").glob("*.py")]
    done = import_built("IngestFunction", for_here, runtime, *(name for name in platforms if "__" not in name))
    assert done.returncode == 0, done.stderr


def test_a_function_that_lacks_a_requirement_is_found_out(for_here: Path, runtime: Path, tmp_path: Path) -> None:
    broken = tmp_path / "build"
    shutil.copytree(for_here, broken)
    shutil.rmtree(broken / "PublishStatementFunction/jinja2")
    assert "No module named 'jinja2'" in import_built("PublishStatementFunction", broken, runtime).stderr


def test_every_native_library_is_for_lambdas_machines(for_aws: Path) -> None:
    found = dict(machines(for_aws))
    assert {path.name.split(".")[0] for path in found} >= {"nh3", "_core", "_speedups"}
    assert set(found.values()) == {MACHINES["arm64"]}
    assert faults(t.template(), folders(), for_aws, "arm64") == []


def test_a_build_for_another_machine_is_not_fit_to_deploy(for_aws: Path) -> None:
    assert any("nh3" in fault for fault in faults(t.template(), folders(), for_aws, "x86_64"))


def test_a_handler_that_is_not_where_lambda_looks_is_not_fit_to_deploy(for_aws: Path, tmp_path: Path) -> None:
    broken = tmp_path / "build"
    shutil.copytree(for_aws, broken)
    (broken / "ReceiveFunction/functions/receive/handler.py").rename(broken / "ReceiveFunction/handler.py")
    [fault] = faults(t.template(), folders(), broken, "arm64")
    assert fault.startswith("ReceiveFunction has no functions/receive/handler.py")


def test_the_layer_holds_the_shared_code_and_no_operators_packages(for_aws: Path) -> None:
    layer = for_aws / "SharedLayer"
    assert [path.name for path in layer.iterdir()] == ["python"]
    assert {path.name for path in (layer / "python").iterdir()}.isdisjoint(NOT_IN_THE_LAYER)
    assert (layer / "python/shared/events.py").is_file()
    assert size(layer) < LAYER_BUDGET


def test_judging_fits_a_small_zip_with_all_of_its_models(for_aws: Path) -> None:
    parts = [path for name in ("TriageFunction", "SharedLayer") for path in (for_aws / name).rglob("*")]
    built = {path.name for path in parts if path.suffix == ".model"}
    assert built == {path.name for path in (t.ROOT / "shared/triage/models").iterdir()}
    assert zipped(path for path in parts if path.is_file()) < ZIP_BUDGET


def test_a_function_holds_its_own_folder_only(for_aws: Path) -> None:
    for function, properties in t.functions().items():
        own = for_aws / function
        assert [str(path.relative_to(own)) for path in own.glob("functions/*")] == [properties["CodeUri"]]
        assert not (own / "shared").exists()
        assert size(own) < (RECEIVE_BUDGET if function == "ReceiveFunction" else FUNCTION_BUDGET)


def test_nothing_that_only_this_machine_needs_is_built(for_aws: Path) -> None:
    names = {path.name for path in for_aws.rglob("*")}
    assert names.isdisjoint({"__pycache__", "bin", "tests", ".mypy_cache", ".ruff_cache"})
    assert not any(name.endswith(".pyc") for name in names)


@pytest.mark.skipif(lambda_python() is None, reason="sam build needs a python3.13 with pip")
@pytest.mark.skipif(not SAM.exists(), reason="the SAM command is not set up (make build)")
def test_sam_and_pip_build_the_same_files(for_aws: Path, tmp_path: Path) -> None:
    python = lambda_python()
    assert python is not None
    build_with_sam(SAM, t.ROOT / "template.yaml", python, tmp_path / "build", "arm64")
    assert contents(tmp_path / "build") == contents(for_aws)


def test_without_lambdas_python_make_build_uses_pip(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if sys.version_info[:2] == (3, 13):
        pytest.skip("runs on Lambda's Python, which can't be hidden from itself")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", os.defpath)
    if shutil.which("python3.13"):
        pytest.skip("python3.13 is where the system looks first")
    assert main(["--sam", "/no/such/sam", "--build-dir", str(tmp_path / "build")]) == 0
    assert "with pip" in capsys.readouterr().out
    assert (tmp_path / "build/template.yaml").is_file()


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def contents(build: Path) -> dict[str, bytes]:
    """Every file but the template, as YAML is written in many ways, and what installers note of themselves."""
    notes = {"INSTALLER", "REQUESTED", "RECORD"}
    return {
        str(path.relative_to(build)): path.read_bytes()
        for path in build.rglob("*")
        if path.is_file()
        and path.name not in notes
        and path != build / "template.yaml"
        and not any(part.endswith(".data") for part in path.parts)
    }
