"""Slack: incoming webhooks, and answers to a pressed button, as Block Kit (https://docs.slack.dev/block-kit/)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from shared.channels.fitting import cut, fitted, line
from shared.channels.message import Button, Message
from shared.channels.posting import LIMITS, Limits, encoded, post, require, wrong_url

#: Block Kit's limits, in characters (https://docs.slack.dev/reference/block-kit/).
HEADER_CHARACTERS = 150
SECTION_CHARACTERS = 3000
BUTTON_CHARACTERS = 75
VALUE_CHARACTERS = 2000
#: Slack refuses more than about 13,200 in all, undocumented, and counts more than the texts (slackapi/bolt-js issues
#: 2509 and 2867). So the blocks are measured as they are sent.
ALL_CHARACTERS = 12_000
_HOSTS = {"hooks.slack.com", "hooks.slack-gov.com"}


def check(address: str) -> str | None:
    """What is wrong with an incoming webhook's address; None where it is usable."""
    wrong = wrong_url(address)
    if wrong is not None:
        return f"Slack: {wrong}"
    parts = urlsplit(address.strip())
    if parts.hostname in _HOSTS and not parts.path.startswith("/services/"):
        return "Slack: this is no incoming webhook; its path begins with /services/ (Slack, Incoming Webhooks)"
    if parts.hostname not in _HOSTS and f".{parts.hostname}".endswith(".slack.com"):
        return "Slack: this is a page of Slack's; give the incoming webhook at https://hooks.slack.com/services/..."
    return None


def send(address: str, message: Message, limits: Limits = LIMITS) -> None:
    """Posts one message. Raises ChannelError where Slack doesn't take it; the URL, a secret, is in no error."""
    require(check(address))
    post("Slack", address, encoded(_shown(message)), limits)


def blocks(message: Message) -> list[dict[str, Any]]:
    """The message as Block Kit blocks. Outside words are plain text, so that nothing in them can call a channel."""
    return _blocks(fitted(message, lambda shorter: _size(_blocks(shorter)) <= ALL_CHARACTERS))


def _shown(message: Message) -> dict[str, Any]:
    subject = line(message.subject, HEADER_CHARACTERS) or "Firebreak"
    # Links of customers' are not fetched to be shown.
    return {"text": _escaped(subject), "unfurl_links": False, "unfurl_media": False, "blocks": blocks(message)}


def _blocks(message: Message) -> list[dict[str, Any]]:
    sections = [*_sections(message.lines), *_sections([f"{name}: {said}" for name, said in message.facts])]
    if message.quote is not None:
        sections.append(f"“{cut(message.quote, SECTION_CHARACTERS - 2)}”")
    sections += _sections(message.commands)
    links = [*message.links, *((button.label, button.url) for button in message.buttons if _is_only_a_link(button))]
    shown = [{"type": "section", "text": _plain(text)} for text in sections if text.strip()]
    # One section a link: together they could be longer than one.
    marked = [made for made in (_link(*link) for link in links) if len(made) <= SECTION_CHARACTERS]
    shown += [{"type": "section", "text": {"type": "mrkdwn", "text": text}} for text in marked]
    return [
        {"type": "header", "text": _plain(line(message.subject, HEADER_CHARACTERS) or "Firebreak")},
        *shown,
        *({"type": "actions", "elements": row} for row in _rows(message.buttons)),
    ]


def _rows(buttons: Sequence[Button]) -> list[list[dict[str, Any]]]:
    """The buttons in their order, each deed once a row: their names must differ within a block."""
    rows: list[dict[str, dict[str, Any]]] = [{}]
    for button in buttons:
        if _is_too_much(button):
            continue
        if button.deed in rows[-1]:
            rows.append({})
        rows[-1][button.deed] = _button(button)
    return [list(row.values()) for row in rows if row]


def _sections(lines: Sequence[str]) -> list[str]:
    """The lines in as few texts as a section's length allows, so that the last of many is not cut off."""
    texts: list[str] = []
    for each in lines:
        if texts and len(texts[-1]) + 1 + len(each) <= SECTION_CHARACTERS:
            texts[-1] += f"\n{each}"
        else:
            texts.append(cut(each, SECTION_CHARACTERS))
    return texts


def _button(button: Button) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "button", "text": _plain(cut(button.label, BUTTON_CHARACTERS))}
    if not button.value:
        # Slack tells us of this press too; the name says that there is nothing to do.
        return {**made, "action_id": f"firebreak:link:{button.deed}", "url": button.url}
    made |= {"action_id": f"firebreak:{button.deed}", "value": button.value}
    if button.deed == "acknowledge":
        made["style"] = "primary"
    if button.deed == "resolve":
        made["confirm"] = {
            "title": _plain("Is it put right?"),
            "text": _plain("A resolved case is closed: nobody is told of it any more."),
            "confirm": _plain("Yes, resolve"),
            "deny": _plain("Not yet"),
        }
    return made


def _is_too_much(button: Button) -> bool:
    return len(_escaped(button.value)) > VALUE_CHARACTERS


def _is_only_a_link(button: Button) -> bool:
    return _is_too_much(button) and button.url != ""


def _link(name: str, url: str) -> str:
    return f"<{_escaped(url)}|{_escaped(name)}>"


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _size(part: object) -> int:
    """In UTF-16 units, with plain text escaped: Slack says of neither how it counts, and this is the most it can be."""
    if isinstance(part, dict):
        words = _escaped(part["text"]) if part.get("type") == "plain_text" else part.get("text")
        return sum(len(name) + 6 + _size(each) for name, each in {**part, "text": words}.items())
    if isinstance(part, list):
        return sum(map(_size, part))
    return len(str(part).encode("utf-16-le")) // 2


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
