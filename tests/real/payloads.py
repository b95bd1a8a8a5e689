"""Captured payloads, from the shared material that the project does not contain."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Payload:
    """A body as it was captured, and the headers that came with it (lower-case names)."""

    body: bytes
    headers: dict[str, str]


def payload(material: Path, name: str) -> Payload:
    """`discourse/post_created.json` and what its meta file says of it."""
    path = material / "payloads" / name
    meta: dict[str, Any] = json.loads(path.with_name(path.stem + ".meta.json").read_text())
    return Payload(path.read_bytes(), {key.lower(): value for key, value in meta.get("headers", {}).items()})


def names(material: Path, platform: str) -> list[str]:
    """Every payload of a platform, without the meta files."""
    folder = material / "payloads" / platform
    return sorted(f"{platform}/{path.name}" for path in folder.iterdir() if not path.name.endswith(".meta.json"))


def sequences(material: Path) -> dict[str, list[dict[str, Any]]]:
    """The hostile sequences: for each its deliveries (headers, body, perhaps isBase64Encoded)."""
    found = sorted((material / "payloads" / "nasty").glob("seq_*.json"))
    return {
        path.stem: json.loads(path.read_text())["deliveries"] for path in found if not path.name.endswith(".meta.json")
    }


def captured(material: Path) -> list[str]:
    """Every file of the payloads, without the meta files: `discourse/ping.json`, `signature_vectors.json`."""
    folder = material / "payloads"
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".meta.json"))
    return sorted(str(path.relative_to(folder)) for path in found)


def kind_of(material: Path, name: str) -> str:
    """What the meta file says of how it was sent: "webhook", "sweep", "nasty"."""
    path = material / "payloads" / name
    return str(json.loads(path.with_name(path.stem + ".meta.json").read_text())["kind"])
