"""What an author's history looks like as an item of the Mentions table. Pure.

Each post and each talk that we answered is an attribute of its own, so that writes of different posts never meet, and
whatever order they come in leaves the same. No words: ids, kinds, levels, instants.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.codec import CodecError, decode, encode
from shared.keeping import GRACE
from shared.mention import Mention
from shared.store.items import Item, expiry, number, stamp, text
from shared.triage.history import MOST_POSTS, Answer, History, Post, again, turned_with

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

#: No platform is named so: it is no mention's id.
PREFIX = "history#"
#: An answer waits so long for its question to be heard.
ANSWERS_KEPT = timedelta(days=60)
#: More talks than this are not remembered as answered: the newest stay.
MOST_TALKS = 2 * MOST_POSTS
#: Those who wait are spread over so many parts of the index, as doubts are.
PARTS = 4
#: How much somebody who waits weighs, the most pressing first: they leave, their tone turned, they wrote again, others.
WEIGHTS = (3, 2, 1, 0)
_POST, _VERSION, _TALK = (re.compile(rf"{letter}[0-9a-f]{{16}}") for letter in "pvt")


def author_of(mention: Mention) -> str:
    """A pseudonym; where the platform gives no account but a name, or none, each post is its own author's."""
    account = mention.author.id or mention.author.handle
    return mention.author_key if account else _hashed("alone", mention.id)


def of_post(mention_id: str) -> str:
    return _hashed("post", mention_id)


def of_thread(mention: Mention) -> str:
    return _hashed("thread", f"{mention.platform}:{mention.thread}")


def talk_of(mention: Mention) -> str:
    """Its thread; the post itself where it is in none."""
    return of_post(mention.id) if mention.thread is None else of_thread(mention)


def keys_of(post: Post) -> tuple[str, ...]:
    """All under which an answer to that post may lie."""
    return tuple(dict.fromkeys((of_post(post.id), post.talk, *((post.place,) if post.place else ()))))


def post_attributes(post: Post) -> tuple[str, str]:
    """The names under which a post and its version are kept."""
    name = of_post(post.id)
    return f"p{name}", f"v{name}"


def kept_post(post: Post) -> Item:
    doc, version = post_attributes(post)
    return {doc: text(encode(post)), version: number(post.version)}


def talk_attribute(answer: Answer) -> str:
    return f"t{answer.talk}"


def told(answer: Answer) -> str:
    """When, and by whom a person said so; sorts by time."""
    return f"{stamp(answer.at)} {answer.by}" if answer.by else stamp(answer.at)


def history_of(item: Item) -> History:
    talks = ((name[1:], value["S"].partition(" ")) for name, value in item.items() if _TALK.fullmatch(name))
    answers = (Answer(talk, datetime.fromisoformat(at), by or None) for talk, (at, _, by) in talks)
    return bounded(History(tuple(_posts(item)), tuple(answers)))


def _posts(item: Item) -> Iterator[Post]:
    """What can't be read is not known, and goes with the next write: see `too_much`."""
    for name, value in item.items():
        if _POST.fullmatch(name):
            with suppress(CodecError):
                yield decode(Post, value["S"])


def bounded(history: History) -> History:
    """The newest posts and answers, each in order: the oldest first."""
    posts = sorted(history.posts, key=lambda one: (one.written_at, one.id))[-MOST_POSTS:]
    answers = sorted(history.answers, key=lambda one: (one.at, one.talk))[-MOST_TALKS:]
    return History(tuple(posts), tuple(answers))


def with_post(known: History, post: Post) -> History:
    """What is known with one more post, or its newer version."""
    posts = {one.id: one for one in known.posts}
    there = posts.get(post.id)
    newer = there is None or there.version <= post.version
    return bounded(History(tuple((posts | {post.id: post}).values()), known.answers)) if newer else bounded(known)


def with_answers(known: History, *more: Answer) -> History:
    talks: dict[str, Answer] = {}
    for one in (*known.answers, *more):
        before = talks.get(one.talk)
        talks[one.talk] = one if before is None else max(before, one, key=told)
    return bounded(History(known.posts, tuple(talks.values())))


def marks(author: str, history: History, kept: timedelta | None) -> dict[str, AttributeValueTypeDef | None]:
    """What the item says beside its posts: whether somebody waits, and when it goes by itself (`kept` None: as it was).

    None is for what it must not have.
    """
    waiting = history.waiting
    found: dict[str, AttributeValueTypeDef | None] = {
        "doubted_on": text(part(int(author, 16) % PARTS)) if waiting else None,
        "doubted_at": text(rank(weight(history), waiting[-1].written_at)) if waiting else None,
    }
    if kept is None:
        return found
    ends = [post.seen_at + kept + GRACE for post in history.posts] or [one.at + ANSWERS_KEPT for one in history.answers]
    return found | ({"expires": expiry(max(ends), timedelta(0))} if ends else {})


def too_much(item: Item, history: History) -> list[str]:
    """The attributes of posts and talks that the history has no room for."""
    posts, talks = {of_post(post.id) for post in history.posts}, {one.talk for one in history.answers}
    return [
        name
        for name in item
        if ((_POST.fullmatch(name) or _VERSION.fullmatch(name)) and name[1:] not in posts)
        or (_TALK.fullmatch(name) and name[1:] not in talks)
    ]


def weight(history: History) -> int:
    """How pressing it is by itself, whatever the time: one of WEIGHTS."""
    waiting, found = history.waiting, 0
    for post in waiting:
        if post.leaving:
            return 3
        if turned_with(post, history.posts[: history.posts.index(post)]):
            found = 2
        elif again(history, post) or len(waiting) > 1:
            found = max(found, 1)
    return found


def part(number_of_it: int) -> str:
    return f"{PREFIX}{number_of_it}"


def rank(weighs: int, since: datetime) -> str:
    """As text it sorts by how pressing it is, then by time."""
    return f"{weighs}#{stamp(since)}"


def _hashed(what: str, value: str) -> str:
    return hashlib.sha256(f"{what}\x00{value}".encode("utf-8", "replace")).hexdigest()[:16]
