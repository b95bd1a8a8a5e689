"""Pure: what one minute adds to each series, and what a window of them holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.detect_storm.minute import in_order, lasting, opens, rank, values, window_at, window_of
from shared.authors import mark
from shared.minute import Minute
from shared.storm import instance_of
from tests.builders import minutes
from tests.functions.detect_storm.streams import START, a_minute, both, by


def test_a_minute_adds_to_all_of_its_brands_series() -> None:
    assert values(a_minute(0, 3, instance="login", others=2, reach=40)) == {
        "mentions": 5,
        "complaints": 3,
        "reach": 40,
        "kind:specific_complaint": 3,
        "kind:praise": 2,
        "about:login": 3,
    }


def test_only_complaints_can_be_a_storm() -> None:
    assert all(map(opens, ("complaints", "reach", "about:login", "kind:specific_complaint", "kind:venting")))
    assert not any(map(opens, ("mentions", "kind:praise", "kind:question", "kind:other")))


def test_all_of_a_brands_complaints_are_asked_before_a_part_of_them() -> None:
    keys = ["about:a", "kind:venting", "reach", "complaints", "about:login"]
    assert sorted(keys, key=rank) == ["complaints", "reach", "kind:venting", "about:a", "about:login"]


def test_a_series_about_an_instance_says_which() -> None:
    assert (instance_of("about:login"), instance_of("complaints"), instance_of("kind:venting")) == ("login", None, None)


def test_a_window_is_the_minutes_up_to_its_last_one_and_none_before() -> None:
    told = [a_minute(at, 1) for at in range(20)]
    window = window_at(told, START + minutes(16), timedelta(minutes=15))
    assert [minute.at for minute in window.minutes] == [START + minutes(at) for at in range(2, 17)]
    assert (window.at, window.complaints, window.mentions) == (START + minutes(16), 15, 30)


def test_a_window_counts_each_author_once() -> None:
    assert window_of(by(a_minute(at, 5), "mia", "noah") for at in range(9)).authors == 2


def test_a_window_knows_what_most_of_it_is_about_and_since_when() -> None:
    window = window_of((a_minute(0, 2), a_minute(1, 3, instance="login"), a_minute(2, 4, instance="checkout")))
    assert window.lead() == ("checkout", 4 / 9)
    assert (window.about("login"), window.about(None)) == (3, 9)
    assert [window.first(about) for about in ("login", "checkout", None)] == [START + minutes(at) for at in (1, 2, 0)]
    assert window_of((a_minute(0, 2),)).lead() == (None, 0.0)


def test_of_two_that_as_many_complaints_are_about_always_the_same_one_leads() -> None:
    one, other = a_minute(0, 3, instance="a"), a_minute(1, 3, instance="b")
    assert window_of((one, other)).lead() == window_of((other, one)).lead() == ("a", 0.5)


def test_platforms_are_counted_where_they_are_known() -> None:
    told = (a_minute(0, 1), a_minute(1, 1, platform="bluesky"), a_minute(2, 1, platform=""))
    assert window_of(told).platforms == 2


def test_minutes_are_put_in_order() -> None:
    assert [minute.at for minute in in_order([a_minute(2, 1), a_minute(0, 1)])] == [START, START + minutes(2)]


def test_counts_of_one_minute_join_in_any_order() -> None:
    one, other = a_minute(0, 3, instance="login", platform="bluesky"), by(a_minute(0, 2, angry=1), "mia")
    assert both(one, other) == both(other, one)
    assert values(both(one, other)) == {
        key: values(one).get(key, 0) + values(other).get(key, 0) for key in {**values(one), **values(other)}
    }


@given(
    st.lists(st.sets(st.sampled_from([mark(name) for name in "abcdefgh"])), min_size=2, max_size=12), st.integers(1, 5)
)
def test_what_lasts_of_a_window_counts_the_authors_of_each_window_after_it(marks: list[set[str]], span: int) -> None:
    told = [replace(a_minute(at, len(some)), authors=tuple(sorted(some))) for at, some in enumerate(marks)]
    kept: tuple[Minute, ...] = ()
    for minute in told:
        window = window_at((*kept, minute), minute.at, minutes(span))
        assert window.authors == window_at(told[: told.index(minute) + 1], minute.at, minutes(span)).authors
        kept = lasting(window)
        assert len({mark for one in kept for mark in one.authors}) == sum(len(one.authors) for one in kept)


def test_a_window_has_no_more_authors_than_complaints_however_they_are_estimated() -> None:
    assert window_of([by(a_minute(0, 100), *map(str, range(100)))]).authors <= 100
    assert window_of([by(a_minute(0, 3), *map(str, range(100)))]).authors == 3
