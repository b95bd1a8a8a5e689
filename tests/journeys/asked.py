"""What each platform that is asked answers, in its documented shape: posts, and comments on them."""

from __future__ import annotations

from shared.mention import Author
from tests.journeys.answers import Answers
from tests.journeys.asked_pages import PAGES
from tests.journeys.called import POST_ON_X, SECONDS, TEXT, WRITTEN

_INVALID: object = (400, {}, {"error": {"code": 190, "message": "Error validating access token"}})
_BY_MIA = {"from": {"id": "7", "name": "Mia"}}
_MIA = "at://did:plc:mia"
_TOOT = "https://social.example.com/users/mia"
_RECORD = {"$type": "app.bsky.feed.post", "text": TEXT, "createdAt": WRITTEN}
_LISTING = {
    "kind": "t3",
    "data": {
        "name": "t3_abc",
        "title": TEXT,
        "selftext": "",
        "author": "mia",
        "author_fullname": "t2_mia",
        "created_utc": float(SECONDS),
        "edited": False,
        "subreddit_type": "public",
    },
}
_COMMENT = {
    "textOriginal": TEXT,
    "textDisplay": TEXT,
    "authorDisplayName": "@mia",
    "authorChannelId": {"value": "UC7"},
    "publishedAt": WRITTEN,
    "updatedAt": WRITTEN,
    "videoId": "v1",
}
_THREAD = {
    "kind": "youtube#commentThread",
    "id": "c1",
    "snippet": {
        "videoId": "v1",
        "isPublic": True,
        "totalReplyCount": 0,
        "topLevelComment": {"kind": "youtube#comment", "id": "c1", "snippet": _COMMENT},
    },
}
STATUS = {
    "id": "115300000000000001",
    "uri": f"{_TOOT}/statuses/1",
    "content": f"<p>{TEXT}</p>",
    "visibility": "public",
    "created_at": WRITTEN,
    "account": {"id": "7", "acct": "mia@social.example.com", "uri": _TOOT, "display_name": "Mia"},
}

POSTS: tuple[Answers, ...] = (
    Answers(
        "bluesky",
        {
            "/xrpc/com.atproto.server.createSession": {"accessJwt": "for-an-hour"},
            "/xrpc/app.bsky.feed.searchPosts": {
                "posts": [
                    {
                        "uri": f"{_MIA}/app.bsky.feed.post/3k",
                        "author": {"did": "did:plc:mia", "handle": "mia.example.com", "displayName": "Mia"},
                        "record": _RECORD,
                        "indexedAt": WRITTEN,
                    }
                ]
            },
        },
        f"{_MIA}/app.bsky.feed.post/3k",
        Author("did:plc:mia", "Mia", "mia.example.com"),
        "@mia.example.com",
        cursor="since=",
        look_for=("sailing",),
        settings={"account": "acme.example.com"},
    ),
    Answers(
        "discourse",
        {
            "/posts.json": {
                "latest_posts": [
                    {
                        "id": 7,
                        "topic_id": 3,
                        "post_number": 1,
                        "user_id": 5,
                        "username": "mia",
                        "name": "Mia",
                        "raw": TEXT,
                        "created_at": WRITTEN,
                        "updated_at": WRITTEN,
                    }
                ]
            }
        },
        "{host}/p/7",
        Author("{host}/u/5", "Mia", "mia"),
        "mia",
        refused=(403, {}, {"errors": ["You are not permitted to view the requested resource."]}),
    ),
    Answers(
        "facebook",
        {
            "/100/feed": {"data": [{"id": "100_200", "created_time": WRITTEN, "updated_time": WRITTEN}]},
            "/100/tagged": {"data": []},
            "/100_200/comments": {"data": [{"id": "200_300", "message": TEXT, "created_time": WRITTEN, **_BY_MIA}]},
        },
        "200_300",
        Author("7", "Mia"),
        "7",
        cursor="since=",
        refused=_INVALID,
        look_for=("100",),
    ),
    Answers(
        "github",
        {
            "/repos/acme/app": {"private": False},
            "/repos/acme/app/issues": [
                {
                    "html_url": "https://github.com/acme/app/issues/4",
                    "title": TEXT,
                    "body": None,
                    "user": {"id": 7, "login": "mia", "type": "User"},
                    "author_association": "NONE",
                    "created_at": WRITTEN,
                    "updated_at": WRITTEN,
                }
            ],
            "/repos/acme/app/issues/comments": [],
        },
        "github.com/acme/app/issues/4",
        Author("7", None, "mia"),
        "mia",
        cursor="since=",
        look_for=("acme/app",),
    ),
    Answers(
        "instagram",
        {
            "/17841/media": {"data": [{"id": "800", "comments_count": 1}]},
            "/800/comments": {
                "data": [{"id": "900", "text": TEXT, "timestamp": WRITTEN, "from": {"id": "7", "username": "mia"}}]
            },
            "/17841/tags": {"data": []},
        },
        "900",
        Author("7", None, "mia"),
        "@mia",
        refused=_INVALID,
        settings={"account": "17841"},
    ),
    Answers(
        "mastodon",
        {"/api/v1/timelines/tag/sailing": [STATUS]},
        f"{_TOOT}/statuses/1",
        Author(_TOOT, "Mia", "mia@social.example.com"),
        "@mia@social.example.com",
        cursor="min_id=",
        look_for=("#sailing",),
    ),
    Answers(
        "reddit",
        {
            "/api/v1/access_token": {"access_token": "for-an-hour"},
            "/r/acme/new": {"kind": "Listing", "data": {"children": [_LISTING], "after": None}},
            "/r/acme/comments": {"kind": "Listing", "data": {"children": [], "after": None}},
        },
        "t3_abc",
        Author("t2_mia", None, "mia"),
        "u/mia",
        look_for=("r/acme",),
        settings={"contact": "acme"},
    ),
    Answers(
        "x",
        {
            "/2/tweets/search/recent": {
                "data": [{"id": POST_ON_X, "text": TEXT, "author_id": "7", "created_at": WRITTEN}],
                "includes": {"users": [{"id": "7", "name": "Mia", "username": "mia"}]},
                "meta": {"result_count": 1},
            }
        },
        POST_ON_X,
        Author("7", "Mia", "mia"),
        "@mia",
        cursor="since_id=",
        look_for=("sailing",),
        settings={"posts_a_month": "10000"},
    ),
    Answers(
        "youtube",
        {"/commentThreads": {"items": [_THREAD]}},
        "c1",
        Author("UC7", "@mia", "mia"),
        "@mia",
        refused=(400, {}, {"error": {"code": 400, "errors": [{"reason": "badRequest"}], "status": "INVALID_ARGUMENT"}}),
        look_for=("UC1",),
    ),
)
SWEPT = tuple(sorted((*POSTS, *PAGES), key=lambda one: one.platform))
