"""Posts and comments on Reddit, by sweeps: it has no webhooks.

Things are named by kind and id, `t3_` a post and `t1_` a comment (reddit.com/dev/api, "fullnames"). Asked with
`raw_json=1`, texts come as they were written. What is deleted there must go here too, its author's name included
(support.reddithelp.com, "Reddit Data API Wiki").
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, as_count, as_flag, as_id, as_seconds, as_text, read_object
from shared.ears.platform import Platform, Setting, Sweep
from shared.ears.reading import Reading, pictures
from shared.mention import Author, Media
from shared.plan import Source
from shared.platforms.parts.reddit_asking import ASKED, CLIENT, check, fetch, sweep

_POST, _COMMENT = "t3", "t1"
_NAME = re.compile(r"t[13]_[0-9a-z]{1,20}", re.ASCII)
#: What stands in place of a text that is gone, and of an account that is.
_MARK = re.compile(r"\[\s*(deleted|removed)\b[^\]]{0,100}\]", re.IGNORECASE)
_NOBODY = "[deleted]"
#: The kinds of communities that anybody can read (reddit-archive/reddit, r2/models/subreddit.py; `user`: profiles).
_OPEN = ("public", "restricted", "archived", "user", "gold_restricted")
_STATUS = "firebreak-status"


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The posts and comments of a listing."""
    body = read_object(delivery.body)
    reading = _Reading(delivery, source)
    if delivery.headers.get(_STATUS):
        reading.skip("page", "Reddit shows no such community, or not to us")
    elif isinstance(body, Fault):
        return Parsed(faults=(body,))
    else:
        reading.try_(reading.listing, reading.fields(body, ""))
    return reading.parsed()


def as_name(value: object) -> str:
    """The name of a post or a comment."""
    text = as_text(value)
    if not _NAME.fullmatch(text):
        raise ValueError("is not the name of a post or a comment (t3_..., t1_...)")
    return text


def as_edited(value: object) -> datetime | None:
    """When it was last edited: a time, false where it never was, true where that was long ago."""
    return None if isinstance(value, bool) else as_seconds(value)


class _Reading(Reading):
    def listing(self, whole: Fields) -> None:
        """A listing, or the things that an edit answers with."""
        edited = "json" in whole
        things = list(whole.parts("json", "data", "things") if edited else whole.parts("data", "children"))
        there: set[str] = set()
        self.each(things, lambda thing: self._thing(thing, there))
        asked = [name for name in self.delivery.headers.get(ASKED, "").split(",") if name]
        # An answer that can't be read whole is no proof that something is gone.
        if not self.faults and asked and isinstance(whole.part("data").value.get("children"), list):
            self.absent(asked, there, "no longer on Reddit")
        elif not things and not self.faults:
            self.skip("page", "nothing new on it")

    def _thing(self, thing: Fields, there: set[str]) -> None:
        kind = thing.need(as_text, "kind")
        if kind not in (_POST, _COMMENT):
            self.skip("thing", "neither a post nor a comment")
            return
        one = thing.part("data")
        name = one.need(as_name, "name")
        there.add(name)
        words = one.given(as_text, "body" if kind == _COMMENT else "selftext") or ""
        gone = _gone(one, words)
        if gone:
            self.gone(name, gone)
        elif kind == _POST:
            self._post(one, name, words)
        else:
            self._comment(one, name, words)

    def _post(self, post: Fields, name: str, words: str) -> None:
        title = post.given(as_text, "title") or ""
        passed_on = post.get(as_count, "num_crossposts")
        answers = post.get(as_count, "num_comments") or 0
        self._keep(
            post,
            name,
            "\n\n".join(part for part in (title.strip(), words.strip()) if part),
            url=_address(post, f"/comments/{name.removeprefix('t3_')}/"),
            thread=name,
            engagement=_score(post) + answers + (passed_on or 0),
            reposts=passed_on,
            media=_media(post),
        )

    def _comment(self, comment: Fields, name: str, words: str) -> None:
        link = comment.get(as_name, "link_id")
        path = f"/comments/{link.removeprefix('t3_')}/_/{name.removeprefix('t1_')}/" if link else None
        self._keep(
            comment,
            name,
            words,
            url=_address(comment, path),
            thread=link,
            parent=comment.get(as_name, "parent_id"),
            engagement=_score(comment),
        )

    def _keep(self, thing: Fields, name: str, text: str, **rest: Any) -> None:
        where = thing.given(as_text, "subreddit_type")
        self.mention(
            name,
            text,
            author=Author(id=thing.get(as_id, "author_fullname"), handle=thing.get(as_text, "author")),
            created_at=thing.given(as_seconds, "created_utc"),
            edited_at=thing.given(as_edited, "edited"),
            # Old answers don't say it; they were read as anybody reads them.
            public=where is None or where in _OPEN,
            **rest,
        )


def _gone(thing: Fields, words: str) -> str | None:
    removed_by = thing.given(as_text, "removed_by_category")
    mark = _MARK.fullmatch(words.strip())
    if removed_by == "deleted" or (mark and mark[1].lower() == "deleted"):
        return "deleted by its author"
    if removed_by or mark:
        return "removed on Reddit"
    return "its author deleted the account" if thing.given(as_text, "author") == _NOBODY else None


def _score(thing: Fields) -> int:
    return max(thing.get(as_count, "score") or 0, 0)


def _address(thing: Fields, other: str | None) -> str | None:
    path = (thing.get(as_text, "permalink") or "").partition("?")[0]
    # Only a path of Reddit's: what stands there is shown to people as a link.
    path = path if path.startswith("/") and not path.startswith("//") else other or ""
    return f"https://www.reddit.com{path}" if path else None


def _media(post: Fields) -> tuple[Media, ...]:
    if post.get(as_flag, "is_video"):
        return pictures("video", [post.get(as_text, "media", "reddit_video", "fallback_url")])
    url = post.get(as_text, "url") if post.get(as_text, "post_hint") == "image" else None
    return pictures("image", [url] if url and url.startswith("https://") else [])


PLATFORM = Platform(
    name="reddit",
    title="Reddit",
    parse=parse,
    sweep=Sweep(
        sweep,
        needs=("look_for",),
        look_for="words to search for among all posts; r/NAME for every post and comment of a community; r/NAME WORDS "
        "for its posts with those words",
        credentials=(CLIENT,),
        setup=(
            "Ask Reddit for access for commercial use (support.reddithelp.com, Reddit Data API): without its consent a "
            "company may not",
            "At reddit.com/prefs/apps make an app of the type script; its id stands under its name",
            "Write the Reddit account that answers for the app under the source's settings, as `contact`",
        ),
    ),
    fetch=fetch,
    fetch_most=100,
    check=check,
    recheck_every=timedelta(days=1),
    settings=(Setting("contact", "the Reddit account that answers for the app: Reddit demands its name", needed=True),),
)
