"""One loopback address for everything: the site, the webhooks, the outbox and the sample feeds."""

import contextlib
import logging
import socket
import sys
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from infra.local.exchange import Answer, Request, Response, plain

# Not below "firebreak": that is the functions' own logger, which tells its parents nothing.
logger = logging.getLogger(__name__)

LARGEST_BODY_BYTES = 10 * 1024 * 1024  # API Gateway's payload limit (HTTP API quotas)
IDLE_SECONDS = 30.0
TRIED_PORTS = 50
CHUNK_LINE_BYTES = 1024


class FrontDoor:
    """Answers on 127.0.0.1 from `start` to `close`; `url` has no slash at its end."""

    def __init__(self, answer: Answer, port: int) -> None:
        self._server = _listen(answer, port)
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Stop answering and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


class TooLargeError(Exception):
    """The body is larger than the front door takes."""


def _listen(answer: Answer, port: int) -> ThreadingHTTPServer:
    handler = type("Handler", (_Handler,), {"answer": staticmethod(answer)})
    for tried in range(port, port + TRIED_PORTS):
        with contextlib.suppress(OSError):
            return _Server(("127.0.0.1", tried), handler)
    return _Server(("127.0.0.1", 0), handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # Two front doors on one port would share its callers; a port in use has to be an error.
    allow_reuse_port = False
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that goes away is no error of ours; anything else is shown."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # socketserver's own words


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    answer: Answer

    def version_string(self) -> str:
        """Who answers, without versions."""
        return "firebreak"

    def __getattr__(self, name: str) -> object:
        # http.server looks for do_<METHOD>; every method is answered in one place.
        if name.startswith("do_"):
            return self._exchange
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the functions' own logs tell what happened."""

    def _exchange(self) -> None:
        try:
            body = self._body()
        except TooLargeError:
            self._send(plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large\n"), close=True)
            return
        except ValueError:
            self._send(plain(HTTPStatus.BAD_REQUEST, "no such framing\n"), close=True)
            return
        request = Request(self.command, self.path, tuple(self.headers.items()), body)
        try:
            response = self.answer(request)
        except Exception:
            logger.exception("no answer to %s %s", self.command, self.path)
            response = plain(HTTPStatus.INTERNAL_SERVER_ERROR, "the front door failed\n")
        self._send(response)

    def _body(self) -> bytes:
        length = self.headers.get_all("Content-Length", [])
        if self.headers.get("Transfer-Encoding"):
            if length or self.headers["Transfer-Encoding"].strip().lower() != "chunked":
                raise ValueError
            return self._chunks()
        if not length:
            return b""
        if len(set(length)) != 1 or not (length[0].isascii() and length[0].isdigit()):
            raise ValueError
        if len(length[0]) > 12 or int(length[0]) > LARGEST_BODY_BYTES:
            raise TooLargeError
        body = self.rfile.read(int(length[0]))
        if len(body) < int(length[0]):
            raise ValueError
        return body

    def _chunks(self) -> bytes:
        body = bytearray()
        while size := int(self.rfile.readline(CHUNK_LINE_BYTES).split(b";")[0].strip() or b"x", 16):
            if size < 0:
                raise ValueError
            if len(body) + size > LARGEST_BODY_BYTES:
                raise TooLargeError
            body += self.rfile.read(size)
            self.rfile.readline(CHUNK_LINE_BYTES)
        while self.rfile.readline(CHUNK_LINE_BYTES).strip():
            pass
        return bytes(body)

    def _send(self, response: Response, *, close: bool = False) -> None:
        with contextlib.suppress(ConnectionError, socket.timeout):
            self.send_response(response.status)
            for name, value in [*response.headers.items(), *(("Set-Cookie", each) for each in response.cookies)]:
                self.send_header(name, value.replace("\r", " ").replace("\n", " "))
            if response.status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
                self.send_header("Content-Length", str(len(response.body)))
            if close:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(response.body)


def by_prefix(answers: Mapping[str, Answer], otherwise: Answer) -> Answer:
    """Send a request to the longest prefix of its path."""
    longest_first = sorted(answers, key=len, reverse=True)

    def answer(request: Request) -> Response:
        for prefix in longest_first:
            if request.path == prefix or (prefix.endswith("/") and request.path.startswith(prefix)):
                return answers[prefix](request)
        return otherwise(request)

    return answer
