"""With moto: what was said last can be read by whoever looks, and is not written more often than it helps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared import aws
from shared.audit import Audit, Finding
from shared.mark import SAID_AGAIN_AFTER, SCHEDULED, ChannelMark, Paused, SourceMark
from shared.mark import Tested as LastTest  # pytest would take it for tests
from shared.rhythm import Rhythm
from shared.store.marks import Marks
from tests.builders import NOON, minutes
from tests.harness.world import World, names
from tests.shared.store.failing import before

SECOND = timedelta(seconds=1)
#: What a source's first words teach.
TODAY = Rhythm({NOON.date(): 0})


@pytest.fixture
def marks(world: World) -> Marks:
    return Marks(names()["Ledger"])


def test_what_never_happened_is_left_out(marks: Marks) -> None:
    assert (marks.functions(SCHEDULED), marks.sources(["forum"]), marks.channels(["slack"])) == ({}, {}, {})
    assert (marks.tests([("ada", "sms")]), marks.last_audit()) == ({}, None)


def test_a_function_says_every_other_minute_that_it_ran(marks: Marks) -> None:
    with before("dynamodb", "UpdateItem", lambda: None) as writes:
        for number in range(10):
            marks.ran("sweep", NOON + minutes(number) + (-1) ** number * SECOND)
            age = NOON + minutes(number) - marks.functions(SCHEDULED)["sweep"]
            assert age <= minutes(1) + SECOND
    assert len(writes) == 5


def test_functions_say_it_beside_each_other(marks: Marks) -> None:
    for function in SCHEDULED:
        marks.ran(function, NOON)
    assert marks.functions(SCHEDULED) == dict.fromkeys(SCHEDULED, NOON)


def test_a_clock_that_jumped_ahead_and_back_does_not_keep_a_function_silent(marks: Marks) -> None:
    marks.ran("sweep", NOON + timedelta(hours=1))
    marks.ran("sweep", NOON)
    assert marks.functions(["sweep"]) == {"sweep": NOON}


def test_a_source_that_talks_all_the_time_is_noted_once_in_a_while_and_each_source_by_itself(marks: Marks) -> None:
    with before("dynamodb", "UpdateItem", lambda: None) as writes:
        for second in range(100):
            marks.heard("forum", NOON + second * SECOND)
            marks.heard("news", NOON + second * SECOND)
    # Each twice, and what each day begins with in its rhythm.
    assert len(writes) == 6
    assert marks.sources(["forum", "news"]) == dict.fromkeys(
        ("forum", "news"), SourceMark(heard_at=NOON + SAID_AGAIN_AFTER, rhythm=TODAY)
    )


def test_a_source_teaches_its_rhythm_and_each_container_goes_on_from_there(marks: Marks) -> None:
    for day in range(9):
        Marks(names()["Ledger"]).heard("forum", NOON + timedelta(days=day))
        Marks(names()["Ledger"]).heard("forum", NOON + timedelta(days=day, hours=2))
    [mark] = marks.sources(["forum"]).values()
    assert mark.rhythm.quiet_after == timedelta(hours=66)


def test_a_paused_source_is_paused_until_its_time_is_over_or_it_is_resumed(marks: Marks) -> None:
    assert marks.paused(NOON) == {}
    marks.pause("key", Paused(NOON, "ada", "moving house"))
    marks.pause("news", Paused(NOON, "ada", until=NOON + minutes(5)))
    assert marks.paused(NOON) == {
        "key": Paused(NOON, "ada", "moving house"),
        "news": Paused(NOON, "ada", until=NOON + minutes(5)),
    }
    assert set(marks.paused(NOON + minutes(5))) == {"key"}
    marks.resume("key")
    marks.resume("never-paused")
    assert set(marks.paused(NOON)) == {"news"}


def test_news_of_a_sweep_is_noted_at_once_when_it_changes_and_goes_when_there_is_none(marks: Marks) -> None:
    for second, note in enumerate(("3 of 9", "3 of 9", "4 of 9", "")):
        with before("dynamodb", "UpdateItem", lambda: None) as writes:
            marks.swept("x", NOON + second * SECOND, note=note)
        [mark] = marks.sources(["x"]).values()
        assert (mark.note, len(writes)) == (note, 0 if second == 1 else 1)


def test_a_failure_that_lasts_says_so_until_the_next_success(marks: Marks) -> None:
    marks.swept("x", NOON, "the cap is reached", lasting=True, note="9 of 9")
    [failing] = marks.sources(["x"]).values()
    assert (failing.lasting, failing.why, failing.unswept_since) == (True, "the cap is reached", NOON)
    marks.swept("x", NOON + minutes(1), "it answered 500")
    [other] = marks.sources(["x"]).values()
    assert (other.lasting, other.unswept_since) == (False, NOON)
    marks.swept("x", NOON + minutes(1), "the cap is reached", lasting=True)
    marks.swept("x", NOON + minutes(2))
    assert marks.sources(["x"]) == {"x": SourceMark(swept_at=NOON + minutes(2))}


def test_what_is_granted_and_when_it_was_asked_for_is_known(marks: Marks) -> None:
    marks.renewing("videos", NOON)
    marks.lasts("videos", NOON + timedelta(days=5))
    marks.greeted("videos", NOON, NOON + timedelta(hours=6))
    [mark] = marks.sources(["videos"]).values()
    assert (mark.renewed_at, mark.token_until) == (NOON, NOON + timedelta(days=5))
    assert mark.good_until == NOON + timedelta(hours=6), "one of the two says nothing of the other"


def test_a_sweep_that_fails_keeps_its_first_failure_and_its_last_reason_until_one_works(marks: Marks) -> None:
    marks.heard("news", NOON)
    marks.swept("news", NOON)
    marks.swept("news", NOON + minutes(5), "it answered 500")
    marks.swept("news", NOON + minutes(10), "it answered 502")
    [failing] = marks.sources(["news"]).values()
    assert failing == SourceMark(NOON, NOON, NOON + minutes(5), "it answered 502", rhythm=TODAY)
    marks.swept("news", NOON + minutes(10) + SECOND)
    [mended] = marks.sources(["news"]).values()
    assert mended == SourceMark(NOON, NOON + minutes(10) + SECOND, rhythm=TODAY)


def test_failures_in_a_row_are_counted_and_the_next_success_ends_the_row_at_once(marks: Marks) -> None:
    marks.channel("slack", True, NOON)
    for number in (1, 2, 3):
        marks.channel("slack", False, NOON + number * SECOND, "Slack answered 404")
    [failing] = marks.channels(["slack"]).values()
    assert failing == ChannelMark(NOON, NOON + 3 * SECOND, NOON + SECOND, 3, "Slack answered 404")
    marks.channel("slack", True, NOON + 4 * SECOND)
    [mended] = marks.channels(["slack"]).values()
    assert mended == ChannelMark(NOON + 4 * SECOND, NOON + 3 * SECOND)


def test_a_channel_that_never_worked_has_failures_all_the_same(marks: Marks) -> None:
    marks.channel("sms", False, NOON, "no")
    assert marks.channels(["sms"]) == {"sms": ChannelMark(None, NOON, NOON, 1, "no")}


def test_a_thousand_mails_that_go_out_are_one_write(marks: Marks) -> None:
    with before("dynamodb", "UpdateItem", lambda: None) as writes:
        for number in range(1000):
            marks.channel("subscribers", True, NOON + number * SECOND / 100)
    assert len(writes) == 1


def test_the_last_test_of_each_way_of_a_person_is_known(marks: Marks) -> None:
    marks.tested("ada", "sms", NOON, None, "t1")
    marks.tested("ada", "slack", NOON, "Slack answered 404", "t1")
    marks.tested("ada", "sms", NOON + minutes(1), "no such number", "t2")
    assert marks.tests([("ada", "sms"), ("ada", "slack"), ("grace", "sms")]) == {
        ("ada", "sms"): LastTest("ada", "sms", NOON + minutes(1), "t2", "no such number"),
        ("ada", "slack"): LastTest("ada", "slack", NOON, "t1", "Slack answered 404"),
    }


def test_an_audits_result_comes_back_as_it_was(marks: Marks) -> None:
    finding = Finding("source", "forum", "nothing came from source forum", NOON)
    done = Audit(NOON, NOON, (finding,), {"source#forum": NOON}, {"source#forum": "2026-10-02"})
    marks.audited(done)
    assert marks.last_audit() == done


def test_every_mark_is_written_where_functions_may_write_marks(marks: Marks) -> None:
    marks.ran("sweep", NOON)
    marks.heard("forum", NOON)
    marks.channel("slack", True, NOON)
    marks.tested("ada", "sms", NOON, None, "t1")
    marks.audited(Audit(NOON))
    keys = [item["key"]["S"] for item in aws.dynamodb().scan(TableName=names()["Ledger"])["Items"]]
    assert len(keys) == 5
    assert all(key.startswith("mark#") for key in keys)
