"""A message to one person: what every channel is given, and how a channel's refusal is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from shared.verdict import Priority

Deed = Literal["acknowledge", "escalate", "resolve"]


class ChannelError(Exception):
    """The channel did not take the message. `transient`: another try may work."""

    def __init__(self, what: str, *, transient: bool) -> None:
        super().__init__(what)
        self.transient = transient


@dataclass(frozen=True, slots=True)
class Button:
    """What the reader can do at once. `value` comes back when it is pressed in the channel; `url` is a signed link."""

    deed: Deed
    label: str
    value: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """`lines` are paragraphs; `facts` are name and value; `quote` is a customer's words, `commands` can be typed.

    `links` are a name and an address of ours each. `buttons` do something at once: a channel shows those that it can
    (by their value or by their link). A fact that asks for something by a time is named `Please ... by`.
    `thread` is the same for all messages about one case, and the key under which other systems keep it.
    """

    subject: str
    lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    quote: str | None = None
    commands: tuple[str, ...] = field(default=())
    thread: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    buttons: tuple[Button, ...] = ()
    priority: Priority = "urgent"

    def by_when(self) -> tuple[str, str] | None:
        """The fact that asks something of the reader by a time, for channels with little room."""
        return next((fact for fact in self.facts if fact[0].startswith("Please ") and fact[0].endswith(" by")), None)

    def as_text(self) -> str:
        """The whole message as plain text."""
        parts = ["\n".join(self.lines)]
        if self.facts:
            parts.append("\n".join(f"{name}: {value}" for name, value in self.facts))
        if self.quote is not None:
            parts.append("\n".join(f"> {line}" for line in self.quote.splitlines() or [""]))
        if self.commands:
            parts.append("Next:\n" + "\n".join(f"  {command}" for command in self.commands))
        parts += [f"{name}:\n{address}" for name, address in self.links]
        parts += [f"{button.label}:\n{button.url}" for button in self.buttons if button.url]
        return "\n\n".join(parts) + "\n"
