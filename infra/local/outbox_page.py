"""The outbox as a page: who was told what, when; every word from outside escaped."""

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from http import HTTPStatus

from infra.local.exchange import Response
from infra.local.outbox import Sent

SHOWN = 500
LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
STYLE = """
:root { color-scheme: light dark; --line: #8886; --quiet: #666; }
@media (prefers-color-scheme: dark) { :root { --quiet: #aaa; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }
header { display: flex; gap: .25rem 1rem; align-items: baseline; flex-wrap: wrap; margin-bottom: 1rem; }
article { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1rem; }
h1 { font-size: 1.4rem; margin: .5rem 0; } h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0; color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; }
"""
# Nothing but this style runs or loads, whatever a message holds.
WAYS = {
    "mail": "Mail",
    "slack": "Slack",
    "teams": "Teams",
    "pagerduty": "PagerDuty",
    "sms": "SMS",
    "webhook": "Webhook",
}
POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def outbox_page(messages: Iterable[Sent]) -> Response:
    """The page, in the order given."""
    told = list(messages)
    articles = [_article(sent) for sent in told[:SHOWN]]
    count = f"{len(told)} message{'' if len(told) == 1 else 's'}, newest first"
    count += f", the first {SHOWN} shown" if len(told) > SHOWN else ""
    page = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outbox</title><style>{STYLE}</style></head>
<body><header><h1>Outbox</h1><span>{count}</span> <a href="/outbox">Refresh</a> <a href="/outbox.json">JSON</a></header>
<main>{"".join(articles) or "<p>Nobody has been told anything yet.</p>"}</main></body></html>
"""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": POLICY.format(digest),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return Response(HTTPStatus.OK, headers, page.encode())


def _article(sent: Sent) -> str:
    at = sent.sent_at.isoformat().replace("+00:00", "Z")
    way = WAYS[sent.by]
    sender = f" from {escape(sent.sender)}" if sent.sender else ""
    told = f'<time datetime="{at}">{sent.sent_at:%d %b %Y %H:%M:%S} UTC</time>'
    return f"""
<article><h2>{escape(sent.subject) or f"{way} message"}</h2>
<p>{way} to <b>{escape(", ".join(sent.to))}</b>{sender}, {told}</p>
<pre>{_linked(sent.text)}</pre></article>"""


def _linked(text: str) -> str:
    parts, end = [], 0
    for found in LINK.finditer(text):
        url = escape(found.group())
        parts += [escape(text[end : found.start()]), f'<a href="{url}" rel="noopener noreferrer">{url}</a>']
        end = found.end()
    return "".join([*parts, escape(text[end:])])
