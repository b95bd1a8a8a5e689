"""Dependencies, installed for real from a wheel that needs no registry."""

import zipfile
from pathlib import Path

import pytest

from infra.local.dependencies import DependencyError, install_dependencies
from infra.local.engine_home import EngineHome, install_engine
from infra.local.interpreter import find_interpreter
from tests.infra.local.conftest import REPOSITORY

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def home() -> EngineHome:
    """The engine's environment, whose pip installs for functions."""
    return install_engine(REPOSITORY / ".firebreak", find_interpreter(), print)


def a_wheel(folder: Path) -> Path:
    path = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tiny.py", "answer = 42\n")
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")
    return path


def test_dependencies_are_installed_once(tmp_path: Path, home: EngineHome) -> None:
    told: list[str] = []
    (tmp_path / "requirements.txt").write_text(f"{a_wheel(tmp_path)}\n")
    folders = [
        install_dependencies(tmp_path / "requirements.txt", tmp_path / "cache", home, told.append) for _ in range(2)
    ]
    assert folders[0] == folders[1]
    assert folders[0] is not None
    assert (folders[0] / "tiny.py").is_file()
    assert list(folders[0].glob("__pycache__/tiny.*.pyc"))
    assert len(told) == 1


def test_what_cannot_be_installed_says_why_and_leaves_nothing(tmp_path: Path, home: EngineHome) -> None:
    (tmp_path / "requirements.txt").write_text(f"{tmp_path}/no-such-thing-1.0-py3-none-any.whl\n")
    with pytest.raises(DependencyError, match="no-such-thing"):
        install_dependencies(tmp_path / "requirements.txt", tmp_path / "cache", home, print)
    assert list((tmp_path / "cache").iterdir()) == []
