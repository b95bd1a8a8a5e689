"""What a storm says, from a sample of its posts and one of the record before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.weigh_storm.clauses import Clause, clauses_of, joined_letters
from functions.weigh_storm.grams import grouped
from functions.weigh_storm.phrases import Telling, telling_phrases
from shared.gate.folded import fold
from shared.storm_summary import Place, Summary

MOST_TYPICAL = 3
#: A sample is read up to so many characters in all: of each post its beginning, where the matter is said.
MOST_READ = 300_000
#: Of each post at most the first of these, at least the last, whatever the sample.
_OF_EACH = (1_000, 700, 500, 400, 300)
#: A letter of a script without spaces says as much as so many of others, and costs as much.
_SAYS = 3
_UNKNOWN = "und"
_CODE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Said:
    """A public post. `author` is a pseudonym; `spread` counts how often it was passed on, as far as is known."""

    id: str
    author: str
    text: str
    created_at: datetime
    platform: str
    source: str
    language: str | None
    kind: str
    spread: int
    followers: int | None


def sum_up(inside: Sequence[Said], before: Sequence[Said], *, counted: int, now: datetime, brand: str = "") -> Summary:
    """`counted` posts are in the storm, of which `inside` were read; `before` is from its record, and may be empty.

    Where none was read, it began `now`. The name of the `brand` is in every post, and no phrase begins or ends with it.
    """
    posts = _once(inside)
    ids = {post.id for post in posts}
    earlier = [post for post in _once(before) if post.id not in ids]
    clauses = grouped(_clauses(posts, brand, quoted=True))
    people, people_before = (len({post.author for post in some}) for some in (posts, earlier))
    said_before = _clauses(earlier, brand, quoted=False)
    telling = telling_phrases(clauses, said_before, people=people, people_before=people_before)
    # A storm that says what is always said has its typical posts too.
    shared = telling or telling_phrases(clauses, (), people=people, people_before=0)
    first = min(posts, key=lambda post: (post.created_at, post.id), default=None)
    return Summary(
        summed_at=now,
        posts=max(counted, len(posts)),
        read=len(posts),
        since=first.created_at if first else now,
        phrases=tuple(one.phrase for one in telling),
        platforms=_places(post.platform for post in posts),
        sources=_places(post.source for post in posts),
        languages=_places(_language(post) or _UNKNOWN for post in posts),
        first_post=first.id if first else None,
        most_spread=_most_spread(posts),
        typical=_typical(posts, shared),
        kinds=_places(post.kind for post in posts),
        people_before=people_before,
    )


def _once(posts: Iterable[Said]) -> list[Said]:
    """Each post once, in the order of their ids; of two versions always the same one, whichever came first."""
    ordered = sorted(posts, key=lambda post: (post.id, repr(post)))
    return list({post.id: post for post in ordered}.values())


def _clauses(posts: Sequence[Said], brand: str, *, quoted: bool) -> Iterator[Clause]:
    says = [_says(post.text[: _OF_EACH[0]]) for post in posts]
    fitting = (
        most
        for most in _OF_EACH
        if sum(min(len(post.text) * each, most) for post, each in zip(posts, says, strict=True)) <= MOST_READ
    )
    most = next(fitting, _OF_EACH[-1])
    for post, each in zip(posts, says, strict=True):
        yield from clauses_of(
            post.text,
            _language(post),
            author=post.author,
            post=post.id,
            most=round(most / each),
            brand=brand,
            quoted=quoted,
        )


def _says(text: str) -> float:
    """How much one of its letters says, on average."""
    return 1 + (_SAYS - 1) * joined_letters(text) / max(1, len(text))


def _language(post: Said) -> str | None:
    """`pt` for `pt-BR`; None where it is unknown."""
    code = re.split("[-_]", (post.language or "").casefold())[0]
    return code if code != _UNKNOWN and _CODE.fullmatch(code) else None


def _places(names: Iterable[str]) -> tuple[Place, ...]:
    counted = Counter(names)
    whole = counted.total()
    return tuple(
        Place(name, posts, posts / whole) for name, posts in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )


def _most_spread(posts: Iterable[Said]) -> str | None:
    """Of two that were spread as far, the one that more people follow, then the earlier one."""
    spread = [post for post in posts if post.spread > 0]
    best = min(spread, key=lambda post: (-post.spread, -(post.followers or 0), post.created_at, post.id), default=None)
    return best.id if best else None


def _typical(posts: Sequence[Said], telling: Sequence[Telling]) -> tuple[str, ...]:
    """Posts that hold what most people say: each shown phrase counts by its share; of equals the shorter, the earlier.

    Each by another author, and no two in the same words.
    """
    nearness: dict[str, float] = {}
    for one in telling:
        for holder in one.posts:
            nearness[holder] = nearness.get(holder, 0) + one.phrase.share
    holding = [post for post in posts if post.id in nearness]
    chosen: list[str] = []
    authors: set[str] = set()
    texts: set[str] = set()
    for post in sorted(holding, key=lambda post: (-nearness[post.id], len(post.text), post.created_at, post.id)):
        words = "".join(filter(str.isalnum, fold(post.text).text)) or post.text.strip()
        if len(chosen) < MOST_TYPICAL and words not in texts and post.author not in authors:
            chosen.append(post.id)
            authors.add(post.author)
            texts.add(words)
    return tuple(chosen)
