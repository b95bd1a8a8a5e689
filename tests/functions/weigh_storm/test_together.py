"""Pure: reposts, ready-made texts and brigades look alike, and are told apart by what people don't do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from functions.weigh_storm.pace import in_lock_step
from functions.weigh_storm.post import Post, once_each
from functions.weigh_storm.together import AGAIN, BURSTS, NEW, find_together, own_words
from tests.builders import NOON, minutes
from tests.functions.weigh_storm.spoken import own

SCRIPT = "Acme has stolen from its customers again, report them to the regulator and demand your money"


def a_post(number: int, minute: float, text: str = SCRIPT, author: str | None = None, **said: object) -> Post:
    author = f"person-{number}" if author is None else author
    post = Post(f"x:{number}", author, text, NOON + minutes(minute), "x", complaint=True)
    return replace(post, **said)  # type: ignore[arg-type]  # fields are told by name


def customers(count: int, hours: float = 4, start: int = 1_000) -> list[Post]:
    random = Random(4)
    return [a_post(start + n, random.uniform(0, hours * 60), own(random, "en")) for n in range(count)]


def copies(count: int, within: float, start: float = 60, joined_at: datetime | None = None) -> list[Post]:
    """Each by another account, evenly within so many minutes."""
    return [a_post(number, start + within * number / count, joined_at=joined_at) for number in range(count)]


def found(*posts: Post) -> tuple[int, int, int]:
    """How many are coordinated, in lock-step for no reason that is known, and reposts."""
    together = find_together(once_each(posts), len(posts))
    return len(together.coordinated), len(together.unexplained), len(together.spread)


def test_customers_with_words_of_their_own_do_not_belong_together() -> None:
    assert found(*customers(150)) == (0, 0, 0)


def test_copies_by_accounts_that_were_made_last_week_are_coordinated() -> None:
    posts = copies(40, within=20, joined_at=NOON - timedelta(days=7))
    assert found(*posts) == (40, 0, 0)
    assert find_together(posts, 40).signs == (NEW,)


def test_copies_by_old_accounts_without_haste_are_a_template_that_people_share() -> None:
    assert found(*copies(40, within=40 * 30, joined_at=NOON - timedelta(days=700))) == (0, 0, 0)


def test_copies_in_a_hurry_with_nothing_beside_them_can_be_either() -> None:
    assert found(*copies(40, within=10)) == (0, 40, 0)


def test_the_same_hurry_within_a_calm_crowd_is_a_raid() -> None:
    posts = [*copies(40, within=4), *customers(100)]
    assert found(*posts) == (40, 0, 0)
    assert find_together(once_each(posts), len(posts)).signs == (BURSTS,)


def test_a_text_that_catches_on_in_the_last_hour_is_no_raid() -> None:
    assert found(*copies(120, within=60, start=180), *customers(200)) == (0, 120, 0)


def test_accounts_that_post_a_script_again_and_again_need_no_lock_step() -> None:
    posts = [a_post(number, 45.0 * number, author=f"bot-{number % 8}") for number in range(32)]
    assert found(*posts) == (32, 0, 0)
    assert find_together(posts, 32).signs == (AGAIN,)


def test_a_repost_says_whose_words_it_repeats() -> None:
    posts = [a_post(number, number / 10, f"RT @first: {SCRIPT}") for number in range(1, 40)]
    assert found(a_post(0, 0), *posts) == (0, 0, 39)


def test_what_the_platform_counts_as_reposts_is_no_copy() -> None:
    posts = [a_post(number, number / 10) for number in range(1, 40)]
    assert found(a_post(0, 0, reposts=39), *posts) == (0, 0, 39)
    assert found(a_post(0, 0, reposts=3), *posts) == (0, 40, 0)


def test_who_adds_words_to_a_repost_has_written_them() -> None:
    said = "My own bag went to Rome as well and nobody picks up the phone since Monday"
    assert own_words(f"{said} RT @first: {SCRIPT}").strip() == said
    assert own_words(f"> {SCRIPT}\n{said}").strip() == said
    assert found(a_post(0, 0, f"{said} RT @first: {SCRIPT}"), *customers(40)) == (0, 0, 0)


def test_one_who_repeats_themself_is_no_copy_of_another() -> None:
    posts = [a_post(number, number, author="loud") for number in range(30)]
    together = find_together(posts, 30)
    assert (together.copies, together.coordinated) == (frozenset(), frozenset())


def test_two_are_not_several() -> None:
    assert found(a_post(0, 0), a_post(1, 0.5)) == (0, 0, 0)


def test_of_a_sample_the_window_is_as_much_wider_as_there_are_more_posts() -> None:
    posts = copies(30, within=60, joined_at=NOON - timedelta(days=7))
    assert not find_together(posts, 30).coordinated
    assert len(find_together(posts, 30 * 8).coordinated) == 30


def test_lock_step_is_several_accounts_within_the_window() -> None:
    posted = [
        (NOON + timedelta(seconds=at), name) for at, name in ((0, "a"), (10, "b"), (20, "a"), (61, "c"), (200, "d"))
    ]
    assert in_lock_step(posted, timedelta(minutes=1), 3) == {1, 2, 3}
    assert in_lock_step(posted, timedelta(seconds=30), 3) == set()
