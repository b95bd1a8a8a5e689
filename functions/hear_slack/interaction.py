"""What Slack says happened: a button of ours was pressed, its own check of the address, or nothing for us.

Shapes: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload. Fields that we don't ask for may be
anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast
from urllib.parse import parse_qsl

from shared.codec import CodecError, decode

Verb = Literal["acknowledge", "escalate", "resolve", "resolve_with"]

#: API Gateway takes 10 MB; a press with all that its message holds is some tens of kilobytes.
MOST_BODY = 1_000_000
MOST_FIELDS = 50
#: Slack's look at the certificate is a token long; it is read before anybody is believed.
MOST_CHECK = 1000
#: Where the root cause stands among a message's fields.
BLOCK, FIELD = "firebreak_cause", "cause"
_ACTION = re.compile(r"firebreak:(acknowledge|escalate|resolve|resolve_with)")
_VALUE = re.compile(r"(case-[0-9a-z]{1,32}):([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pressed:
    """`user` is Slack's id of who pressed; `said` is what they had typed as root cause."""

    verb: Verb
    case_id: str
    telling: int
    user: str
    response_url: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Challenge:
    """Slack asks whether this address is ours: it wants these words back."""

    words: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Not for us."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No request of Slack's; `why` says what is wrong with it."""

    why: str


@dataclass(frozen=True, slots=True)
class _User:
    id: str


@dataclass(frozen=True, slots=True)
class _Action:
    action_id: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True)
class _Typed:
    value: str | None = None


@dataclass(frozen=True, slots=True)
class _State:
    values: Mapping[str, Mapping[str, _Typed]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kind:
    type: str = ""
    challenge: str = ""


@dataclass(frozen=True, slots=True)
class _Actions:
    user: _User
    actions: tuple[_Action, ...]
    response_url: str = ""
    state: _State | None = None


def asks_for_certificate(body: bytes) -> bool:
    """Slack's look at the address' certificate, which it doesn't sign and which changes nothing."""
    return len(body) <= MOST_CHECK and dict(_form(body) or ()).get("ssl_check") == "1"


def read(body: bytes) -> Pressed | Challenge | Nothing | Unreadable:
    """What a signed body says."""
    if len(body) > MOST_BODY:
        return Unreadable(f"more than {MOST_BODY:,} bytes")
    try:
        if body.lstrip().startswith(b"{"):
            return _question(body)
        form = _form(body)
        if form is None:
            return Unreadable("neither a form nor JSON")
        payload = dict(form).get("payload")
        return _payload(payload) if payload is not None else Nothing()
    except CodecError as error:
        # The codec names the field, and quotes no value.
        return Unreadable(str(error))
    except RecursionError:
        return Unreadable("nested too deep")


def _question(body: bytes) -> Challenge | Nothing:
    kind = decode(_Kind, body)
    return Challenge(kind.challenge) if kind.type == "url_verification" else Nothing()


def _payload(payload: str) -> Pressed | Nothing:
    if decode(_Kind, payload).type != "block_actions":
        return Nothing()
    pressed = decode(_Actions, payload)
    for action in pressed.actions:
        verb, value = _ACTION.fullmatch(action.action_id), _VALUE.fullmatch(action.value or "")
        if verb is not None and value is not None:
            said = _said(pressed.state)
            return Pressed(cast("Verb", verb[1]), value[1], int(value[2]), pressed.user.id, pressed.response_url, said)
    return Nothing()


def _said(state: _State | None) -> str:
    typed = state.values.get(BLOCK, {}).get(FIELD) if state is not None else None
    return (typed.value or "").strip() if typed is not None else ""


def _form(body: bytes) -> list[tuple[str, str]] | None:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
