"""Microsoft Teams by a Workflows webhook: an Adaptive Card 1.4 in its envelope.

https://learn.microsoft.com/en-us/power-automate/teams/teams-webhook; https://adaptivecards.io/explorer/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from shared.channels.fitting import fitted, line
from shared.channels.message import ChannelError, Message
from shared.channels.posting import LIMITS, Limits, encoded, post, require, wrong_url
from shared.verdict import Priority

#: 28 KB are documented, 413 was seen near 21 KB, and what Teams measures is larger than what was posted
#: (MicrosoftDocs/msteams-docs issue 11274). So it is measured as if nothing but ASCII could be written plainly.
MOST_BYTES = 20_000
#: A host shows this many actions unless it is told otherwise (`maxActions` of the default host configuration).
MOST_ACTIONS = 5
#: The quote's lines that are shown as lines; what is beyond stands in the last one.
MOST_LINES = 30
_COLOURS: dict[Priority, str] = {"urgent": "Attention", "high": "Warning", "normal": "Default", "low": "Default"}


def check(address: str) -> str | None:
    """What is wrong with a Workflows webhook's address; None where it is usable."""
    wrong = wrong_url(address)
    if wrong is not None:
        return f"Teams: {wrong}"
    parts = urlsplit(address.strip())
    host = f".{parts.hostname}"
    if host.endswith((".webhook.office.com", ".outlook.office.com")):
        return "Teams: connectors have been withdrawn; make a Workflows webhook in the channel, and give its address"
    if host.endswith((".logic.azure.com", ".api.powerplatform.com")) and "sig" not in parse_qs(parts.query):
        return "Teams: the address lacks its signature (sig=...); copy the whole of it"
    return None


def send(address: str, message: Message, limits: Limits = LIMITS) -> None:
    """Posts one card. Raises ChannelError where Teams doesn't take it; the URL, a secret, is in no error."""
    require(check(address))
    answer = post("Teams", address, encoded(payload(message)), limits)
    # What is behind the flow may refuse a card that the door took (learn.microsoft.com, Create Incoming Webhooks).
    if b"message delivery failed" in answer.body:
        raise ChannelError("Teams took the card and then refused it", transient=b"429" in answer.body)


def payload(message: Message) -> dict[str, Any]:
    """The envelope with the card, at most 20 KB: what is cut is the customer's words first, and never the links."""
    return _envelope(fitted(message, lambda shorter: len(json.dumps(_envelope(shorter))) < MOST_BYTES))


def _envelope(message: Message) -> dict[str, Any]:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": line(message.subject, 200) or "Firebreak",
        "msteams": {"width": "Full"},
        "body": [*_body(message)],
        "actions": _actions(message)[:MOST_ACTIONS],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _body(message: Message) -> Iterator[dict[str, Any]]:
    title = {"size": "Large", "weight": "Bolder", "color": _COLOURS[message.priority]}
    yield _words([_run(line(message.subject, 300) or "Firebreak", **title)])
    for text in message.lines:
        yield from _paragraph(text)
    for name, said in message.facts:
        yield _words([_run(f"{name}: ", weight="Bolder"), _run(line(said, len(said)))], spacing="Small")
    if message.quote is not None:
        yield {"type": "Container", "style": "emphasis", "items": [*_paragraph(f"“{message.quote}”")]}
    for command in message.commands:
        yield _words([_run(command, fontType="Monospace", size="Small")], spacing="Small")
    # Links beyond the buttons that Teams shows stand as text that can be pressed.
    for action in _actions(message)[MOST_ACTIONS:]:
        yield _words([{**_run(action["title"]), "selectAction": action}], spacing="Small")


def _paragraph(text: str) -> Iterator[dict[str, Any]]:
    lines = text.strip().split("\n")
    for number, each in enumerate([*lines[:MOST_LINES], " ".join(lines[MOST_LINES:])]):
        if each.strip():
            yield _words([_run(each)], **({"spacing": "None"} if number else {}))


def _words(runs: list[dict[str, Any]], **looks: str) -> dict[str, Any]:
    """Never a TextBlock, nor a FactSet: those read Markdown, and a TextRun doesn't. No word can make a link."""
    return {"type": "RichTextBlock", "inlines": runs, **looks}


def _run(text: str, **looks: str) -> dict[str, Any]:
    # Two braces begin a date that the client would reckon.
    return {"type": "TextRun", "text": text.replace("{{", "{\u200b{"), **looks}


def _actions(message: Message) -> list[dict[str, Any]]:
    opened = [(button.label, button.url) for button in message.buttons if button.url]
    return [{"type": "Action.OpenUrl", "title": name, "url": url} for name, url in (*opened, *message.links)]
