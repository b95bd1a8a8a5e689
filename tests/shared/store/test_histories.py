"""With moto: whatever order posts, edits and answers come in, and however often, the same is known of their author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.open_case.answer import of_post as about_post
from shared import aws
from shared.mention import Author
from shared.store.answers import Answers
from shared.store.histories import Histories
from shared.store.history_items import MOST_TALKS, PREFIX, author_of, keys_of, of_post, talk_of
from shared.store.items import Item
from shared.triage.history import MOST_POSTS, UNKNOWN, Answer, History, Post
from tests.builders import NOON, a_mention, minutes
from tests.harness.world import World, names
from tests.shared.store.failing import before

KEPT = timedelta(days=400)
AUTHOR = "0123456789ab"
Deed = Callable[[Histories], object]


@pytest.fixture
def histories(world: World) -> Histories:
    return Histories(names()["Mentions"])


def a_post(name: str = "1", *, at: float = 0, version: int = 1, talk: str | None = None, level: float = 1.0) -> Post:
    written, id_ = NOON + minutes(at), f"discourse:{name}"
    whole = talk if talk is not None else of_post(id_)
    return Post(id_, version, whole, written, written, "specific_complaint", level, "negative")


def talk(name: str) -> str:
    return of_post(f"thread {name}")


def item(author: str = AUTHOR) -> Item:
    found = aws.dynamodb().get_item(TableName=names()["Mentions"], Key={"id": {"S": f"{PREFIX}{author}"}})
    return found.get("Item", {})


def known(histories: Histories, author: str = AUTHOR) -> History:
    return histories.read([author])[0].get(author, UNKNOWN)


def listed(histories: Histories) -> list[str]:
    return list(histories.waiting(NOON - minutes(60), NOON + timedelta(days=3), 50))


def note(post: Post) -> Deed:
    return lambda histories: histories.note(AUTHOR, post, known(histories), KEPT)


def note_blindly(post: Post) -> Deed:
    """By a batch that read before the others wrote."""
    return lambda histories: histories.note(AUTHOR, post, UNKNOWN, KEPT)


def answer(in_talk: str, at: float) -> Deed:
    return lambda histories: histories.answered(AUTHOR, Answer(in_talk, NOON + minutes(at)), KEPT)


deeds = st.one_of(
    st.builds(
        lambda blind, name, version, level: (note_blindly if blind else note)(
            a_post(str(name), at=name * 7, version=version, talk=talk(str(name % 2)), level=level + version)
        ),
        st.booleans(),
        st.integers(1, 4),
        st.integers(1, 2),
        st.just(0.0),
    ),
    st.builds(answer, st.sampled_from([talk("0"), talk("1")]), st.sampled_from([3.0, 8.0, 15.0, 30.0])),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(deeds, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_any_order_and_any_repeat_end_the_same(histories: Histories, some: list[Deed], random: object) -> None:
    ends = []
    shuffled = [*some, *some[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own Random
    for order in (some, shuffled, list(reversed(some))):
        histories.erase([AUTHOR])
        for deed in order:
            deed(histories)
        ends.append({name: value for name, value in item().items() if name != "revision"})
    assert ends[0] == ends[1] == ends[2]


def test_who_waits_is_in_the_index_until_we_answer_and_nobody_twice(histories: Histories) -> None:
    note(a_post("1"))(histories)
    note(a_post("2", at=3))(histories)
    assert listed(histories) == [AUTHOR]
    answer(of_post("discourse:1"), 5)(histories)
    assert listed(histories) == [AUTHOR]
    answer(of_post("discourse:2"), 5)(histories)
    assert listed(histories) == []
    assert known(histories).unanswered == 0


def test_who_leaves_comes_first_then_who_turned_then_who_wrote_again(histories: Histories) -> None:
    def one(author: str, *posts: Post) -> None:
        for post in posts:
            histories.note(author, post, known(histories, author), KEPT)

    one("0000000000a0", a_post("a"))
    one("0000000000b1", a_post("b1"), a_post("b2", at=1))
    one("0000000000c2", a_post("c1", level=0), a_post("c2", at=1, level=4))
    one("0000000000d3", replace(a_post("d"), leaving=True))
    assert [author[-2] for author in listed(histories)] == ["d", "c", "b", "a"]


def test_a_post_usually_takes_one_write(histories: Histories) -> None:
    first = histories.note(AUTHOR, a_post("1"), UNKNOWN, KEPT)
    with before("dynamodb", "UpdateItem", lambda: None) as writes:
        histories.note(AUTHOR, a_post("2", at=1), first, KEPT)
    assert len(writes) == 1


def test_the_newest_posts_and_answers_are_known_and_no_more(histories: Histories) -> None:
    for number in range(MOST_POSTS + 3):
        note(a_post(str(number), at=number))(histories)
    assert [post.id for post in known(histories).posts] == [f"discourse:{n}" for n in range(3, MOST_POSTS + 3)]
    for number in range(MOST_TALKS + 1):
        answer(talk(str(number)), number)(histories)
    assert len(known(histories).answers) == MOST_TALKS
    assert len([name for name in item() if name[0] in "pv"]) == 2 * MOST_POSTS


def test_an_older_version_changes_nothing(histories: Histories) -> None:
    note(a_post(version=2, level=3))(histories)
    note(a_post(version=1, level=0))(histories)
    assert [post.level for post in known(histories).posts] == [3]


def test_the_same_version_that_is_judged_anew_is_kept_as_it_is_judged_now(histories: Histories) -> None:
    note(a_post(level=3))(histories)
    note(a_post(level=1))(histories)
    assert [post.level for post in known(histories).posts] == [1]


def test_it_goes_by_itself_when_its_newest_post_does(histories: Histories) -> None:
    note(a_post("1"))(histories)
    first = int(item()["expires"]["N"])
    note(a_post("2", at=60))(histories)
    assert int(item()["expires"]["N"]) - first == 3600
    assert first > (NOON + KEPT).timestamp()


def test_a_post_that_is_gone_is_taken_out_and_an_empty_history_goes(histories: Histories) -> None:
    mention = a_mention("1")
    author = author_of(mention)
    post = replace(a_post("1"), id=mention.id)
    histories.note(author, post, UNKNOWN, KEPT)
    histories.take_out(a_mention("2"))
    assert known(histories, author).posts == (post,)
    histories.take_out(mention)
    assert known(histories, author) == UNKNOWN
    assert listed(histories) == []
    assert int(item(author)["expires"]["N"]) == int(mention.seen_at.timestamp())
    histories.take_out(a_mention("9", author=Author(id="never heard of")))
    assert item(author_of(a_mention("9", author=Author(id="never heard of")))) == {}


def test_an_answer_waits_for_its_question_under_what_it_answers(histories: Histories) -> None:
    histories.answer(of_post("discourse:1"), NOON + minutes(5))
    histories.answer(of_post("discourse:1"), NOON + minutes(2))
    _, answers = histories.read([], keys_of(a_post("1")))
    assert answers == {of_post("discourse:1"): NOON + minutes(5)}


def test_nobodys_words_or_names_are_in_it(histories: Histories) -> None:
    mention = a_mention()
    histories.note(author_of(mention), a_post(talk=talk_of(mention)), UNKNOWN, KEPT)
    assert not any(word in str(item(author_of(mention))).lower() for word in ("mia", "log in", "u1'"))


def test_people_who_are_known_by_a_common_name_only_are_not_taken_for_one() -> None:
    anonymous = Author(name="A customer")
    assert author_of(a_mention("1", author=anonymous)) != author_of(a_mention("2", author=anonymous))
    assert author_of(a_mention("1")) == author_of(a_mention("2"))


def test_the_cases_of_a_post_are_found_by_what_open_case_wrote(world: World) -> None:
    answers = Answers(names()["Ledger"])
    answers.in_case(about_post("discourse", "1"), "case-1", NOON)
    answers.answered(about_post("discourse", "2"), "discourse:a", NOON)
    assert answers.cases(["post discourse:1", "post discourse:2", "post discourse:3"]) == {
        "post discourse:1": ("case-1",)
    }
