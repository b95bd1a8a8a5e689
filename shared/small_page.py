"""The tiny pages behind a signed link: no script, no outside resource; nothing happens before a button is pressed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from typing import Any

_STYLE = (
    ":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--wrong:#a3120a}"
    "@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#16181b;--wrong:#ff9d94}}"
    "*{box-sizing:border-box}"
    "body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:10vh auto;padding:0 1em;overflow-wrap:anywhere}"
    "body{color:var(--ink);background:var(--paper)}"
    "h1,h2{line-height:1.2;overflow-wrap:break-word}h2{font-size:1.1em;margin-top:2em}"
    "button,textarea{font:inherit;padding:.5em 1em;border:2px solid var(--ink);background:var(--paper);color:inherit}"
    "button{cursor:pointer;font-weight:bold}textarea{display:block;width:100%;padding:.5em;margin:.5em 0 1em}"
    "label{font-weight:bold}.wrong{color:var(--wrong);font-weight:bold}"
    ":focus-visible{outline:3px solid var(--ink);outline-offset:3px}"
    "dl{display:grid;grid-template-columns:minmax(5em,auto) 1fr;gap:.2em 1em}dt{font-weight:bold}dd{margin:0}"
    "@media(max-width:30em){body{margin:1em auto}dl{display:block}dd{margin:0 0 .6em}}"
    "blockquote{margin:1em 0;padding:.1em 1em;border-inline-start:4px solid var(--ink);white-space:pre-line}"
)
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
}


def page(status: int, language: str, title: str, says: str, more: str = "") -> dict[str, Any]:
    """A sentence, and `more`: HTML in which everything from outside is escaped already."""
    direction = ' dir="rtl"' if language in _RIGHT_TO_LEFT else ""
    html = (
        f'<!doctype html><html lang="{escape(language)}"{direction}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(says)}</p>{more}</main></body></html>"
    )
    return {"statusCode": status, "headers": {**HEADERS, "content-type": "text/html; charset=utf-8"}, "body": html}


def button(name: str, fields: dict[str, str], inside: str = "") -> str:
    """Posts to where it stands: a mail scanner that follows links gets a page, and decides nothing.

    `inside` is HTML that stands in the form before the button, such as a text field.
    """
    hidden = "".join(f'<input type="hidden" name="{escape(at)}" value="{escape(of)}">' for at, of in fields.items())
    return f'<form method="post">{hidden}{inside}<button>{escape(name)}</button></form>'


def text_field(name: str, label: str, hint: str, most: int, value: str = "", wrong: str | None = None) -> str:
    """A field that has to be filled, of at most so many characters; `wrong` is what is wrong with its value."""
    told = "" if wrong is None else f'<p class="wrong" id="{name}-wrong" role="alert">{escape(wrong)}</p>'
    marks = f'aria-describedby="{name}-hint"'
    if wrong is not None:
        marks = f'aria-describedby="{name}-wrong {name}-hint" aria-invalid="true"'
    return (
        f'{told}<label for="{name}">{escape(label)}</label><br><span id="{name}-hint">{escape(hint)}</span>'
        # A parser drops the first line break of a text area: this one.
        f'<textarea id="{name}" name="{name}" rows="5" maxlength="{most}" required {marks}>\n{escape(value)}</textarea>'
    )


def facts(told: Sequence[tuple[str, str]]) -> str:
    """Names and values, each beside the other."""
    return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in told) + "</dl>"


def listed(title: str, lines: Sequence[str]) -> str:
    """A heading and its lines; nothing where there are none."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>{escape(title)}</h2><ul>{items}</ul>" if lines else ""
