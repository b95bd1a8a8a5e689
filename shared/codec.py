"""Nouns to JSON text and back, strictly: for the store, the queues and the bus."""

from __future__ import annotations

from typing import TypeVar

import msgspec

T = TypeVar("T")


class CodecError(Exception):
    """A text that is not the noun it should be; the message names the field."""


def encode(noun: object) -> str:
    """JSON text of a dataclass; instants as RFC 3339, spans as ISO 8601, bytes as base64."""
    return msgspec.json.encode(noun).decode()


def decode(shape: type[T], text: str | bytes) -> T:
    """The noun in that text. Raises CodecError, naming the field, where it isn't one."""
    try:
        return msgspec.json.decode(text, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CodecError(f"not a {shape.__name__}: {error}") from error


def convert(shape: type[T], value: object) -> T:
    """The noun in JSON-like values (an event's detail). Raises CodecError, naming the field."""
    try:
        return msgspec.convert(value, type=shape)
    except msgspec.MsgspecError as error:
        raise CodecError(f"not a {shape.__name__}: {error}") from error
