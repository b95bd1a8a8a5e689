"""HTML from outside to the plain text that a person would read."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

from shared.mention import well_formed

#: HTML is cut to this many characters before it is read: far more than a mention holds, and deep nesting costs the
#: HTML parser time that grows faster than the text.
MAX_HTML_CHARACTERS = 60_000

_LINES = {"br", "p", "div", "li", "tr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
_UNREAD = {"script", "style", "noscript", "template", "iframe", "svg", "math"}

# What is left by the cleaner are these tags, and text in which every other `<` is written as an entity.
_IMAGE = re.compile(r'<img(?: alt="([^"]*)")?>')
_TAG = re.compile(r"</?[a-z0-9]+>")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\s*\n\s*\n\s*")


def plain_text(markup: str) -> str:
    """The text in a piece of HTML, a line for each block; an image (an emoji may be one) as its alternative text."""
    clean = _cleaner().clean(well_formed(markup[:MAX_HTML_CHARACTERS]))
    lines = _TAG.sub("\n", _IMAGE.sub(lambda image: image[1] or "", clean))
    text = _SPACES.sub(" ", html.unescape(lines))
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def without_comments(markup: str) -> str:
    """The markup without its `<!-- ... -->`; one that never ends is left, as it may be words."""
    seen, at = [], 0
    # By hand: an expression would look for the end of each anew, and a text may be nothing but beginnings.
    while (start := markup.find("<!--", at)) >= 0 and (end := markup.find("-->", start + 2)) >= 0:
        seen.append(markup[at:start])
        at = end + 3
    return "".join((*seen, markup[at:]))


@cache
def _cleaner() -> Any:
    import nh3  # here, as the platforms' modules import this one, and not every function that imports those has nh3

    return nh3.Cleaner(tags=_LINES | {"img"}, attributes={"img": {"alt"}}, clean_content_tags=_UNREAD)
