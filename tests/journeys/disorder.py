"""A small stream of posts on three platforms, with what goes wrong in one: made up anew for each number."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from shared.delivery import Delivery
from shared.plan import Source
from tests.builders import NOON

SOURCES = tuple(Source(name, name, "webhook", "acme") for name in ("discourse", "facebook", "x"))
POSTS = 30
#: Of a hundred deliveries: edits, deletions, poison, and those that come twice.
EDITS, DELETIONS, POISON, TWICE = 3, 1, 1, 5
BEGAN = NOON - timedelta(hours=6)
#: What X counts from, in milliseconds (its ids hold the time above 22 bits).
_X_BEGAN = 1288834974657


@dataclass(frozen=True)
class Said:
    """What a platform tells of one post. `edit`: which version of it, None where it says that the post is gone."""

    platform: str
    number: int
    edit: int | None
    at: datetime

    @property
    def text(self) -> str:
        return f"post {self.number} on {self.platform}, version {self.edit}"


def stream(seed: int) -> list[Delivery]:
    """Deliveries in the order in which things happened, none of them twice."""
    chance, said = Random(seed), []
    for number in range(POSTS):
        platform = chance.choice(SOURCES).platform
        said.append(Said(platform, number, 0, BEGAN + timedelta(minutes=number)))
    said += [_later(chance, said, edit) for edit in range(1, 1 + _share(EDITS))]
    said += [replace(_later(chance, said, 0), edit=None) for _ in range(_share(DELETIONS))]
    poison = [_poison(chance, number) for number in range(_share(POISON))]
    told = [_delivery(one) for one in sorted(said, key=lambda one: one.at)]
    return [*told, *poison]


def _share(of_a_hundred: int) -> int:
    return max(2, round(POSTS * of_a_hundred / 100))


def _later(chance: Random, said: list[Said], edit: int) -> Said:
    """Another word about one of the first posts, after everything that was said of it until now."""
    post = chance.choice(said[:POSTS])
    return replace(post, edit=edit, at=BEGAN + timedelta(hours=2, minutes=edit if edit else 30))


def _poison(chance: Random, number: int) -> Delivery:
    odd: list[Any] = [{"post": {"id": None}}, {"post": f"poison {number}"}, {"post": {"id": number, "raw": 5}}]
    return _sent("discourse", {**chance.choice(odd), "poison": number}, BEGAN, {"x-discourse-event": "post_created"})


def _delivery(said: Said) -> Delivery:
    return {"discourse": _forum, "facebook": _page, "x": _x}[said.platform](said)


def _sent(platform: str, body: Any, at: datetime, headers: dict[str, str] | None = None) -> Delivery:
    return Delivery(platform, platform, "webhook", json.dumps(body).encode(), headers or {}, at)


def _forum(said: Said) -> Delivery:
    about = {"id": said.number, "topic_id": 1, "topic_archetype": "regular", "raw": said.text}
    post = {**about, "created_at": (BEGAN - timedelta(hours=1)).isoformat(), "updated_at": said.at.isoformat()}
    event = "post_destroyed" if said.edit is None else "post_edited" if said.edit else "post_created"
    headers = {"x-discourse-event": event, "x-discourse-instance": "https://forum.example.com"}
    return _sent("discourse", {"post": post}, said.at, headers)


def _page(said: Said) -> Delivery:
    written, now = (int(at.timestamp()) for at in (BEGAN, said.at))
    about = {"item": "comment", "comment_id": f"1_{said.number}", "post_id": "10_1", "created_time": written}
    verb = "remove" if said.edit is None else "edited" if said.edit else "add"
    value = {**about, "verb": verb, "message": said.text, "from": {"id": "5", "name": "Mia"}}
    entry = {"id": "10", "time": now, "changes": [{"field": "feed", "value": value}]}
    return _sent("facebook", {"object": "page", "entry": [entry]}, said.at)


def _x(said: Said) -> Delivery:
    first = _x_id(BEGAN + timedelta(seconds=said.number))
    if said.edit is None:
        return _sent("x", {"data": {"event_type": "post.delete", "payload": {"id": first}}}, said.at)
    ids = [first] if said.edit == 0 else [first, _x_id(said.at)]
    post = {"id": ids[-1], "text": said.text, "author_id": "7", "edit_history_tweet_ids": ids}
    return _sent("x", {"data": {"event_type": "post.mention.create", "payload": post}}, said.at)


def _x_id(at: datetime) -> str:
    return str((int(at.timestamp() * 1000) - _X_BEGAN) << 22)
