"""Deliveries of each platform that calls us, built here in the shape that its documentation shows.

Made up: nobody wrote these posts. `AT` is when they were written, and `SEEN` when they come.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from shared.delivery import Delivery, How
from shared.plan import Source

AT = datetime(2026, 10, 2, 11, tzinfo=UTC)
SEEN = datetime(2026, 10, 2, 12, tzinfo=UTC)
SECONDS = int(AT.timestamp())
ISO = "2026-10-02T11:00:00Z"
TEXT = "Still no ferry &amp; nobody at the gate \U0001f621 again"
URL = "https://forum.example.com/p/{}"
NUMBER = 7_100_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One platform's deliveries by one way. `of` makes the body of one that holds so many posts, at most `most`; it
    may be a value, sent as JSON, or bytes. `names`: it only names them, and they are fetched.
    """

    source: Source
    how: How
    of: Callable[[int], Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    most: int = 1
    names: bool = False

    def body(self, count: int = 1) -> bytes:
        made = self.of(count)
        return made if isinstance(made, bytes) else json.dumps(made).encode()

    def delivery(self, count: int = 1) -> Delivery:
        name = self.source.platform
        return Delivery(self.source.name, name, self.how, self.body(count), dict(self.headers), SEEN)


def called(
    platform: str,
    of: Callable[[int], Any],
    most: int = 1,
    names: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Sample:
    """A platform that calls us."""
    settings = {"audience": "firebreak", "sender": "push@example.iam.gserviceaccount.com"}
    source = Source(
        platform,
        platform,
        "webhook",
        "acme",
        url="https://place.example.com",
        look_for=("UCacme",),
        settings=settings if platform == "google_reviews" else {},
    )
    return Sample(source, "webhook", of, {"content-type": "application/json", **(headers or {})}, most, names)


def every(count: int, one: Callable[[int], Any]) -> list[Any]:
    return [one(number) for number in range(count)]


def changes(holder: str, one: Callable[[int], dict[str, Any]]) -> Callable[[int], Any]:
    """Meta's envelope around so many of its changes."""
    return lambda count: {"object": holder, "entry": [{"id": "10", "time": SECONDS, "changes": every(count, one)}]}


def _chatwoot(count: int) -> Any:
    return {
        "event": "message_created",
        "id": 500 + count,
        "content": TEXT,
        "message_type": "incoming",
        "private": False,
        "content_type": "text",
        "created_at": ISO,
        "sender": {"id": 89, "name": "Mia"},
        "account": {"id": 3, "name": "Acme"},
        "conversation": {"id": 12, "messages": [{"id": 501, "message_type": 0, "updated_at": SECONDS}]},
    }


def _event(number: int) -> Any:
    post = {"id": f"p-{number}", "text": TEXT, "author": {"id": "u1", "name": "Mia"}, "created_at": ISO}
    about = {"specversion": "1.0", "type": "com.example.post.created", "source": "/forum", "time": ISO}
    return {**about, "id": f"e-{number}", "datacontenttype": "application/json", "data": post}


def forum_post(number: int) -> dict[str, Any]:
    return {
        "id": 7 + number,
        "topic_id": 3,
        "post_number": 2,
        "post_type": 1,
        "topic_archetype": "regular",
        "post_url": f"/t/login/3/{number}",
        "user_id": 5,
        "username": "mia",
        "name": "Mia",
        "raw": TEXT,
        "cooked": f"<p>{TEXT}</p>",
        "created_at": ISO,
        "updated_at": ISO,
    }


def _alert(count: int) -> Any:
    about = {"id": f"alert-{count}", "title": "acme - Late again", "username": "mia", "tags": ["acme"]}
    return {**about, "url": URL.format(count), "content_html": f"<b>acme</b> {TEXT}", "date_published": ISO}


def _page_comment(number: int) -> dict[str, Any]:
    about = {"item": "comment", "verb": "add", "post_id": "10_20", "parent_id": "10_20", "created_time": SECONDS}
    value = {**about, "comment_id": f"20_{number}", "message": TEXT, "from": {"id": "500", "name": "Mia"}}
    return {"field": "feed", "value": value}


def issue(number: int) -> dict[str, Any]:
    return {
        "id": 4001 + number,
        "number": 5 + number,
        "html_url": f"https://github.com/acme/app/issues/{5 + number}",
        "title": "Can't pay",
        "body": f"<!-- describe it -->\n{TEXT}",
        "user": {"id": 9, "login": "mia", "type": "User"},
        "author_association": "NONE",
        "comments": 2,
        "created_at": ISO,
        "updated_at": ISO,
    }


def _github(count: int) -> Any:
    return {"action": "opened", "issue": issue(count), "repository": {"full_name": "acme/app", "private": False}}


def _pushed(count: int) -> Any:
    notice = {"type": "NEW_REVIEW", "reviewName": f"accounts/10/locations/20/reviews/r{count}"}
    coded = base64.b64encode(json.dumps(notice).encode()).decode()
    return {"message": {"data": coded, "messageId": "1"}, "subscription": "projects/acme/subscriptions/reviews"}


def _photo_comment(number: int) -> dict[str, Any]:
    value = {"id": str(300 + number), "text": TEXT, "from": {"id": "500", "username": "mia"}, "media": {"id": "200"}}
    return {"field": "comments", "value": value}


def _notice(number: int) -> Any:
    post, comment = f"urn:li:activity:{NUMBER}", f"urn:li:comment:(urn:li:activity:{NUMBER},{NUMBER + number})"
    said = {"entity": comment, "owner": "urn:li:person:mia", "object": post, "text": TEXT}
    return {
        "notificationId": number,
        "organizationalEntity": "urn:li:organization:777",
        "action": "COMMENT",
        "sourcePost": post,
        "generatedActivity": comment,
        "lastModifiedAt": SECONDS * 1000,
        "decoratedGeneratedActivity": {"comment": said},
    }


def _linkedin(count: int) -> Any:
    return {"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": every(count, _notice)}


def status(number: int) -> dict[str, Any]:
    """A post of Mastodon's."""
    account = {"id": "55", "uri": "https://far.example/users/mia", "acct": "mia@far.example", "display_name": "Mia"}
    return {
        "id": str(NUMBER + number),
        "uri": f"https://far.example/users/mia/statuses/{number}",
        "url": f"https://far.example/@mia/{number}",
        "created_at": ISO,
        "visibility": "public",
        "language": "en",
        "content": f"<p>{TEXT}</p>",
        "replies_count": 1,
        "reblogs_count": 2,
        "favourites_count": 3,
        "account": account,
        "media_attachments": [{"type": "image", "url": "https://files.example/1.png", "description": "An error"}],
    }


def _envelope(count: int) -> Any:
    author = {"id": "u1", "name": "Mia", "handle": "mia", "followers": 12}
    post = {"id": f"post-{count}", "text": TEXT, "created_at": ISO, "author": author, "url": URL.format(count)}
    return {"type": "mention.created", "timestamp": ISO, "data": post}


def _telegram(count: int) -> Any:
    chat = {"id": -1001234567890, "type": "supergroup", "title": "Acme talk", "username": "acmetalk"}
    mia = {"id": 5000000001, "is_bot": False, "first_name": "Mia", "username": "mia_m"}
    return {"update_id": 1, "message": {"message_id": count, "from": mia, "chat": chat, "date": SECONDS, "text": TEXT}}


def _trustpilot(count: int) -> Any:
    names = (f"64b{number:021x}" for number in range(count))
    return {"events": [{"eventName": "service-review-created", "eventData": {"id": name}} for name in names]}


def _whatsapp(count: int) -> Any:
    def message(number: int) -> Any:
        about = {"from": "491700000001", "id": f"wamid.{number}", "timestamp": str(SECONDS), "type": "text"}
        return {**about, "text": {"body": TEXT}}

    about = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "49100"}}
    value = {**about, "contacts": [{"profile": {"name": "Mia"}, "wa_id": "491700000001"}]}
    change = {"field": "messages", "value": {**value, "messages": every(count, message)}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "10", "changes": [change]}]}


def tweet(number: int) -> dict[str, Any]:
    name = str(((SECONDS * 1000 - 1288834974657) << 22) + number)
    about = {"author_id": "77", "created_at": "2026-10-02T11:00:00.000Z", "lang": "en", "conversation_id": name}
    metrics = {"like_count": 4, "reply_count": 3, "retweet_count": 2, "quote_count": 1}
    return {**about, "id": name, "text": f"@acme {TEXT}", "edit_history_tweet_ids": [name], "public_metrics": metrics}


def tweeters() -> dict[str, Any]:
    metrics = {"followers_count": 120}
    return {"users": [{"id": "77", "name": "Mia", "username": "mia_flies", "public_metrics": metrics}]}


def _x(count: int) -> Any:
    return {"data": {"event_type": "post.mention.create", "payload": tweet(count), "includes": tweeters()}}


def _entries(count: int) -> Iterator[str]:
    for number in range(count):
        name = f"dQ0{number:08d}"
        yield (
            f"<entry><id>yt:video:{name}</id><yt:videoId>{name}</yt:videoId><yt:channelId>UCacme</yt:channelId>"
            f'<title>{TEXT}</title><link rel="alternate" href="https://www.youtube.com/watch?v={name}"/>'
            f"<author><name>Mia</name></author><published>{ISO}</published><updated>{ISO}</updated></entry>"
        )


def _youtube(count: int) -> bytes:
    names = 'xmlns="http://www.w3.org/2005/Atom" xmlns:yt="http://www.youtube.com/xml/schemas/2015"'
    return f'<?xml version="1.0"?><feed {names}><title>f</title>{"".join(_entries(count))}</feed>'.encode()


def _zendesk(count: int) -> Any:
    detail = {"id": str(count), "subject": "Wrong seat", "description": TEXT, "requester_id": "901", "is_public": True}
    about = {"type": "zen:event-type:ticket.created", "account_id": 55, "id": "e-1", "time": ISO, "event": {}}
    return {**about, "subject": f"zen:ticket:{count}", "detail": {**detail, "created_at": ISO, "updated_at": ISO}}


_POST_EVENT = {"x-discourse-event": "post_created", "x-discourse-event-type": "post"}
CALLED: dict[str, Sample] = {
    "chatwoot": called("chatwoot", _chatwoot),
    "cloudevents": called("cloudevents", lambda count: every(count, _event), 100),
    "discourse": called("discourse", lambda count: {"post": forum_post(count)}, headers=_POST_EVENT),
    "f5bot": called("f5bot", _alert),
    "facebook": called("facebook", changes("page", _page_comment), 1000),
    "github": called("github", _github, headers={"x-github-event": "issues"}),
    "google_reviews": called("google_reviews", _pushed, names=True),
    "instagram": called("instagram", changes("instagram", _photo_comment), 1000),
    "linkedin": called("linkedin", _linkedin, 10),
    "mastodon": called("mastodon", lambda count: {"event": "status.created", "object": status(count)}),
    "standard_webhooks": called("standard_webhooks", _envelope),
    "telegram": called("telegram", _telegram),
    "trustpilot": called("trustpilot", _trustpilot, 100, names=True),
    "whatsapp": called("whatsapp", _whatsapp, 100),
    "x": called("x", _x),
    "youtube": called("youtube", _youtube, 100),
    "zendesk": called("zendesk", _zendesk),
}
