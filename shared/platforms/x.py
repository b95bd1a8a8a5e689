"""Posts on X: from the X Activity API, the older Account Activity API, filtered-stream webhooks, searches and lookups.

Activity events: docs.x.com/x-api/activity/event-payloads; older ones: docs.x.com/x-api/account-activity/introduction.
Signature and challenge: docs.x.com/x-api/webhooks/quickstart. X calls a post a tweet in its fields.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, Value, as_id, as_milliseconds, as_text, read_object, read_value
from shared.ears.platform import Credential, Door, Keys, Platform, Setting, Sweep
from shared.ears.request import Greeted, Request
from shared.ears.signing import digest, signed_body
from shared.plan import Source
from shared.platforms.parts.x_answers import Answers
from shared.platforms.parts.x_lookup import AGAIN, ANSWER, CHANGES, check, fetch
from shared.platforms.parts.x_posts import as_post_id
from shared.platforms.parts.x_search import sweep

#: X stops calling when no challenge was answered for 24 hours and 4 of grace (docs.x.com/x-api/webhooks/introduction).
_CHALLENGE_HOLDS = timedelta(hours=28)
_KEYS_PAGE = "console.x.com, the app, Keys and tokens"
_POSTED = ("post.create", "post.mention.create", "post.reply.create", "post.quote.create")
_MESSAGED = ("dm.received", "dm.sent")
_EVENT = re.compile(r"[a-z_.]{1,60}", re.ASCII)


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The posts, messages and tombstones in a webhook or in an answer."""
    reading = _Reading(delivery, source)
    if delivery.headers.get(AGAIN):
        reading.want(delivery.headers[AGAIN], *reading.asked())
        reading.skip("compliance job", "not done yet; asked again")
    elif delivery.headers.get(ANSWER) == CHANGES:
        reading.changes()
    else:
        body = read_object(delivery.body)
        if isinstance(body, Fault):
            return Parsed(faults=(body,))
        reading.try_(reading.body, body)
    return reading.parsed()


class _Reading(Answers):
    """One delivery."""

    def body(self, body: Value) -> None:
        whole = self.fields(body, "")
        if isinstance(body.get("data"), dict) and "event_type" in body["data"]:
            self._event(whole.part("data"))
        elif self.delivery.how == "fetch":
            self.looked_up(whole)
        elif isinstance(body.get("data"), dict):
            self.post(whole.part("data"), whole.part_or_none("includes"))
        elif "data" in whole:
            self._page(whole)
        elif "meta" in whole:
            self.skip("page", "no new posts")
        else:
            self._activity(whole)

    # ------------------------------------------------------------ X Activity API
    def _event(self, event: Fields) -> None:
        kind = event.need(as_text, "event_type")
        if kind in _POSTED:
            # Not spared: there stands whether the account is protected.
            self.post(event.part("payload"), event.part("includes") if "includes" in event else None)
        elif kind == "post.delete":
            self.gone(event.need(as_post_id, "payload", "id"), "deleted by its author")
        elif kind in _MESSAGED:
            self._messages(event.part("payload"), event.get(as_id, "filter", "user_id"))
        elif kind == "post.repost.create":
            self.skip("repost", "a repost: the words are another's")
        elif kind == "oauth.revoke":
            self.skip(kind, "an account took its consent back: no more events of it; let it authorise the app again")
        else:
            self.skip(kind if _EVENT.fullmatch(kind) else "event", "no post")

    # ------------------------------------------------------------ Account Activity API, and API 1.1
    def _activity(self, whole: Fields) -> None:
        ours = whole.get(as_id, "for_user_id")
        known = ("tweet_create_events", "statuses", "tweet_delete_events", "direct_message_events")
        for name in ("tweet_create_events", "statuses"):
            self.each(whole.parts(name), lambda post: self.older_post(post, ours))
        self.each(whole.parts("tweet_delete_events"), self._deleted)
        if "direct_message_events" in whole:
            self._messages(whole, ours)
        if not any(whole.value.get(name) for name in known):
            names = sorted(name for name in whole.value if name.endswith(("_event", "_events")))
            self.skip(names[0] if names and _EVENT.fullmatch(names[0]) else "event", "no post")

    def _deleted(self, event: Fields) -> None:
        at = event.get(as_milliseconds, "timestamp_ms")
        self.gone(event.need(as_post_id, "status", "id"), "deleted by its author", at)

    def _messages(self, holder: Fields, ours: str | None) -> None:
        if not holder.value.get("direct_message_events"):
            self.skip("message", "no message in it")
        users = holder.part_or_none("users")
        self.each(holder.parts("direct_message_events"), lambda event: self.message(event, users, ours))

    # ------------------------------------------------------------ answers
    def _page(self, whole: Fields) -> None:
        includes = whole.part_or_none("includes")
        if not whole.value["data"]:
            self.skip("page", "no new posts")
        self.each(whole.parts("data"), lambda post: self.post(post, includes))


# ---------------------------------------------------------------- the door
def _greeted(request: Request, keys: Keys, _source: Source, _now: datetime) -> Greeted | None:
    """The answer to X's challenge: that we know the app's secret."""
    token, secret = request.query.get("crc_token"), keys.newest("secret")
    if request.method != "GET" or not token or not isinstance(read_value(token.encode("utf-8", "replace")), Fault):
        # What is JSON could be a body: answered, it would be a delivery of anybody's, signed.
        return None
    if not secret:
        return Greeted(503, "this source has no secret yet")
    answer = {"response_token": "sha256=" + digest(secret.encode(), token.encode("utf-8", "surrogatepass"), "base64")}
    return Greeted(200, json.dumps(answer), "application/json", holds_for=_CHALLENGE_HOLDS)


PLATFORM = Platform(
    name="x",
    title="X",
    parse=parse,
    door=Door(
        refused=signed_body("x-twitter-webhooks-signature", prefix="sha256=", coding="base64"),
        greeted=_greeted,
        credentials=(
            Credential(
                "secret", "the app's consumer secret (API key secret)", "console.x.com, the app, Keys and tokens"
            ),
            Credential(
                "token",
                "the app's bearer token, to ask each night what was deleted, as X demands",
                "console.x.com, the app, Keys and tokens",
                optional=True,
            ),
        ),
        setup=(
            "At console.x.com make an app, and set its consumer secret here first: X asks for it at the next step",
            "With its bearer token, POST the url {address} as JSON to https://api.x.com/2/webhooks, and note the id",
            "Let the brand's account authorise the app by OAuth 2.0 with the scopes tweet.read and users.read",
            "With that account's token, POST to https://api.x.com/2/activity/subscriptions for each of post.create, "
            "post.delete, post.mention.create, post.reply.create and post.quote.create, with the account's user_id as "
            "the filter and the webhook's id",
            "Write the account's id under `ours` in the plan, so that its answers are known as ours",
        ),
    ),
    sweep=Sweep(
        sweep,
        needs=("look_for",),
        look_for="words to search for, in X's own query language, each of at most 498 characters",
        credentials=(Credential("token", "the app's bearer token", _KEYS_PAGE),),
        setup=(
            "At console.x.com make an app with pay-per-use credits, and set a spending limit there too",
            "Write posts_a_month under the source's settings: what may be read in a month",
        ),
    ),
    fetch=fetch,
    fetch_most=1_000,
    check=check,
    recheck_every=timedelta(days=1),
    settings=(
        Setting("posts_a_month", 'how many posts a sweep may read in a month, such as "10000": each costs 0.005 $'),
        Setting("authors", '"no" reads posts without their authors\' names, which cost 0.010 $ each'),
        Setting("recheck", '"lookup" asks for every post again each night, at 0.005 $ each, where X runs no jobs'),
    ),
)
