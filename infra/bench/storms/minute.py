"""What is counted of a brand in one minute, and who is heard in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from infra.bench.storms.chance import binomial, poisson

#: Each of several names with how many.
Tally = tuple[tuple[str, int], ...]
#: Names with the share of each; what is left belongs to none.
Shares = tuple[tuple[str, float], ...]

#: Of complaints outside a storm so many are angry; a post is passed on so often. Assumed, as all that follows.
ANGRY, REPOSTS = 0.2, 0.5
PLATFORMS: Shares = (("x", 0.6), ("forum", 0.2), ("reviews", 0.1), ("facebook", 0.1))
COMPLAINT_KINDS: Shares = (("specific_complaint", 0.5), ("venting", 0.5))
OTHER_KINDS: Shares = (("praise", 0.25), ("question", 0.25), ("other", 0.5))
LIKED_KINDS: Shares = (("praise", 0.6), ("question", 0.25), ("other", 0.15))
ABOUT: Shares = (("website_problem", 0.2), ("delivery", 0.2), ("bill", 0.2))
ABOUT_ONE: Shares = (("website_problem", 0.8),)
#: The followers of an account are log-normal: a median of 200, and a long tail.
FOLLOWERS = (5.3, 1.7)


@dataclass(frozen=True, slots=True)
class Minute:
    """`authors` and `followers` say who complained, an account's number and its followers for each complaint.

    `angry`, `reposts`, `platforms`, `about` are of complaints, `kinds` of all mentions; each by name, in
    order. `young` complaints come from new accounts, `copies` nearly repeat another account's words.
    """

    mentions: int = 0
    complaints: int = 0
    authors: tuple[int, ...] = ()
    followers: tuple[int, ...] = ()
    angry: int = 0
    reposts: int = 0
    platforms: Tally = ()
    kinds: Tally = ()
    about: Tally = ()
    young: int = 0
    copies: int = 0

    @property
    def reach(self) -> int:
        return sum(self.followers)

    def __add__(self, other: Minute) -> Minute:
        if not other.mentions:
            return self
        return Minute(
            self.mentions + other.mentions,
            self.complaints + other.complaints,
            self.authors + other.authors,
            self.followers + other.followers,
            self.angry + other.angry,
            self.reposts + other.reposts,
            _both(self.platforms, other.platforms),
            _both(self.kinds, other.kinds),
            _both(self.about, other.about),
            self.young + other.young,
            self.copies + other.copies,
        )


QUIET = Minute()


@dataclass(frozen=True, slots=True)
class Voices:
    """Who complains, and how: the shares of angry, young and copied posts, reposts for each, where and about what.

    With a chance of `again` a post is by one of the `regulars` accounts, whose numbers begin at `first`; otherwise by
    an account not heard before. `followers` are those of the regulars, where theirs differ from everybody's.
    """

    first: int
    regulars: int = 200
    again: float = 0.2
    angry: float = ANGRY
    reposts: float = REPOSTS
    young: float = 0.05
    copies: float = 0.02
    platforms: Shares = PLATFORMS
    about: Shares = ABOUT
    others: Shares = OTHER_KINDS
    followers: int | None = None


def a_minute(rng: Random, mentions: int, complaints: int, voices: Voices, at: int) -> Minute:
    """One minute of so many mentions, some of them complaints, by these voices; `at` keeps new accounts apart."""
    if not mentions:
        return QUIET
    others = split(rng, mentions - complaints, voices.others)
    if not complaints:
        return Minute(mentions, kinds=others)
    authors = tuple(_author(rng, voices, at, place) for place in range(complaints))
    return Minute(
        mentions,
        complaints,
        authors,
        tuple(_followers(rng, voices, author) for author in authors),
        angry=binomial(rng, complaints, voices.angry),
        reposts=poisson(rng, voices.reposts * complaints),
        platforms=split(rng, complaints, voices.platforms),
        kinds=_both(split(rng, complaints, COMPLAINT_KINDS), others),
        about=split(rng, complaints, voices.about),
        young=binomial(rng, complaints, voices.young),
        copies=binomial(rng, complaints, voices.copies),
    )


def split(rng: Random, count: int, shares: Shares) -> Tally:
    """So many, by chance, among names with these shares; names that get none are left out."""
    tally, left = [], 1.0
    for name, share in shares:
        got = binomial(rng, count, min(1.0, round(share / left, 9))) if left > 0 else 0
        count, left = count - got, left - share
        if got:
            tally.append((name, got))
    return tuple(sorted(tally))


def _both(one: Tally, other: Tally) -> Tally:
    return tuple(sorted((Counter(dict(one)) + Counter(dict(other))).items()))


def _author(rng: Random, voices: Voices, at: int, place: int) -> int:
    if rng.random() < voices.again:
        return voices.first + rng.randrange(voices.regulars)
    return voices.first + voices.regulars + at * 100_000 + place


def _followers(rng: Random, voices: Voices, author: int) -> int:
    if voices.followers is not None and author < voices.first + voices.regulars:
        return voices.followers
    return int(rng.lognormvariate(*FOLLOWERS))
