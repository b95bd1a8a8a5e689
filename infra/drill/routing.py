"""Who gets what: the template's own event patterns, stream filters and HTTP routes, matched as AWS does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from moto.events.models import EventPattern

from infra.drill import template as t


def subscriptions(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each function with an event of that type, and the event's properties."""
    for function, properties in t.functions().items():
        for event in properties.get("Events", {}).values():
            if event["Type"] == kind:
                yield function, event["Properties"]


def subscribers_of(event: dict[str, Any]) -> list[str]:
    """The functions whose rule matches an event of the bus."""
    return [function for function, pattern in _patterns() if pattern.matches_event(event)]


@cache
def _patterns() -> tuple[tuple[str, Any], ...]:
    found = subscriptions("EventBridgeRule")
    return tuple((function, EventPattern.load(json.dumps(properties["Pattern"]))) for function, properties in found)


def function_for(method: str, path: str) -> tuple[str, str, dict[str, str]] | None:
    """The function behind an HTTP request, its route, and the path's parameters; None where there is no such route."""
    for function, properties in subscriptions("HttpApi"):
        shape = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", properties["Path"])
        found = re.fullmatch(shape, path)
        if found is not None and properties["Method"].upper() == method:
            return function, f"{method} {properties['Path']}", found.groupdict()
    return None


def wanted(record: dict[str, Any], properties: dict[str, Any]) -> bool:
    """Lambda's event filter, for the two things that the template's filters use: values, and `exists`."""
    patterns = [json.loads(f["Pattern"]) for f in properties.get("FilterCriteria", {}).get("Filters", [])]
    return not patterns or any(_matches(pattern, record) for pattern in patterns)


def _matches(pattern: Any, value: Any) -> bool:
    if isinstance(pattern, dict):
        inside = value if isinstance(value, dict) else {}
        return all(_matches(wanted, inside.get(key)) for key, wanted in pattern.items())
    for one in pattern:
        if isinstance(one, dict) and "exists" in one:
            if one["exists"] == (value is not None):
                return True
        elif one == value:
            return True
    return False
