"""What a machine is answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shared.small_page import HEADERS


def as_json(status: int, content: Mapping[str, object]) -> dict[str, Any]:
    body = json.dumps(content, ensure_ascii=False)
    return {"statusCode": status, "headers": {**HEADERS, "content-type": "application/json"}, "body": body}
