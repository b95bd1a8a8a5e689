"""ministack 1.5.33: a filter that asks for an absent field matches nothing if the field's parent is absent too.

`{"NewImage": {"verdict": {"S": [{"exists": false}]}}}` has to match an item that has no `verdict` at all.
EventBridge's own matcher, in the same engine, knows that; Lambda's rules are the same ones ("Filter rule syntax").
"""

import json
from functools import cache
from typing import Any

from infra.local.engine_edge.patching import ministack, put


def apply() -> None:
    """Let event source mappings match as rules do."""
    rules = ministack("services.eventbridge")

    @cache
    def compiled(pattern: str) -> Any:
        return rules._compiled_pattern(pattern)

    def matches(record: dict[str, Any], pattern: dict[str, Any]) -> bool:
        alternatives = compiled(json.dumps(pattern)) or []
        return any(rules._matches_detail(record, alternative) for alternative in alternatives)

    put(ministack("services.lambda_svc"), "_match_esm_filter", matches)
