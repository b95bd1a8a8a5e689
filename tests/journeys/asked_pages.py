"""What each platform that is asked answers, in its documented shape: reviews, feeds, and pages of a search."""

from __future__ import annotations

from shared.mention import Author
from tests.journeys.answers import Answers
from tests.journeys.called import SECONDS, TEXT, WRITTEN

_TOKEN = {"/token": {"access_token": "for-an-hour"}}
_NO_GRANT: object = (400, {}, {"error": "invalid_grant"})
_PLACE = "accounts/1/locations/2"


def _feed(item: str) -> bytes:
    return f'<rss version="2.0"><channel><title>News</title><item>{item}</item></channel></rss>'.encode()


def _label(**labels: str) -> dict[str, object]:
    return {name: {"label": value} for name, value in labels.items()}


_REVIEW = {
    **_label(id="9", title=TEXT, content="", updated=WRITTEN),
    "im:rating": {"label": "1"},
    "author": _label(name="Mia") | _label(uri="https://itunes.apple.com/us/reviews/id7"),
}
_APP = "/us/rss/customerreviews/page={}/id=123456/sortBy=mostRecent/json"
_ALERT = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:google.com,2013:googlealerts/feed:1</id>'
    f"<title>{TEXT}</title><published>{WRITTEN}</published><updated>{WRITTEN}</updated>"
    '<link href="https://www.google.com/url?rct=j&amp;url=https://example.com/p&amp;ct=ga"/></entry></feed>'
)

PAGES: tuple[Answers, ...] = (
    Answers(
        "appstore",
        {_APP.format(1): {"feed": {"entry": _REVIEW}}, _APP.format(2): {"feed": {}}},
        "9",
        Author("7", "Mia"),
        "7",
        cursor="page=2",
        refused=None,
        look_for=("123456",),
    ),
    Answers(
        "google_alerts",
        {"/alerts/feeds/1/2": (200, {"ETag": '"a1"', "content-type": "application/atom+xml"}, _ALERT.encode())},
        "tag:google.com,2013:googlealerts/feed:1",
        Author(),
        cursor='"a1"',
        refused=None,
        path="/alerts/feeds/1/2",
    ),
    Answers(
        "google_play",
        {
            **_TOKEN,
            "/com.example.app/reviews": {
                "reviews": [
                    {
                        "reviewId": "r1",
                        "authorName": "Mia",
                        "comments": [
                            {"userComment": {"text": TEXT, "starRating": 1, "lastModified": {"seconds": str(SECONDS)}}}
                        ],
                    }
                ]
            },
        },
        "r1",
        Author(name="Mia"),
        refused=_NO_GRANT,
        look_for=("com.example.app",),
    ),
    Answers(
        "google_reviews",
        {
            **_TOKEN,
            f"/{_PLACE}/reviews": {
                "reviews": [
                    {
                        "reviewId": "r3",
                        "comment": TEXT,
                        "starRating": "ONE",
                        "createTime": WRITTEN,
                        "updateTime": WRITTEN,
                        "reviewer": {"displayName": "Mia"},
                    }
                ]
            },
        },
        "r3",
        Author(name="Mia"),
        refused=_NO_GRANT,
        look_for=(_PLACE,),
    ),
    Answers(
        "hackernews",
        {
            "/search_by_date": {
                "hits": [
                    {
                        "objectID": "42",
                        "author": "mia",
                        "comment_text": f"<p>{TEXT}</p>",
                        "created_at": WRITTEN,
                        "created_at_i": SECONDS,
                        "updated_at": WRITTEN,
                    }
                ]
            }
        },
        "42",
        Author("mia", None, "mia"),
        "mia",
        cursor="created_at_i>=",
        refused=None,
        look_for=("sailing",),
    ),
    Answers(
        "rss",
        {
            "/feed.xml": (
                200,
                {"ETag": '"f1"', "content-type": "application/rss+xml"},
                _feed(f"<guid>https://news.example.com/1</guid><title>{TEXT}</title><pubDate>{WRITTEN}</pubDate>"),
            )
        },
        "https://news.example.com/1",
        Author(),
        cursor='"f1"',
        refused=None,
        path="/feed.xml",
    ),
    Answers(
        "stackexchange",
        {
            "/search/advanced": {
                "items": [
                    {
                        "question_id": 5,
                        "title": TEXT,
                        "creation_date": SECONDS,
                        "last_activity_date": SECONDS,
                        "answer_count": 0,
                        "owner": {"user_id": 7, "display_name": "Mia"},
                    }
                ],
                "has_more": False,
            }
        },
        "stackoverflow/5",
        Author("stackoverflow/u/7", "Mia"),
        "stackoverflow/u/7",
        cursor="min=",
        refused=(400, {}, {"error_id": 400, "error_name": "bad_parameter", "error_message": "key"}),
        look_for=("[sailing]",),
    ),
)
