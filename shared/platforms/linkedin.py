"""Comments under a LinkedIn page's posts, and posts that name the page, from its social action notifications.

A notification holds the words only where LinkedIn adds them ("decorated"); the others are fetched.
https://learn.microsoft.com/linkedin/marketing/community-management/organizations/organization-social-action-notifications
https://learn.microsoft.com/linkedin/shared/api-guide/webhook-validation (challenge, signature, checked every two hours)
https://learn.microsoft.com/linkedin/marketing/community-management/shares/comments-api, posts-api, little-text-format
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, as_count, as_milliseconds, as_text, as_word, read_object
from shared.ears.platform import Credential, Door, Keys, Platform, Setting
from shared.ears.reading import Reading
from shared.ears.request import Greeted, Request
from shared.ears.signing import digest, signed_body
from shared.mention import Author
from shared.plan import Source
from shared.platforms.parts.linkedin_api import VERSION, check, comment_name, fetch

_TYPE = "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS"
#: What tells of a comment, and as what it is fetched where its words are missing.
_COMMENTS = {"COMMENT": "comment", "COMMENT_EDIT": "comment", "ADMIN_COMMENT": "staff_comment"}
_POSTS = ("SHARE", "SHARE_MENTION")
_DECORATED = "decoratedGeneratedActivity"
_COUNTS = (("likesSummary", "totalLikes"), ("commentsSummary", "aggregatedTotalComments"))
_URN = re.compile(r"urn:li:[A-Za-z0-9_:(),.%-]{1,300}", re.ASCII)
_POST = re.compile(r"urn:li:(?:activity|share|ugcPost|groupPost):[0-9]+", re.ASCII)
_CHALLENGE = re.compile(r"[A-Za-z0-9-]{1,100}", re.ASCII)
#: Checked every two hours; three failures, and nothing is sent any more.
_CHECKED_FOR = timedelta(hours=6)

# "Little text": a mention as @[name](urn), a tag as {hashtag|\#|word}, reserved characters after a backslash. So none
# of these stands within another bare, and no text is looked through more than once.
_NAMED = re.compile(r"@\[((?:[^\[\]\\]|\\.)*+)\]\s?\([^()]*+\)")
_TAG = re.compile(r"\{hashtag\|\\?#\|((?:[^{}\\]|\\.)*+)\}")
_ESCAPED = re.compile(r"\\([\\|{}@\[\]()<>#*_~])")


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The comments and posts in a batch of notifications, or the one that was fetched."""
    body = read_object(delivery.body)
    reading = _Reading(delivery, source)
    if delivery.how == "fetch":
        reading.fetched(body)
    elif isinstance(body, Fault):
        reading.faults.append(body)
    else:
        reading.try_(reading.notifications, body)
    return reading.parsed()


class _Reading(Reading):
    def notifications(self, value: object) -> None:
        body = self.fields(value)
        if body.value.get("type") != _TYPE:
            self.skip("event", "none of an organization's social actions")
            return
        batch = list(body.parts("notifications"))
        if not batch:
            self.skip("notifications", "none in it")
        self.each(batch, self._notification)

    def _notification(self, told: Fields) -> None:
        action = told.need(as_word, "action")
        if action == "COMMENT_DELETE":
            urn = _name(told.need(_as_urn, "generatedActivity"))
            self.gone(urn, "deleted on LinkedIn", told.get(as_milliseconds, "lastModifiedAt"))
        elif action in _COMMENTS:
            self._told(told, _COMMENTS[action], told.part_or_none(_DECORATED, "comment"))
        elif action in _POSTS:
            self._told(told, "post", told.part_or_none(_DECORATED, "share"))
        else:
            self.skip("LIKE" if action == "LIKE" else "notification", "no words")

    def _told(self, told: Fields, kind: str, decorated: Fields | None) -> None:
        entity = decorated.get(_as_urn, "entity") if decorated else None
        urn = _name(told.given(_as_urn, "generatedActivity") or entity or told.need(_as_urn, "generatedActivity"))
        text = _words(decorated) if decorated else None
        if decorated is None or text is None:
            self.want(kind, urn)
            return
        owner = decorated.get(as_word, "owner")
        above = told.get(as_word, "sourcePost") if kind == "post" else decorated.get(as_word, "parentComment")
        by_page = owner is not None and owner == told.get(as_word, "organizationalEntity")
        self._mention(
            urn,
            text,
            owner,
            above,
            created_at=told.given(as_milliseconds, "lastModifiedAt"),
            from_staff=by_page or kind == "staff_comment",
            public=decorated.given(as_word, "visibility") in (None, "PUBLIC"),
        )

    def _mention(self, urn: str, text: str, owner: str | None, above: str | None, **rest: Any) -> None:
        comment = comment_name(urn)
        post = comment.post_urn if comment else None
        parent = _name(above) if above else post
        self.mention(
            urn,
            text,
            author=Author(id=owner),
            url=_url(urn),
            thread=post or urn,
            parent=parent if parent != urn else None,
            **rest,
        )

    # ------------------------------------------------------------ what was fetched
    def fetched(self, body: object) -> None:
        urn = self.delivery.headers.get("firebreak-asked", "")
        status = self.delivery.headers.get("firebreak-status", "200")
        if status in ("404", "410") and urn:
            self.gone(urn, "deleted on LinkedIn")
        elif status != "200":
            self.skip("answer", "LinkedIn does not let us read it: a member's own post takes r_member_social")
        elif isinstance(body, Fault):
            self.faults.append(body)
        else:
            self.try_(self._fetched, body, urn, self.delivery.headers.get("firebreak-kind", ""))

    def _fetched(self, value: object, urn: str, kind: str) -> None:
        answer = self.fields(value)
        if kind == "post" or "commentary" in answer:
            self._fetched_post(answer, urn or answer.need(_as_urn, "id"))
            return
        counts = [answer.get(as_count, *path) or 0 for path in _COUNTS]
        self._mention(
            _name(urn or answer.given(_as_urn, "commentUrn") or answer.need(_as_urn, "$URN")),
            answer.need(as_text, "message", "text"),
            answer.get(as_word, "actor"),
            answer.get(as_word, "parentComment"),
            created_at=answer.given(as_milliseconds, "created", "time"),
            edited_at=answer.given(as_milliseconds, "lastModified", "time"),
            from_staff=kind == "staff_comment",
            engagement=sum(counts),
        )

    def _fetched_post(self, answer: Fields, urn: str) -> None:
        published = answer.given(as_milliseconds, "publishedAt")
        self._mention(
            urn,
            _plain(answer.given(as_text, "commentary") or ""),
            answer.get(as_word, "author"),
            answer.get(as_word, "reshareContext", "parent"),
            created_at=published or answer.given(as_milliseconds, "createdAt"),
            edited_at=answer.given(as_milliseconds, "lastModifiedAt"),
            public=answer.given(as_word, "visibility") == "PUBLIC",
        )


def _as_urn(value: object) -> str:
    urn = as_word(value)
    if not _URN.fullmatch(urn):
        raise ValueError("is no name of a thing on LinkedIn")
    return urn


def _words(comment: Fields) -> str | None:
    """A comment's text, which is sent in two forms; None where it isn't sent."""
    plain = comment.given(as_text, "text")
    return plain if plain is not None else comment.given(as_text, "message", "text")


def _plain(commentary: str) -> str:
    named = _NAMED.sub(lambda found: found[1], _TAG.sub(lambda found: f"#{found[1]}", commentary))
    return _ESCAPED.sub(lambda found: found[1], named)


def _name(urn: str) -> str:
    """The one form of a comment's name; any other name as it is."""
    comment = comment_name(urn)
    return comment.urn if comment else urn


def _url(urn: str) -> str | None:
    comment = comment_name(urn)
    if comment is not None:
        name = quote(f"urn:li:comment:({comment.kind}:{comment.post},{comment.number})", safe="")
        return f"https://www.linkedin.com/feed/update/{comment.post_urn}?commentUrn={name}"
    return f"https://www.linkedin.com/feed/update/{urn}" if _POST.fullmatch(urn) else None


def _greeted(request: Request, keys: Keys, _source: Source, _now: datetime) -> Greeted | None:
    code, secret = request.query.get("challengeCode", ""), keys.newest("secret")
    if request.method != "GET" or not _CHALLENGE.fullmatch(code) or not secret:
        return None
    answer = {"challengeCode": code, "challengeResponse": digest(secret.encode(), code.encode())}
    return Greeted(200, json.dumps(answer), "application/json", holds_for=_CHECKED_FOR)


PLATFORM = Platform(
    name="linkedin",
    title="LinkedIn",
    parse=parse,
    door=Door(
        # The words `hmacsha256=` are a part of what is signed, and none of the header.
        refused=signed_body("x-li-signature", before=b"hmacsha256="),
        greeted=_greeted,
        credentials=(
            Credential("secret", "the application's client secret", "linkedin.com/developers/apps, Auth"),
            Credential(
                "token",
                "an administrator's access token (rw_organization_admin, r_organization_social_feed); good for 60 days",
                "linkedin.com/developers/apps, Docs and tools, OAuth token tools; fetches what comes without words",
                optional=True,
            ),
        ),
        setup=(
            "Needs LinkedIn's approval of the application for the Community Management API",
            "In linkedin.com/developers/apps, under Webhooks, add {address}: it is checked then, and every two hours",
            "Subscribe the page: PUT /rest/eventSubscriptions of eventType ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS, "
            "as an administrator of the page. The subscription ends with that administrator's token, after 60 days",
            "Write the page's own urn (urn:li:organization:NUMBER) under `ours`",
        ),
    ),
    fetch=fetch,
    fetch_most=10,
    check=check,
    renew=check,
    settings=(
        Setting(
            "client_id", "the application's client id, for `firebreak source check` to ask how long the token is good"
        ),
        Setting("api_version", f"the month of LinkedIn's API that is asked, such as `{VERSION}`"),
    ),
)
