"""Each module of `shared/platforms` is one platform, told apart by its name, cheap to import, and tested."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shared.ears.known import names, platform
from shared.ears.platform import Platform

ROOT = Path(__file__).parents[3]
#: What only reading needs, or asking: `receive` imports a platform for its signature on each cold start.
HEAVY = frozenset(
    {
        "pydantic",
        "nh3",
        "feedparser",
        "boto3",
        "botocore",
        "urllib3",
        "cryptography",
        "defusedxml",
        "charset_normalizer",
    }
)


def known(name: str) -> Platform:
    found = platform(name)
    assert found is not None
    return found


def test_every_module_is_a_platform_and_nothing_else_is_known() -> None:
    files = {path.stem for path in (ROOT / "shared" / "platforms").glob("*.py")} - {"__init__"}
    assert set(names()) == files
    assert list(names()) == sorted(names())
    assert platform("no_such_place") is None
    assert platform("__init__") is None


@pytest.mark.parametrize("name", names())
def test_a_platform_is_called_as_its_module_and_can_be_heard(name: str) -> None:
    found = known(name)
    assert found.name == name
    assert found.title.strip() == found.title != ""
    assert found.ways


@pytest.mark.parametrize("name", names())
def test_each_way_says_what_is_to_be_done_for_it(name: str) -> None:
    found = known(name)
    if found.door is not None:
        assert found.door.setup
        assert any("{address}" in step for step in found.door.setup), "where does our address go?"
    if found.sweep is not None:
        needs = found.sweep
        # Steps, or else what has to stand in the plan, or a credential with the place where it is found.
        assert needs.setup or needs.url or needs.look_for or needs.credentials
        assert all(getattr(needs, name) for name in needs.needs), "what is needed has to be described"


@pytest.mark.parametrize("name", names())
def test_credentials_and_settings_are_described_and_each_is_named_once(name: str) -> None:
    found = known(name)
    for credentials in (found.door.credentials if found.door else (), found.sweep.credentials if found.sweep else ()):
        parts = [one.part for one in credentials]
        assert len(parts) == len(set(parts))
        assert all(one.what and one.where and re.fullmatch(r"[a-z][a-z0-9-]*", one.part) for one in credentials)
    assert len({setting.name for setting in found.settings}) == len(found.settings)
    assert all(setting.what for setting in found.settings)


@pytest.mark.parametrize("name", names())
def test_what_has_to_be_asked_again_can_be_asked(name: str) -> None:
    found = known(name)
    assert found.recheck_every is None or found.fetch is not None
    assert found.fetch_most >= 1


@pytest.mark.parametrize("name", names())
def test_each_platform_has_a_test_file_of_its_own(name: str) -> None:
    assert (ROOT / "tests" / "shared" / "platforms" / f"test_{name}.py").is_file()


def test_importing_every_platform_brings_nothing_heavy() -> None:
    code = "from shared.ears.known import names, platform\n[platform(name) for name in names()]\n"
    code += "import sys\nprint('\\n'.join(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(answer.stdout.split("\n"))
    assert f"shared.platforms.{names()[0]}" in loaded
    assert not loaded & HEAVY
