"""Pure: the door of each platform believes what its documentation says is signed, and nothing beside that."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functions.receive.request import read_request
from shared.ears.known import names, platform
from shared.ears.platform import Door, Keys
from shared.ears.request import Request
from shared.plan import Source
from tests.builders import NOON
from tests.functions.calls import a_call
from tests.shared.ears.signers import SIGNERS, Signer, google_keys


def door(name: str) -> Door:
    found = platform(name)
    assert found is not None
    assert found.door is not None
    return found.door


def keys(name: str, secrets: Sequence[str]) -> Keys:
    """Those secrets as valid ones, the newest first; each other part of the credentials is something else."""
    parts = {each.part: ("another-part",) for each in door(name).credentials}
    if door(name).certs:
        return Keys({**parts, "certs": (google_keys(*secrets),)})
    return Keys({**parts, "secret": tuple(secrets)})


def verdict(name: str, request: Request, secrets: Sequence[str] = (), at: datetime = NOON) -> str | None:
    signer = SIGNERS[name]
    source = Source("there", name, "webhook", "acme", settings=signer.settings)
    return door(name).refused(request, keys(name, secrets or signer.secrets[:1]), source, at)


def a_request(name: str, body: bytes | None = None, secret: str = "", at: datetime = NOON) -> Request:
    """A call as that platform would make it."""
    signer = SIGNERS[name]
    body = signer.body if body is None else body
    headers, key = signer.sign(body, secret or signer.secrets[0], at)
    return Request("POST", "there", headers, body, key=key)


def with_signature(name: str, request: Request, signature: str) -> Request:
    header = SIGNERS[name].header
    if not header:
        return replace(request, key=signature)
    return replace(request, headers={**request.headers, header: signature})


def signature(name: str, request: Request) -> str:
    return request.headers[SIGNERS[name].header] if SIGNERS[name].header else request.key


def those(**wanted: object) -> list[str]:
    """The platforms whose signers are so."""
    return [name for name, each in SIGNERS.items() if all(getattr(each, key) == wanted[key] for key in wanted)]


def test_every_platform_that_calls_is_held_to_its_documentation() -> None:
    calling = [name for name in names() if (found := platform(name)) is not None and found.door is not None]
    assert calling == sorted(SIGNERS), "write down in signers.py how it signs"


@pytest.mark.parametrize("name", SIGNERS)
def test_what_the_platform_signs_is_believed(name: str) -> None:
    assert verdict(name, a_request(name)) is None


@pytest.mark.parametrize("name", SIGNERS)
def test_an_old_and_a_new_secret_both_count_while_one_is_rotated(name: str) -> None:
    old, new, _ = SIGNERS[name].secrets
    for secret in (old, new):
        assert verdict(name, a_request(name, secret=secret), (new, old)) is None
    assert verdict(name, a_request(name, secret=old), (new,)) == "signature_wrong"


@pytest.mark.parametrize("name", SIGNERS)
def test_another_ones_secret_opens_nothing(name: str) -> None:
    assert verdict(name, a_request(name, secret=SIGNERS[name].secrets[2])) == "signature_wrong"


@pytest.mark.parametrize("name", those(covers=True))
def test_one_changed_byte_is_noticed(name: str) -> None:
    request = a_request(name)
    for body in (request.body[:-1] + b" ", request.body + b"\n", b"", request.body.replace(b"\\/", b"/")):
        assert verdict(name, replace(request, body=body)) == "signature_wrong"


@pytest.mark.parametrize("name", SIGNERS)
def test_one_changed_character_of_a_signature_is_noticed(name: str) -> None:
    request = a_request(name)
    given = signature(name, request)
    middle = (len(SIGNERS[name].prefix) + len(given)) // 2
    changed = given[:middle] + ("0" if given[middle] != "0" else "1") + given[middle + 1 :]
    assert verdict(name, with_signature(name, request, changed)) in ("signature_wrong", "signature_malformed")
    assert verdict(name, with_signature(name, request, given[:-4])) is not None
    assert verdict(name, with_signature(name, request, given + "00")) is not None


@pytest.mark.parametrize("name", SIGNERS)
def test_nothing_unsigned_gets_in(name: str) -> None:
    request = a_request(name)
    without = {name_: value for name_, value in request.headers.items() if name_ != SIGNERS[name].header}
    assert verdict(name, replace(request, headers=without, key="")) == "signature_missing"
    assert verdict(name, replace(request, headers={}, key="")) == "signature_missing"
    assert verdict(name, with_signature(name, request, "")) == "signature_missing"


@pytest.mark.parametrize("name", [name for name, each in SIGNERS.items() if each.prefix])
def test_a_signature_without_its_prefix_is_none(name: str) -> None:
    request, prefix = a_request(name), SIGNERS[name].prefix
    bare = signature(name, request).removeprefix(prefix)
    for given in (bare, prefix, prefix.upper() + bare if prefix.islower() else prefix.lower() + "x" + bare):
        assert verdict(name, with_signature(name, request, given)) is not None


@pytest.mark.parametrize("name", those(coding="hex"))
def test_upper_case_hex_is_not_what_the_platform_writes(name: str) -> None:
    request, prefix = a_request(name), SIGNERS[name].prefix
    given = prefix + signature(name, request).removeprefix(prefix).upper()
    assert verdict(name, with_signature(name, request, given)) == "signature_wrong"


@pytest.mark.parametrize("between", [" ", ",", ", "])
@pytest.mark.parametrize("name", those(listed=False))
def test_two_signatures_in_one_header_are_none(name: str, between: str) -> None:
    request = a_request(name)
    given = signature(name, request)
    for two in (f"{given}{between}{given}", f"{given}{between}{given[:-1]}x", f"x{between}{given}"):
        assert verdict(name, with_signature(name, request, two)) is not None


@pytest.mark.parametrize("name", those(listed=True))
def test_one_fitting_signature_of_a_list_is_enough(name: str) -> None:
    request = a_request(name)
    given = signature(name, request)
    assert verdict(name, with_signature(name, request, f"v1,AAAA v1a,BBBB {given}")) is None
    assert verdict(name, with_signature(name, request, "v1,AAAA v1a,BBBB")) == "signature_wrong"


@pytest.mark.parametrize("name", SIGNERS)
def test_a_body_that_api_gateway_coded_as_base64_is_decoded_first(name: str) -> None:
    signed = a_request(name)
    event = a_call(signed.body, signed.headers, source="there", as_base64=True)
    event["pathParameters"] = {"source": "there", **({"key": signed.key} if signed.key else {})}
    assert verdict(name, read_request(event)) is None
    if SIGNERS[name].covers:
        assert verdict(name, replace(signed, body=base64.b64encode(signed.body))) == "signature_wrong"


@pytest.mark.parametrize("name", SIGNERS)
def test_an_empty_body_is_signed_as_any_other(name: str) -> None:
    assert verdict(name, a_request(name, b"")) is None


@pytest.mark.parametrize("name", those(timed=True))
def test_a_signature_from_another_time_is_a_replay(name: str) -> None:
    # A token of Google's says itself how long it lives: here a minute, and so long may a clock be wrong beside that.
    lives = timedelta(minutes=1) if door(name).certs else timedelta(0)
    for away in (timedelta(minutes=-6), lives + timedelta(minutes=6), timedelta(days=900)):
        assert verdict(name, a_request(name), at=NOON + away) == "timestamp_stale"
    for away in (timedelta(minutes=-5), timedelta(minutes=5)):
        assert verdict(name, a_request(name), at=NOON + away) is None


@pytest.mark.parametrize("name", SIGNERS)
def test_a_source_without_a_secret_lets_nobody_in(name: str) -> None:
    signer: Signer = SIGNERS[name]
    request = a_request(name)
    source = Source("there", name, "webhook", "acme", settings=signer.settings)
    for none in (
        {},
        {"secret": ()},
        {"secret": ("",)},
        {"token": (signer.secrets[0],), "verify": (signer.secrets[0],)},
    ):
        assert door(name).refused(request, Keys(none), source, NOON) == "secret_malformed"
