"""template.yaml as it was written: which folders it names as code, and where that code must land."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from samtranslator.yaml_helper import yaml_parse

FUNCTION = "AWS::Serverless::Function"
LAYER = "AWS::Serverless::LayerVersion"
CODE_PROPERTY = {FUNCTION: "CodeUri", LAYER: "ContentUri"}


class TemplateError(Exception):
    """The template can't be deployed as it stands; the message says where."""


@dataclass(frozen=True, slots=True)
class CodeFolder:
    """One folder that becomes one zip: `inside` is its place in that zip, with its requirements in `root`."""

    logical_id: str
    kind: str
    folder: Path
    inside: PurePosixPath
    root: PurePosixPath


def read_template(path: Path) -> dict[str, Any]:
    """The template as plain dicts, with `!Ref x` as `{"Ref": "x"}`; raises TemplateError."""
    try:
        template = yaml_parse(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise TemplateError(f"{path}: {error}") from error
    if not isinstance(template, dict) or not isinstance(template.get("Resources"), dict):
        raise TemplateError(f"{path}: no Resources")
    return template


def code_folders(template: dict[str, Any], root: Path) -> list[CodeFolder]:
    """Every folder of code that the template names, in its order; raises TemplateError for one that isn't there."""
    found = []
    shared = template.get("Globals", {}).get("Function", {})
    for logical_id, resource in template["Resources"].items():
        kind = resource.get("Type")
        properties = resource.get("Properties", {})
        named = properties.get(CODE_PROPERTY.get(kind, ""), shared.get("CodeUri") if kind == FUNCTION else None)
        if kind not in CODE_PROPERTY or named is None:
            continue
        if not isinstance(named, str) or not (root / named).is_dir():
            raise TemplateError(f"{logical_id}: {named!r} is not a folder under {root}")
        place = PurePosixPath(named)
        if kind == LAYER:
            # Lambda puts a layer's python/ on the path, and the package's own name has to survive under it.
            found.append(CodeFolder(logical_id, kind, root / named, "python" / place, PurePosixPath("python")))
            continue
        handler = str(properties.get("Handler", shared.get("Handler", "")))
        whole_path = handler.replace("/", ".").startswith(".".join(place.parts) + ".")
        inside = place if whole_path else PurePosixPath()
        found.append(CodeFolder(logical_id, kind, root / named, inside, PurePosixPath()))
    return found
