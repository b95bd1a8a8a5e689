"""A message to one person: what every channel is given, and how a channel's refusal is told."""

from __future__ import annotations

from dataclasses import dataclass, field


class ChannelError(Exception):
    """The channel did not take the message. `transient`: another try may work."""

    def __init__(self, what: str, *, transient: bool) -> None:
        super().__init__(what)
        self.transient = transient


@dataclass(frozen=True, slots=True)
class Message:
    """`lines` are paragraphs; `facts` are name and value; `quote` is a customer's words, `commands` can be typed.

    `links` are a name and an address of ours each.
    `thread` is the same for all messages about one case.
    """

    subject: str
    lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    quote: str | None = None
    commands: tuple[str, ...] = field(default=())
    thread: str | None = None
    links: tuple[tuple[str, str], ...] = ()

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
        return "\n\n".join(parts) + "\n"
