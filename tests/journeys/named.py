"""Calls that only name what somebody wrote, in their documented shape, and what the platform says when it is asked."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.mention import Author
from shared.plan import Source
from tests.journeys.called import COMMENT_ON_LINKEDIN, POST_ON_X, SECONDS, TEXT, WRITTEN, linkedin, meta
from tests.journeys.listening import named
from tests.shared.ears.signers import SIGNERS


@dataclass(frozen=True)
class Naming:
    """`body` names the post `id`; its words are in `answers`, and `gone` is what is answered once it is deleted."""

    platform: str
    body: object
    id: str
    author: Author
    answers: Mapping[str, object]
    gone: Mapping[str, object]
    settings: Mapping[str, str] = field(default_factory=dict)

    def source(self, url: str) -> Source:
        settings = {**SIGNERS[self.platform].settings, **self.settings}
        return Source(named(self.platform), self.platform, "webhook", "acme", url=url, settings=settings)


_NOT_THERE: object = (404, {}, {})
_UNDER_A_POST = f"/rest/socialActions/{'urn:li:activity:6'.replace(':', '%3A')}/comments/7"
_POST_ON_LINKEDIN = "/rest/posts/urn%3Ali%3Ashare%3A8"
_MEMBER = "urn:li:person:mia"
_PLACE = "accounts/1/locations/2/reviews/r3"
_REVIEW = "5f6a1d2c3b4e5f6a1d2c3b4e"
_TOKEN = {"/token": {"access_token": "for-an-hour"}}
_TOLD = {"createTime": WRITTEN, "updateTime": WRITTEN}
#: What Meta says of a token without an end, which is looked at in the same minute.
UNENDING = {"/": [{"code": 200, "body": json.dumps({"data": {"is_valid": True, "expires_at": 0}})}]}
_BY_MIA = {"timestamp": WRITTEN, "username": "mia"}


def _pushed(notice: object) -> object:
    return {"message": {"data": base64.b64encode(json.dumps(notice).encode()).decode(), "messageId": "1"}}


def _looked_up(**answer: object) -> Mapping[str, object]:
    return {"/2/tweets": answer}


_CUT_SHORT = {
    "id_str": POST_ON_X,
    "text": TEXT[:20],
    "truncated": True,
    "created_at": "Fri Oct 02 11:50:00 +0000 2026",
    "user": {"id_str": "7", "name": "Mia", "screen_name": "mia"},
}
_WHOLE = {"id": POST_ON_X, "text": TEXT, "author_id": "7", "created_at": WRITTEN}

NAMINGS: tuple[Naming, ...] = (
    Naming(
        "facebook",
        meta("page", "mention", item="post", verb="add", post_id="300_400", message=TEXT, created_time=SECONDS),
        "300_400",
        Author("7", "Mia"),
        {
            **UNENDING,
            "/300_400": {
                "id": "300_400",
                "message": TEXT,
                "created_time": WRITTEN,
                "from": {"id": "7", "name": "Mia"},
            },
        },
        {**UNENDING, "/300_400": _NOT_THERE},
    ),
    Naming(
        "google_reviews",
        _pushed({"reviewName": _PLACE, "type": "NEW_REVIEW"}),
        "r3",
        Author(name="Mia"),
        {
            **_TOKEN,
            f"/{_PLACE}": {
                "name": _PLACE,
                "comment": TEXT,
                "starRating": "ONE",
                "reviewer": {"displayName": "Mia"},
                **_TOLD,
            },
        },
        {**_TOKEN, f"/{_PLACE}": _NOT_THERE},
    ),
    Naming(
        "instagram",
        meta("instagram", "mentions", media_id="810"),
        "810",
        Author(handle="mia"),
        {**UNENDING, "/17841": {"mentioned_media": {"id": "810", "caption": TEXT, **_BY_MIA}, "id": "17841"}},
        {**UNENDING, "/17841": _NOT_THERE},
        settings={"account": "17841"},
    ),
    Naming(
        "instagram",
        meta("instagram", "mentions", media_id="810", comment_id="910"),
        "910",
        Author(handle="mia"),
        {**UNENDING, "/17841": {"mentioned_comment": {"id": "910", "text": TEXT, **_BY_MIA}, "id": "17841"}},
        {**UNENDING, "/17841": _NOT_THERE},
        settings={"account": "17841"},
    ),
    Naming(
        "linkedin",
        linkedin("COMMENT"),
        COMMENT_ON_LINKEDIN,
        Author(_MEMBER),
        {_UNDER_A_POST: {"actor": _MEMBER, "message": {"text": TEXT}, "created": {"time": SECONDS * 1000}}},
        {_UNDER_A_POST: _NOT_THERE},
    ),
    Naming(
        "linkedin",
        linkedin("SHARE_MENTION", generatedActivity="urn:li:share:8"),
        "urn:li:share:8",
        Author(_MEMBER),
        {
            _POST_ON_LINKEDIN: {
                "commentary": TEXT,
                "author": _MEMBER,
                "publishedAt": SECONDS * 1000,
                "visibility": "PUBLIC",
            }
        },
        {_POST_ON_LINKEDIN: _NOT_THERE},
    ),
    Naming(
        "trustpilot",
        {"events": [{"eventName": "service-review-created", "eventData": {"id": _REVIEW}}]},
        _REVIEW,
        Author("7", "Mia"),
        {
            f"/v1/reviews/{_REVIEW}": {
                "id": _REVIEW,
                "stars": 1,
                "text": TEXT,
                "createdAt": WRITTEN,
                "consumer": {"id": "7", "displayName": "Mia"},
            }
        },
        {f"/v1/reviews/{_REVIEW}": _NOT_THERE},
    ),
    Naming(
        "x",
        {"for_user_id": "99", "tweet_create_events": [_CUT_SHORT]},
        POST_ON_X,
        Author("7", "Mia", "mia"),
        _looked_up(data=[_WHOLE], includes={"users": [{"id": "7", "name": "Mia", "username": "mia"}]}),
        _looked_up(errors=[{"resource_id": POST_ON_X, "type": "https://api.x.com/2/problems/resource-not-found"}]),
    ),
)
