"""Pure, with a fetch passed in: key sets are kept as long as they say, and an old one is better than none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from functions.receive.certs import ASKED_AGAIN, LONGEST, MAX_BYTES, SHORTEST, Certs, CertsError, fetch
from shared.exchange import Exchanged
from tests.builders import NOON

URL = "https://keys.example.com/certs"
SECOND = timedelta(seconds=1)


class Server:
    """Answers with what it was told last, and counts."""

    def __init__(self, body: bytes = b'{"keys": []}', cache: str = "public, max-age=3600", status: int = 200) -> None:
        self.body, self.cache, self.status = body, cache, status
        self.down = False
        self.asked = 0

    def __call__(self, url: str) -> Exchanged:
        assert url == URL
        self.asked += 1
        if self.down:
            raise CertsError("no whole answer in time")
        return Exchanged(self.status, {"cache-control": self.cache}, self.body)


def test_a_key_set_is_fetched_once_within_the_time_for_which_it_may_be_kept() -> None:
    server = Server()
    certs = Certs(server)
    for seconds in (0, 1, 3599):
        assert certs.of(URL, NOON + seconds * SECOND) == '{"keys": []}'
    assert server.asked == 1
    server.body = b'{"keys": [1]}'
    assert certs.of(URL, NOON + 3600 * SECOND) == '{"keys": [1]}'


@pytest.mark.parametrize(
    ("cache", "kept"),
    [
        ("max-age=7200", timedelta(hours=2)),
        ("private, MAX-AGE=7200", timedelta(hours=2)),
        ("s-maxage=9, max-age=7200", timedelta(hours=2)),
        ("max-age=0", SHORTEST),
        ("no-store", SHORTEST),
        ("", SHORTEST),
        ("max-age=soon", SHORTEST),
        ("max-age=999999999", LONGEST),
    ],
)
def test_the_time_is_what_the_answer_says_within_reason(cache: str, kept: timedelta) -> None:
    server = Server(cache=cache)
    certs = Certs(server)
    certs.of(URL, NOON)
    certs.of(URL, NOON + kept - SECOND)
    assert server.asked == 1
    certs.of(URL, NOON + kept)
    assert server.asked == 2


def test_an_old_key_set_is_used_while_no_new_one_comes() -> None:
    server = Server()
    certs = Certs(server)
    certs.of(URL, NOON)
    server.down = True
    assert certs.of(URL, NOON + 2 * LONGEST) == '{"keys": []}'


@pytest.mark.parametrize(
    "server", [Server(status=503), Server(b"\xff"), Server(b"x" * (MAX_BYTES + 1)), Server(status=302)]
)
def test_what_is_no_key_set_is_none(server: Server) -> None:
    with pytest.raises(CertsError):
        Certs(server).of(URL, NOON)


def test_a_fetch_that_failed_is_not_waited_for_by_every_call() -> None:
    server = Server()
    server.down = True
    certs = Certs(server)
    for _ in range(5):
        with pytest.raises(CertsError):
            certs.of(URL, NOON)
    assert server.asked == 1
    server.down = False
    assert certs.of(URL, NOON + ASKED_AGAIN) == '{"keys": []}'


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/certs", "https://127.0.0.1/certs", "https://169.254.169.254/"])
def test_no_key_set_is_fetched_from_where_nobody_publishes_one(url: str) -> None:
    with pytest.raises(CertsError):
        fetch(url)
