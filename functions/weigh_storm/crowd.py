"""Weighs a crowd: who complains in a storm, how many people they are, and whom they can speak for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from functions.weigh_storm.base import Heard, share_of_base
from functions.weigh_storm.found import Found, Part
from functions.weigh_storm.people import People, count_people
from functions.weigh_storm.post import Post, once_each
from functions.weigh_storm.together import Together, find_together, own_words, share_young
from functions.weigh_storm.verdict import ENOUGH, judge
from functions.weigh_storm.voices import Whose, whose
from functions.weigh_storm.wording import METHOD, reasons, sentence
from shared.crowd import Crowd

__all__ = ["Post", "usual_share", "weigh"]

NOBODY = People(0, 0, 0, 0.0, 0.0, 0, 0.0)


def weigh(
    posts: Sequence[Post],
    *,
    counted: int,
    authors: int | None,
    base: int | None,
    now: datetime,
    usual_first_person: float | None = None,
) -> Crowd:
    """The crowd of a storm, from a uniform sample of its `counted` posts, or from all of them.

    `authors` are distinct in all `counted`, as far as the counters know; None lets it be estimated from the sample.
    `base` is how many customers the company has. `usual_first_person` is that share in the record before the storm.
    """
    found = find(once_each(posts), counted, authors, base or None, usual_first_person)
    voice = judge(found)
    known = found.own.of > 0
    low, high = found.reached or (None, None)
    return Crowd(
        weighed_at=now,
        posts=found.posts,
        read=found.read,
        complaints=found.complaints,
        authors=found.people.authors,
        authors_low=found.people.low,
        authors_high=found.people.high,
        effective_authors=found.people.effective,
        top_share=found.people.top_share,
        top_accounts=found.people.top_accounts,
        copies=found.copies.share,
        coordinated=found.coordinated.share,
        spread=found.spread.share,
        young=found.young.share if found.young.of else None,
        first_person=found.own.share if known else None,
        usual_first_person=usual_first_person,
        about_others=found.about_others.share if known else None,
        customers=found.heard.customers,
        base=found.base,
        share_low=low,
        share_high=high,
        voice=voice,
        sentence=sentence(found, voice),
        reasons=reasons(found),
        method=METHOD,
    )


def usual_share(before: Sequence[Post]) -> float | None:
    """The share of own losses in the complaints of a record before the storm; None where it has too few to say."""
    posts = [post for post in once_each(before) if post.complaint]
    voices = voices_of(posts, find_together(posts, len(posts)))
    return sum(voice == "own" for voice in voices.values()) / len(voices) if len(voices) >= ENOUGH else None


def find(read: Sequence[Post], counted: int, authors: int | None, base: int | None, usual: float | None) -> Found:
    """All that a verdict rests on; `read` are posts, each once, the oldest first."""
    counted = max(counted, len(read))
    posts = [post for post in read if post.complaint]
    in_all = _in_all(counted, read, posts)
    together = find_together(posts, in_all)
    voices = voices_of(posts, together)
    outside = [post for post in posts if post.id not in together.coordinated]
    apart = people_of(outside, read, counted, authors)
    heard = hear(outside, voices)
    return Found(
        posts=counted,
        read=len(read),
        complaints=len(posts),
        people=people_of(posts, read, counted, authors),
        apart=apart,
        copies=Part(len(together.copies), len(posts)),
        coordinated=Part(len(together.coordinated), len(posts)),
        unexplained=Part(len(together.unexplained), len(posts)),
        spread=Part(len(together.spread), len(posts)),
        young=Part(*share_young(posts)),
        own=Part(sum(voice == "own" for voice in voices.values()), len(voices)),
        about_others=Part(sum(voice == "others" for voice in voices.values()), len(voices)),
        usual_own=usual,
        heard=heard,
        base=base,
        reached=share_of_base(heard, apart, base),
        signs=together.signs,
    )


def people_of(posts: Sequence[Post], read: Sequence[Post], counted: int, authors: int | None) -> People:
    """Who wrote these posts of those that were read, and posts like them that were not."""
    if not posts:
        return NOBODY
    posts_of = Counter(post.author for post in posts)
    told = None if authors is None else round(authors * len(posts_of) / len({post.author for post in read}))
    return count_people(posts_of, _in_all(counted, read, posts), told)


def voices_of(posts: Sequence[Post], together: Together) -> dict[str, Whose]:
    """By post: a repost repeats what happened to others; a copied text is counted once, as its words are one's."""
    voices: dict[str, Whose] = {}
    for post in posts:
        voice = whose(own_words(post.text), post.language)
        if voice is not None and post.id not in together.repeated:
            voices[post.id] = "others" if post.id in together.spread else voice
    return voices


def hear(posts: Sequence[Post], voices: dict[str, Whose]) -> Heard:
    """Of the authors of these posts, who reports an own loss and who is a known customer."""
    listed = any(post.customer is not None for post in posts)
    return Heard(
        authors=len({post.author for post in posts}),
        own=len({post.author for post in posts if voices.get(post.id) == "own"}),
        customers=len({post.author for post in posts if post.customer}) if listed else None,
    )


def _in_all(counted: int, read: Sequence[Post], posts: Sequence[Post]) -> int:
    """How many such posts there are in all: as many as the sample lets expect."""
    return round(counted * len(posts) / len(read)) if posts else 0
