"""Alerts of F5Bot, which looks for words on Reddit, Hacker News and Lobsters.

Its webhook (paid plans) posts one item of its JSON feed, unsigned: https://f5bot.com/docs-api. Only that page is known
to us, and no delivery was ever captured. The item holds an excerpt, and says nothing of edits or deletions: a source
that asks Reddit or Hacker News itself knows more. Do not hear the same words by both ways: they are two platforms here,
and each post would count twice. (Its feed, which other plans have too, can be swept as `rss`.)
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from shared.delivery import Delivery, Parsed
from shared.ears.fields import Fields, Value, as_instant, as_text, as_word
from shared.ears.html import plain_text
from shared.ears.platform import Credential, Door, Platform
from shared.ears.reading import Reading
from shared.ears.signing import secret_address
from shared.mention import Author
from shared.plan import Source


@dataclass(frozen=True, slots=True)
class Post:
    """Where a post stands: its address, the site, and an id that is the same for each word that was found in it."""

    url: str
    site: str
    id: str


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mention in one alert."""
    reading = _Reading(delivery, source)
    return reading.whole(reading.alert)


def as_post(value: object) -> Post:
    """The post at an address."""
    text = as_word(value).strip()
    try:
        parts = urlsplit(text)
        site = (parts.hostname or "").removeprefix("www.").removeprefix("old.")
    except ValueError:
        site = ""
    if not site or parts.scheme not in ("https", "http"):
        raise ValueError("is no address of a post")
    query = f"?{parts.query}" if parts.query else ""
    return Post(text, site, f"{site}{parts.path.rstrip('/')}{query}")


class _Reading(Reading):
    """One alert: a word was found in a post."""

    def alert(self, body: Value) -> None:
        alert = self.fields(body, "alert")
        post = alert.need(as_post, "url")
        author = alert.get(as_word, "username")
        excerpt = plain_text(alert.given(as_text, "content_html") or "")
        title = self._title(alert)
        self.mention(
            post.id,
            "\n\n".join(part for part in (title, excerpt) if part),
            # No handle: the same one may be another person's on each site, and a stranger would pass for us by it.
            author=Author(id=f"{post.site}/{author}" if author else None, name=author),
            created_at=alert.given(as_instant, "date_published"),
            url=post.url,
            truncated=True,
        )

    def _title(self, alert: Fields) -> str:
        """The heading that the author wrote: "word - site - heading", and a comment's is its thread's, by another."""
        tags = [tag for tag in alert.get(as_texts, "tags") or [] if tag]
        if any("comment" in tag.lower() for tag in tags):
            return ""
        return (alert.get(as_text, "title") or "").removeprefix(" - ".join(tags)).removeprefix(" - ").strip()


def as_texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("is not a list of texts")
    return value


PLATFORM = Platform(
    name="f5bot",
    title="F5Bot",
    parse=parse,
    door=Door(
        refused=secret_address,
        secret_path=True,
        credentials=(Credential("secret", "the last part of the address", "make up a long one: F5Bot signs nothing"),),
        setup=(
            "In F5Bot's API Dashboard (paid plans), set the Webhook URL to {address}",
            "Write your own accounts under `ours` with their site, such as reddit.com/acme",
        ),
    ),
)
