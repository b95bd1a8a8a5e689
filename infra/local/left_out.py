"""Resources that the engine (ministack 1.5.33) doesn't know and that only watch or keep: left out, and said so."""

from typing import Any

UNKNOWN_TYPES = {"AWS::Events::Archive", "AWS::CloudWatch::InsightRule", "AWS::Budgets::Budget"}


def without_unknown(template: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The CloudFormation template without them, and their logical ids. Whatever refers to one keeps its reference:

    then the deployment fails, which is right, for something would be missing.
    """
    resources = template["Resources"]
    unknown = [logical_id for logical_id, resource in resources.items() if _is_unknown(resource)]
    kept = {logical_id: resource for logical_id, resource in resources.items() if logical_id not in unknown}
    return {**template, "Resources": kept}, unknown


def _is_unknown(resource: dict[str, Any]) -> bool:
    metric_math = resource.get("Type") == "AWS::CloudWatch::Alarm" and "Metrics" in resource.get("Properties", {})
    return metric_math or resource.get("Type") in UNKNOWN_TYPES
