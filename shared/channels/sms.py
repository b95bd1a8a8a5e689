"""SMS by Amazon SNS (Publish to a phone number): what it is, by when, and one link, in three messages at most.

A customer's words are not sent: they cost by the part, and pass through networks in clear.
"""

from __future__ import annotations

import re

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.channels.fitting import cleaned, line
from shared.channels.gsm import only_gsm, parts, plainer, septets
from shared.channels.message import ChannelError, Message
from shared.channels.refusal import refused

MOST_PARTS = 3
#: A title cut shorter than this says nothing; then its foreign letters go instead of its end.
LEAST_TITLE = 24
#: With these, in characters and septets, time and link leave room for a title in three parts.
MOST_TIME, MOST_LINK = 90, 260
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
# Phones make a link of whatever looks like an address. The only one here is ours.
_LINK_LIKE = re.compile(r"\b\w+://\S*|\b(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#]\S*)?")


def check(address: str) -> str | None:
    """What is wrong with a phone number; None where it is usable."""
    if _NUMBER.fullmatch(address.strip()) is None:
        return "SMS: a number is + and the country, then the rest, digits only (E.164), such as +351912345678"
    return None


def send(address: str, message: Message) -> None:
    """Sends one message. Raises ChannelError where SNS refuses it; the number is in no error."""
    wrong = check(address)
    if wrong is not None:
        raise ChannelError(wrong, transient=False)
    try:
        aws.sns().publish(
            PhoneNumber=address.strip(),
            Message=text_of(message),
            MessageAttributes={"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}},
        )
    except ClientError as error:
        raise refused("SNS", "SMS", error) from None
    except BotoCoreError as error:
        raise ChannelError(f"SNS could not be reached: {type(error).__name__}", transient=True) from None


def text_of(message: Message) -> str:
    """Title, time and link, each on its line. Only the title is ever cut; what it lacks is behind the link."""
    clear = cleaned(message)
    title = plainer(_title(clear))
    rest = [each for each in (_time(clear), _link(clear)) if each]
    if parts("\n".join(["", *rest])) > MOST_PARTS:
        rest = [only_gsm(each) for each in rest]
    head = _longest(title, rest)
    if head is None or (head != title and len(head) < LEAST_TITLE):
        head = _longest(only_gsm(title), rest) or f"[{clear.priority}]"
    return "\n".join([head, *rest])


def _title(message: Message) -> str:
    subject = _LINK_LIKE.sub("(link)", line(message.subject, 1000)) or "Firebreak"
    return subject if subject.startswith("[") else f"[{message.priority}] {subject}"


def _time(message: Message) -> str:
    """By when, from the fact that says so; else the first line, which says what is due."""
    by_when = message.by_when()
    if by_when is not None:
        return plainer(line(": ".join(by_when), MOST_TIME))
    first = message.lines[0] if message.lines else ""
    return "" if first in message.subject else plainer(_LINK_LIKE.sub("(link)", line(first, MOST_TIME)))


def _link(message: Message) -> str:
    """The link that acknowledges, or else the first one that there is. One too long for the parts is left out."""
    buttons = sorted(message.buttons, key=lambda button: button.deed != "acknowledge")
    links = [*((button.label, button.url) for button in buttons if button.url), *message.links]
    found = next((f"{only_gsm(name)[:30]}: {url}" for name, url in links), "")
    return found if septets(found) <= MOST_LINK else ""


def _longest(title: str, rest: list[str]) -> str | None:
    """The most of the title with which all of it fits; None where nothing of it does."""
    if parts("\n".join([title, *rest])) <= MOST_PARTS:
        return title
    fits = 0
    most = len(title)
    while fits < most:
        middle = (fits + most + 1) // 2
        fits, most = (middle, most) if _fits(title[:middle], rest) else (fits, middle - 1)
    return f"{title[:fits].rstrip()}..." if fits else None


def _fits(title: str, rest: list[str]) -> bool:
    return parts("\n".join([f"{title}...", *rest])) <= MOST_PARTS
