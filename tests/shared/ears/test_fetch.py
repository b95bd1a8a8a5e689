"""Against a server on this machine: a GET comes back whole and in time, or says why not."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib

import pytest

from shared.ears.fetch import MAX_BYTES, FetchError, fetch
from shared.ears.platform import Ask
from tests.functions.sweep.server import FEED, Site, other, site

__all__ = ["other", "site"]


def get(site: Site, path: str, within: float = 10.0) -> bytes:
    return fetch(Ask(site.url + path), allow_loopback=True, within=within).body


def test_an_answer_comes_with_its_status_headers_and_bytes(site: Site) -> None:
    site.answers["/feed?a=b"] = (200, {"ETag": '"1"', "Content-Type": "application/rss+xml; charset=koi8-r"}, FEED)
    answer = fetch(Ask(f"{site.url}/feed?a=b", {"If-None-Match": '"0"'}), allow_loopback=True)
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, FEED, '"1"')
    assert answer.headers["content-type"] == "application/rss+xml; charset=koi8-r"
    [(_, asked)] = site.asked
    assert asked["if-none-match"] == '"0"'
    assert asked["user-agent"].startswith("Firebreak")
    assert asked["host"] == site.url.removeprefix("http://")


def test_what_a_platform_asks_for_replaces_our_own_word_in_whatever_case(site: Site) -> None:
    site.answers["/api"] = (200, {}, b"{}")
    fetch(Ask(f"{site.url}/api", {"ACCEPT": "application/json", "user-Agent": "x by y"}), allow_loopback=True)
    [(_, asked)] = site.asked
    assert (asked["accept"], asked["user-agent"]) == ("application/json", "x by y")


def test_a_redirect_to_another_host_takes_no_credentials_along(site: Site, other: Site) -> None:
    shown = {"Authorization": "Bearer t", "Api-Key": "k", "Cookie": "c", "Accept": "a/b", "If-None-Match": '"0"'}
    site.answers["/here"] = (302, {"Location": f"{site.url}/there"}, b"")
    site.answers["/there"] = (302, {"Location": f"{other.url}/away"}, b"")
    other.answers["/away"] = (302, {"Location": f"{site.url}/back"}, b"")
    site.answers["/back"] = (200, {}, FEED)
    fetch(Ask(f"{site.url}/here", shown), allow_loopback=True)
    secret = {"authorization", "api-key", "cookie"}
    assert [secret & set(asked) for _, asked in site.asked] == [secret, secret, set()]
    [(_, asked)] = other.asked
    assert not secret & set(asked)
    assert (asked["accept"], asked["if-none-match"]) == ("a/b", '"0"')


def test_what_is_posted_is_not_posted_elsewhere(site: Site) -> None:
    site.answers["/token"] = (307, {"Location": "/other"}, b"")
    heard = fetch(Ask(f"{site.url}/token", method="POST", body=b"secret=1"), allow_loopback=True)
    assert (heard.status, site.paths(), site.bodies) == (307, ["/token"], [b"secret=1"])


def test_a_redirect_is_followed_three_times_and_no_further(site: Site) -> None:
    for number in range(5):
        site.answers[f"/{number}"] = (302, {"Location": f"/{number + 1}"}, b"")
    site.answers["/5"] = (200, {}, FEED)
    assert get(site, "/2") == FEED
    with pytest.raises(FetchError, match="more than 3 redirects"):
        get(site, "/1")


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/",
        "https://10.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "http://127.0.0.2/",
        "file:///etc/passwd",
        "https://127.0.0.1/",
    ],
)
def test_a_redirect_into_a_network_is_not_followed(site: Site, location: str) -> None:
    site.answers["/away"] = (301, {"Location": location}, b"")
    with pytest.raises(FetchError, match=r"only|no host"):
        get(site, "/away")


def test_this_machine_is_not_asked_unless_it_is_allowed(site: Site) -> None:
    with pytest.raises(FetchError, match="only https"):
        fetch(Ask(f"{site.url}/feed"))
    assert site.asked == []


def test_too_large_an_answer_is_left_unread(site: Site) -> None:
    site.answers["/fits"] = (200, {}, b"x" * MAX_BYTES)
    site.answers["/large"] = (200, {}, b"x" * (MAX_BYTES + 1))
    assert len(get(site, "/fits")) == MAX_BYTES
    with pytest.raises(FetchError, match="more than 2,000,000 bytes"):
        get(site, "/large")


def test_a_compressed_answer_is_unpacked_and_a_bomb_is_not(site: Site) -> None:
    site.answers["/zip"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(FEED, mtime=0))
    site.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 100_000_000, mtime=0))
    site.answers["/spoilt"] = (200, {"Content-Encoding": "gzip"}, b"no gzip")
    site.answers["/other"] = (200, {"Content-Encoding": "deflate"}, zlib.compress(FEED))
    site.answers["/none"] = (304, {"Content-Encoding": "gzip"}, b"")
    assert get(site, "/zip") == FEED
    assert get(site, "/none") == b""
    for path in ("/bomb", "/spoilt", "/other"):
        with pytest.raises(FetchError):
            get(site, path)


@pytest.mark.parametrize("path", ["/silent", "/drip", "/header-drip"])
def test_a_server_that_never_ends_is_left(site: Site, path: str) -> None:
    site.hangs.add(path)
    # Were the limit not kept, the server would hold on for ever.
    with pytest.raises(FetchError):
        get(site, path, within=0.3)


def test_a_server_that_is_not_there_is_told(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="NewConnectionError"):
            fetch(Ask(f"http://127.0.0.1:{taken.getsockname()[1]}/"), allow_loopback=True)


def test_an_answer_that_is_no_http_is_told(site: Site) -> None:
    site.answers["/short"] = (200, {"Transfer-Encoding": "chunked"}, b"zz\r\nno chunk")
    with pytest.raises(FetchError):
        get(site, "/short")


def test_an_address_can_not_smuggle_a_header(site: Site) -> None:
    get(site, "/feed HTTP/1.1\r\nX-Evil: 1\r\n")
    [(path, asked)] = site.asked
    assert path == "/feed%20HTTP/1.1X-Evil:%201"
    assert "x-evil" not in asked


@pytest.mark.parametrize(
    "sent",
    [
        b"Content-Length: 100\r\n\r\n" + b"a" * 50,
        b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(range(256)) * 9)[:-20],
        b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"one", mtime=0) + gzip.compress(b"two", mtime=0),
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n10\r\nabc",
    ],
)
def test_an_answer_that_ends_in_the_middle_is_none(sent: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        teller = threading.Thread(target=_told_once, args=(server, b"HTTP/1.1 200 OK\r\n" + sent))
        teller.start()
        with pytest.raises(FetchError):
            fetch(Ask(address), allow_loopback=True)
        teller.join()


def _told_once(server: socket.socket, sent: bytes) -> None:
    caller, _ = server.accept()
    with caller:
        caller.recv(65_536)
        caller.sendall(sent)
