"""Passes a request on to the engine's HTTP API, bytes and headers unchanged, and its answer back."""

import http.client
from dataclasses import dataclass
from http import HTTPStatus

from infra.local.exchange import Request, Response, plain

ANSWERS_WITHIN_SECONDS = 35.0  # API Gateway gives a function 30 s (HTTP API quotas)
# These belong to one connection, not to the message (RFC 9110, 7.6.1).
PER_CONNECTION = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}


@dataclass(frozen=True, slots=True)
class HttpApi:
    """One HTTP API of the stack; `first_segments` are the first path segments of its routes."""

    api_id: str
    engine_port: int
    first_segments: frozenset[str]

    def takes(self, path: str) -> bool:
        """Whether a route of this API begins as this path does."""
        return path.lstrip("/").partition("/")[0] in self.first_segments

    def answer(self, request: Request) -> Response:
        """The API's own answer; 502 where the engine gives none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.engine_port, timeout=ANSWERS_WITHIN_SECONDS)
        try:
            connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", f"{self.api_id}.execute-api.localhost")
            for name, value in request.headers:
                if name.lower() not in PER_CONNECTION | {"host", "content-length", "expect"}:
                    connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(request.body)))
            connection.endheaders(request.body)
            got = connection.getresponse()
            body = got.read()
            headers = {
                name: value
                for name, value in got.getheaders()
                if name.lower() not in PER_CONNECTION | {"content-length", "date", "server", "set-cookie"}
            }
            return Response(got.status, headers, body, tuple(got.msg.get_all("Set-Cookie", [])))
        except (OSError, http.client.HTTPException, ValueError):
            return plain(HTTPStatus.BAD_GATEWAY, "the engine did not answer\n")
        finally:
            connection.close()


def first_segments(route_keys: list[str]) -> frozenset[str]:
    """Of `POST /webhooks/{source}` the `webhooks`; routes that begin with a variable or are `$default` have none."""
    paths = [key.partition(" ")[2].lstrip("/").partition("/")[0] for key in route_keys]
    return frozenset(segment for segment in paths if segment and not segment.startswith("{"))
