"""Reviews of a company's places on Google Maps: a push names one (Pub/Sub), the Business Profile API has its words.

https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews (the review),
.../reference/notifications/rest/v1/NotificationSetting (what is pushed, one setting for an account),
https://cloud.google.com/pubsub/docs/push (how). A push is signed by a token of Google's (oidc.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from shared.delivery import Delivery, Fault, Parsed, Wanted
from shared.ears.fields import Fields, Value, as_flag, as_id, as_instant, as_text, as_word, read_object
from shared.ears.newest import Page, word_of
from shared.ears.platform import Ask, Asking, Done, Door, Heard, Keys, Platform, Reason, Round, Setting, Sweep
from shared.ears.reading import Reading
from shared.ears.request import Request
from shared.ears.signing import unpadded_base64
from shared.mention import Author, Media
from shared.plan import Source
from shared.platforms.parts import google
from shared.platforms.parts.oidc import GOOGLE_CERTS_URL, bearer, token_reason

_API = "https://mybusiness.googleapis.com/v4"
_REVIEW = re.compile(r"accounts/[\w-]{1,64}/locations/[\w-]{1,64}/reviews/[\w=-]{1,256}", re.ASCII)
_LOCATION = re.compile(r"accounts/[\w-]{1,64}/locations/[\w-]{1,64}", re.ASCII)
_STARS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}
#: An answer waits for Google's approval, or was not given it: customers don't see it.
_UNSEEN_REPLIES = ("PENDING", "REJECTED")
_TRANSLATED, _ORIGINAL = "(Translated by Google)", "(Original)"
_MOST_PAGES = 5
_MOST_FETCHED = 20


def parse(delivery: Delivery, source: Source) -> Parsed:
    """What a push names, to be fetched; or the reviews of an answer, and our own answers to them."""
    body = read_object(delivery.body)
    reading = _Reading(delivery, source)
    if delivery.how == "fetch" and delivery.headers.get("firebreak-status") in ("404", "410"):
        reading.missing()
    elif isinstance(body, Fault):
        reading.faults.append(body)
    elif delivery.how == "webhook":
        reading.try_(reading.push, body)
    else:
        reading.answer(body)
    return reading.parsed()


class _Reading(Reading):
    def push(self, body: Value) -> None:
        word = self.fields(body, "").need(as_word, "message", "data")
        try:
            # Pub/Sub writes the one alphabet of base64, other senders of test messages the other.
            told = json.loads(unpadded_base64(word.replace("-", "+").replace("_", "/")))
        except (ValueError, RecursionError):
            self.faults.append(Fault("message.data", "is not JSON in base64"))
            return
        notice = self.fields(told, "message.data")
        # The reference writes the field both ways (v4, v1), as protobuf's JSON may.
        name = notice.given(as_text, "reviewName") or notice.given(as_text, "review_name")
        if not name:
            self.skip("notification", "no review in it")
        elif _REVIEW.fullmatch(name):
            self.want("review", name)
        else:
            self.faults.append(Fault("message.data.reviewName", "is not the name of a review"))

    def missing(self) -> None:
        asked = self.delivery.headers.get("firebreak-asked", "")
        if _REVIEW.fullmatch(asked):
            self.gone(_native_id(asked), "no longer on Google")
            # Our answer stood below it, and may name who wrote it.
            self.gone(f"{_native_id(asked)}/reply", "no longer on Google")
        else:
            self.skip("answer", "nothing there")

    def answer(self, body: Value) -> None:
        if self.delivery.headers.get("firebreak-status", "200") != "200":
            self.skip("answer", "a refusal: what is wrong stands with the source")
        elif "reviews" not in body and "starRating" not in body:
            self.skip("answer", "no reviews in it")
        elif "reviews" not in body:
            self.try_(lambda: self._review(self.fields(body, "review")))
        else:
            self.try_(lambda: self.each(self.fields(body, "").parts("reviews"), self._review))
            if not body["reviews"]:
                self.skip("answer", "no reviews in it")

    def _review(self, review: Fields) -> None:
        native_id = review.given(as_id, "reviewId") or _native_id(review.need(as_id, "name"))
        reply = review.part_or_none("reviewReply")
        self.mention(
            native_id,
            original(review.given(as_text, "comment") or ""),
            author=_author(review),
            created_at=review.given(as_instant, "createTime"),
            edited_at=review.given(as_instant, "updateTime"),
            thread=native_id,
            rating=review.get(_as_stars, "starRating"),
            media=self._media(review),
        )
        if reply is not None:
            self.try_(self._reply, reply, native_id)

    def _reply(self, reply: Fields, review: str) -> None:
        if reply.get(as_text, "reviewReplyState") in _UNSEEN_REPLIES:
            self.skip("reply", "Google shows it to nobody (yet)")
            return
        text, at = original(reply.given(as_text, "comment") or ""), reply.given(as_instant, "updateTime")
        self.mention(f"{review}/reply", text, created_at=at, thread=review, parent=review, from_staff=True)

    def _media(self, review: Fields) -> tuple[Media, ...]:
        found: list[Media] = []

        def one(item: Fields) -> None:
            video, picture = item.get(as_text, "videoUrl"), item.get(as_text, "thumbnailUrl")
            if video or picture:
                found.append(Media("video", video) if video else Media("image", picture or ""))

        self.try_(lambda: self.each(review.parts("reviewMediaItems"), one))
        return tuple(found)


def original(comment: str) -> str:
    """The words that were written: Google puts its translation before or behind them, marked in English."""
    before, mark, after = comment.partition(_TRANSLATED)
    if not mark:
        return comment
    return after.partition(_ORIGINAL)[2].strip() or before.strip() or after.strip()


def _native_id(name: str) -> str:
    # Google's own id of the review: the same place may be reached through several accounts.
    return name.rpartition("/")[2] or name


def _author(review: Fields) -> Author:
    if review.given(as_flag, "reviewer", "isAnonymous"):
        return Author()
    return Author(name=review.get(as_text, "reviewer", "displayName"))


def _as_stars(value: object) -> int | None:
    return _STARS.get(as_text(value))


# ---------------------------------------------------------------- the door
def _refused(request: Request, keys: Keys, source: Source, now: datetime) -> Reason | None:
    # Pub/Sub takes the address it pushes to for the audience, unless the subscription names another.
    ours = f"https://{request.headers.get('host', '')}/webhooks/{source.name}"
    token = bearer(request.headers.get("authorization", ""))
    if not token and request.headers.get("authorization"):
        return "signature_malformed"
    audience = source.settings.get("audience", "").strip() or ours
    return token_reason(token, keys.all("certs"), audience, source.settings.get("sender", "").strip(), now)


# ---------------------------------------------------------------- asking
def _fetch(round_: Round, wanted: Wanted) -> Asking:
    headers = yield from google.signed_in(round_)
    if isinstance(headers, Done):
        return headers
    for name in wanted.ids:
        if _REVIEW.fullmatch(name):
            told = {"firebreak-asked": name}
            yield Ask(f"{round_.base(_API)}/{name}", headers, told=told, allowed=(200, 404, 410))
    return Done(round_.cursor)


def _sweep(round_: Round) -> Asking:
    """The newest reviews of each place: for who can't have the account's one notification setting."""
    return (yield from google.read_each(round_, _LOCATION, _ask, _page, _MOST_PAGES))


def _ask(
    round_: Round, place: str, headers: Mapping[str, str], so_far: Mapping[str, Any], word: str, _number: int
) -> Ask:
    query = {"pageSize": "50", "orderBy": "updateTime desc"} | ({"pageToken": word} if word else {})
    return Ask(f"{round_.base(_API)}/{place}/reviews?{urlencode(query)}", headers, so_far=so_far)


def _page(heard: Heard) -> Page:
    body = heard.object()
    times: list[datetime] = []
    for review in body["reviews"] if isinstance(body.get("reviews"), list) else ():
        fields = Fields(review if isinstance(review, dict) else {}, "", [])
        at = fields.get(as_instant, "updateTime") or fields.get(as_instant, "createTime")
        times += [at] if at is not None else []
    return Page(tuple(times), word_of(body.get("nextPageToken")))


PLATFORM = Platform(
    name="google_reviews",
    title="Google reviews",
    parse=parse,
    door=Door(
        refused=_refused,
        certs=GOOGLE_CERTS_URL,
        credentials=google.CREDENTIALS,
        setup=(
            "In Google Cloud, make a Pub/Sub topic; let mybusiness-api-pubsub@system.gserviceaccount.com publish to it",
            "Add a push subscription to {address} with authentication by a service account of yours; write that "
            "account's address into the plan as the setting `sender`, and the audience, if you give one, as `audience`",
            "Set the account's notificationSetting (My Business Notifications API) to that topic, with NEW_REVIEW and "
            "UPDATED_REVIEW. There is one for each account: another tool's would be displaced. Then sweep instead",
        ),
    ),
    sweep=Sweep(
        _sweep,
        look_for="the places' names, accounts/NUMBER/locations/NUMBER",
        needs=("look_for",),
        credentials=google.CREDENTIALS,
    ),
    fetch=_fetch,
    fetch_most=_MOST_FETCHED,
    check=google.check,
    settings=(
        Setting("sender", "the address of the service account that the push subscription pushes as"),
        Setting("audience", "the push subscription's audience, where it isn't the address that it pushes to"),
    ),
)
