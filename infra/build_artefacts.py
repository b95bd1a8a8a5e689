"""What a build must hold before it is deployed: each handler at its place, and code for the right machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.sam_template import FUNCTION, CodeFolder

#: `e_machine` of an ELF file's header, by Lambda's name for the architecture (System V ABI, table of e_machine).
MACHINES = {"arm64": 0xB7, "x86_64": 0x3E}
_ELF, _MACHINE_AT = b"\x7fELF", slice(18, 20)


@dataclass(frozen=True, slots=True)
class Artefact:
    """One folder of the build, as it is uploaded."""

    logical_id: str
    files: int
    size: int  # bytes, unpacked


def artefacts(folders: Sequence[CodeFolder], build: Path) -> list[Artefact]:
    """What was built, in the template's order."""
    found = []
    for folder in folders:
        sizes = [path.stat().st_size for path in _files(build / folder.logical_id)]
        found.append(Artefact(folder.logical_id, len(sizes), sum(sizes)))
    return found


def faults(template: dict[str, Any], folders: Sequence[CodeFolder], build: Path, architecture: str) -> list[str]:
    """Why this build can't be deployed, a sentence each; empty where it can."""
    found = []
    for folder in folders:
        at = build / folder.logical_id
        if folder.kind == FUNCTION:
            handler = str(template["Resources"][folder.logical_id]["Properties"]["Handler"])
            module = handler.rpartition(".")[0].replace(".", "/") + ".py"
            if not (at / module).is_file():
                found.append(f"{folder.logical_id} has no {module}, where Lambda looks for {handler}")
        elif not (at / folder.inside / "__init__.py").is_file():
            found.append(f"{folder.logical_id} has no {folder.inside}/, which is what functions import")
        found += [
            f"{path.relative_to(build)} is not for {architecture}" for path in native_files_for_others(at, architecture)
        ]
    return found


def native_files_for_others(folder: Path, architecture: str) -> list[Path]:
    """The ELF files under `folder` that a machine of that architecture can't load."""
    return [path for path, machine in machines(folder) if machine != MACHINES[architecture]]


def machines(folder: Path) -> Iterator[tuple[Path, int]]:
    """Each ELF file under `folder`, by its first bytes and not by its name, and the machine it is for."""
    for path in _files(folder):
        with path.open("rb") as file:
            head = file.read(_MACHINE_AT.stop)
        if head.startswith(_ELF):
            yield path, int.from_bytes(head[_MACHINE_AT], "little")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
