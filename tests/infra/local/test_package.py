"""Zips: what is in them, and when they are built again."""

import zipfile
from pathlib import Path, PurePosixPath

import pytest

from infra.local.dependencies import install_dependencies
from infra.local.engine_home import EngineHome
from infra.local.package import Package, build_packages
from infra.local.sam_template import FUNCTION, LAYER, CodeFolder, TemplateError, code_folders, read_template
from tests.infra.local.conftest import SMALL

HOME = EngineHome(Path("unused"), Path("unused"), "3.13")


def no_log(line: str) -> None:
    raise AssertionError(f"nothing takes long here: {line}")


def a_function(root: Path, name: str = "receive") -> CodeFolder:
    folder = root / "functions" / name
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "handler.py").write_text("def handle(event, context): ...\n")
    (folder / "__pycache__/handler.cpython-313.pyc").write_bytes(b"stale")
    (folder / ".hidden").touch()
    return CodeFolder(name, FUNCTION, folder, PurePosixPath(f"functions/{name}"), PurePosixPath())


def build(root: Path, *folders: CodeFolder) -> dict[str, Package]:
    packages = build_packages(folders, root / "build", root / "cache", HOME, no_log)
    return {package.logical_id: package for package in packages}


def test_code_lands_at_its_import_path(tmp_path: Path) -> None:
    package = build(tmp_path, a_function(tmp_path))["receive"]
    assert zipfile.ZipFile(package.zip).namelist() == ["functions/receive/handler.py"]


def test_a_changed_file_rebuilds_its_own_zip_only(tmp_path: Path) -> None:
    folders = [a_function(tmp_path), a_function(tmp_path, "ingest")]
    before = build(tmp_path, *folders)
    (tmp_path / "functions/ingest/handler.py").write_text("changed = True\n")
    after = build(tmp_path, *folders)
    assert before["receive"] == after["receive"]
    assert before["ingest"] != after["ingest"]
    assert {path.name for path in (tmp_path / "build").iterdir()} == {each.zip.name for each in after.values()}


def test_equal_content_is_not_built_again(tmp_path: Path) -> None:
    folder = a_function(tmp_path)
    first = build(tmp_path, folder)["receive"].zip
    built_at = first.stat().st_mtime_ns
    (folder.folder / "handler.py").touch()
    assert build(tmp_path, folder)["receive"].zip.stat().st_mtime_ns == built_at


def test_another_python_means_another_zip(tmp_path: Path) -> None:
    folder = a_function(tmp_path)
    other = EngineHome(Path("unused"), Path("unused"), "3.11")
    [built] = build_packages([folder], tmp_path / "build", tmp_path / "cache", other, no_log)
    assert built.zip != build(tmp_path, folder)["receive"].zip


def test_a_layer_lands_under_python(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/mention.py").write_text("x = 1\n")
    layer = CodeFolder("L", LAYER, tmp_path / "shared", PurePosixPath("python/shared"), PurePosixPath("python"))
    assert zipfile.ZipFile(build(tmp_path, layer)["L"].zip).namelist() == ["python/shared/mention.py"]


@pytest.mark.parametrize("content", ["", "# nothing\n", "\n  \n"])
def test_an_empty_requirements_file_installs_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "requirements.txt").write_text(content)
    assert install_dependencies(tmp_path / "requirements.txt", tmp_path, HOME, no_log) is None


def test_the_template_says_where_code_lands() -> None:
    template = read_template(SMALL / "template.yaml")
    found = {folder.logical_id: folder for folder in code_folders(template, SMALL)}
    assert found["SharedLayer"].inside == PurePosixPath("python/small_layer")
    assert found["ReceiveFunction"].inside == PurePosixPath("functions/receive")


def test_a_handler_named_from_its_own_folder_stays_at_the_top(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    template = {"Resources": {"F": {"Type": FUNCTION, "Properties": {"CodeUri": "src", "Handler": "app.handle"}}}}
    assert code_folders(template, tmp_path)[0].inside == PurePosixPath()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    template = {"Resources": {"F": {"Type": FUNCTION, "Properties": {"CodeUri": "gone", "Handler": "app.handle"}}}}
    with pytest.raises(TemplateError, match="F: 'gone'"):
        code_folders(template, tmp_path)


@pytest.mark.parametrize("content", ["", "- a", "a: [", "Resources: 3", "a: 1"])
def test_what_is_no_template_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "template.yaml").write_text(content)
    with pytest.raises(TemplateError):
        read_template(tmp_path / "template.yaml")
