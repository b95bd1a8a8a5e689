"""template.yaml as a world reads it: the one place where tables, queues, rules and triggers are written down."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from infra.local.sam_template import read_template

ROOT = Path(__file__).parent.parent.parent
FUNCTION = "AWS::Serverless::Function"


@cache
def template() -> dict[str, Any]:
    return read_template(ROOT / "template.yaml")


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of every resource of that type, by logical id."""
    found = template()["Resources"].items()
    return {name: resource.get("Properties", {}) for name, resource in found if resource["Type"] == kind}


def functions() -> dict[str, dict[str, Any]]:
    return resources(FUNCTION)


def module_of(properties: dict[str, Any]) -> str:
    """`functions.receive.handler.handle` -> `functions.receive.handler`."""
    return str(properties["Handler"]).rpartition(".")[0]


def target(value: Any) -> str:
    """The logical id that a `!Ref` or `!GetAtt` names."""
    if isinstance(value, dict) and "Ref" in value:
        return str(value["Ref"])
    if isinstance(value, dict) and "Fn::GetAtt" in value:
        got = value["Fn::GetAtt"]
        return str(got[0] if isinstance(got, list) else got.split(".")[0])
    raise AssertionError(f"neither Ref nor GetAtt: {value!r}")


def environment(properties: dict[str, Any]) -> dict[str, Any]:
    """A function's own variables, without those of Globals."""
    return dict(properties.get("Environment", {}).get("Variables", {}))
