"""Journeys by the template's own rules: who waits for us is on the watch list, and why, until they are answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine

from shared.erasure import REASON
from shared.keeping import Keeping
from shared.mention import Author, Mention, Tombstone
from shared.operations.care import Care
from shared.operations.forgetting import Forgetting
from shared.operations.watching import Watching
from shared.plan import Plan
from shared.statement_moves import Refused
from shared.store.histories import Histories
from shared.store.history_items import author_of
from shared.store.ledger import Ledger
from shared.store.mentions import MentionStore
from shared.verdict import PRIORITIES
from shared.watch import ToReach
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.harness.world import World, names

HOUR = timedelta(hours=1)
US = Author(id="u-us", handle="acme_care")
QUESTION = replace(a_mention("q1", text="When does the shop open again on Sundays?"), thread="t1")
ANSWER = replace(
    a_mention("a1", text="At ten.", author=US, parent="q1", from_staff=True, created_at=NOON + minutes(20)), thread="t1"
)
#: Longer than the plan's first answer allows.
LATER = NOON + 5 * HOUR


@pytest.fixture
def listening(world: World) -> World:
    Ledger(names()["Ledger"]).publish_plan(PLAN)
    return world


PLAN: Plan = a_plan()


def heard(world: World, *mentions: Mention) -> None:
    """Each comes half a minute after it was written, or when the one before it came, and is judged and told."""
    at = mentions[0].seen_at
    for mention in mentions:
        at = max(at, mention.seen_at)
        with time_machine.travel(at, tick=False):
            MentionStore(names()["Mentions"]).keep(mention, Keeping())
            world.settle()
    assert world.given_up == []


def watched(world: World, at: datetime = LATER) -> list[ToReach]:
    return list(Watching(world.deployment()).people(PLAN, at).people)


def test_a_question_that_nobody_answers_is_listed_once_the_plans_clock_is_over(listening: World) -> None:
    heard(listening, QUESTION)
    assert watched(listening, NOON + minutes(29)) == []
    [person] = watched(listening)
    assert (person.mention_id, person.author, person.url, person.since) == (QUESTION.id, "mia", QUESTION.url, NOON)
    assert person.words == QUESTION.text
    assert person.why == ("asked 5 h ago and nobody answered; the plan's first answer for website_problem is 30 min",)


@pytest.mark.parametrize("order", [(QUESTION, ANSWER), (ANSWER, QUESTION)])
def test_our_answer_takes_them_off_whichever_is_heard_first(listening: World, order: tuple[Mention, ...]) -> None:
    heard(listening, *order)
    assert watched(listening) == []
    assert Histories(names()["Mentions"]).waiting(NOON - HOUR, LATER, 9) == {}


def test_an_answer_to_the_thread_as_a_whole_counts_for_who_wrote_in_it(listening: World) -> None:
    heard(listening, QUESTION, replace(ANSWER, parent=None))
    assert watched(listening) == []


def test_an_answer_to_somebody_else_leaves_them_on_the_list(listening: World) -> None:
    other = replace(a_mention("q2", text="Is there parking?", author=Author(id="u2")), thread="t1")
    heard(listening, QUESTION, other, replace(ANSWER, parent="q2"))
    assert [person.mention_id for person in watched(listening)] == [QUESTION.id]


def test_who_writes_again_after_our_answer_is_back_with_that_reason(listening: World) -> None:
    more = replace(a_mention("q3", text="And when on Mondays?", created_at=NOON + HOUR), thread="t1")
    heard(listening, QUESTION, ANSWER, more)
    [person] = watched(listening, NOON + HOUR + minutes(5))
    assert (person.mention_id, person.why) == (more.id, ("wrote again after our answer",))


def test_a_turning_tone_is_listed_before_anybody_is_late(listening: World) -> None:
    angry = replace(
        a_mention("q4", text="You lied to me, you ignore my order 4711. Shame on you.", created_at=NOON + minutes(9)),
        thread="t9",
    )
    heard(listening, QUESTION, angry)
    [person] = watched(listening, NOON + minutes(10))
    assert person.mention_id == angry.id
    assert person.why[0].startswith("second post within the hour, from a question to ")


def test_who_says_that_they_leave_comes_before_who_only_waits(listening: World) -> None:
    leaving = a_mention(
        "q5",
        text="My order 4711 never came, I'm cancelling my subscription today",
        author=Author(id="u5", handle="lee"),
        created_at=NOON + HOUR,
    )
    heard(listening, QUESTION, leaving)
    people = watched(listening)
    assert [person.author for person in people] == ["lee", "mia"]
    assert people[0].why[0] == "says they will leave"


def test_who_has_a_case_is_listed_with_it_until_it_is_answered_or_resolved(listening: World) -> None:
    urgent = a_mention("q6", text="Your website charged me twice and I was injured. I am calling my lawyer.")
    heard(listening, urgent)
    care = Care(listening.deployment())
    [case] = care.cases()
    [person] = watched(listening)
    assert (person.case_id, person.next) == (case.id, f"firebreak case {case.id}")
    care.answered(case.id, "ada", NOON + HOUR, "by phone")
    assert watched(listening) == []


def test_a_person_takes_somebody_off_and_what_they_write_later_counts_anew(listening: World) -> None:
    heard(listening, QUESTION)
    watching = Watching(listening.deployment())
    done = watching.done(QUESTION.id, "ada", PLAN, LATER)
    assert not isinstance(done, Refused)
    assert watched(listening) == []
    assert isinstance(watching.done(QUESTION.id, "ada", PLAN, LATER), Refused)
    heard(listening, replace(a_mention("q7", text="Where do I park?", created_at=LATER + minutes(1)), thread="t1"))
    assert [person.mention_id for person in watched(listening, LATER + HOUR)] == ["discourse:q7"]


def test_neither_our_staff_nor_praise_nor_venting_without_a_matter_is_listed(listening: World) -> None:
    staff = replace(QUESTION, native_id="s1", from_staff=True, author=US, thread="t2")
    praise = a_mention("p1", text="Thank you, that was great!", author=Author(id="u7"))
    venting = a_mention("v1", text="Worst company ever, you are a joke", author=Author(id="u8"))
    heard(listening, staff, praise, venting)
    assert watched(listening) == []


def test_what_was_deleted_is_neither_listed_nor_known_any_more(listening: World) -> None:
    heard(listening, QUESTION)
    MentionStore(names()["Mentions"]).bury(Tombstone("forum", "discourse", "q1", "deleted", LATER))
    assert watched(listening) == []
    histories, _ = Histories(names()["Mentions"]).read([author_of(QUESTION)])
    assert [history.posts for history in histories.values()] == [()]


def test_an_author_who_is_forgotten_is_in_no_history(listening: World) -> None:
    heard(listening, QUESTION)
    forgetting = Forgetting(listening.deployment())
    posts = forgetting.posts("mia", None)
    assert not isinstance(posts, Refused)
    erasure = forgetting.forget(posts, LATER, dry_run=False)
    assert (erasure.posts, REASON) == (1, REASON)
    assert Histories(names()["Mentions"]).read([author_of(QUESTION)]) == ({}, {})


def test_the_third_post_of_one_author_with_a_turning_tone_comes_before_a_strangers_same_words(listening: World) -> None:
    words = "This is terrible, my order 4711 never came."
    first = replace(QUESTION, native_id="k1")
    second = replace(a_mention("k2", text="My order 4711 has not come.", created_at=NOON + HOUR), thread="t1")
    third = replace(a_mention("k3", text=words, created_at=NOON + 2 * HOUR), thread="t1")
    stranger = replace(third, native_id="k4", author=Author(id="u9", handle="noa"), thread="t9")
    heard(listening, first, second, third, stranger)
    known, unknown = (MentionStore(names()["Mentions"]).get(one.id) for one in (third, stranger))
    assert known is not None
    assert known.verdict is not None
    assert unknown is not None
    assert unknown.verdict is not None
    assert PRIORITIES.index(known.verdict.priority) < PRIORITIES.index(unknown.verdict.priority)
    assert any(reason.about == "history" for reason in known.verdict.reasons)
    assert not any(reason.about == "history" for reason in unknown.verdict.reasons)
