"""Pure: a sweep goes to public addresses by https, and never into a network of ours."""

from __future__ import annotations

import pytest

from shared.address import Place, UnsafeAddressError, checked, is_public, place_of


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "169.254.170.2",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::a9fe:a9fe",
        "fec0::1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "",
        "localhost",
        "0x7f000001",
        "2130706433",
    ],
)
def test_no_address_inside_a_network_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111"])
def test_addresses_that_anybody_can_reach_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example.com/",
        "https://news.example.com:8443/",
        "ftp://news.example.com/",
        "file:///etc/passwd",
        "gopher://news.example.com/",
        "https:///feed",
        "https://user:secret@news.example.com/",
        "https://[::1",
        "https://news.example.com:99999/",
        "https://" + "a" * 70 + ".example.com/",
        "//news.example.com/",
        "",
        "http://127.0.0.1:8400/",
    ],
)
def test_only_https_on_its_own_port_is_called(url: str) -> None:
    with pytest.raises(UnsafeAddressError):
        place_of(url)


@pytest.mark.parametrize("url", ["http://127.0.0.2/", "http://localhost/", "http://10.0.0.1/", "https://127.0.0.1:1/"])
def test_a_local_run_may_sweep_one_address_more_and_no_other(url: str) -> None:
    assert place_of("http://127.0.0.1:8400/feed", allow_loopback=True) == Place(False, "127.0.0.1", 8400, "/feed")
    with pytest.raises(UnsafeAddressError):
        place_of(url, allow_loopback=True)


def test_a_place_is_what_a_request_needs() -> None:
    assert place_of("https://news.example.com") == Place(True, "news.example.com", 443, "/")
    assert place_of("https://NEWS.example.com:443/a b?q=ü&x=%20#part").target == "/a%20b?q=%C3%BC&x=%20"
    assert place_of("https://bücher.example/").host == "xn--bcher-kva.example"


def test_one_private_address_among_public_ones_is_one_too_many() -> None:
    place = place_of("https://news.example.com/")
    assert checked(place, ["2606:4700:4700::1111", "8.8.8.8"]) == "8.8.8.8"
    for addresses in (["8.8.8.8", "10.0.0.1"], ["169.254.169.254"], []):
        with pytest.raises(UnsafeAddressError):
            checked(place, addresses)
