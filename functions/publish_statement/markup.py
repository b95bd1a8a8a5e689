"""Templates to HTML: escaping always on, and a policy under which nothing runs or loads but what we wrote ourselves."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).parent / "templates"


def lines(text: str) -> Markup:
    """The escaped text with its line ends kept, for readers that have no style sheet."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def policy(style: str) -> str:
    """The Content-Security-Policy for a page with that one inline style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; script-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lines"] = lines
    return environment


ENVIRONMENT = _environment()
STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8").strip()
LATE_SCRIPT = (TEMPLATES / "late.js").read_text(encoding="utf-8")
