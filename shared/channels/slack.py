"""Slack by an incoming webhook, as Block Kit with a text beside it (https://docs.slack.dev/block-kit/)."""

from __future__ import annotations

import json
from typing import Any

import urllib3

from shared.channels.message import ChannelError, Message

#: A header block takes 150 characters, a section's text 3,000 (Block Kit reference).
HEADER_CHARACTERS = 150
SECTION_CHARACTERS = 3000
#: Seconds for one try. A notice that hangs must not keep others waiting.
TIMEOUT = urllib3.Timeout(connect=2, read=5)
_RETRIES = urllib3.Retry(
    total=2, backoff_factor=0.5, status_forcelist=[429, 500, 502, 503, 504], allowed_methods=None, raise_on_status=False
)
_http = urllib3.PoolManager(timeout=TIMEOUT, retries=_RETRIES)


def send(url: str, message: Message) -> None:
    """Posts one message. Raises ChannelError where Slack doesn't take it; the URL, a secret, is in no error."""
    body = json.dumps({"text": _plain(message.subject), "blocks": blocks(message)})
    try:
        answer = _http.request(
            "POST", url, body=body.encode(), headers={"content-type": "application/json"}, redirect=False
        )
    except urllib3.exceptions.HTTPError as error:
        raise ChannelError(f"Slack could not be reached: {type(error).__name__}", transient=True) from None
    if answer.status != 200:
        said = answer.data[:80].decode("utf-8", "replace")
        raise ChannelError(f"Slack answered {answer.status}: {said}", transient=answer.status >= 500)


def blocks(message: Message) -> list[dict[str, Any]]:
    """The message as Block Kit blocks. Texts are plain or escaped, so that nothing in them can call a channel."""
    sections = ["\n".join(message.lines)]
    if message.facts:
        sections.append("\n".join(f"{name}: {value}" for name, value in message.facts))
    if message.quote is not None:
        sections.append("“" + message.quote + "”")
    if message.commands:
        sections.append("\n".join(message.commands))
    header = {"type": "header", "text": {"type": "plain_text", "text": _plain(message.subject)}}
    return [
        header,
        *(
            {"type": "section", "text": {"type": "plain_text", "text": text[:SECTION_CHARACTERS], "emoji": False}}
            for text in sections
            if text.strip()
        ),
    ]


def _plain(subject: str) -> str:
    escaped = subject.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(escaped.split())[:HEADER_CHARACTERS] or "Firebreak"
