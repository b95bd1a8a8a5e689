"""The wire between boto3 and AWS, tapped: calls are recorded as they are made, and answered from a record.

Recorded by botocore's own events, so that whatever a function does by way of boto3 is seen. A canned answer is given
at `before-send`: all that boto3 does around it (checks, serialising, signing, parsing) is done as ever; left out are
the socket, TLS and the way to AWS.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.response import StreamingBody

from shared import aws

#: Asked before each recorded call and after it, with its service, operation and parameters. What it asks AWS itself
#: must go by clients of its own.
Look = Callable[[str, str, dict[str, Any]], Any]


class WireError(Exception):
    """A function made a call that the record does not hold, or left one out."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and its answer; `before` and `after` are what the recording's `look` saw."""

    service: str
    operation: str
    params: dict[str, Any]
    request: bytes
    status: int
    headers: dict[str, str]
    body: bytes
    parsed: dict[str, Any]
    before: Any = None
    after: Any = None

    @property
    def method(self) -> str:
        return str(xform_name(self.operation))


@dataclass
class Wire:
    """Heard on are the clients of `shared.aws` that are made while it is tapped. One thread at a time."""

    look: Look | None = None
    _record: list[Exchange] | None = None
    _asked: tuple[dict[str, Any], Any] | None = None
    _request: bytes = b""
    _answers: deque[Exchange] | None = None
    _standing: dict[tuple[str, bytes], Exchange] = field(default_factory=dict)

    @contextmanager
    def tapped(self) -> Iterator[None]:
        boto3.setup_default_session()
        events: Any = boto3.DEFAULT_SESSION.events  # type: ignore[union-attr]  # just set up
        events.register("provide-client-params", self._on_call)
        events.register_first("before-send", self._on_send)
        events.register("after-call", self._on_answer)
        aws.client.cache_clear()
        try:
            yield
        finally:
            self._answers = None
            boto3.DEFAULT_SESSION = None
            aws.client.cache_clear()

    @contextmanager
    def recording(self) -> Iterator[list[Exchange]]:
        self._record = []
        try:
            yield self._record
        finally:
            self._record = None

    def answer_from(self, record: Sequence[Exchange]) -> None:
        """From here on these answers are given, in their order; none of them goes to AWS, or to its double."""
        self._answers = deque(record)

    def always_answer(self, exchanges: Sequence[Exchange]) -> None:
        """Answers to what a function asks when its caches are cold, as often as it asks."""
        self._standing.update({(exchange.operation, exchange.request): exchange for exchange in exchanges})

    def left(self) -> int:
        """How many recorded calls were not made."""
        return len(self._answers or ())

    def _on_call(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if self._record is not None:
            service = model.service_model.service_name
            # A copy, as botocore adds what it makes up itself (ClientRequestToken) to the one that it was given.
            seen = self.look(service, model.name, params) if self.look else None
            self._asked = dict(params), seen

    def _on_send(self, request: Any, event_name: str, **_: Any) -> AWSResponse | None:
        body = _bytes(request.body)
        if self._answers is None:
            self._request = body
            return None
        found = self._find(event_name.rpartition(".")[2], body)
        headers: Any = found.headers
        return AWSResponse(request.url, found.status, headers, _Raw(found.body))

    def _find(self, operation: str, body: bytes) -> Exchange:
        standing = self._standing.get((operation, body))
        if standing is not None:
            return standing
        answers = self._answers
        if not answers or answers[0].operation != operation:
            expected = answers[0].operation if answers else "no call"
            raise WireError(f"the record has {expected} where the function calls {operation}: {body[:300]!r}")
        return answers.popleft()

    def _on_answer(self, http_response: Any, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        if self._record is None or self._asked is None:
            return
        service = model.service_model.service_name
        params, before = self._asked
        self._asked = None
        body = _whole(parsed) if model.has_streaming_output else http_response.content
        self._record.append(
            Exchange(
                service=service,
                operation=model.name,
                params=params,
                request=self._request,
                status=http_response.status_code,
                headers=dict(http_response.headers),
                body=body,
                parsed=parsed,
                before=before,
                after=self.look(service, model.name, params) if self.look else None,
            )
        )


def _whole(parsed: dict[str, Any]) -> bytes:
    """A body that can be read once is read here, and given again to who asked for it."""
    body: bytes = parsed["Body"].read()
    parsed["Body"] = StreamingBody(io.BytesIO(body), len(body))
    return body


class _Raw(io.BytesIO):
    """A body as urllib3 hands it over."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else bytes(body) if isinstance(body, bytes | bytearray) else b""
