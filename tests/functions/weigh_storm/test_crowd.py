"""Pure: constructed crowds whose truth is known get the verdict that they are; any crowd gets one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.weigh_storm.crowd import Post, usual_share, weigh
from shared.codec import decode, encode
from shared.crowd import Crowd
from tests.builders import NOON, minutes
from tests.functions.weigh_storm.crowds import CLEAR, HARD, Crowding, Kind, crowds
from tests.functions.weigh_storm.spoken import own

#: Of the clear ones so many are told rightly, of the hard ones so many (36 and 24 crowds, fixed seed).
CLEAR_FLOOR, HARD_FLOOR = 0.95, 0.6


def weighed(posts: Sequence[Post], base: int | None = None, **told: object) -> Crowd:
    given_by_default = {"counted": len(posts), "authors": None, "base": base, "now": NOON}
    return weigh(posts, **{**given_by_default, **told})  # type: ignore[arg-type]  # told by name


def customers(count: int) -> list[Post]:
    crowd = Crowding(Random(8))
    crowd.language = "en"
    for _ in range(count):
        crowd.write(crowd.somebody(), own(crowd.random, "en"))
    return crowd.posts


@pytest.mark.parametrize("kind", CLEAR, ids=lambda kind: kind.__name__)
def test_a_clear_crowd_gets_the_verdict_that_it_is(kind: Kind) -> None:
    for made in crowds(seed=3, of_each=2, kinds=(kind,), largest=200):
        crowd = made.weighed(Random(1))
        assert crowd.voice == made.truth, crowd.sentence


def test_the_confusion_matrix_stays_above_its_floor() -> None:
    for kinds, of_each, floor in ((CLEAR, 2, CLEAR_FLOOR), (HARD, 4, HARD_FLOOR)):
        told = [
            made.weighed(Random(1), at_most=200).voice == made.truth
            for made in crowds(seed=4, of_each=of_each, kinds=kinds, largest=300)
        ]
        assert sum(told) >= floor * len(told), f"{sum(told)} of {len(told)}"


def test_no_real_day_of_an_airline_is_taken_for_a_brigade_or_a_loud_few(shared_material: Path) -> None:
    days: dict[tuple[str, str], list[Post]] = {}
    for line in (shared_material / "replay/airline.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        at = datetime.fromisoformat(row["created_at"].replace("Z", "+00:00"))
        post = Post(row["id"], row["author"], row["text"], at, "x", complaint=True, language="en")
        days.setdefault((row["brand"], row["created_at"][:10]), []).append(post)
    voices = Counter(weighed(posts).voice for posts in days.values() if len(posts) >= 100)
    assert set(voices) == {"many"}
    assert voices.total() >= 30


def test_fewer_than_thirty_complaints_are_not_enough_to_say() -> None:
    assert weighed(customers(29)).voice == "not enough to say"
    assert weighed(customers(30)).voice == "many"


def test_nobody_at_all_is_not_enough_to_say() -> None:
    crowd = weighed([], base=1_000)
    assert (crowd.voice, crowd.authors, crowd.share_low, crowd.share_high) == ("not enough to say", 0, 0.0, 0.0)
    assert crowd.sentence == (
        "Not enough to say whom it speaks for: of 0 posts read, none complains, and below 30 a share says little."
    )


def test_a_storm_of_which_nothing_is_left_says_so() -> None:
    crowd = weighed([], counted=30)
    assert crowd.sentence == (
        "Not enough to say whom it speaks for: none of its 30 posts is left to be read as a complaint."
    )


def test_another_version_of_a_post_is_the_same_post() -> None:
    posts = customers(40)
    again = [replace(post, text="edited", created_at=post.created_at + minutes(5)) for post in posts[:20]]
    assert weighed([*again, *posts], counted=40) == weighed(posts)


def test_a_ready_made_text_tells_of_one_loss_however_many_share_it() -> None:
    """40 who share one in the course of two days, 30 who have words of their own."""
    crowd = Crowding(Random(3))
    crowd.language = "en"
    for number in range(40):
        text = "Dear Acme, my card was charged the hidden fee in June and I want all of it back now"
        crowd.write(crowd.somebody(), text, 72.0 * number)
    for number in range(30):
        crowd.write(crowd.somebody(), f"shame, what they did to her {'abcdefghij'[number % 10] * 3}", 90.0 * number)
    found = weighed(crowd.posts)
    assert found.copies == pytest.approx(40 / 70)
    assert found.first_person == pytest.approx(1 / 31)
    assert "of 31 different texts" in " ".join(found.reasons)
    # 120 who share one text without haste: of 120 losses nothing is known.
    copied = [
        replace(post, text="I lost my bag on the boat to Arden last Monday, I miss it") for post in customers(120)
    ]
    spread = weighed([replace(post, created_at=NOON + minutes(17 * at)) for at, post in enumerate(copied)])
    assert "100 % of 1 text about a loss of the writer's own" in spread.sentence


def test_of_a_sample_everybody_is_as_many_as_there_can_be() -> None:
    crowd = weighed(customers(100), base=10_000, counted=300, authors=200)
    assert (crowd.authors_low, crowd.authors_high, crowd.share_high) == (180, 220, 0.022)


def test_who_does_not_complain_is_not_weighed() -> None:
    posts = customers(40) + [replace(post, id=f"y:{post.id}", complaint=False) for post in customers(400)]
    crowd = weighed(posts)
    assert (crowd.read, crowd.complaints, crowd.authors) == (440, 40, 40)


@pytest.mark.parametrize(("base", "voice"), [(2_000, "bulk"), (8_000, "many"), (None, "many"), (0, "many")])
def test_the_bulk_is_told_only_beside_the_companys_own_base(base: int | None, voice: str) -> None:
    """62 in 100 of 100 customers say "I" or "my"; it takes 1.5 % of the base."""
    assert weighed(customers(100), base=base).voice == voice


@pytest.mark.parametrize(("people", "base", "voice"), [(1, 50, "vocal minority"), (29, 1_000, "not enough to say")])
def test_a_few_who_write_much_do_not_stand_for_silent_customers(people: int, base: int, voice: str) -> None:
    posts = [replace(post, author=f"a{number % people}") for number, post in enumerate(customers(120))]
    crowd = weighed(posts, base=base)
    assert (crowd.voice, crowd.authors) == (voice, people)


def test_a_few_who_are_most_of_the_customers_themselves_are_the_bulk() -> None:
    posts = [replace(post, author=f"a{number % 25}", customer=True) for number, post in enumerate(customers(50))]
    assert weighed(posts, base=40).voice == "bulk"


def test_a_loud_account_does_not_go_unsaid_beside_the_bulk() -> None:
    posts = [replace(post, author="loud" if number < 90 else post.author) for number, post in enumerate(customers(190))]
    shouted = [replace(posts[0], id=f"y:{number}") for number in range(300)]
    crowd = weighed([*posts, *shouted], base=2_000)
    assert crowd.voice == "bulk"
    assert "the busiest alone 80 %" in crowd.sentence


def test_one_person_is_told_as_one_and_what_is_known_by_a_list_as_such() -> None:
    posts = [replace(post, author="mia", customer=False) for post in customers(40)]
    crowd = weighed(posts, base=5_000)
    assert "; by the list of customers, that is 0 % of 5,000 customers" in crowd.sentence
    assert crowd.reasons[1].startswith("1 person complains; the busiest wrote 100 %")


def test_a_brigade_is_only_spoken_of_where_there_are_its_copies() -> None:
    posts = [replace(post, author=f"a{number % 5}") for number, post in enumerate(customers(60))]
    assert "60 complaints come from 5 people, and it takes 30" in weighed(posts).sentence


def test_with_a_list_it_is_known_customers_that_count() -> None:
    posts = [replace(post, customer=number % 4 == 0) for number, post in enumerate(customers(200))]
    crowd = weighed(posts, base=10_000)
    assert (crowd.customers, crowd.share_low, crowd.share_high) == (50, 0.005, 0.005)


def test_without_a_list_it_lies_between_those_who_tell_of_a_loss_and_all() -> None:
    crowd = weighed(customers(200), base=10_000)
    assert crowd.customers is None
    assert crowd.first_person is not None
    assert crowd.share_low == pytest.approx(crowd.first_person * 0.02, rel=0.1)
    assert crowd.share_high == 0.02


def test_a_brigades_accounts_are_no_part_of_the_base() -> None:
    crowd = Crowding(Random(6))
    crowd.independent(60)
    people = crowd.people
    crowd.bots(40, 20, young=True, waves=2)
    found = weighed(crowd.posts, base=100_000)
    assert found.coordinated > 0.2
    assert found.share_high == people / 100_000


def test_the_interval_holds_the_share_that_spoke() -> None:
    random = Random(9)
    held = []
    for _ in range(25):
        people, base = random.randrange(200, 600), random.randrange(2_000, 40_000)
        known = random.uniform(0.1, 0.9)
        posts = [replace(post, customer=random.random() < known) for post in customers(people)]
        truth = sum(post.customer or False for post in posts) / base
        crowd = weighed(random.sample(posts, 150), base=base, counted=people, authors=people)
        assert crowd.share_low is not None
        assert crowd.share_high is not None
        held.append(crowd.share_low <= truth <= crowd.share_high)
    assert sum(held) >= 0.95 * len(held)


def test_the_drop_of_i_and_my_is_measured_against_the_record() -> None:
    """Three in ten say "I": half of what is usual makes it a pile-on, and no more than usual doesn't."""
    crowd = Crowding(Random(2))
    crowd.language = "en"
    for number in range(100):
        text = own(crowd.random, "en") if number < 30 else f"shame on them, what they did to her {number} {number * 7}"
        crowd.write(crowd.somebody(), f"I say: {text}" if number < 30 else text)
    assert weighed(crowd.posts, usual_first_person=0.7).voice == "vocal minority"
    assert weighed(crowd.posts, usual_first_person=0.35).voice == "many"


def test_what_is_usual_needs_thirty_complaints_in_a_known_language() -> None:
    usual = usual_share(customers(60))
    assert usual is not None
    assert usual == weighed(customers(60)).first_person
    assert usual_share(customers(29)) is None
    assert usual_share([replace(post, language="th") for post in customers(60)]) is None


def test_a_language_that_is_not_known_leaves_the_share_open() -> None:
    crowd = weighed([replace(post, language="th") for post in customers(60)])
    assert (crowd.first_person, crowd.about_others, crowd.young) == (None, None, 0.0)
    assert weighed([replace(post, joined_at=None) for post in customers(60)]).young is None


@pytest.mark.parametrize("base", [None, 5_000])
def test_the_sentence_is_never_a_bare_count_and_says_who_has_spoken(base: int | None) -> None:
    for made in crowds(seed=5, of_each=1, largest=120):
        crowd = weighed(made.posts, base=base)
        assert crowd.sentence.endswith(".")
        if crowd.voice != "not enough to say":
            assert "%" in crowd.sentence
            assert "who has spoken, not who is affected" in crowd.sentence
        assert crowd.reasons
        assert decode(Crowd, encode(crowd)) == crowd


TEXTS = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        ["", "😡" * 40, "My bag is lost and nobody answers the phone at all", "RT @you: shame on them all"]
    ),
)
POSTS = st.lists(
    st.builds(
        Post,
        id=st.integers(0, 60).map(str),
        author=st.sampled_from("abcdefg"),
        text=TEXTS,
        created_at=st.integers(0, 300).map(lambda minute: NOON + minutes(minute)),
        platform=st.just("x"),
        complaint=st.booleans(),
        joined_at=st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1)),  # noqa: DTZ001  # the zone is told apart
        reposts=st.integers(0, 5),
        customer=st.none() | st.booleans(),
        language=st.sampled_from([None, "en", "de", "und"]),
    ),
    max_size=60,
)


@settings(max_examples=60, database=None, deadline=None)
@given(POSTS, st.integers(0, 500), st.none() | st.integers(0, 200), st.none() | st.integers(0, 50), st.integers(0, 99))
def test_any_crowd_is_weighed_the_same_in_any_order(
    posts: list[Post], unread: int, authors: int | None, base: int | None, seed: int
) -> None:
    counted = len({post.id for post in posts}) + unread
    crowd = weighed(posts, base=base, counted=counted, authors=authors)
    shuffled = [*posts, *posts[: len(posts) // 2]]
    Random(seed).shuffle(shuffled)
    assert weighed(shuffled, base=base, counted=counted, authors=authors) == crowd
    shares = [crowd.top_share, crowd.copies, crowd.coordinated, crowd.spread]
    known = [crowd.young, crowd.first_person, crowd.about_others, crowd.share_low, crowd.share_high]
    assert all(0 <= share <= 1 for share in (*shares, *known) if share is not None)
    assert crowd.share_low is None or (crowd.share_high is not None and crowd.share_low <= crowd.share_high)
    assert crowd.authors_low <= crowd.authors <= crowd.authors_high <= crowd.posts
    assert crowd.effective_authors <= crowd.authors
    assert decode(Crowd, encode(crowd)) == crowd


def test_posts_far_in_the_past_or_future_change_no_verdict() -> None:
    posts = customers(60)
    far = [replace(posts[0], created_at=NOON - timedelta(days=4_000)), *posts[1:]]
    assert weighed(far).voice == weighed(posts).voice
