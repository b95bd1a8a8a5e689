"""Where we may go for somebody else: to public addresses by https, and nowhere into our own network.

A plan's address, a redirect or a subscriber's must not make a function call the instance metadata or a private service.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

#: The one place on this machine that a local run may call.
LOOPBACK = "127.0.0.1"
#: A longer address is somebody's whole program.
MOST_URL = 1000
# NAT64 (RFC 6052): behind these stands any IPv4 address, a private one too.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class UnsafeAddressError(Exception):
    """An address that may not be called; the message says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart. `host` is ASCII; `target` is the path with its query."""

    secure: bool
    host: str
    port: int
    target: str


def place_of(url: str, *, allow_loopback: bool = False) -> Place:
    """The place that a URL names. Raises UnsafeAddressError where we may not go, whatever it resolves to."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise UnsafeAddressError("not an address") from None
    local = allow_loopback and parts.scheme == "http" and host == LOOPBACK
    if not host or parts.username is not None:
        raise UnsafeAddressError("no host, or a name and password in the address")
    if not local and (parts.scheme != "https" or port != 443):
        raise UnsafeAddressError("only https on port 443 is called")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?") if parts.query else ""
    )
    return Place(parts.scheme == "https", host, port, target)


def checked(place: Place, addresses: list[str]) -> str:
    """The address to connect to. Raises UnsafeAddressError where any that the host has is not public."""
    if not place.secure:
        return LOOPBACK  # only place_of lets that through, for exactly this host
    if not addresses:
        raise UnsafeAddressError("the host has no address")
    if not all(is_public(address) for address in addresses):
        raise UnsafeAddressError("the host has an address inside a network; only public ones are called")
    # A function outside a VPC has no way to IPv6.
    return min(addresses, key=lambda address: ":" in address)


def is_public(address: str) -> bool:
    """Whether anybody on the Internet could reach that address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False  # with a zone (fe80::1%eth0), or no address at all
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip.is_site_local or ip in _NAT64
    ):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def unreachable(url: str, *, allow_loopback: bool = False) -> str | None:
    """Why that address may never be called, as far as it says so itself; None where its host has to be looked up."""
    try:
        place = place_of(url, allow_loopback=allow_loopback)
        # A name is looked up when it is called; a number can be judged now.
        if re.fullmatch(r"[0-9.]+|.*:.*", place.host):
            checked(place, [place.host])
    except UnsafeAddressError as error:
        return str(error)
    return None


def webhook_address(url: str, *, allow_loopback: bool = False) -> str | None:
    """The URL as it will be called, in one spelling, without its fragment; None where it may not be."""
    if len(url) > MOST_URL:
        return None
    if unreachable(url, allow_loopback=allow_loopback) is not None:
        return None
    place = place_of(url, allow_loopback=allow_loopback)
    return f"https://{place.host}{place.target}" if place.secure else f"http://{place.host}:{place.port}{place.target}"
