"""Makes a message fit a channel: characters that no channel takes go, and what is cut is cut in one order.

The customer's words go first and links last: whoever is told must know at least what it is, by when, and where to act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from shared.channels.message import Button, Message

#: No part is ever longer (characters): notices quote 1,500 of a customer's words.
MOST_PART = 10_000
#: Names of facts, links and buttons, in characters; Slack takes 75 of a button's, the least of all channels.
MOST_LABEL = 60
#: A longer address is left out whole, as a cut one leads nowhere; so is what comes after this many characters in all.
MOST_URL = 2000
MOST_URLS = 4000
#: How many of each the least of the channels has room for.
MOST_PARTS, MOST_LINKS, MOST_BUTTONS = 40, 8, 6

# Control characters but tab and newline; halves of surrogate pairs, which are no text; marks that turn the direction
# of what stands after them, by which words could pass for others (Unicode TR36, 3.5).
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_URL = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")


def clean(text: str) -> str:
    """The text without what isn't to be shown; every kind of line end is a newline."""
    return _UNFIT.sub("", _BREAKS.sub("\n", text))


def line(text: str, most: int) -> str:
    """The text as one line of at most so many characters."""
    return cut(" ".join(clean(text).split()), most)


def cut(text: str, most: int) -> str:
    """At most so many characters, the last of them an ellipsis where any is missing."""
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip() + "…" if most > 0 else ""


def cleaned(message: Message) -> Message:
    """The message with every part clean and of a sensible length, and only addresses that lead somewhere."""
    buttons, links = _reachable(message)
    return replace(
        message,
        subject=line(message.subject, MOST_PART),
        lines=tuple(cut(clean(each), MOST_PART) for each in message.lines[:MOST_PARTS]),
        facts=tuple((line(name, MOST_LABEL), cut(clean(said), MOST_PART)) for name, said in message.facts[:MOST_PARTS]),
        quote=None if message.quote is None else cut(clean(message.quote), MOST_PART),
        commands=tuple(line(command, MOST_PART) for command in message.commands[:MOST_PARTS]),
        links=links,
        buttons=buttons,
    )


def fitted(message: Message, fits: Callable[[Message], bool]) -> Message:
    """The cleaned message, cut as little as it must be: quote, facts, commands, lines, subject, in this order.

    Buttons and the fact that says by when are never cut; links go whole, the last first, where all else was not enough.
    """
    whole = cleaned(message)
    if fits(whole):
        return whole
    for most, at in _cuts(whole):
        # A step starts from what the steps before it left.
        shorter = _longest(most, at, whole, fits)
        if shorter is not None:
            return shorter
        whole = at(whole, 0)
    return whole


Cut = Callable[[Message, int], Message]


def _cuts(whole: Message) -> Iterator[tuple[int, Cut]]:
    """Each cut with the most that it can leave; with 0 it leaves the least."""
    yield MOST_PART, lambda on, most: replace(on, quote=cut(on.quote, most) or None if on.quote is not None else None)
    yield (
        MOST_PART,
        lambda on, most: replace(on, facts=tuple((name, cut(said, max(most, 60))) for name, said in on.facts)),
    )
    yield len(whole.facts), _fewer_facts
    yield len(whole.commands), lambda on, most: replace(on, commands=on.commands[:most])
    yield MOST_PART, lambda on, most: replace(on, lines=tuple(cut(each, max(most, 60)) for each in on.lines))
    yield len(whole.lines), lambda on, most: replace(on, lines=on.lines[: max(most, 1)])
    yield MOST_PART, lambda on, most: replace(on, subject=cut(on.subject, max(most, 40)))
    yield len(whole.links), lambda on, most: replace(on, links=on.links[:most])


def _fewer_facts(on: Message, most: int) -> Message:
    by_when = on.by_when()
    return replace(on, facts=tuple(fact for place, fact in enumerate(on.facts) if place < most or fact == by_when))


def _longest(most: int, at: Cut, whole: Message, fits: Callable[[Message], bool]) -> Message | None:
    """The longest cut that fits, by halving: a shorter text never needs more room."""
    if not fits(at(whole, 0)):
        return None
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if fits(at(whole, middle)) else (least, middle - 1)
    return at(whole, least)


def _reachable(message: Message) -> tuple[tuple[Button, ...], tuple[tuple[str, str], ...]]:
    """Buttons before links, each with a whole address; a button whose address leads nowhere may still have a value."""
    left = MOST_URLS
    buttons, links = [], []
    for button in message.buttons[:MOST_BUTTONS]:
        url = button.url if is_url(button.url) and len(button.url) <= left else ""
        left -= len(url)
        if url or button.value:
            buttons.append(replace(button, label=line(button.label, MOST_LABEL) or button.deed.capitalize(), url=url))
    for name, url in message.links[:MOST_LINKS]:
        if is_url(url) and len(url) <= left:
            left -= len(url)
            links.append((line(name, MOST_LABEL) or "Open", url))
    return tuple(buttons), tuple(links)


def is_url(url: str) -> bool:
    """Whether that may stand in any channel as an address: of the web, in ASCII, with nothing that ends a link."""
    return len(url) <= MOST_URL and _URL.fullmatch(url) is not None
