"""Builds one zip for each folder of code, and again only when something in it has changed."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from infra.local.dependencies import install_dependencies
from infra.local.engine_home import EngineHome
from infra.local.folder import write_whole
from infra.local.sam_template import CodeFolder

# Zips count years from 1980; one date for all keeps equal content equal.
NO_DATE = (1980, 1, 1, 0, 0, 0)
LEFT_OUT = ("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")


@dataclass(frozen=True, slots=True)
class Package:
    """The built zip of one resource; its name changes when its content does."""

    logical_id: str
    zip: Path


def build_packages(
    folders: Iterable[CodeFolder], build: Path, cache: Path, home: EngineHome, log: Callable[[str], None]
) -> list[Package]:
    """Zip every folder into `build`, with its requirements.txt as installed under `cache`; raises DependencyError."""
    built = [
        _build(folder, build, home, install_dependencies(folder.folder / "requirements.txt", cache, home, log))
        for folder in folders
    ]
    kept = {package.zip for package in built}
    for old in set(build.glob("*.zip")) - kept:
        old.unlink()
    return built


def _build(code: CodeFolder, build: Path, home: EngineHome, needed: Path | None) -> Package:
    sources = {path.relative_to(code.folder): path.read_bytes() for path in _source_files(code.folder)}
    digest = hashlib.sha256(f"{home.version} {needed and needed.name} {code.inside} {code.root}".encode())
    for name, content in sorted(sources.items()):
        digest.update(f"\0{name.as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    target = build / f"{code.logical_id}-{digest.hexdigest()[:16]}.zip"
    if not target.exists():
        entries = {code.inside / name.as_posix(): content for name, content in sources.items()}
        write_whole(target, _zipped(entries, needed, code.root))
    return Package(code.logical_id, target)


def _source_files(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part in LEFT_OUT or part.startswith(".") for part in path.relative_to(folder).parts)
        and path.suffix != ".pyc"
    ]


def _zipped(entries: dict[PurePosixPath, bytes], dependencies: Path | None, root: PurePosixPath) -> bytes:
    content = io.BytesIO()
    # Stored, not deflated: the zip travels a few centimetres, and every cold start unpacks it.
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(dependencies.rglob("*")) if dependencies else []:
            if path.is_file():
                name = root / path.relative_to(dependencies or path).as_posix()
                archive.writestr(_entry(name), path.read_bytes())
        for place, source in sorted(entries.items()):
            archive.writestr(_entry(place), source)
    return content.getvalue()


def _entry(name: PurePosixPath) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name.as_posix(), NO_DATE)
    entry.external_attr = 0o644 << 16
    return entry
