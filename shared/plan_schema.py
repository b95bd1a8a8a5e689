"""The JSON Schema of a plan's file: what an editor needs to complete its words, explain them, and mark slips.

Made from the very shapes that read the file. What one word means for another (a name that nobody has, an hour with
nobody in it) is `firebreak plan check`'s to say. `python -m shared.plan_schema` prints it.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from shared.plan_shape import PlanShape
from shared.plan_values import as_written

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    def encode_default(self, dft: Any) -> Any:
        """As the file would have it: a length of time is `15m`; a whole part is not spelled out."""
        if isinstance(dft, timedelta):
            return as_written(dft)
        # pydantic leaves a default out, with a warning, where this is raised; so it is marked instead.
        return _LEFT_OUT if isinstance(dft, BaseModel | tuple | dict) or dft in ("", None) else dft


_LEFT_OUT = "left out"


def schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12, closed: it knows each word of the plan, and no other."""
    made = PlanShape.model_json_schema(by_alias=True, schema_generator=_Generator)
    tidy: dict[str, Any] = _tidied(made)
    title = {"title": "Crisis plan", "description": "What matters, who owns it, who is told, and by when."}
    return {"$schema": DIALECT, **title, **tidy}


def as_text() -> str:
    """The schema as the file that is kept beside the sample plan."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _tidied(value: Any, *, names: bool = False) -> Any:
    """Without the titles that pydantic makes of each name, and without defaults that say nothing.

    `names` says that the keys here are words of the plan, of which `title` is one.
    """
    if isinstance(value, list):
        return [_tidied(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _tidied(one, names=key in ("properties", "$defs") and not names)
        for key, one in value.items()
        if names or not (key == "title" or (key == "default" and one == _LEFT_OUT))
    }


if __name__ == "__main__":
    sys.stdout.write(as_text())
