"""What is known of the authors of a batch, read in one go; and what of each mention is noted for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from shared.codec import CodecError
from shared.mention import Mention, mention_id
from shared.plan import Plan
from shared.store.histories import Histories
from shared.store.history_items import author_of, keys_of, of_post, of_thread, talk_of, with_answers
from shared.store.items import Item
from shared.store.mentions import known
from shared.store.mentions_of import mentions_of
from shared.triage.history import Answer, History, Post, level_of
from shared.triage.leaving import leaving
from shared.verdict import Verdict

#: So many posts up from our answer, its question is sought.
MOST_UP = 8


class KnownAuthors:
    """The authors of one batch. What is noted of a mention counts for the next one of it."""

    def __init__(self, table: str, authors: dict[str, History], answers: dict[str, datetime]) -> None:
        self._table, self._histories = table, Histories(table)
        self._authors, self._answers = authors, answers

    def of(self, mention: Mention) -> History:
        """What was known when it was written; nothing of our own staff."""
        if mention.from_staff:
            return History()
        return self._whole(mention).before(mention, talk_of(mention))

    def noted(self, mention: Mention, verdict: Verdict, plan: Plan) -> None:
        """Notes complaints, questions and our answers, once the verdict is kept. It can be repeated."""
        kept = plan.company.keep_texts
        if mention.from_staff:
            self._answer(mention, plan)
            return
        author, before = author_of(mention), self._whole(mention)
        there = any(post.id == mention.id for post in before.posts)
        if not there and not (verdict.is_complaint or verdict.kind == "question"):
            return
        post = post_of(mention, verdict)
        self._authors[author] = self._histories.note(author, post, before, kept)
        # Answers that were heard before their question: few.
        for answer in self._found([post]):
            if answer not in self._authors[author].answers:
                self._histories.answered(author, answer, kept)

    def _whole(self, mention: Mention) -> History:
        history = self._authors.get(author_of(mention), History())
        return with_answers(history, *self._found([*history.posts, _place(mention)]))

    def _found(self, posts: Iterable[Post]) -> Iterator[Answer]:
        """Our answers under the keys of those posts, where they came after them."""
        for post in posts:
            for key in keys_of(post):
                if (at := self._answers.get(key)) is not None:
                    yield Answer(post.talk, at)

    def _answer(self, ours: Mention, plan: Plan) -> None:
        """Kept under what it answers, and then with the author whose question that is, where it was heard.

        In this order: of an answer and its question that are judged at once, one finds the other.
        """
        above = ours.parent
        if ours.thread is not None and (above in (None, ours.thread) or not ours.public):
            self._histories.answer(of_thread(ours), ours.created_at)
            above = above or ours.thread
        for _ in range(MOST_UP):
            if above is None:
                return
            above_id = mention_id(ours.platform, above)
            self._histories.answer(of_post(above_id), ours.created_at)
            found = mentions_of(self._table, [above_id]).get(above_id)
            if found is None:
                return
            if not found.mention.from_staff:
                answer = Answer(talk_of(found.mention), ours.created_at)
                self._histories.answered(author_of(found.mention), answer, plan.company.keep_texts)
                return
            above = found.mention.parent


def known_of(table: str, images: Iterable[Item]) -> KnownAuthors:
    """What is known of those who wrote the mentions in these images, and of our answers to them."""
    batch = [mention for mention in map(mention_in, images) if mention is not None and not mention.from_staff]
    keys = {key for mention in batch for key in keys_of(_place(mention))}
    authors, answers = Histories(table).read({author_of(mention) for mention in batch}, keys)
    # Of what they wrote before and we seem to owe an answer: few, outside of a quarrel.
    more = {key for history in authors.values() for post in history.waiting for key in keys_of(post)} - keys
    if more:
        answers |= Histories(table).read((), more)[1]
    return KnownAuthors(table, authors, answers)


def post_of(mention: Mention, verdict: Verdict) -> Post:
    asks = verdict.is_complaint or verdict.kind == "question"
    return Post(
        id=mention.id,
        version=mention.version,
        talk=talk_of(mention),
        written_at=mention.created_at,
        seen_at=mention.seen_at,
        kind=verdict.kind,
        level=level_of(verdict),
        sentiment=verdict.sentiment,
        instance=verdict.instance,
        leaving=asks and leaving(mention.text, verdict.asks) is not None,
        place=_place_key(mention),
    )


def _place(mention: Mention) -> Post:
    """A mention that is not judged yet, as far as answers are looked for."""
    at = mention.created_at
    return Post(
        mention.id, mention.version, talk_of(mention), at, at, "other", 0.0, "neutral", place=_place_key(mention)
    )


def _place_key(mention: Mention) -> str | None:
    return None if mention.place is None else of_post(mention_id(mention.platform, mention.place))


def mention_in(image: Item) -> Mention | None:
    """None for a tombstone, and for what can't be read: judging it says so."""
    try:
        return known(image).mention if "doc" in image else None
    except (CodecError, KeyError):
        return None
