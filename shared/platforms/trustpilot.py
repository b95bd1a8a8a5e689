"""Service reviews on Trustpilot: a webhook names them, and the public API says what they are.

No signature is documented for the webhooks, so a call is believed for no more than the review's id: its words, and
that it was deleted, come from `GET /v1/reviews/ID` with the API key (404 where it is gone).
API: https://developers.trustpilot.com/service-reviews-api; webhooks:
https://support.trustpilot.com/hc/en-us/community/posts/10109980750738-How-to-set-up-Trustpilot-Webhooks
"""

from __future__ import annotations

import re

from shared.delivery import Delivery, Parsed, Wanted
from shared.ears.fields import Fields, Value, as_count, as_id, as_instant, as_text
from shared.ears.mapping import as_rating
from shared.ears.platform import Ask, Asking, Credential, Done, Door, Platform, Round, Setting
from shared.ears.reading import Reading
from shared.ears.signing import secret_address
from shared.mention import Author
from shared.plan import Source

_API = "https://api.trustpilot.com"
_ID = re.compile(r"[0-9a-f]{24}")
_EVENTS = ("service-review-created", "service-review-updated", "service-review-deleted")
_GONE = ("404", "410")
_DELETED = "deleted on Trustpilot"


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The reviews that a call names, to be fetched; or the one that was."""
    reading = _Reading(delivery, source)
    if delivery.how != "webhook" and delivery.headers.get("firebreak-status") in _GONE:
        reading.try_(reading.missing)
        return reading.parsed()
    return reading.whole(reading.call if delivery.how == "webhook" else reading.review)


def as_review_id(value: object) -> str:
    """A review's id. It becomes a part of an address: nothing else may."""
    text = as_id(value).lower()
    if not _ID.fullmatch(text):
        raise ValueError("is no id of a review")
    return text


class _Reading(Reading):
    """One delivery's reviews."""

    def __init__(self, delivery: Delivery, source: Source) -> None:
        super().__init__(delivery, source)
        self._told: set[str] = set()

    def missing(self) -> None:
        """The API has no such review: what was asked for was told beside its answer."""
        review = self.fields(self.delivery.headers, "headers").need(as_review_id, "firebreak-asked")
        self.gone(review, _DELETED)
        # Our answer stood below it, and may name who wrote it.
        self.gone(f"{review}/reply", _DELETED)

    def call(self, body: Value) -> None:
        events = list(self.fields(body).parts("events"))
        self.each(events, self._named)
        if not events and not self.faults:
            self.skip("call", "names no review")

    def _named(self, event: Fields) -> None:
        if event.get(as_text, "eventName") not in _EVENTS:
            self.skip("event", "not of a service review")
            return
        review = event.need(as_review_id, "eventData", "id")
        if review not in self._told:
            self._told.add(review)
            self.want("review", review)

    def review(self, body: Value) -> None:
        review = self.fields(body, "review")
        native_id = review.need(as_review_id, "id")
        if not self._of_ours(review):
            self.skip("review", "of another business than the setting business_unit names")
            return
        title, text = (review.given(as_text, name) or "" for name in ("title", "text"))
        # One that is reported may be hidden, and come back: it isn't gone.
        public = review.given(as_text, "reportData", "reviewVisibility") != "hidden"
        self.mention(
            native_id,
            "\n\n".join(part.strip() for part in (title, text) if part.strip()),
            author=Author(review.get(as_id, "consumer", "id"), review.get(as_text, "consumer", "displayName")),
            created_at=review.given(as_instant, "createdAt"),
            edited_at=review.given(as_instant, "updatedAt"),
            url=_page(native_id),
            thread=native_id,
            language=review.get(as_text, "language"),
            rating=review.get(as_rating, "stars"),
            engagement=review.get(as_count, "numberOfLikes") or 0,
            public=public,
        )
        reply = review.part_or_none("companyReply")
        if reply is not None:
            self.try_(self._reply, reply, review, native_id, public)

    def _reply(self, reply: Fields, review: Fields, answered: str, public: bool) -> None:
        self.mention(
            f"{answered}/reply",
            reply.given(as_text, "text") or "",
            author=Author(review.get(as_id, "businessUnit", "id"), review.get(as_text, "businessUnit", "displayName")),
            created_at=reply.given(as_instant, "createdAt"),
            edited_at=reply.given(as_instant, "updatedAt"),
            url=_page(answered),
            thread=answered,
            parent=answered,
            public=public,
            from_staff=True,
        )

    def _of_ours(self, review: Fields) -> bool:
        unit = self.source.settings.get("business_unit", "").strip()
        return not unit or review.get(as_id, "businessUnit", "id") == unit


def _page(review: str) -> str:
    return f"https://www.trustpilot.com/reviews/{review}"


# ---------------------------------------------------------------- asking
def fetch(round_: Round, wanted: Wanted) -> Asking:
    """The reviews that were named, each as it now stands."""
    for review in wanted.ids:
        if _ID.fullmatch(review):
            yield Ask(
                f"{round_.base(_API)}/v1/reviews/{review}",
                _headers(round_),
                told={"firebreak-asked": review},
                allowed=(200, 404, 410),
            )
    return Done({})


def check(round_: Round) -> Asking:
    """Whether the API key is good: it may read the business unit."""
    unit = round_.source.settings.get("business_unit", "").strip()
    if not unit:
        return Done({}, note="write the setting business_unit, and the API key can be tried")
    heard = yield Ask(f"{round_.base(_API)}/v1/business-units/{unit}", _headers(round_), keep=False)
    name = heard.object().get("displayName")
    return Done({}, note=f"reads the reviews of {name}" if isinstance(name, str) else None)


def _headers(round_: Round) -> dict[str, str]:
    return {"Accept": "application/json", "apikey": round_.keys.newest("token")}


PLATFORM = Platform(
    name="trustpilot",
    title="Trustpilot",
    parse=parse,
    door=Door(
        refused=secret_address,
        secret_path=True,
        credentials=(
            Credential("secret", "the last part of the address", "make up a long one: Trustpilot signs nothing"),
            Credential("token", "the API key", "Trustpilot Business, Integrations, Developers, APIs"),
        ),
        setup=(
            "In Trustpilot Business, Integrations, Webhooks, add {address}",
            "Choose the events Service review created, updated and deleted",
        ),
    ),
    fetch=fetch,
    check=check,
    settings=(Setting("business_unit", "the id of your business unit: a review of any other is passed over"),),
)
