"""Answers of each platform that we ask, built here in the shape that its documentation shows. Made up, as all here."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from infra.bench.ears_bodies import ISO, SECONDS, TEXT, URL, Sample, every, forum_post, issue, status, tweet, tweeters
from shared.plan import Source

_PLACE = "accounts/10/locations/20"
_RSS_TIME = "Fri, 02 Oct 2026 11:00:00 GMT"


def asked(platform: str, of: Callable[[int], Any], most: int = 100) -> Sample:
    """A platform that we ask."""
    look_for = {"google_reviews": _PLACE, "youtube": "UCacme"}.get(platform, "acme")
    source = Source(
        platform, platform, "sweep", "acme", url="https://place.example.com/feed.xml", look_for=(look_for,), settings={}
    )
    return Sample(source, "sweep", of, {"content-type": "application/json"}, most)


def _list(name: str, one: Callable[[int], Any], **around: Any) -> Callable[[int], Any]:
    return lambda count: {name: every(count, one), **around}


def _label(text: object) -> Any:
    return {"label": str(text)}


def _review(number: int) -> Any:
    return {
        "id": _label(number + 1),
        "title": _label("Late"),
        "content": _label(TEXT),
        "im:rating": _label(1),
        "im:voteSum": _label(2),
        "updated": _label("2026-10-02T04:00:00-07:00"),
        "author": {"name": _label("Mia"), "uri": _label("https://itunes.apple.com/gb/reviews/id5")},
        "link": {"attributes": {"href": URL.format(number)}},
    }


def _sky_post(number: int) -> Any:
    record = {"$type": "app.bsky.feed.post", "text": TEXT, "createdAt": ISO, "langs": ["en"]}
    counts = {"replyCount": 1, "repostCount": 2, "likeCount": 3, "quoteCount": 4, "indexedAt": ISO}
    author = {"did": "did:plc:aaaabbbbcccc", "handle": "mia.example", "displayName": "Mia"}
    return {
        "uri": f"at://did:plc:aaaabbbbcccc/app.bsky.feed.post/3k{number}",
        "author": author,
        "record": record,
    } | counts


def _page_post(number: int) -> Any:
    about = {"message": TEXT, "created_time": "2026-10-02T11:00:00+0000", "from": {"id": "500", "name": "Mia"}}
    return {**about, "id": f"10_{number}", "permalink_url": f"https://www.facebook.com/10/posts/{number}"}


def _photo(number: int) -> Any:
    about = {"caption": TEXT, "media_type": "IMAGE", "timestamp": "2026-10-02T11:00:00+0000", "like_count": 5}
    return {**about, "id": str(210 + number), "permalink": "https://www.instagram.com/p/abc/", "username": "noor"}


def _store_review(number: int) -> Any:
    said = {"text": f"Late\t{TEXT}", "lastModified": {"seconds": str(SECONDS)}, "starRating": 1}
    return {"reviewId": f"gp:{number}", "authorName": "Mia", "comments": [{"userComment": said}]}


def _place_review(number: int) -> Any:
    about = {"name": f"{_PLACE}/reviews/r{number}", "reviewId": f"r{number}", "starRating": "ONE", "comment": TEXT}
    return {**about, "reviewer": {"displayName": "Mia"}, "createTime": ISO, "updateTime": ISO}


def _hit(number: int) -> Any:
    about = {"objectID": str(number), "created_at": ISO, "created_at_i": SECONDS, "author": "mia", "points": 12}
    return {**about, "title": None, "comment_text": f"<i>Mine</i> too: {TEXT}", "story_id": 41, "parent_id": 42}


def _listing(count: int) -> Any:
    def post(number: int) -> Any:
        about = {"title": "Stuck", "selftext": TEXT, "author": "mia", "author_fullname": "t2_77", "edited": False}
        where = {"permalink": f"/r/acme/comments/{number}/stuck/", "subreddit_type": "public", "score": 4}
        return {"kind": "t3", "data": {**about, **where, "name": f"t3_{number}", "created_utc": float(SECONDS)}}

    return {"kind": "Listing", "data": {"children": every(count, post), "after": None}}


def _question(number: int) -> Any:
    about = {"title": "Why doesn&#39;t it work?", "body": f"<p>{TEXT}</p>", "creation_date": SECONDS, "score": 2}
    return {**about, "question_id": number + 1, "owner": {"user_id": 5, "display_name": "Mia"}, "answer_count": 1}


def _thread(number: int) -> Any:
    said = {"authorDisplayName": "@mia", "authorChannelId": {"value": "UCmia"}, "videoId": "dQ0", "textOriginal": TEXT}
    top = {"id": f"Ug{number}", "snippet": {**said, "likeCount": 4, "publishedAt": ISO, "updatedAt": ISO}}
    snippet = {"videoId": "dQ0", "topLevelComment": top, "isPublic": True}
    return {"kind": "youtube#commentThread", "id": f"Ug{number}", "snippet": snippet}


def _rss(count: int) -> bytes:
    def item(number: int) -> str:
        address = URL.format(number)
        about = f"<guid>{address}</guid><link>{address}</link><pubDate>{_RSS_TIME}</pubDate>"
        return f"<item>{about}<title>Late</title><description>{TEXT}</description></item>"

    return f'<rss version="2.0"><channel><title>t</title>{"".join(every(count, item))}</channel></rss>'.encode()


def _alerts(count: int) -> bytes:
    def entry(number: int) -> str:
        address = f"https://www.google.com/url?rct=j&amp;url={URL.format(number)}"
        about = f"<id>tag:google.com,2013:googlealerts/feed:{number}</id><published>{ISO}</published>"
        words = f'<title type="html">&lt;b&gt;Acme&lt;/b&gt; late</title><content type="html">{TEXT}</content>'
        return f'<entry>{about}<updated>{ISO}</updated>{words}<link href="{address}"/></entry>'

    made = "".join(every(count, entry))
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert</title>{made}</feed>'.encode()


def _json_feed(count: int) -> bytes:
    def item(number: int) -> Any:
        return {"id": str(number), "url": URL.format(number), "content_html": f"<p>{TEXT}</p>", "date_published": ISO}

    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": every(count, item)}).encode()


ASKED: dict[str, Sample] = {
    "appstore": asked("appstore", lambda count: {"feed": {"entry": every(count, _review)}}),
    "bluesky": asked("bluesky", _list("posts", _sky_post)),
    "discourse": asked("discourse", _list("latest_posts", forum_post)),
    "facebook": asked("facebook", _list("data", _page_post)),
    "github": asked("github", lambda count: every(count, issue)),
    "google_alerts": asked("google_alerts", _alerts),
    "google_play": asked("google_play", _list("reviews", _store_review)),
    "google_reviews": asked("google_reviews", _list("reviews", _place_review)),
    "hackernews": asked("hackernews", _list("hits", _hit)),
    "instagram": asked("instagram", _list("data", _photo)),
    "mastodon": asked("mastodon", lambda count: every(count, status)),
    "reddit": asked("reddit", _listing),
    "rss": asked("rss", _rss),
    "stackexchange": asked("stackexchange", _list("items", _question)),
    "x": asked("x", _list("data", tweet, includes=tweeters())),
    "youtube": asked("youtube", _list("items", _thread)),
}
#: The other shape that a feed may have.
JSON_FEED = asked("rss", _json_feed)
