"""Which of a second reader's refusals last until somebody changes something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError, EndpointConnectionError, NoRegionError, UnknownServiceError

from shared.second.reader import LastingError

_MEND = {
    "AccessDeniedException": "enable the model for this account and region, or look at read_again's role",
    "ResourceNotFoundException": "the region has no such model: look at `model` and `region` under second_reader",
    "ValidationException": "the model doesn't take what it is asked: name one that can be told to use a tool",
    "InvalidRequestException": "the service doesn't take what it is asked",
    "UnrecognizedClientException": "look at the credentials and the region",
}


@contextmanager
def lasting(name: str) -> Iterator[None]:
    """Turns them into LastingError, in words of our own: AWS may quote what it was sent."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in _MEND:
            raise LastingError(f"{name} refuses ({code}): {_MEND[code]}") from None
        raise
    except (EndpointConnectionError, NoRegionError, UnknownServiceError) as error:
        raise LastingError(f"{name} is not to be reached in that region ({type(error).__name__})") from None
