"""Questions and answers on a site of Stack Exchange, by its API 2.3: https://api.stackexchange.com/docs.

Texts are encoded for HTML, titles and names too (/docs/filters: all built-in filters are "safe"). A post that was
deleted is only missing, which a search doesn't tell. What is quoted needs its author and its address (CC BY-SA).
"""

from __future__ import annotations

import html
import re

from shared.delivery import Delivery, Parsed
from shared.ears.fields import Fields, Value, as_count, as_flag, as_id, as_seconds, as_text
from shared.ears.html import plain_text
from shared.ears.links import web_link
from shared.ears.platform import Credential, Platform, Setting, Sweep
from shared.ears.reading import Reading
from shared.mention import Author, milliseconds
from shared.plan import Source
from shared.platforms.parts.stackexchange_asking import site_of, sweep

#: The sites that are not `NAME.stackexchange.com`: https://api.stackexchange.com/docs/sites
_OWN_DOMAIN = re.compile(r"(?:meta\.)?(?:(?:[a-z]{2}\.)?stackoverflow|serverfault|superuser|askubuntu|stackapps)")


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The questions, answers and comments on one page of the API."""
    reading = _Reading(delivery, source)
    return reading.whole(reading.page)


class _Reading(Reading):
    """One page of a site; its ids are local to it."""

    def page(self, body: Value) -> None:
        self._site = site_of(self.source)
        page = self.fields(body, "")
        if "items" not in page:
            self.skip("page", "no items on it: an error of the API's, or another address")
            return
        self.each(page.parts("items"), self._item)

    def _item(self, item: Fields) -> None:
        if "comment_id" in item:
            self._comment(item, None)
        elif "answer_id" in item:
            self._post(item, item.need(as_id, "answer_id"), "a")
        else:
            self._post(item, item.need(as_id, "question_id"), "q")
            # A filter of one's own can bring them along.
            self.each(item.parts("answers"), self._item)

    def _post(self, post: Fields, id_: str, kind: str) -> None:
        question = post.get(as_id, "question_id")
        thread = f"{self._site}/{question}" if question else None
        title = _decoded(post.given(as_text, "title")) if kind == "q" else ""
        created_at, edited_at = (post.given(as_seconds, name) for name in ("creation_date", "last_edit_date"))
        self.mention(
            f"{self._site}/{id_}",
            "\n\n".join(part for part in (title, _body(post)) if part),
            author=self._author(post),
            created_at=created_at,
            edited_at=edited_at or created_at,
            url=web_link(post.get(as_text, "link")) or f"https://{_host(self._site)}/{kind}/{id_}",
            thread=thread,
            parent=thread if kind == "a" else None,
            engagement=_engagement(post),
        )
        self.each(post.parts("comments"), lambda comment: self._comment(comment, thread))

    def _comment(self, comment: Fields, thread: str | None) -> None:
        on = comment.get(as_id, "post_id")
        created_at = comment.given(as_seconds, "creation_date")
        # That it was edited is said, but not when.
        edited = comment.get(as_flag, "edited") or created_at is None
        self.mention(
            f"{self._site}/c/{comment.need(as_id, 'comment_id')}",
            _body(comment),
            author=self._author(comment),
            created_at=created_at,
            version=milliseconds(self.delivery.received_at if edited or created_at is None else created_at),
            url=web_link(comment.get(as_text, "link")),
            thread=thread,
            parent=f"{self._site}/{on}" if on else thread,
            engagement=_engagement(comment),
        )

    def _author(self, post: Fields) -> Author:
        """Whoever wrote it; a user who was deleted has a name at most."""
        owner = post.part_or_none("owner")
        if owner is None:
            return Author()
        user = owner.get(as_id, "user_id")
        name = _decoded(owner.get(as_text, "display_name"))
        return Author(id=f"{self._site}/u/{user}" if user else None, name=name or None)


def _body(post: Fields) -> str:
    markup = post.given(as_text, "body")
    return plain_text(markup) if markup else _decoded(post.given(as_text, "body_markdown"))


def _decoded(text: str | None) -> str:
    return html.unescape(text or "").strip()


def _engagement(post: Fields) -> int:
    score = post.get(as_count, "score") or 0
    return max(score, 0) + sum(post.get(as_count, name) or 0 for name in ("answer_count", "comment_count"))


def _host(site: str) -> str:
    if site.endswith(".net"):
        return site
    return f"{site}.com" if _OWN_DOMAIN.fullmatch(site) else f"{site}.stackexchange.com"


PLATFORM = Platform(
    name="stackexchange",
    title="Stack Exchange",
    parse=parse,
    sweep=Sweep(
        sweep,
        look_for="`[tag]` (of several, one is enough), words, or both: each entry is one search",
        needs=("look_for",),
        setup=(
            "Without a key 300 calls a day are allowed: with `every: 15m` that is 3 searches, or fewer with answers",
        ),
        credentials=(
            Credential("token", "a request key, for 10,000 calls a day", "https://stackapps.com/apps", optional=True),
        ),
    ),
    settings=(Setting("site", "which site, as the API names it (`superuser`); without it `stackoverflow`"),),
)
