"""PagerDuty by its Events API v2 (https://developer.pagerduty.com/docs/send-alert-event).

An address is an integration's routing key, and beside it, where it isn't the US one, the address to post to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

from shared.address import LOOPBACK
from shared.channels.fitting import cut, fitted, line
from shared.channels.message import Message
from shared.channels.posting import LIMITS, Limits, encoded, post, require, wrong_url
from shared.verdict import Priority

ENQUEUE = "https://events.pagerduty.com/v2/enqueue"
#: Documented: a summary of 1,024 characters, a key of 255, and 512 KB in all, of which ours takes no more than this.
SUMMARY_CHARACTERS = 1024
KEY_CHARACTERS = 255
MOST_BYTES = 60_000
_HOSTS = {"events.pagerduty.com", "events.eu.pagerduty.com", LOOPBACK}
_ROUTING_KEY = re.compile(r"[A-Za-z0-9]{32}")
_SEVERITIES: Mapping[Priority, str] = {"urgent": "critical", "high": "error", "normal": "warning", "low": "info"}


def check(address: str) -> str | None:
    """What is wrong with a routing key, and the address beside it; None where they are usable."""
    key, *rest = address.split() or [""]
    if _ROUTING_KEY.fullmatch(key) is None:
        return "PagerDuty: a routing key has 32 letters and digits; copy the Integration Key of Events API v2"
    if len(rest) > 1:
        return "PagerDuty: give a routing key, and at most one address after it"
    if rest and (wrong_url(rest[0]) is not None or urlsplit(rest[0]).hostname not in _HOSTS):
        return (
            f"PagerDuty: the address is none of its own; in the EU it is {ENQUEUE.replace('events.', 'events.eu.', 1)}"
        )
    return None


def send(address: str, message: Message, limits: Limits = LIMITS) -> None:
    """Triggers an alert; the same thread again is the same alert. Raises ChannelError; the key is in no error."""
    require(check(address))
    key = address.split()[0]
    fit = fitted(message, lambda shorter: len(json.dumps(event(key, shorter))) < MOST_BYTES)
    _enqueue(address, event(key, fit), limits)


def acknowledge(address: str, key: str, limits: Limits = LIMITS) -> None:
    """Acknowledges the alert under that key (a message's `thread`). Raises ChannelError."""
    _move(address, "acknowledge", key, limits)


def resolve(address: str, key: str, limits: Limits = LIMITS) -> None:
    """Resolves the alert under that key (a message's `thread`). Raises ChannelError."""
    _move(address, "resolve", key, limits)


def event(routing_key: str, message: Message) -> dict[str, Any]:
    """The alert of one message, which has been made to fit. Without a time: it is PagerDuty's own."""
    links = [*((button.label, button.url) for button in message.buttons if button.url), *message.links]
    facts = _together(message.facts)
    about = {"class": cut(facts["About"], KEY_CHARACTERS)} if facts.get("About") else {}
    return {
        "routing_key": routing_key,
        "event_action": "trigger",
        **({"dedup_key": _key(message.thread)} if message.thread else {}),
        "client": "Firebreak",
        "payload": {
            "summary": line(message.subject, SUMMARY_CHARACTERS) or "Firebreak",
            "source": "firebreak",
            "severity": _SEVERITIES[message.priority],
            **about,
            "custom_details": {
                "What": "\n".join(message.lines),
                **facts,
                **({} if message.quote is None else {"Customer's words": message.quote}),
                **({"To type": "\n".join(message.commands)} if message.commands else {}),
            },
        },
        "links": [{"href": url, "text": name} for name, url in links],
    }


def _together(facts: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Facts of one name in one text, as the details of an alert have each name once."""
    found: dict[str, str] = {}
    for name, said in facts:
        found[name] = f"{found[name]}; {said}" if name in found else said
    return found


def _move(address: str, action: Literal["acknowledge", "resolve"], key: str, limits: Limits) -> None:
    require(check(address))
    event = {"routing_key": address.split()[0], "event_action": action, "dedup_key": _key(key)}
    _enqueue(address, event, limits)


def _enqueue(address: str, event: Mapping[str, Any], limits: Limits) -> None:
    _, *rest = address.split()
    post("PagerDuty", rest[0] if rest else ENQUEUE, encoded(event), limits)


def _key(thread: str) -> str:
    return thread[:KEY_CHARACTERS]
