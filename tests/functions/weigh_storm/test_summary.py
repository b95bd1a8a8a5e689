"""A summary tells what a storm says, where and since when, and quotes nobody."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.weigh_storm.summary import Said, sum_up
from shared.codec import decode, encode
from shared.storm_summary import Place, Summary

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def a_post(at: int, text: str = "The booking page is down", **changes: object) -> Said:
    post = Said(
        id=f"x:{at}",
        author=f"a{at}",
        text=text,
        created_at=NOON + timedelta(minutes=at),
        platform="x",
        source="x-main",
        language="en",
        kind="specific_complaint",
        spread=0,
        followers=None,
    )
    return replace(post, **changes)  # type: ignore[arg-type]  # the fields' own types are checked where they are named


def summed(inside: list[Said], before: list[Said] | None = None, *, counted: int = 0, brand: str = "") -> Summary:
    return sum_up(inside, before or [], counted=counted, now=NOON, brand=brand)


def test_a_storm_is_told_with_its_places_and_its_first_post() -> None:
    inside = [a_post(at) for at in (3, 1, 2)] + [
        a_post(4, "still down", platform="forum", source="f", language="pt-BR")
    ]
    summary = summed(inside, counted=900)
    assert (summary.posts, summary.read, summary.since) == (900, 4, NOON + timedelta(minutes=1))
    assert summary.first_post == "x:1"
    assert summary.platforms == (Place("x", 3, 0.75), Place("forum", 1, 0.25))
    assert summary.sources == (Place("x-main", 3, 0.75), Place("f", 1, 0.25))
    assert summary.languages == (Place("en", 3, 0.75), Place("pt", 1, 0.25))
    assert summary.kinds == (Place("specific_complaint", 4, 1.0),)
    assert [phrase.words for phrase in summary.phrases] == ["booking page is down"]


def test_a_storm_of_which_nothing_can_be_read_is_told_by_its_count() -> None:
    summary = summed([], counted=12)
    assert (summary.posts, summary.read, summary.since, summary.first_post) == (12, 0, NOON, None)
    assert (summary.phrases, summary.platforms, summary.typical) == ((), (), ())
    assert summary.most_spread is None


def test_a_summary_says_how_many_people_its_record_has() -> None:
    assert summed([a_post(1)], [a_post(at, author=f"b{at % 7}") for at in range(100, 120)]).people_before == 7
    assert summed([a_post(1)]).people_before == 0


def test_a_language_that_nobody_knows_is_called_so() -> None:
    names = {
        place.name
        for place in summed([a_post(1, language=None), a_post(2, language="?"), a_post(3, language="und")]).languages
    }
    assert names == {"und"}


def test_the_most_spread_post_is_the_one_passed_on_most_and_then_the_one_most_followed() -> None:
    posts = [
        a_post(1, spread=3, followers=10),
        a_post(2, spread=7),
        a_post(3, spread=7, followers=5),
        a_post(4, followers=9_999),
    ]
    assert summed(posts).most_spread == "x:3"
    assert summed([a_post(1), a_post(2)]).most_spread is None


def test_typical_posts_say_what_most_say_each_by_another_author_in_other_words() -> None:
    posts = [a_post(at, f"booking page is down, {word}") for at, word in enumerate(("ah", "oh", "my", "eh"))]
    same_author = a_post(10, "Booking page is down", author="a0")
    copy = a_post(11, "#booking PAGE is-down!")
    off = [a_post(20, "nice weather")]
    assert summed([*posts, same_author, copy, *off]).typical == ("x:10", "x:1", "x:2")


def test_a_storm_that_says_what_is_always_said_still_has_typical_posts() -> None:
    words = ("where is my parcel", "parcel late again", "no parcel today", "parcel lost")
    inside = [a_post(at, words[at % 4]) for at in range(40)]
    before = [a_post(100 + at, words[at % 4]) for at in range(40)]
    summary = summed(inside, before)
    assert summary.phrases == ()
    assert len(summary.typical) == 3


def test_a_repeated_post_adds_nothing_and_one_in_the_storm_is_not_in_its_record() -> None:
    inside = [a_post(at) for at in range(5)]
    before = [a_post(100 + at, "lovely crossing") for at in range(30)]
    assert summed([*inside, *inside], [*before, *inside]) == summed(inside, before)


def test_of_two_versions_of_a_post_always_the_same_one_is_read() -> None:
    old, new = a_post(1, kind="question"), a_post(1, kind="venting")
    assert summed([old, new]) == summed([new, old])


def test_of_many_long_posts_only_the_beginning_is_read() -> None:
    text = f"harbour closed {'so it was that we were at the ' * 15}. lighthouse keeper"
    assert 300 < len(text) < 1_000
    few, many = ([a_post(at, text) for at in range(count)] for count in (9, 1_000))
    assert {one.words for one in summed(few).phrases} == {"harbour closed", "lighthouse keeper"}
    assert {one.words for one in summed(many).phrases} == {"harbour closed"}


def test_of_a_script_without_spaces_a_third_says_as_much() -> None:
    text = f"港が閉まった。{'わたしたちはここにいた' * 15}。灯台"
    assert 100 < len(text) < 300
    few, many = ([a_post(at, text, language="ja") for at in range(count)] for count in (9, 1_000))
    assert "灯台" in {one.words for one in summed(few).phrases}
    assert "灯台" not in {one.words for one in summed(many).phrases}
    assert "港が閉まっ" in {one.words for one in summed(many).phrases}


def test_a_summary_holds_no_text_of_a_post_and_can_be_kept() -> None:
    secret = "my neighbour at number nine saw everything"
    summary = summed([a_post(1, secret), a_post(2, secret), *(a_post(at) for at in range(3, 9))])
    assert "neighbour" not in encode(summary)
    assert decode(Summary, encode(summary)) == summary


ACROSS = st.sampled_from(
    ["the booking page is down", "no refund 😡", "", "予約サイト", "call 020 7946 0958", "\u202ebooking page"]
)


@given(
    st.lists(
        st.builds(
            a_post,
            st.integers(0, 40),
            st.one_of(st.text(max_size=40), ACROSS),
            author=st.sampled_from("abcdef"),
            language=st.sampled_from(["en", "ja", None, "xx-", "de"]),
            spread=st.integers(-1, 3),
            followers=st.one_of(st.none(), st.integers(0, 3)),
        ),
        max_size=25,
    ),
    st.integers(0, 9),
)
@settings(max_examples=50, deadline=None)
def test_the_order_of_posts_changes_nothing(posts: list[Said], seed: int) -> None:
    half = len(posts) // 2
    summary = summed(posts[:half], posts[half:])
    mixed = [posts[:half], posts[half:]]
    for part in mixed:
        random.Random(seed).shuffle(part)
    assert summed(mixed[0], mixed[1]) == summary
    for places in (summary.platforms, summary.sources, summary.languages, summary.kinds):
        assert sum(place.posts for place in places) == summary.read
        assert sum(place.share for place in places) == pytest.approx(1 if summary.read else 0)
    assert set(summary.typical) <= {post.id for post in posts[:half]}
