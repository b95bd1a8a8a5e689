"""Videos of watched YouTube channels (pushed by WebSub), and the comments under videos (asked for).

Pushes: https://developers.google.com/youtube/v3/guides/push_notifications (uploads, titles and descriptions; never
comments). Comments: https://developers.google.com/youtube/v3/docs/commentThreads and .../comments; a call costs one of
10,000 units a day, which begins at midnight in California (.../determine_quota_cost). What is kept has to be refreshed
or deleted within 30 days (https://developers.google.com/youtube/terms/developer-policies, III.E.4).
"""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, as_any, as_count, as_flag, as_id, as_instant, as_text, as_word, read_object
from shared.ears.html import plain_text
from shared.ears.platform import Asking, Credential, Done, Door, Platform, Round, Setting, Sweep
from shared.ears.reading import Reading
from shared.mention import Author
from shared.plan import Source
from shared.platforms.parts import websub
from shared.platforms.parts.youtube_comments import VIDEO, sweep
from shared.platforms.parts.youtube_recheck import MOST_IDS, check, recheck

_HUB = "https://pubsubhubbub.appspot.com"
_TOPIC = "https://www.youtube.com/xml/feeds/videos.xml"
#: The guide has had both; a hub that knows the topic by the shorter one asks with it.
_TOPIC_PATHS = ("/xml/feeds/videos.xml", "/feeds/videos.xml")
_YT = "http://www.youtube.com/xml/schemas/2015"
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_VIDEO_REF = "yt:video:"


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The videos of a push, or the comments and videos of an answer."""
    reading = _Reading(delivery, source)
    if delivery.how == "webhook":
        reading.push()
    else:
        reading.answer()
    return reading.parsed()


class _Reading(Reading):
    """One push or one answer."""

    def push(self) -> None:
        from shared.platforms.parts.atom import read_atom

        feed = read_atom(self.delivery.body, _YT)
        if isinstance(feed, Fault):
            self.faults.append(feed)
            return
        whole = self.fields(feed, "feed")
        self.each(whole.parts("entry"), self._entry)
        self.each(whole.parts("deleted"), self._deleted)
        if not (feed["entry"] or feed["deleted"]):
            self.skip("feed", "no video in it")

    def _entry(self, entry: Fields) -> None:
        channel, channels = entry.given(as_id, "channelId"), _channels(self.source)
        video = entry.need(as_id, "videoId")
        if channel and channels and channel not in channels:
            self.skip("video", "of a channel that isn't looked for")
            return
        title = entry.given(as_text, "title")
        if not title:
            self.skip("video", "no title in the delivery")
            return
        author = Author(id=channel, name=entry.get(as_text, "author", "name"))
        self._video(video, title, author, entry, "published", "updated")

    def _deleted(self, gone: Fields) -> None:
        ref = gone.need(as_word, "ref")
        if not ref.startswith(_VIDEO_REF):
            self.skip("deleted-entry", "no video")
            return
        # The tombstone is owed whenever it was written: a time that can't be read costs only itself.
        self.gone(VIDEO + ref.removeprefix(_VIDEO_REF), "deleted, or no longer public", gone.get(as_instant, "when"))

    def _video(self, video: str, title: str, author: Author, fields: Fields, *times: str) -> None:
        created, *edited = (fields.given(as_instant, name) for name in times)
        self.mention(
            VIDEO + video,
            title,
            author=author,
            created_at=created,
            edited_at=next((at for at in edited if at is not None), None),
            url=f"https://www.youtube.com/watch?v={video}" if _ID.fullmatch(video) else None,
            thread=VIDEO + video,
        )

    def answer(self) -> None:
        asked = [one for one in self.delivery.headers.get("firebreak-asked", "").split(",") if one]
        status = self.delivery.headers.get("firebreak-status", "200")
        if status == "404" and len(asked) == 1:
            self.gone(asked[0], "no longer on YouTube")
        elif status != "200":
            self.skip("answer", "a refusal: what is wrong stands with the source")
        else:
            self._items(asked)

    def _items(self, asked: list[str]) -> None:
        body = read_object(self.delivery.body)
        if isinstance(body, Fault):
            self.faults.append(body)
            return
        whole = self.fields(body, "")
        self.try_(lambda: self.each(whole.parts("items"), self._item))
        # Only a list that could be read to its end says that somebody's words are gone.
        if isinstance(body.get("items"), list) and not self.faults:
            here = {item.get(as_id, "id") for item in whole.parts("items")}
            there = [one for one in asked if one.removeprefix(VIDEO) in here]
            self.absent(asked, there, "no longer on YouTube")
        if not (self._mentions or self._tombstones or self.faults or self._skipped):
            self.skip("answer", "nothing on it")

    def _item(self, item: Fields) -> None:
        kind = item.get(as_text, "kind")
        if kind == "youtube#video":
            snippet = item.part("snippet")
            author = Author(id=snippet.get(as_id, "channelId"), name=snippet.get(as_text, "channelTitle"))
            self._video(item.need(as_id, "id"), snippet.need(as_word, "title"), author, snippet, "publishedAt")
        elif kind == "youtube#comment":
            self._comment(item)
        elif kind == "youtube#commentThread":
            self._thread(item.part("snippet"), item.part_or_none("replies"))
        else:
            self.skip("item", "neither a comment nor a video")

    def _thread(self, thread: Fields, replies: Fields | None) -> None:
        public = thread.given(as_flag, "isPublic")
        video, answers = thread.get(as_id, "videoId"), thread.get(as_count, "totalReplyCount") or 0
        self.try_(self._comment, thread.part("topLevelComment"), video, answers, public is not False)
        for reply in replies.parts("comments") if replies is not None else ():
            self.try_(self._comment, reply, video, 0, public is not False)

    def _comment(self, comment: Fields, video: str | None = None, answers: int = 0, public: bool = True) -> None:
        native_id, snippet = comment.need(as_id, "id"), comment.part("snippet")
        parent, video = snippet.get(as_id, "parentId"), snippet.get(as_id, "videoId") or video
        # The original is shown to its author, and to others only where it can be; the other one is HTML.
        text = snippet.given(as_text, "textOriginal")
        self.mention(
            native_id,
            text if text is not None else plain_text(snippet.need(as_text, "textDisplay")),
            author=_author(snippet),
            created_at=snippet.given(as_instant, "publishedAt"),
            edited_at=snippet.given(as_instant, "updatedAt"),
            url=_link(native_id, video),
            # Not the video: an answer to one customer is none to all who wrote under it.
            thread=parent or native_id,
            parent=parent or (VIDEO + video if video else None),
            engagement=max(0, (snippet.get(as_count, "likeCount") or 0) + answers),
            public=public,
        )


def _author(snippet: Fields) -> Author:
    name = snippet.get(as_text, "authorDisplayName")
    channel = snippet.get(as_any, "authorChannelId")
    id_ = snippet.get(as_id, "authorChannelId", "value") if channel else None
    return Author(id=id_, name=name, handle=name[1:] if name and name.startswith("@") else None)


def _link(comment: str, video: str | None) -> str | None:
    if video is None or not _ID.fullmatch(video) or not _ID.fullmatch(comment.replace(".", "")):
        return None
    return f"https://www.youtube.com/watch?{urlencode({'v': video, 'lc': comment})}"


# ---------------------------------------------------------------- the door
def _channels(source: Source) -> list[str]:
    return [one for one in source.look_for if not one.startswith(VIDEO)]


def _is_ours(topic: str, source: Source) -> bool:
    try:
        parts = urlsplit(topic)
    except ValueError:
        return False
    ours = parts.netloc.lower() == "www.youtube.com" and parts.path in _TOPIC_PATHS
    return ours and parse_qs(parts.query).get("channel_id", [""])[0] in _channels(source)


def _renew(round_: Round) -> Asking:
    """Asks the hub for each channel. Until when it holds is known once the hub has asked our door."""
    channels = _channels(round_.source)
    if not (round_.callback and channels):
        return Done(round_.cursor, problem="nothing to subscribe to: add channel ids under `look_for`")
    for channel in channels:
        yield websub.subscription(round_, f"{round_.base(_HUB)}/", f"{_TOPIC}?{urlencode({'channel_id': channel})}")
    return Done(round_.cursor)


_KEY_PLACE = "Google Cloud console, APIs & Services, Credentials; allow it the YouTube Data API v3 only"
PLATFORM = Platform(
    name="youtube",
    title="YouTube",
    parse=parse,
    door=Door(
        refused=websub.signed,
        greeted=websub.greeted(_is_ours),
        body="xml",
        credentials=(
            Credential("secret", "what the hub is to sign with", "you choose it: at least 20 characters, below 200"),
            Credential("token", "an API key, to ask every 25 days what is still there", _KEY_PLACE, optional=True),
        ),
        setup=(
            "Under `look_for`, write the ids of the channels to watch (UC...)",
            "Nothing to do on YouTube: Firebreak subscribes {address} at Google's hub within minutes, and renews it",
        ),
    ),
    sweep=Sweep(
        sweep,
        look_for="ids of channels (UC...) whose videos' comments to read, or `video:ID` for one video",
        needs=("look_for",),
        credentials=(Credential("token", "an API key", _KEY_PLACE),),
    ),
    fetch=recheck,
    fetch_most=MOST_IDS,
    renew=_renew,
    check=check,
    # "Refresh or delete" within 30 days (developers.google.com/youtube/terms/developer-policies, III.E.4): asked early
    # enough for a used-up quota or a fault, and taken away before that time is over.
    recheck_every=timedelta(days=25),
    kept_unseen=timedelta(days=29, hours=18),
    settings=(Setting("units_a_day", "how much of the API's daily quota this source may use; 10,000 without it"),),
)
