"""E-mail by Amazon SES (API v2, SendEmail): text and HTML, threaded by case or statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.channels.fitting import cleaned
from shared.channels.message import Button, ChannelError, Message
from shared.channels.refusal import refused

if TYPE_CHECKING:
    from mypy_boto3_sesv2.type_defs import MessageHeaderTypeDef

#: A subject line longer than this (characters) is cut by many clients.
SUBJECT_CHARACTERS = 150
#: The longest address that a mail can be sent to, in characters (RFC 5321, 4.5.3.1.3, without its angle brackets).
MOST_ADDRESS = 254
_ADDRESS = re.compile(r"[!#-'*+/-9=?A-Z^-~-]+(\.[!#-'*+/-9=?A-Z^-~-]+)*@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}")
_BUTTON = "display:inline-block;padding:8px 16px;border:1px solid #1a56db;border-radius:6px;color:#1a56db"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it goes out. `unsubscribe` is a link that one click follows (RFC 8058), for mails to the public."""

    subject: str
    text: str
    html: str
    thread: str | None = None
    language: str | None = None
    unsubscribe: str | None = None

    def headers(self) -> list[MessageHeaderTypeDef]:
        headers: list[MessageHeaderTypeDef] = [{"Name": "Auto-Submitted", "Value": "auto-generated"}]
        if self.thread is not None:
            # One made-up parent for all mails of a case: clients then show them as one conversation (RFC 5322, 3.6.4).
            headers.append({"Name": "References", "Value": f"<{self.thread}@firebreak.invalid>"})
        if self.language is not None:
            headers.append({"Name": "Content-Language", "Value": self.language})
        if self.unsubscribe is not None:
            headers.append({"Name": "List-Unsubscribe", "Value": f"<{self.unsubscribe}>"})
            headers.append({"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"})
        return headers


def check(address: str) -> str | None:
    """What is wrong with an address; None where it is usable."""
    if len(address) > MOST_ADDRESS or _ADDRESS.fullmatch(address) is None:
        return "e-mail: this is no address; it is like name@example.com, in ASCII"
    return None


def send(sender: str, address: str, message: Message) -> None:
    """Sends one message. Raises ChannelError where SES refuses it, or where that is no address."""
    wrong = check(address)
    if wrong is not None:
        raise ChannelError(wrong, transient=False)
    clear = cleaned(message)
    post(sender, address, Mail(clear.subject, clear.as_text(), as_html(clear), clear.thread))


def post(sender: str, address: str, mail: Mail) -> None:
    """Sends one mail. Raises ChannelError where SES refuses it; the address is in no error."""
    subject = " ".join(mail.subject.split())[:SUBJECT_CHARACTERS]
    try:
        aws.sesv2().send_email(
            FromEmailAddress=sender,
            Destination={"ToAddresses": [address]},
            Content={
                "Simple": {
                    "Subject": {"Data": subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": mail.text, "Charset": "UTF-8"},
                        "Html": {"Data": mail.html, "Charset": "UTF-8"},
                    },
                    "Headers": mail.headers(),
                }
            },
        )
    except ClientError as error:
        raise refused("SES", "mail", error) from error
    except BotoCoreError as error:
        raise ChannelError(f"SES could not be reached: {type(error).__name__}", transient=True) from error


def as_html(message: Message) -> str:
    """The message as a plain HTML mail; everything from outside is escaped."""
    rows = "".join(
        f'<tr><td style="padding:2px 12px 2px 0;color:#555">{escape(name)}</td><td>{escape(value)}</td></tr>'
        for name, value in message.facts
    )
    quote = (
        ""
        if message.quote is None
        else '<blockquote style="margin:12px 0;padding:4px 12px;border-left:3px solid #999;white-space:pre-wrap">'
        f"{escape(message.quote)}</blockquote>"
    )
    commands = "".join(f"<pre>{escape(command)}</pre>" for command in message.commands)
    lines = "".join(f"<p>{escape(line)}</p>" for line in message.lines)
    links = "".join(f'<p><a href="{escape(address)}">{escape(name)}</a></p>' for name, address in message.links)
    buttons = "".join(_button(button) for button in message.buttons if button.url)
    return (
        '<div style="font:16px/1.5 system-ui,sans-serif">'
        f"{lines}{f'<table>{rows}</table>' if rows else ''}{quote}{buttons}{links}{commands}</div>"
    )


def _button(button: Button) -> str:
    return f'<p><a style="{_BUTTON}" href="{escape(button.url)}">{escape(button.label)}</a></p>'
