"""Constructed crowds whose truth is known: who is in them was decided before they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from functions.weigh_storm.crowd import Post, weigh
from shared.crowd import Crowd, Voice
from tests.builders import NOON
from tests.functions.weigh_storm.spoken import nowhere, others, own, praise, scripted

YEAR = timedelta(days=365)
#: So many posts are read of a larger crowd.
READ = 1_000


@dataclass(frozen=True, slots=True)
class Constructed:
    """A whole crowd, and what it is; `spoke` are customers among its complaining authors."""

    kind: str
    truth: Voice
    posts: tuple[Post, ...]
    base: int | None = None
    spoke: int = 0

    @property
    def authors(self) -> int:
        return len({post.author for post in self.posts})

    def read(self, random: Random, at_most: int = READ) -> tuple[Post, ...]:
        return self.posts if len(self.posts) <= at_most else tuple(random.sample(self.posts, at_most))

    def weighed(self, random: Random, at_most: int = READ) -> Crowd:
        """What the counters say of authors is a sketch, or nothing."""
        told = random.choice((None, round(self.authors * random.gauss(1, 0.04))))
        return weigh(self.read(random, at_most), counted=len(self.posts), authors=told, base=self.base, now=NOON)


class Crowding:
    """Writes posts of one crowd; all chance is in its `random`."""

    def __init__(self, random: Random, hours: float = 4) -> None:
        self.random = random
        self.hours = hours
        self.posts: list[Post] = []
        self.people = 0
        self.language = random.choice(("en", "en", "en", "de", "es"))

    def somebody(self) -> str:
        self.people += 1
        return f"person-{self.people}"

    def write(self, author: str, text: str, minute: float | None = None, **said: object) -> Post:
        """At a time of the storm, which rises fast and decays, unless told otherwise."""
        random = self.random
        if minute is None:
            minute = min(self.hours * 60, random.expovariate(3 / (self.hours * 60)))
        known = {"joined_at": NOON - YEAR * (0.05 + 8 * (hash_of(author) % 1000) / 1000), "language": self.language}
        post = Post(
            id=f"x:{len(self.posts)}",
            author=author,
            text=text,
            created_at=NOON + timedelta(minutes=minute),
            platform="x",
            complaint=True,
        )
        self.posts.append(replace(post, **{**known, **said}))  # type: ignore[arg-type]  # fields are told by name
        return self.posts[-1]

    def independent(self, people: int, about: Callable[[Random, str], str] = own) -> None:
        """People who write once, or now and then again."""
        for _ in range(people):
            author = self.somebody()
            for _ in range(1 + (self.random.random() < 0.25) + (self.random.random() < 0.08) * 2):
                self.write(author, about(self.random, self.language))

    def background(self, share: float) -> None:
        """Questions and praise, which are no complaints."""
        for _ in range(round(len(self.posts) * share)):
            self.write(self.somebody(), praise(self.random), complaint=False)

    def bots(self, posts: int, accounts: int, young: bool, waves: int) -> None:
        """Accounts that take turns with two scripts, in waves of seconds."""
        starts = [self.random.uniform(5, self.hours * 60) for _ in range(waves)]
        names = [f"bot-{number}" for number in range(accounts)]
        for number in range(posts):
            joined = (
                NOON - timedelta(days=self.random.uniform(0.5, 20))
                if young
                else NOON - YEAR * self.random.uniform(1, 6)
            )
            self.write(
                names[number % accounts],
                scripted(self.random, self.random.choice(("bulk", "lies"))),
                self.random.choice(starts) + self.random.uniform(0, 2),
                joined_at=joined,
            )


def hash_of(author: str) -> int:
    return sum((at + 7) * ord(letter) * 31 for at, letter in enumerate(author))


def outage(crowd: Crowding, size: int) -> Constructed:
    """Customers of a company who all feel it: 3 to 12 % of them speak, nearly all of their own loss."""
    crowd.independent(size)
    crowd.independent(round(size * crowd.random.uniform(0, 0.2)), others)
    base = round(size / crowd.random.uniform(0.03, 0.12))
    return made(crowd, "an outage that the base feels", "bulk", base, size)


def customers(crowd: Crowding, size: int) -> Constructed:
    """Customers, some strangers who are angry for them, and now and then somebody loud."""
    crowd.independent(size)
    crowd.independent(round(size * crowd.random.uniform(0, 0.4)), others)
    for _ in range(round(size * crowd.random.choice((0.0, 0.0, 0.1, 0.25)))):
        crowd.write("loud", own(crowd.random, crowd.language))
    return made(crowd, "customers, base not known", "many", None, size)


def customers_of_a_giant(crowd: Crowding, size: int) -> Constructed:
    crowd.independent(size)
    crowd.independent(round(size * crowd.random.uniform(0, 0.4)), others)
    return made(crowd, "customers of a giant", "many", size * crowd.random.randrange(2_000, 30_000), size)


def other_tongue(crowd: Crowding, size: int) -> Constructed:
    """Whose loss it is can't be told, as the language is not known."""
    crowd.language = "und"
    for _ in range(size):
        crowd.write(crowd.somebody(), own(crowd.random, crowd.random.choice(("en", "de", "es"))))
    return made(crowd, "people in a language not known", "many", None, size)


def one_loud_account(crowd: Crowding, size: int) -> Constructed:
    crowd.independent(max(3, size // 4))
    for _ in range(round(len(crowd.posts) * crowd.random.uniform(1.3, 4))):
        crowd.write("loud", own(crowd.random, crowd.language))
    return made(crowd, "one loud account", "vocal minority", crowd.random.choice((None, 10**6)), 1)


def a_loud_few(crowd: Crowding, size: int) -> Constructed:
    """Less than a tenth of the people write 58 to 85 % of it."""
    share = crowd.random.uniform(0.58, 0.85)
    people = round(size * (1 - share))
    few = max(2, round(people * crowd.random.uniform(0.03, 0.08)))
    for number in range(round(size * share)):
        crowd.write(f"loud-{number % few}", own(crowd.random, crowd.language))
    for _ in range(people):
        crowd.write(crowd.somebody(), own(crowd.random, crowd.language))
    return made(crowd, "a loud few", "vocal minority", None, few)


def pile_on(crowd: Crowding, size: int) -> Constructed:
    """Strangers who judge what happened to somebody else; up to one in five has the same trouble."""
    same = round(size * crowd.random.uniform(0, 0.2))
    crowd.independent(size - same, others)
    crowd.independent(same)
    return made(crowd, "a pile-on", "vocal minority", crowd.random.choice((None, 50_000)), same)


def spread_post(crowd: Crowding, size: int) -> Constructed:
    """One complaint that many repost, with its writer's name or as the platform counts it, and a few others."""
    text = "I was left at the gate with two kids and my bags went to Rome, nobody cared"
    crowd.write("first", text, 0, reposts=size)
    marked = crowd.random.random() < 0.5
    for _ in range(size):
        crowd.write(crowd.somebody(), f"RT @first: {text}" if marked else text, reposts=size)
    crowd.independent(round(size * crowd.random.uniform(0.02, 0.2)))
    return made(crowd, "a post that is spread", "vocal minority", None, size // 10)


def young_bots(crowd: Crowding, size: int) -> Constructed:
    crowd.bots(size, max(12, size // 3), young=True, waves=crowd.random.randrange(3, 12))
    crowd.independent(round(size * crowd.random.uniform(0.1, 0.6)))
    return made(crowd, "a brigade of young accounts", "brigade", None, 0)


def old_bots(crowd: Crowding, size: int) -> Constructed:
    """Bought accounts of some age, which post a script again and again."""
    crowd.bots(size, max(10, size // 8), young=False, waves=crowd.random.randrange(3, 12))
    crowd.independent(round(size * crowd.random.uniform(0.1, 0.6)))
    return made(crowd, "a brigade of old accounts", "brigade", None, 0)


def raid(crowd: Crowding, size: int) -> Constructed:
    """Called together: each posts the script once, all within minutes, into a crowd of customers."""
    start = crowd.random.uniform(20, 100)
    for _ in range(size):
        crowd.write(crowd.somebody(), scripted(crowd.random, "lies"), start + crowd.random.uniform(0, 6))
    crowd.independent(max(40, round(size * crowd.random.uniform(0.2, 0.5))))
    return made(crowd, "a raid within minutes", "brigade", None, 0)


def free_hand(crowd: Crowding, size: int) -> Constructed:
    """A brigade whose posts are each written anew: nothing in them is a copy, only the accounts are young."""
    for _ in range(size):
        joined = NOON - timedelta(days=crowd.random.uniform(0.5, 20))
        crowd.write(crowd.somebody(), others(crowd.random, crowd.language), joined_at=joined)
    crowd.independent(size // 5)
    return made(crowd, "a brigade that copies nothing", "brigade", None, 0)


def brigade_beside(crowd: Crowding, size: int) -> Constructed:
    """Customers, and a brigade that joins in: 10 to 35 % of the posts."""
    crowd.independent(size)
    posts = round(size * crowd.random.uniform(0.15, 0.6))
    crowd.bots(posts, max(10, posts // 4), young=crowd.random.random() < 0.5, waves=4)
    return made(crowd, "customers beside a brigade", "many", None, size)


def template(crowd: Crowding, size: int) -> Constructed:
    """Customers who share a ready-made complaint in the course of a day or two, and others with their own words."""
    crowd.hours = size / 8
    for _ in range(size):
        crowd.write(crowd.somebody(), scripted(crowd.random, "ready"), crowd.random.uniform(0, crowd.hours * 60))
    for _ in range(size // 3):
        crowd.write(crowd.somebody(), own(crowd.random, crowd.language), crowd.random.uniform(0, crowd.hours * 60))
    return made(crowd, "a shared template", "many", None, size)


def template_that_catches_on(crowd: Crowding, size: int) -> Constructed:
    """Customers with words of their own, and in the last third of the time a template that a part of them takes up."""
    crowd.independent(size)
    for _ in range(round(size * crowd.random.uniform(0.2, 0.7))):
        minute = crowd.hours * 60 * crowd.random.uniform(0.67, 1)
        crowd.write(crowd.somebody(), scripted(crowd.random, "ready"), minute)
    return made(crowd, "a template that catches on", "many", None, size)


def template_in_a_hurry(crowd: Crowding, size: int) -> Constructed:
    """The same in minutes, and nothing else is heard: it could be either."""
    for _ in range(size):
        crowd.write(crowd.somebody(), scripted(crowd.random, "ready"), crowd.random.uniform(0, size / 12))
    return made(crowd, "a template in a hurry", "not enough to say", None, 0)


def handful(crowd: Crowding, size: int) -> Constructed:
    crowd.independent(3 + size % 16)
    crowd.posts = crowd.posts[:29]
    return made(crowd, "a handful", "not enough to say", crowd.random.choice((None, 1_000)), 0)


def loved_launch(crowd: Crowding, size: int) -> Constructed:
    crowd.independent(8)
    for _ in range(size):
        crowd.write(crowd.somebody(), praise(crowd.random), complaint=False)
    return made(crowd, "a launch that people like", "not enough to say", 10_000, 8)


def paraphrasing(crowd: Crowding, size: int) -> Constructed:
    """A brigade of old accounts that changes about every third word of its script."""
    crowd.bots(size, max(10, size // 8), young=False, waves=5)
    for at, post in enumerate(crowd.posts):
        words = [nowhere(crowd.random) if crowd.random.random() < 0.33 else word for word in post.text.split()]
        crowd.posts[at] = replace(post, text=" ".join(words))
    crowd.independent(size // 4)
    return made(crowd, "a brigade that paraphrases", "brigade", None, 0)


def patient(crowd: Crowding, size: int) -> Constructed:
    """A brigade of old accounts that takes a day for it: nobody posts together."""
    crowd.hours = 24
    for number in range(size):
        minute = crowd.random.uniform(0, crowd.hours * 60)
        crowd.write(f"bot-{number % max(10, size // 4)}", scripted(crowd.random, "bulk"), minute)
    for _ in range(size // 4):
        crowd.write(crowd.somebody(), own(crowd.random, crowd.language), crowd.random.uniform(0, crowd.hours * 60))
    return made(crowd, "a brigade that takes a day", "brigade", None, 0)


def rather_loud(crowd: Crowding, size: int) -> Constructed:
    """A tenth that writes 40 to 60 %."""
    size = max(size, 100)
    share = crowd.random.uniform(0.4, 0.6)
    people = round(size * 0.45)
    few = people // 10
    for number in range(round(size * share)):
        crowd.write(f"loud-{number % few}", own(crowd.random, crowd.language))
    for number in range(size - round(size * share)):
        crowd.write(f"calm-{number % (people - few)}", own(crowd.random, crowd.language))
    return made(crowd, "40 to 60 % by a tenth", "vocal minority" if share >= 0.5 else "many", None, few)


def torn(crowd: Crowding, size: int) -> Constructed:
    """Half strangers, half customers, more or less: a pile-on from 60 % strangers on."""
    share = crowd.random.uniform(0.45, 0.75)
    crowd.independent(round(size * share), others)
    crowd.independent(size - round(size * share))
    return made(crowd, "45 to 75 % strangers", "vocal minority" if share >= 0.6 else "many", None, size)


def half_of_it(crowd: Crowding, size: int) -> Constructed:
    """Customers of whom 0.5 to 3 % speak; 1.5 % are taken for the bulk."""
    crowd.independent(size)
    share = crowd.random.uniform(0.005, 0.03)
    return made(crowd, "0.5 to 3 % of the base", "bulk" if share >= 0.015 else "many", round(size / share), size)


def nearly_enough(crowd: Crowding, size: int) -> Constructed:
    """20 to 45 people who write once."""
    people = 20 + size % 26
    for _ in range(people):
        crowd.write(crowd.somebody(), own(crowd.random, crowd.language))
    return made(crowd, "20 to 45 people", "many" if people >= 30 else "not enough to say", None, people)


CLEAR = (
    outage,
    customers,
    customers_of_a_giant,
    other_tongue,
    one_loud_account,
    a_loud_few,
    pile_on,
    spread_post,
    young_bots,
    old_bots,
    raid,
    free_hand,
    brigade_beside,
    template,
    template_that_catches_on,
    template_in_a_hurry,
    handful,
    loved_launch,
)
#: Those on the edge of two verdicts, and those that hide.
HARD = (rather_loud, torn, half_of_it, nearly_enough, patient, paraphrasing)
Kind = Callable[[Crowding, int], Constructed]


def made(crowd: Crowding, kind: str, truth: Voice, base: int | None, spoke: int) -> Constructed:
    crowd.background(crowd.random.choice((0.0, 0.1, 0.4)))
    crowd.random.shuffle(crowd.posts)
    return Constructed(kind, truth, tuple(crowd.posts), base, spoke)


def crowds(seed: int, of_each: int, kinds: Sequence[Kind] = CLEAR, largest: int = 3_000) -> Iterator[Constructed]:
    """Of each kind so many, of sizes that double from 60 on; the same seed makes the same crowds."""
    for kind in kinds:
        for turn in range(of_each):
            random = Random(f"{seed} {kind.__name__} {turn}")
            size = min(largest, round(60 * 2 ** random.uniform(0, 6)))
            yield kind(Crowding(random), size)
