"""ministack 1.5.33: CloudFormation forgets a table's TimeToLiveSpecification, so nothing ever expires."""

from typing import Any

from infra.local.engine_edge.patching import ministack


def apply() -> None:
    """Switch it on or off with the table, as the template says."""
    tables = ministack("services.dynamodb")
    handlers = ministack("services.cloudformation.provisioners")._RESOURCE_HANDLERS["AWS::DynamoDB::Table"]

    def telling(was: Any, place: int) -> Any:
        def provision(*arguments: Any, **options: Any) -> Any:
            made = was(*arguments, **options)
            wanted = arguments[place].get("TimeToLiveSpecification")
            if wanted:
                enabled = str(wanted.get("Enabled")).lower() == "true"
                tables._update_ttl({"TableName": made[0], "TimeToLiveSpecification": {**wanted, "Enabled": enabled}})
            return made

        return provision

    # create(logical id, properties, ...); update(physical id, old properties, new properties, ...)
    handlers["create"] = telling(handlers["create"], 1)
    handlers["update"] = telling(handlers["update"], 2)
