"""What an operator does with secrets: one more value, with the one before it still good."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError

from shared import aws
from shared.secrets import SecretError

#: The new value and the one before it: what was rotated out stops working at the next rotation.
VALID_AT_ONCE = 2


def rotate(secret_id: str, name: str, value: str) -> int:
    """Makes `value` the newest under that name, and returns how many are good now. The newest again changes nothing.

    Raises SecretError where the secret is not a JSON object of names to values.
    """
    values = _values(secret_id)
    before = values.get(name, [])
    kept = [before] if isinstance(before, str) else list(before)
    if kept[:1] == [value]:
        return len(kept)
    kept = [value, *(one for one in kept if one != value)][:VALID_AT_ONCE]
    aws.secretsmanager().put_secret_value(SecretId=secret_id, SecretString=json.dumps({**values, name: kept}))
    return len(kept)


def retire(secret_id: str, name: str) -> int | None:
    """Leaves only the newest value under that name, and returns how many went; None where there is none at all.

    Raises SecretError where the secret is not a JSON object of names to values.
    """
    values = _values(secret_id)
    before = values.get(name, [])
    kept = [before] if isinstance(before, str) else list(before)
    if len(kept) > 1:
        text = json.dumps({**values, name: kept[:1]})
        aws.secretsmanager().put_secret_value(SecretId=secret_id, SecretString=text)
    return len(kept) - 1 if kept else None


def _values(secret_id: str) -> dict[str, Any]:
    try:
        text = aws.secretsmanager().get_secret_value(SecretId=secret_id)["SecretString"]
    except ClientError as error:
        # A secret that was never given a value. Where it isn't there at all, writing it says so.
        if error.response.get("Error", {}).get("Code") == "ResourceNotFoundException":
            return {}
        raise
    try:
        values = json.loads(text)
    except ValueError:
        values = None
    if not isinstance(values, dict) or not all(isinstance(one, (str, list)) for one in values.values()):
        raise SecretError(f"secret {secret_id} is not a JSON object of names to values; mend it in the AWS console")
    return values
