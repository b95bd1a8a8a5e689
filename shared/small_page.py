"""The tiny pages behind a signed link: no script, no outside resource; nothing happens before a button is pressed."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import Any

_STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:10vh auto;padding:0 1em}"
    "body{color:#1b1b1b;background:#fff}"
    "button{font:inherit;padding:.5em 1em;border:2px solid #1b1b1b;background:#fff;color:inherit;cursor:pointer}"
    "blockquote{margin:1em 0;padding:.1em 1em;border-inline-start:4px solid #1b1b1b;white-space:pre-line}"
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


def button(name: str, fields: dict[str, str]) -> str:
    """Posts to where it stands: a mail scanner that follows links gets a page, and decides nothing."""
    hidden = "".join(f'<input type="hidden" name="{escape(at)}" value="{escape(of)}">' for at, of in fields.items())
    return f'<form method="post">{hidden}<button>{escape(name)}</button></form>'
