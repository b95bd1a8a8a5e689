"""The Mentions table, beside the mentions: what is known of each author, and our answers, by what they answer.

It lies in this table so that burying a mention takes it out of there as well. `doubted_on` puts an author into the
index of what a person should look at, while they wait for us. An answer lies under what it answers, whether that was
heard or not: a question that comes after its answer finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from shared import aws
from shared.mention import Mention
from shared.store.history_items import (
    ANSWERS_KEPT,
    PARTS,
    PREFIX,
    WEIGHTS,
    author_of,
    history_of,
    kept_post,
    marks,
    of_post,
    part,
    post_attributes,
    rank,
    talk_attribute,
    told,
    too_much,
    with_post,
)
from shared.store.items import Item, expiry, get_all, instant, lost, number, query, text
from shared.triage.history import Answer, History, Post

#: So often an item is settled that others change at the same time; then the next write of it does.
_TRIES = 8
_ANSWER = "answer#"


class Histories:
    def __init__(self, table: str) -> None:
        self._table = table

    def read(self, authors: Iterable[str], keys: Iterable[str] = ()) -> tuple[dict[str, History], dict[str, datetime]]:
        """The histories of those authors, and when we answered under those keys; a call for each hundred of both."""
        wanted = dict.fromkeys((*authors, *(f"{_ANSWER}{key}" for key in keys)))
        items = get_all(self._table, [_key(one) for one in wanted])
        named = {item["id"]["S"].removeprefix(PREFIX): item for item in items}
        answers = {one.removeprefix(_ANSWER): _at(item) for one, item in named.items() if one.startswith(_ANSWER)}
        return {one: history_of(item) for one, item in named.items() if not one.startswith(_ANSWER)}, answers

    def note(self, author: str, post: Post, known: History, kept: timedelta) -> History:
        """Keeps a post, in one write where nobody else writes of its author; `known` is what was read of them.

        Returns what is known then. Where a newer version of the post is there, that stays.
        """
        _, version = post_attributes(post)
        likely = marks(author, with_post(known, post), kept)
        sets = kept_post(post) | {name: value for name, value in likely.items() if value is not None}
        condition = "attribute_not_exists(#version) OR #version <= :version"
        of = {":version": number(post.version)}
        done, item = self._update(author, sets, (), condition, of, {"#version": version})
        return self._settle(author, item, kept) if done else history_of(item)

    def answered(self, author: str, answer: Answer, kept: timedelta) -> None:
        """We answered in one of the author's talks, or reached them; nothing where a later answer is known."""
        name, at = talk_attribute(answer), text(told(answer))
        condition = "attribute_not_exists(#talk) OR #talk < :told"
        done, item = self._update(author, {name: at}, (), condition, {":told": at}, {"#talk": name})
        if done:
            self._settle(author, item, kept)

    def answer(self, key: str, at: datetime) -> None:
        """Our answer to whatever has that key."""
        sets = {"answered_at": instant(at), "expires": expiry(at, ANSWERS_KEPT)}
        condition = "attribute_not_exists(answered_at) OR answered_at < :at"
        self._update(f"{_ANSWER}{key}", sets, (), condition, {":at": instant(at)})

    def waiting(self, since: datetime, now: datetime, most: int) -> dict[str, History]:
        """Authors who may wait for us, the last time since an instant: the most pressing first, then the longest."""
        ids: list[str] = []
        for weighs in WEIGHTS:
            if len(ids) < most:
                bounds = rank(weighs, since), rank(weighs, now)
                ids += [id_ for _, id_ in sorted(one for at in range(PARTS) for one in self._listed(at, bounds, most))]
        authors = [id_.removeprefix(PREFIX) for id_ in ids[:most]]
        found, _ = self.read(authors)
        return {author: found[author] for author in authors if author in found}

    def erase(self, authors: Iterable[str]) -> None:
        """Nothing is known of these any more."""
        for author in dict.fromkeys(authors):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(author))

    def take_out(self, mention: Mention) -> None:
        """A post that is gone is in no history; an item without posts goes by itself, as fast as DynamoDB lets it."""
        author, name = author_of(mention), of_post(mention.id)
        gone = (f"p{name}", f"v{name}")
        done, item = self._update(author, {}, gone, "attribute_exists(#post)", {}, {"#post": gone[0]})
        if done and not self._settle(author, item, None).posts:
            condition = "attribute_not_exists(doubted_on)"
            self._update(author, {"expires": expiry(mention.seen_at, timedelta(0))}, (), condition, {})

    def _settle(self, author: str, item: Item, kept: timedelta | None) -> History:
        """Has the item be what its posts and answers make of it, whoever wrote between; what is too much goes."""
        history = history_of(item)
        for _ in range(_TRIES):
            wanted = marks(author, history, kept)
            sets = {name: value for name, value in wanted.items() if value is not None and item.get(name) != value}
            removes = [name for name, value in wanted.items() if value is None and name in item]
            removes += too_much(item, history)
            if not sets and not removes:
                break
            of = {":revision": item["revision"]}
            _, item = self._update(author, sets, removes, "revision = :revision", of)
            history = history_of(item)
        return history

    def _update(
        self,
        author: str,
        sets: Item,
        removes: Sequence[str],
        condition: str,
        values: Item,
        names: dict[str, str] | None = None,
    ) -> tuple[bool, Item]:
        """Whether the condition held, and the item after it (as it is, where it didn't)."""
        set_as = {f"#s{at}": name for at, name in enumerate(sets)}
        removed_as = {f"#r{at}": name for at, name in enumerate(removes)}
        change = ["SET " + ", ".join(f"{alias} = :{alias[1:]}" for alias in set_as)] if sets else []
        change += ["REMOVE " + ", ".join(removed_as)] if removes else []
        try:
            answer = aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(author),
                UpdateExpression=" ".join([*change, "ADD revision :one"]),
                ConditionExpression=condition,
                ExpressionAttributeNames={**(names or {}), **set_as, **removed_as},
                ExpressionAttributeValues={
                    **values,
                    **{f":s{at}": value for at, value in enumerate(sets.values())},
                    ":one": number(1),
                },
                ReturnValues="ALL_NEW",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if not lost(error):
                raise
            there: Any = error.response.get("Item", {})  # as it was asked for; the stubs don't know it
            return False, there
        return True, answer["Attributes"]

    def _listed(self, at: int, bounds: tuple[str, str], most: int) -> Iterator[tuple[str, str]]:
        first, last = map(text, bounds)
        found = query(
            {
                "TableName": self._table,
                "IndexName": "doubted",
                "KeyConditionExpression": "doubted_on = :on AND doubted_at BETWEEN :first AND :last",
                "ExpressionAttributeValues": {":on": text(part(at)), ":first": first, ":last": last},
            },
            most,
        )
        return ((item["doubted_at"]["S"], item["id"]["S"]) for item in found)


def _key(author: str) -> Item:
    return {"id": text(f"{PREFIX}{author}")}


def _at(item: Item) -> datetime:
    return datetime.fromisoformat(item["answered_at"]["S"])
