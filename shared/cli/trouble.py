"""What went wrong, as an exit code and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import typer

from shared.cli.context import RefusedError

REFUSED = 1
UNREACHABLE = 3


@dataclass(frozen=True, slots=True)
class Trouble:
    code: int
    told: str


def trouble(error: Exception) -> Trouble | None:
    """None where it is not ours to tell: the command line's own errors, and faults of this program."""
    if isinstance(error, (typer.Exit, typer.Abort, typer.TyperException)):
        return None
    if isinstance(error, RefusedError):
        return Trouble(REFUSED, str(error))
    # Imported only now: where one of these was raised, boto3 is loaded already.
    from botocore.exceptions import BotoCoreError, ClientError

    from shared.bus import PublishError
    from shared.codec import CodecError
    from shared.operations.deployment import DeploymentError
    from shared.secrets import SecretError
    from shared.store.items import LostRaceError
    from shared.store.ledger import NoPlanError, PlanTooLargeError

    match error:
        case NoPlanError() | PlanTooLargeError() | SecretError():
            return Trouble(REFUSED, str(error))
        case LostRaceError():
            return Trouble(REFUSED, f"somebody else changed {error} at the same time; look at it and try again")
        case DeploymentError():
            return Trouble(UNREACHABLE, str(error))
        case PublishError():
            return Trouble(UNREACHABLE, f"it is kept, but the event bus did not take the word of it: {error}")
        case CodecError():
            return Trouble(UNREACHABLE, f"what is stored is of another version than this command: {error}")
        case ClientError() | BotoCoreError():
            return Trouble(UNREACHABLE, f"AWS: {error}. Check the stage, the region and your AWS credentials.")
    return None
