"""ministack 1.5.33: `!Ref` of a secret gives its name, where AWS gives the ARN that policies are written with.

And a generated secret holds the kinds of characters that the template excludes.
"""

import string
from typing import Any

from infra.local.engine_edge.patching import ministack, wrap

EXCLUDED = {
    "ExcludePunctuation": string.punctuation,
    "ExcludeNumbers": string.digits,
    "ExcludeLowercase": string.ascii_lowercase,
    "ExcludeUppercase": string.ascii_uppercase,
}


def apply() -> None:
    """Let CloudFormation know secrets by their ARN, and generate what was asked for."""
    provisioners = ministack("services.cloudformation.provisioners")
    handlers = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def created(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        _, attributes = create(logical_id, properties, stack)
        return attributes["Arn"], attributes

    def updated(arn: str, old: dict[str, Any], new: dict[str, Any], stack: str, logical_id: Any = None) -> Any:
        _, attributes = update(_name(arn), old, new, stack, logical_id)
        return attributes["Arn"], attributes

    handlers.update(create=created, update=updated, delete=lambda arn, properties: delete(_name(arn), properties))

    def around(was: Any) -> Any:
        def value(properties: dict[str, Any]) -> Any:
            wanted = properties.get("GenerateSecretString") or {}
            excluded = "".join(chars for name, chars in EXCLUDED.items() if str(wanted.get(name)).lower() == "true")
            if excluded:
                wanted = {**wanted, "ExcludeCharacters": wanted.get("ExcludeCharacters", "") + excluded}
                properties = {**properties, "GenerateSecretString": wanted}
            return was(properties)

        return value

    wrap(provisioners, "_sm_secret_string", around)


def _name(arn: str) -> str:
    return arn.partition(":secret:")[2].rpartition("-")[0] or arn
