"""A customer who wants to be told: signs up as the page's form does, says yes by the mail's link, reads the mails."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import urllib3

#: The reader of the unattended run.
ADDRESS = "reader@example.com"
_CONFIRM = re.compile(r"https?://\S+/subscribers/confirm\?\S+")


class ReaderError(Exception):
    """A sign-up that did not go as a customer would expect; the message says where."""


def sign_up(url: str) -> None:
    """What the form on the page sends."""
    answer = _post(f"{url}/subscribers", {"email": ADDRESS, "language": "en"})
    if answer.status >= 300:
        raise ReaderError(f"the sign-up was answered with {answer.status}: {answer.data[:200]!r}")


def confirm(url: str) -> bool:
    """Opens the mail's link and presses its button; False while there is no such mail yet."""
    links = [found[0] for mail in mails(url) if (found := _CONFIRM.search(mail["text"]))]
    if not links:
        return False
    token = parse_qs(urlsplit(links[0]).query)["token"][0]
    answer = _post(f"{url}/subscribers/confirm", {"token": token})
    if answer.status >= 300:
        raise ReaderError(f"the confirmation was answered with {answer.status}: {answer.data[:200]!r}")
    return True


def told(url: str, words: str) -> datetime | None:
    """When the first mail with those words came; None: not yet."""
    came = [datetime.fromisoformat(mail["sent_at"]) for mail in mails(url) if words in _plain(mail["text"])]
    return min(came, default=None)


def mails(url: str) -> list[dict[str, Any]]:
    """What came to this reader, newest first."""
    answer = urllib3.request("GET", f"{url}/outbox.json", timeout=10, retries=1)
    found: list[dict[str, Any]] = json.loads(answer.data)["messages"]
    return [mail for mail in found if ADDRESS in mail["to"]]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _post(url: str, fields: dict[str, str]) -> urllib3.BaseHTTPResponse:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return urllib3.request("POST", url, body=urlencode(fields), headers=headers, timeout=10, retries=False)
