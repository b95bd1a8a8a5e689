"""Slack by an incoming webhook, as Block Kit with a text beside it (https://docs.slack.dev/block-kit/)."""

from __future__ import annotations

import json
import re
from typing import Any

import urllib3

from shared.channels.message import ChannelError, Message

#: A header block takes 150 characters, a section's text 3,000 (Block Kit reference).
HEADER_CHARACTERS = 150
SECTION_CHARACTERS = 3000
#: Seconds for one try. A notice that hangs must not keep others waiting.
TIMEOUT = urllib3.Timeout(connect=2, read=5)
_RETRIES = urllib3.Retry(
    total=2,
    backoff_factor=0.5,
    status_forcelist=[429, 500, 502, 503, 504],
    allowed_methods=None,
    raise_on_status=False,
    # Slack may ask for half a minute; twice that is a function's whole time.
    retry_after_max=5,
)
_WORD = re.compile(rb"[a-z_]+")
_http = urllib3.PoolManager(timeout=TIMEOUT, retries=_RETRIES)


def send(url: str, message: Message) -> None:
    """Posts one message. Raises ChannelError where Slack doesn't take it; the URL, a secret, is in no error."""
    if not url.startswith(("https://", "http://")):
        raise ChannelError("the address is none of the web; give Slack's whole one", transient=False)
    body = json.dumps({"text": _escaped(_line(message.subject)), "blocks": blocks(message)})
    try:
        answer = _http.request(
            "POST", url, body=body.encode(), headers={"content-type": "application/json"}, redirect=False
        )
    except urllib3.exceptions.HTTPError as error:
        raise ChannelError(f"Slack could not be reached: {type(error).__name__}", transient=True) from None
    if answer.status != 200:
        # Slack says why in one word, such as `no_service`. What else answers may quote the address back.
        why = _WORD.fullmatch(answer.data[:80])
        said = f": {why[0].decode()}" if why else ""
        raise ChannelError(
            f"Slack answered {answer.status}{said}", transient=answer.status == 429 or answer.status >= 500
        )


def blocks(message: Message) -> list[dict[str, Any]]:
    """The message as Block Kit blocks. Texts are plain or escaped, so that nothing in them can call a channel."""
    sections = ["\n".join(message.lines)]
    if message.facts:
        sections.append("\n".join(f"{name}: {value}" for name, value in message.facts))
    if message.quote is not None:
        sections.append("“" + message.quote + "”")
    if message.commands:
        sections.append("\n".join(message.commands))
    links = "\n".join(f"<{address}|{_escaped(name)}>" for name, address in message.links)
    header = {"type": "header", "text": {"type": "plain_text", "text": _line(message.subject), "emoji": False}}
    return [
        header,
        *(
            {"type": "section", "text": {"type": "plain_text", "text": text[:SECTION_CHARACTERS], "emoji": False}}
            for text in sections
            if text.strip()
        ),
        *([{"type": "section", "text": {"type": "mrkdwn", "text": links}}] if links else []),
    ]


def _line(subject: str) -> str:
    return " ".join(subject.split())[:HEADER_CHARACTERS] or "Firebreak"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
