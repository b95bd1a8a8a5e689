"""The deployment on this machine, by the file that the local run writes."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from shared.codec import CodecError, decode
from shared.operations.deployment import Deployment, DeploymentError, from_outputs

#: Seconds for finding out that nothing listens any more.
KNOCK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class LocalFile:
    """What of `local.json` is needed here: `url` is the front door, `endpoint_url` the engine behind it."""

    url: str
    endpoint_url: str
    region: str
    aws_access_key_id: str
    aws_secret_access_key: str
    outputs: dict[str, str]


def local_deployment() -> Deployment:
    """The running local deployment; every AWS client of this process goes to it from now on.

    Raises DeploymentError where none runs.
    """
    path = Path(os.environ.get("FIREBREAK_STATE") or ".firebreak") / "local.json"
    try:
        found = decode(LocalFile, path.read_bytes())
    except OSError:
        raise DeploymentError(f"nothing runs locally: there is no {path}. Start it: make run") from None
    except CodecError as error:
        raise DeploymentError(f"{path} can't be read: {error}. Start the local run again: make run") from None
    _knock(found.endpoint_url, path)
    # A profile, a proxy or an endpoint of one service would lead the clients elsewhere.
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        AWS_ENDPOINT_URL=found.endpoint_url,
        AWS_DEFAULT_REGION=found.region,
        AWS_ACCESS_KEY_ID=found.aws_access_key_id,
        AWS_SECRET_ACCESS_KEY=found.aws_secret_access_key,
        AWS_EC2_METADATA_DISABLED="true",
        AWS_CONFIG_FILE=os.devnull,
        NO_PROXY="127.0.0.1,localhost",
        no_proxy="127.0.0.1,localhost",
    )
    # The engine's own address of the API is one that no browser and no curl resolves.
    return replace(from_outputs(found.outputs), webhooks_url=f"{found.url.rstrip('/')}/webhooks")


def _knock(endpoint_url: str, path: Path) -> None:
    at = urlsplit(endpoint_url)
    try:
        socket.create_connection((at.hostname or "", at.port or 80), timeout=KNOCK_SECONDS).close()
    except (OSError, ValueError):
        raise DeploymentError(
            f"the local run that {path} names does not answer at {endpoint_url}. Start it again: make run"
        ) from None
