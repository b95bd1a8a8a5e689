"""Taking a secret's value, from a pipe or a hidden prompt only, and making it the newest under its name."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass

import typer

from shared.cli.context import tell_machine
from shared.cli.tables import Screen

#: Secrets Manager takes 64 KiB for all of them together.
MOST_CHARACTERS = 8_192


@dataclass(frozen=True, slots=True)
class SecretSet:
    """`valid` counts the values that are good now: the new one, and the one before it."""

    name: str
    valid: int


def value_for(name: str) -> str:
    if sys.stdin.isatty():
        value: str = typer.prompt(f"Value for {name}", hide_input=True, confirmation_prompt=True, err=True)
    else:
        value = sys.stdin.read(MOST_CHARACTERS + 1)
    value = value.strip("\r\n")
    if not value.strip() or len(value) > MOST_CHARACTERS:
        raise typer.BadParameter(f"a secret has 1 to {MOST_CHARACTERS:,} characters; pipe it in, or type it")
    return value


def put(secret_id: str, name: str, value: str, *, as_json: bool) -> None:
    """Makes it the newest value under that name, and says so."""
    from shared.operations.rotation import rotate

    valid = rotate(secret_id, name, value)
    if as_json:
        tell_machine(SecretSet(name, valid))
    else:
        kept = "; the one before it is good too, until the next" if valid > 1 else ""
        Screen().say(f"{name} is set{kept}. Functions use it within five minutes.")


def warn_unknown(name: str, noun: str, known: Collection[str] | None) -> None:
    if known is not None and name not in known:
        has = ", ".join(sorted(known)) or "none"
        Screen(error=True).say(f"Note: the plan in force has no {noun} {name!r} (it has {has}).")
