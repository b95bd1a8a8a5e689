"""Reviews of Android apps on Google Play, and the developer's answers to them.

https://developers.google.com/android-publisher/api-ref/rest/v3/reviews: only those with words, only of the last week,
the last changed first. A review has one text, which its author may change: it keeps its id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import FieldError, Fields, as_any, as_count, as_id, as_seconds, as_text, read_object
from shared.ears.newest import Page, word_of
from shared.ears.platform import Ask, Asking, Heard, Platform, Round, Sweep
from shared.ears.reading import Reading
from shared.mention import Author
from shared.plan import Source
from shared.platforms.parts import google

_API = "https://androidpublisher.googleapis.com/androidpublisher/v3/applications"
_PACKAGE = re.compile(r"[A-Za-z]\w{0,99}(\.\w{1,100}){1,20}", re.ASCII)
_REVIEW_ID = re.compile(r"[\w:=.-]{1,300}", re.ASCII)
_APP = "firebreak-app"
_MOST_PAGES = 10


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The reviews of an answer, each with the developer's own."""
    body = read_object(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    reading = _Reading(delivery, source)
    if body.get("reviews") not in (None, []):
        reading.try_(lambda: reading.each(reading.fields(body, "").parts("reviews"), reading.review))
    else:
        # Google leaves an empty list out: without any new review the answer is {}.
        reading.skip("answer", "no reviews in it")
    return reading.parsed()


class _Reading(Reading):
    def review(self, review: Fields) -> None:
        native_id, any_ = review.need(as_id, "reviewId"), False
        for comment in review.parts("comments"):
            any_ = True
            self.try_(self._comment, review, comment, native_id)
        if not any_:
            self.skip("review", "no words in it")

    def _comment(self, review: Fields, comment: Fields, native_id: str) -> None:
        if "userComment" in comment:
            self._customer(review, comment.part("userComment"), native_id)
        elif "developerComment" in comment:
            answer = comment.part("developerComment")
            text, at = _text(answer), _changed(answer)
            self.mention(f"{native_id}/reply", text, edited_at=at, thread=native_id, parent=native_id, from_staff=True)
        else:
            self.skip("comment", "neither a customer's nor the developer's")

    def _customer(self, review: Fields, said: Fields, native_id: str) -> None:
        language = said.get(as_text, "reviewerLanguage")
        self.mention(
            native_id,
            _text(said),
            author=Author(name=review.get(as_text, "authorName") or None),
            edited_at=_changed(said),
            language=language.replace("_", "-") if language else None,
            url=self._link(native_id),
            thread=native_id,
            engagement=max(0, said.get(as_count, "thumbsUpCount") or 0),
            rating=said.get(_as_stars, "starRating"),
        )

    def _link(self, native_id: str) -> str | None:
        apps = self.source.look_for
        app = self.delivery.headers.get(_APP) or (apps[0] if len(apps) == 1 else "")
        if not (_PACKAGE.fullmatch(app) and _REVIEW_ID.fullmatch(native_id)):
            return None
        return f"https://play.google.com/store/apps/details?{urlencode({'id': app, 'reviewId': native_id})}"


def _text(said: Fields) -> str:
    """As it was written, where Google has translated it; a title stands before a tab."""
    written = said.given(as_text, "originalText") or said.given(as_text, "text") or ""
    return "\n".join(part.strip() for part in written.split("\t") if part.strip())


def _changed(said: Fields) -> datetime | None:
    at = said.given(as_seconds, "lastModified", "seconds")
    nanoseconds = said.get(as_count, "lastModified", "nanos") or 0
    # Google counts them up from the second; what can't be that is left out.
    return at + timedelta(microseconds=nanoseconds // 1_000) if at and 0 <= nanoseconds < 10**9 else at


def _as_stars(value: object) -> int | None:
    stars = as_count(value)
    return stars if 1 <= stars <= 5 else None


# ---------------------------------------------------------------- asking
def _sweep(round_: Round) -> Asking:
    return (yield from google.read_each(round_, _PACKAGE, _ask, _page, _MOST_PAGES))


def _ask(
    round_: Round, app: str, headers: Mapping[str, str], so_far: Mapping[str, Any], word: str, _number: int
) -> Ask:
    query = {"maxResults": "100"} | ({"token": word} if word else {})
    url = f"{round_.base(_API)}/{app}/reviews?{urlencode(query)}"
    return Ask(url, headers, told={_APP: app}, so_far=so_far)


def _page(heard: Heard) -> Page:
    body = heard.object()
    times: list[datetime] = []
    for review in body["reviews"] if isinstance(body.get("reviews"), list) else ():
        try:
            said = [comment.get(as_any, "userComment") for comment in Fields(review, "", []).parts("comments")]
            changed = [_changed(Fields(one, "", [])) for one in said if one is not None]
        except FieldError:
            continue  # the parser tells it
        times += [at for at in changed if at is not None]
    pagination = body.get("tokenPagination")
    return Page(tuple(times), word_of(pagination.get("nextPageToken") if isinstance(pagination, dict) else None))


PLATFORM = Platform(
    name="google_play",
    title="Google Play",
    parse=parse,
    sweep=Sweep(
        _sweep,
        setup=(
            "In the Play Console, give the Google account that signs in the permission to see and answer reviews",
            "In its Google Cloud project, turn on the Google Play Android Developer API",
        ),
        look_for="the apps' package names (com.example.app)",
        needs=("look_for",),
        credentials=google.CREDENTIALS,
    ),
    check=google.check,
)
