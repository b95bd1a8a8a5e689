"""boto3 clients of the engine; the caller's own AWS settings play no part in them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

REGION = "us-east-1"
# The engine's root credentials: what isn't a function's role comes with these.
ACCESS_KEY_ID = "test"
SECRET_ACCESS_KEY = "test"  # noqa: S105  # opens nothing but this engine

Clients = Callable[[str], Any]


def engine_clients(endpoint_url: str) -> Clients:
    """A function from a service's name to its client, made once each, with every permission."""
    session = boto3.Session(
        aws_access_key_id=ACCESS_KEY_ID, aws_secret_access_key=SECRET_ACCESS_KEY, region_name=REGION
    )
    config = Config(s3={"addressing_style": "path"}, proxies={}, max_pool_connections=32)

    @cache
    def client(service: str) -> Any:
        made: Any = session.client
        return made(service, endpoint_url=endpoint_url, config=config)

    return client
