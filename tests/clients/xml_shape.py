"""An XML document as JSON, so that a JSON Schema can say what may stand in it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as Xml


def as_json(document: bytes) -> dict[str, Any]:
    """The root: `#name` with its namespace, `@attribute`, and each child's name with the list of those children.

    Children in the root's own namespace go by their bare names, any other by its whole one; `#text` is what stands in
    an element that has no children.
    """
    root = Xml.fromstring(document)
    own = root.tag[: root.tag.index("}") + 1] if root.tag.startswith("{") else ""
    return {"#name": root.tag, **_of(root, own)}


def _of(element: Xml.Element, own: str) -> dict[str, Any]:
    found: dict[str, Any] = {f"@{name.rpartition('}')[2]}": value for name, value in element.attrib.items()}
    for child in element:
        found.setdefault(child.tag.removeprefix(own), []).append(_of(child, own))
    if len(element) == 0 and element.text:
        found["#text"] = element.text
    return found
