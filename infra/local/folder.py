"""Writing files so that a Ctrl-C at any moment leaves either the old or the new one."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part_of(path)
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `path` only if the block ends well; removed otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part_of(path)
    part.mkdir()
    try:
        yield part
        # Another run may have been faster; then its folder, made from the same, stays.
        if not path.exists():
            part.replace(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def clear_parts(folder: Path) -> None:
    """Remove what killed runs left half written, in `folder` and in the folders right under it."""
    for part in [*folder.glob("*.part"), *folder.glob("*/*.part")]:
        if _is_running(part.name.split(".")[-2]):
            continue
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.{uuid.uuid4().hex}.{os.getpid()}.part")


def _is_running(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except PermissionError:
        return True
    except (ValueError, OSError):
        return False
    return True
