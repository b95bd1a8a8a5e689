"""What a webhook is sent: Statuspage's own shape, so that its readers work, and the fields of Standard Webhooks.

The incident is told as it was at that word: readers take the first of `incident_updates` as the news. What is ours
stands under `firebreak`. Statuspage's shape: https://support.atlassian.com/statuspage/docs/enable-webhook-notifications
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from standardwebhooks import Webhook

from functions.deliver.public import Word
from shared.store.items import stamp
from shared.subscriber import Delivery

DOCUMENTATION = "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"
#: The specification asks for less than 20 kB; the whole history is behind `shortlink`.
MOST_UPDATES = 10


def of_word(word: Word, unsubscribe: str, now: datetime) -> bytes:
    said = word.raw["incident_updates"]
    at = next(place for place, update in enumerate(said) if update["id"] == word.update.id)
    over = word.sort == "resolved" or word.sort == "retracted"
    return _json(
        {
            "type": f"statement.{word.sort}",
            "timestamp": stamp(word.update.created_at),
            "meta": {"unsubscribe": unsubscribe, "documentation": DOCUMENTATION, "generated_at": stamp(now)},
            "page": {
                "id": word.page.id,
                "status_indicator": word.status.indicator,
                "status_description": word.status.description,
                "url": word.page.url,
            },
            "incident": {
                **word.raw,
                "backfilled": False,
                "status": word.update.status,
                "updated_at": stamp(word.update.created_at),
                "resolved_at": word.raw.get("resolved_at") if over else None,
                "incident_updates": said[at : at + MOST_UPDATES],
            },
            "firebreak": {"update_id": word.update.id, **said[at].get("firebreak", {})},
        }
    )


def of_challenge(challenge: str, unsubscribe: str, now: datetime) -> bytes:
    """Asks an endpoint whether it wants this: it answers 2xx with the challenge in its body."""
    return _json(
        {
            "type": "subscriber.challenge",
            "timestamp": stamp(now),
            "challenge": challenge,
            "meta": {"unsubscribe": unsubscribe, "documentation": DOCUMENTATION, "generated_at": stamp(now)},
        }
    )


def headers(delivery: Delivery, secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """The id is the same for all tries of a delivery, so that a receiver can tell a repetition; the time is not."""
    message = hashlib.sha256(f"{delivery.subscriber_id} {delivery.part}".encode()).hexdigest()
    message_id = f"msg_{message[:32]}"
    return {
        "content-type": "application/json",
        "user-agent": "Firebreak (status webhook)",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, now, body.decode()),
    }


def _json(payload: dict[str, Any]) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
