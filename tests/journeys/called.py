"""What each platform that calls us sends when a customer writes, in its documented shape: and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.mention import Author
from shared.plan import Source
from tests.builders import NOON, minutes
from tests.journeys.listening import named

#: All of them say the same, at the same time.
TEXT = "My sailing was cancelled and nobody answers"
WRITTEN_AT = NOON - minutes(10)
WRITTEN = WRITTEN_AT.strftime("%Y-%m-%dT%H:%M:%SZ")
SECONDS = int(WRITTEN_AT.timestamp())
#: A post of that time: its id holds the millisecond, above 22 bits.
POST_ON_X = str((SECONDS * 1000 - 1_288_834_974_657) << 22)
COMMENT_ON_LINKEDIN = "urn:li:comment:(urn:li:activity:6,7)"


@dataclass(frozen=True)
class Call:
    """`body` tells the post `id` by `author`, whom the plan would name by `ours`; `gone` takes it away (with
    `gone_headers`, where they are others); None where the platform tells of no deletion.
    """

    platform: str
    body: object
    id: str
    author: Author
    ours: str
    gone: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    gone_headers: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    look_for: tuple[str, ...] = ()
    public: bool = True

    def source(self, **more: Any) -> Source:
        settings = {"look_for": self.look_for, "settings": self.settings, **more}
        return Source(named(self.platform), self.platform, "webhook", "acme", **settings)


def _chatwoot(event: str, **more: object) -> object:
    message = {"id": 5, "content": TEXT, "message_type": "incoming", "private": False, "created_at": WRITTEN}
    around = {"account": {"id": 1}, "inbox": {"id": 3}, "conversation": {"id": 9}, "sender": {"id": 7, "name": "Mia"}}
    return {"event": event, **message, **around, **more}


def _event(kind: str, **post: object) -> object:
    about = {"specversion": "1.0", "id": "e1", "source": "/desk", "time": WRITTEN}
    return {**about, "type": f"com.example.post.{kind}", "data": {"id": "p1", **post}}


def meta(about: str, field_: str, **value: object) -> object:
    """One change, as Meta delivers it."""
    account = {"page": "100", "instagram": "17841"}.get(about, "4711")
    entry = {"id": account, "time": SECONDS, "changes": [{"field": field_, "value": value}]}
    return {"object": about, "entry": [entry]}


def _commented(verb: str, **more: object) -> object:
    ids = {"item": "comment", "verb": verb, "comment_id": "200_300", "post_id": "100_200", "parent_id": "100_200"}
    return meta("page", "feed", **ids, created_time=SECONDS, **{"from": {"id": "7", "name": "Mia"}, **more})


def _issue(action: str) -> object:
    user, told = {"id": 7, "login": "mia", "type": "User"}, {"created_at": WRITTEN, "updated_at": WRITTEN}
    address = "https://github.com/acme/app/issues/4"
    issue = {"html_url": address, "title": TEXT, "body": None, "user": user, "author_association": "NONE", **told}
    return {"action": action, "issue": issue, "repository": {"full_name": "acme/app", "private": False}}


def linkedin(action: str, **more: object) -> object:
    """One notification."""
    about = {"organizationalEntity": "urn:li:organization:1", "sourcePost": "urn:li:activity:6", "notificationId": 1}
    told = {"action": action, "generatedActivity": COMMENT_ON_LINKEDIN, "lastModifiedAt": SECONDS * 1000}
    return {"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": [{**about, **told, **more}]}


def _whatsapp(**message: object) -> object:
    contact = {"wa_id": "15550100", "profile": {"name": "Mia"}}
    whole = {"from": "15550100", "timestamp": str(SECONDS), **message}
    about = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "4712"}, "contacts": [contact]}
    return meta("whatsapp_business_account", "messages", **about, messages=[whole])


def _xaa(kind: str, **payload: object) -> object:
    users = [{"id": "7", "name": "Mia", "username": "mia"}]
    event = {"event_type": kind, "filter": {"user_id": "99"}, "payload": {"id": POST_ON_X, **payload}}
    return {"data": {**event, "includes": {"users": users}}}


def _atom(inside: str) -> bytes:
    spaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:yt="http://www.youtube.com/xml/schemas/2015"'
    return f'<feed {spaces} xmlns:at="http://purl.org/atompub/tombstones/1.0">{inside}</feed>'.encode()


def _zendesk(kind: str) -> object:
    ticket = {"id": "4", "subject": "", "description": TEXT, "requester_id": "7", "created_at": WRITTEN}
    about = {"account_id": 1, "zendesk_event_version": "2022-11-06", "time": WRITTEN, "event": {}}
    return {"type": f"zen:event-type:ticket.{kind}", **about, "detail": {**ticket, "is_public": True}}


_FORUM = {"x-discourse-instance": "https://forum.example.com", "x-discourse-event-type": "post"}
_POST = {"id": 7, "topic_id": 3, "post_number": 1, "user_id": 5, "username": "mia", "name": "Mia", "raw": TEXT}
_TOLD = {"created_at": WRITTEN, "updated_at": WRITTEN, "topic_archetype": "regular"}
_TOOT = "https://social.example.com/users/mia"
_ACCOUNT = {"id": "7", "acct": "mia", "uri": _TOOT, "display_name": "Mia"}
_STATUS = {"id": "1", "uri": f"{_TOOT}/statuses/1", "content": f"<p>{TEXT}</p>", "visibility": "public"}
_CHAT = {"id": -1001, "type": "supergroup", "username": "acme_chat"}
_DESK_CHAT = {"id": 7, "type": "private", "first_name": "Mia"}
_MIA = {"id": 7, "is_bot": False, "first_name": "Mia"}
_VIDEO = (
    f"<entry><yt:videoId>v1</yt:videoId><yt:channelId>UC1</yt:channelId><title>{TEXT}</title>"
    f"<author><name>Mia</name></author><published>{WRITTEN}</published><updated>{WRITTEN}</updated></entry>"
)
_SAID = {"id": "p1", "text": TEXT, "created_at": WRITTEN, "author": {"id": "7", "name": "Mia", "handle": "mia"}}
_ALERT = {"url": "https://news.ycombinator.com/item?id=1", "username": "mia", "tags": ["sailing", "HN comment"]}
_UNDER = "urn:li:person:mia"
_ATOM, _EVENTS = {"content-type": "application/atom+xml"}, {"content-type": "application/cloudevents+json"}

CALLS: tuple[Call, ...] = (
    Call(
        "chatwoot",
        _chatwoot("message_created"),
        "chatwoot/1/m/5",
        Author("chatwoot/1/contact/7", "Mia"),
        "chatwoot/1/contact/7",
        gone=_chatwoot("message_updated", content_attributes={"deleted": True}),
        public=False,
    ),
    Call(
        "cloudevents",
        _event("created", text=TEXT, author={"id": "7", "name": "Mia", "handle": "mia"}),
        "cloudevents/p1",
        Author("7", "Mia", "mia"),
        "@mia",
        gone=_event("deleted"),
        headers=_EVENTS,
    ),
    Call(
        "discourse",
        {"post": {**_POST, **_TOLD}},
        "forum.example.com/p/7",
        Author("forum.example.com/u/5", "Mia", "mia"),
        "Mia",
        gone={"post": {**_POST, **_TOLD}},
        headers={**_FORUM, "x-discourse-event": "post_created"},
        gone_headers={**_FORUM, "x-discourse-event": "post_destroyed"},
    ),
    Call(
        "f5bot",
        {**_ALERT, "title": "Ferries", "content_html": f"<p>{TEXT}</p>", "date_published": WRITTEN},
        "news.ycombinator.com/item?id=1",
        Author("news.ycombinator.com/mia", "mia"),
        "news.ycombinator.com/mia",
    ),
    Call(
        "facebook",
        _commented("add", message=TEXT),
        "200_300",
        Author("7", "Mia"),
        "7",
        gone=_commented("remove"),
    ),
    Call(
        "github",
        _issue("opened"),
        "github.com/acme/app/issues/4",
        Author("7", None, "mia"),
        "mia",
        gone=_issue("deleted"),
        headers={"x-github-event": "issues"},
    ),
    Call(
        "instagram",
        meta(
            "instagram",
            "comments",
            id="900",
            text=TEXT,
            media={"id": "800"},
            **{"from": {"id": "7", "username": "mia"}},
        ),
        "900",
        Author("7", None, "mia"),
        "@Mia",
        settings={"account": "17841"},
    ),
    Call(
        "linkedin",
        linkedin("COMMENT", decoratedGeneratedActivity={"comment": {"owner": _UNDER, "text": TEXT}}),
        COMMENT_ON_LINKEDIN,
        Author(_UNDER),
        _UNDER,
        gone=linkedin("COMMENT_DELETE"),
    ),
    Call(
        "mastodon",
        {"event": "status.created", "object": {**_STATUS, "created_at": WRITTEN, "account": _ACCOUNT}},
        f"{_TOOT}/statuses/1",
        Author(_TOOT, "Mia", "mia@social.example.com"),
        "@mia@social.example.com",
    ),
    Call(
        "standard_webhooks",
        {"type": "mention.created", "timestamp": WRITTEN, "data": _SAID},
        "standard-webhooks/p1",
        Author("7", "Mia", "mia"),
        "mia",
        gone={"type": "mention.deleted", "timestamp": WRITTEN, "data": {"id": "p1"}},
    ),
    Call(
        "telegram",
        {"update_id": 1, "message": {"message_id": 5, "date": SECONDS, "text": TEXT, "chat": _CHAT, "from": _MIA}},
        "-1001/5",
        Author("7", "Mia"),
        "7",
    ),
    Call(
        "telegram",
        {
            "update_id": 2,
            "business_message": {
                "message_id": 6,
                "business_connection_id": "b1",
                "date": SECONDS,
                "text": TEXT,
                "chat": _DESK_CHAT,
                "from": _MIA,
            },
        },
        "b1/7/6",
        Author("7", "Mia"),
        "7",
        gone={
            "update_id": 3,
            "deleted_business_messages": {"business_connection_id": "b1", "chat": _DESK_CHAT, "message_ids": [6]},
        },
        public=False,
    ),
    Call(
        "whatsapp",
        _whatsapp(id="wamid.1", type="text", text={"body": TEXT}),
        "wamid.1",
        Author("15550100", "Mia"),
        "15550100",
        gone=_whatsapp(id="wamid.2", type="revoke", revoke={"original_message_id": "wamid.1"}),
        public=False,
    ),
    Call(
        "x",
        _xaa("post.mention.create", text=TEXT, author_id="7", created_at=WRITTEN),
        POST_ON_X,
        Author("7", "Mia", "mia"),
        "@mia",
        gone=_xaa("post.delete"),
    ),
    Call(
        "youtube",
        _atom(_VIDEO),
        "video:v1",
        Author("UC1", "Mia"),
        "UC1",
        gone=_atom(f'<at:deleted-entry ref="yt:video:v1" when="{WRITTEN}"/>'),
        headers=_ATOM,
        look_for=("UC1",),
    ),
    Call(
        "zendesk",
        _zendesk("created"),
        "1/ticket/4",
        Author("7"),
        "7",
        gone=_zendesk("soft_deleted"),
        public=False,
    ),
)
