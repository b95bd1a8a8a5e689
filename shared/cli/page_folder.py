"""A built page in a folder, with a list of what was written there: only that is ever replaced or taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from shared.cli.context import RefusedError
from shared.codec import CodecError, decode, encode
from shared.page.site import SiteObject

#: The list, in the folder itself.
LIST = ".firebreak-page.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a web server has to say beside a file's bytes."""

    content_type: str
    cache_control: str


def write(folder: Path, objects: Iterable[SiteObject]) -> int:
    """Writes the page, and takes away what an earlier one had and this one has not; returns how many objects.

    Raises RefusedError where the folder holds anything that was not written by this.
    """
    before = _listed(folder)
    made = {one.key: one for one in objects}
    try:
        _write(folder, before, made)
    except OSError as error:
        raise RefusedError(f"{error.filename}: {error.strerror}; take it away, or name another folder") from None
    return len(made)


def _write(folder: Path, before: dict[str, Kept], made: dict[str, SiteObject]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # The list first: files that are not in it yet are replaced, and none is forgotten, whatever stops this half way.
    _list(folder, {**before, **_kept(made.values())})
    for one in made.values():
        path = folder / one.key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.body)
    for key in before.keys() - made.keys():
        (folder / key).unlink(missing_ok=True)
    _list(folder, _kept(made.values()))


def read(folder: Path) -> dict[str, SiteObject]:
    """The page in that folder. Raises RefusedError where there is none, or not all of it."""
    if not (folder / LIST).is_file():
        raise RefusedError(f"{folder} holds no page; make one: firebreak page build --out {folder}")
    try:
        return {
            key: SiteObject(key, (folder / key).read_bytes(), kept.content_type, kept.cache_control)
            for key, kept in _listed(folder).items()
        }
    except OSError as error:
        raise RefusedError(f"{error.filename}: {error.strerror}; build the page anew") from None


def _listed(folder: Path) -> dict[str, Kept]:
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is a file; name a folder that is new or empty")
    path = folder / LIST
    if not path.exists():
        if folder.is_dir() and any(folder.iterdir()):
            raise RefusedError(f"{folder} holds files that are no page of ours; name a folder that is new or empty")
        return {}
    try:
        listed = decode(dict[str, Kept], path.read_bytes())
    except CodecError:
        raise RefusedError(f"{path} is not the list that was written; take {folder} away, or name another") from None
    outside = [key for key in listed if not key or "\0" in key or key.startswith("/") or ".." in key.split("/")]
    if outside:
        raise RefusedError(f"{path} names {outside[0]!r}, which is no file in {folder}; take {folder} away")
    return listed


def _list(folder: Path, kept: dict[str, Kept]) -> None:
    (folder / LIST).write_text(encode(kept), encoding="utf-8")


def _kept(objects: Iterable[SiteObject]) -> dict[str, Kept]:
    return {one.key: Kept(one.content_type, one.cache_control) for one in objects}
