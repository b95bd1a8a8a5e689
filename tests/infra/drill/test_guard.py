"""The border of a drill: only its own catcher is spoken to."""

from __future__ import annotations

import socket

import pytest
import urllib3

from infra.drill.catcher import catching
from infra.drill.guard import Guard, OutsideError, guarding
from shared.channels import slack
from shared.channels.message import ChannelError, Message


def test_the_catcher_is_spoken_to_and_keeps_what_it_was_given() -> None:
    with catching() as catcher, guarding(Guard({catcher.server_port})) as guard:
        slack.send(catcher.url("slack", "care"), Message("A case", ("Somebody fell.",)))
    [caught] = catcher.caught
    assert (caught.way, caught.name, caught.kind) == ("slack", "care", "notice")
    assert b"Somebody fell." in caught.body
    assert guard.refused == []


@pytest.mark.parametrize("address", [("192.0.2.1", 443), ("127.0.0.1", 9), ("2001:db8::1", 443, 0, 0)])
def test_a_connection_to_anywhere_else_is_refused_and_remembered(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with guarding(Guard()) as guard, socket.socket(family) as connection, pytest.raises(OutsideError):
        connection.connect(address)
    assert guard.refused == [f"{address[0]}:{address[1]}"]


def test_no_name_is_looked_up_and_no_datagram_sent() -> None:
    with guarding(Guard()) as guard, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        with pytest.raises(OutsideError):
            socket.getaddrinfo("hooks.slack.com", 443)
        with pytest.raises(OutsideError):
            datagrams.sendto(b"x", ("192.0.2.1", 53))
        with pytest.raises(ChannelError):
            slack.send("https://hooks.slack.com/services/T0/B0/x", Message("A case", ("Somebody fell.",)))
    assert {where.rpartition(":")[0] for where in guard.refused} == {"hooks.slack.com", "192.0.2.1"}


def test_nothing_is_guarded_once_the_drill_is_over() -> None:
    with guarding(Guard()):
        pass
    with catching() as catcher:
        assert urllib3.request("POST", catcher.url("teams", "care"), body=b"{}", retries=False).status == 202
