"""Posts on Mastodon: from a server's admin webhooks, or swept from any server's tags, search and notifications.

A webhook is `{event, object}` and tells only of posts by the server's own accounts, and of no deletion
(mastodon/documentation, content/en/admin/webhooks.md; mastodon/mastodon#24133 and #28225). Fields: entities/Status.md.
Ids are local to a server, `uri` is the same on all: a post that two servers tell of is one mention.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, as_count, as_id, as_instant, as_text, as_word, read_value
from shared.ears.html import plain_text
from shared.ears.links import web_link
from shared.ears.parts import parts_or_none
from shared.ears.platform import Credential, Door, Platform, Sweep
from shared.ears.reading import Reading
from shared.ears.signing import signed_body
from shared.mention import Author, Media
from shared.plan import Source
from shared.platforms.parts.mastodon_timelines import check, sweep

#: The events of app/models/webhook.rb that are no post, and the two that are.
_NO_POST = ("report.created", "report.updated", "account.created", "account.approved", "account.updated")
_POST = ("status.created", "status.updated")
#: "unlisted" is for everybody too, only not in public timelines.
_PUBLIC = ("public", "unlisted")
_KINDS = {"image": "image", "gifv": "video", "video": "video", "audio": "audio"}
_COUNTS = ("replies", "reblogs", "favourites", "quotes")


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The post in a webhook, or all posts of a timeline, a search or a list of notifications."""
    value = read_value(delivery.body)
    if isinstance(value, Fault):
        return Parsed(faults=(value,))
    reading = _Reading(delivery, source)
    reading.try_(reading.body, value)
    return reading.parsed()


class _Reading(Reading):
    def body(self, value: object) -> None:
        if isinstance(value, list):
            self._posts(value, "body")
            return
        body = self.fields(value)
        if "event" in body:
            self._webhook(body)
        elif "error" in body:
            self.skip("answer", "the server's word that there is nothing")
        elif isinstance(body.value.get("statuses"), list):
            self._posts(body.value["statuses"], "statuses")
        elif "uri" in body or "content" in body:
            self._post(body.value, "status")
        else:
            self.skip("body", "no post of Mastodon's in it")

    def _webhook(self, body: Fields) -> None:
        event = body.need(as_word, "event")
        if event in _POST:
            self._post(body.value.get("object"), "object")
        else:
            self.skip(event if event in _NO_POST else "event", "no post")

    def _posts(self, values: list[Any], where: str) -> None:
        if not values:
            self.skip("page", "nothing new on it")
        for number, value in enumerate(values):
            self.try_(self._post, value, f"{where}.{number}")

    def _post(self, value: object, where: str) -> None:
        post = self.fields(value, where)
        if "type" in post:
            if post.need(as_word, "type") != "mention":
                self.skip("notification", "nobody mentions us in it")
                return
            post = post.part("status")
        if "reblog" in post:
            self.skip("post", "passes on another post, where it is counted")
            return
        self._keep(post)

    def _keep(self, post: Fields) -> None:
        uri = post.need(_as_uri, "uri")
        host = _host(self.source.url) or _host(uri) or self.source.name
        counts = {name: post.get(as_count, f"{name}_count") or 0 for name in _COUNTS}
        answered, own = post.get(as_id, "in_reply_to_id"), post.get(as_id, "id")
        account = post.part_or_none("account")
        to_oneself = account is not None and post.get(as_id, "in_reply_to_account_id") == account.get(as_id, "id")
        self.mention(
            uri,
            _text(post),
            author=_author(account, host),
            created_at=post.given(as_instant, "created_at"),
            edited_at=post.given(as_instant, "edited_at"),
            language=post.get(as_text, "language"),
            url=web_link(post.get(as_text, "url")) or uri,
            thread=f"{host}/{answered or own}" if answered or own else None,
            parent=_parent(uri, own, answered, host, to_oneself),
            engagement=sum(counts.values()),
            reposts=counts["reblogs"] + counts["quotes"],
            media=tuple(_media(post)),
            public=post.given(as_word, "visibility") in _PUBLIC,
        )


def _as_uri(value: object) -> str:
    uri = web_link(as_word(value))
    if uri is None:
        raise ValueError("is no address")
    return uri


def _text(post: Fields) -> str:
    """The words of warning that stand before a post, and its own."""
    warning, content = post.given(as_text, "spoiler_text") or "", plain_text(post.given(as_text, "content") or "")
    return f"{warning}\n\n{content}".strip() if warning else content


def _author(account: Fields | None, host: str) -> Author:
    if account is None:
        return Author()
    address = account.get(as_text, "acct") or account.get(as_text, "username")
    return Author(
        id=account.get(as_text, "uri") or account.get(as_text, "url"),
        name=account.get(as_text, "display_name") or None,
        # An account of the server that we ask is told without the server's name.
        handle=address if not address or "@" in address else f"{address}@{host}",
        followers=account.get(as_count, "followers_count"),
        joined_at=account.get(as_instant, "created_at"),
    )


def _parent(uri: str, own: str | None, answered: str | None, host: str, to_oneself: bool) -> str | None:
    """The post that is answered: by its uri where that can be known, else by its id on the server that tells of it."""
    if answered and own and to_oneself and uri.endswith(f"/{own}"):
        return uri.removesuffix(own) + answered
    return f"{host}/{answered}" if answered else None


def _media(post: Fields) -> Iterator[Media]:
    for one in parts_or_none(post, "media_attachments"):
        address = web_link(one.get(as_text, "url")) or web_link(one.get(as_text, "remote_url"))
        if address:
            kind = _KINDS.get(one.get(as_text, "type") or "", "file")
            yield Media(kind, address, one.get(as_text, "description") or None)


def _host(address: str | None) -> str:
    try:
        return urlsplit(address or "").netloc.lower()
    except ValueError:
        return ""


PLATFORM = Platform(
    name="mastodon",
    title="Mastodon",
    parse=parse,
    door=Door(
        refused=signed_body("x-hub-signature", prefix="sha256="),
        credentials=(Credential("secret", "the webhook's signing secret", "Administration, Webhooks: shown there"),),
        setup=(
            "Only on a server of your own, and only for what its own accounts write: elsewhere, use `how: sweep`",
            "Under Preferences, Administration, Webhooks, add the endpoint {address}, without a template of your own",
            "Events: status.created and status.updated. Deletions are told by no webhook",
        ),
    ),
    sweep=Sweep(
        sweep,
        url="the server that is asked, such as `https://mastodon.social`",
        look_for="`#tag`, `@` for those who mention the account whose token it is, or words to search for",
        needs=("url", "look_for"),
        credentials=(
            Credential(
                "token",
                "an access token with the scope `read`",
                "Preferences, Development, New application; for `@` and words, and where a server hides its tags",
                optional=True,
            ),
        ),
        setup=(
            "Words are found only on servers with full-text search, and only in posts of those who let theirs be found",
        ),
    ),
    check=check,
)
