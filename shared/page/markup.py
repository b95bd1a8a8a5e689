"""Templates to HTML: escaping always on, and a policy under which nothing runs or loads but what we wrote ourselves."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).parent / "templates"
#: An address that stands as a link's own words, and where in it a line may break: before what a slash begins.
_ADDRESS = re.compile(r"(?<=>)https?://[^<>]*(?=</a>)")
_BREAK = re.compile(r"(?<=[^/<])(?=[/?](?!/))")


def lines(text: str) -> Markup:
    """The escaped text with its line ends kept, for readers that have no style sheet."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def breakable(address: str) -> Markup:
    """The escaped address, which a narrow screen breaks where its parts begin, and only else within a word."""
    return Markup(_BREAK.sub("<wbr>", escape(address)))  # noqa: S704  # escaped just now


def broken(html: Markup) -> Markup:
    """The same for each link of ready HTML whose words are its address."""
    return Markup(_ADDRESS.sub(lambda found: _BREAK.sub("<wbr>", found[0]), html))  # noqa: S704  # HTML before, and after


def policy(style: str, door: str | None = None) -> str:
    """The Content-Security-Policy for a page with that one inline style sheet, whose form may go to that door only."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    form = _origin(door) or "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; script-src 'self'; img-src data:; "
        f"base-uri 'none'; form-action {form}"
    )


def _origin(door: str | None) -> str:
    parts = urlsplit(door or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(lines=lines, breakable=breakable, broken=broken)
    return environment


ENVIRONMENT = _environment()
STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8").strip()
LATE_SCRIPT = (TEMPLATES / "late.js").read_text(encoding="utf-8")
LANGUAGE_SCRIPT = (TEMPLATES / "language.js").read_text(encoding="utf-8")
