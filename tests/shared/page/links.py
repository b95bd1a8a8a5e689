"""Where the site's own objects lead: hrefs and sources of HTML, addresses in JSON and feeds."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin

from shared.page.site import SiteObject

BASE = "https://status.example.com/"
_ADDRESS = re.compile(re.escape(BASE) + r"[\w./%-]*")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def links(one: SiteObject) -> set[str]:
    """The keys of the site's own objects that this one leads to."""
    if one.content_type.startswith("text/html"):
        parser = _Links()
        parser.feed(one.body.decode())
        urls = {urldefrag(urljoin(BASE + one.key, link)).url for link in parser.found}
    elif one.content_type.startswith("text/javascript"):
        urls = set()
    else:
        urls = set(_ADDRESS.findall(one.body.decode()))
    keys = {unquote(url.removeprefix(BASE)) for url in urls if url.startswith(BASE)}
    return {key + "index.html" if key == "" or key.endswith("/") else key for key in keys}
