"""With moto: what was approved and kept is on the page, in its newest words, however often it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared import aws
from shared.page.manifest import KEY
from shared.plan import Plan
from shared.statement import Statement
from tests.builders import NOON, a_draft, a_plan, a_statement, an_update, minutes, some_words
from tests.functions.publish_statement.conftest import Publishing, read, streamed
from tests.harness.world import World, names
from tests.shared.page.growing import said, taken
from tests.shared.store.failing import before, refuse

HISTORY = tuple(said(which, 1, over=True) for which in range(3))
#: More than is ever read whole.
LONG_HISTORY = tuple(said(which, 1, over=True) for which in range(54))


def after(publishing: Publishing, *history: Statement) -> Publishing:
    """A page with that history, and nothing to do."""
    publishing.at = NOON + minutes(60 * 24 * 90)
    publishing.keep(*history)
    publishing.publish(history[-1])
    publishing.told()
    return publishing


@pytest.fixture
def settled(publishing: Publishing) -> Publishing:
    return after(publishing, *HISTORY)


@pytest.fixture
def grown(publishing: Publishing) -> Publishing:
    return after(publishing, *LONG_HISTORY)


# ---------------------------------------------------------------- what was kept gets out
def test_a_published_statement_is_on_the_page(publishing: Publishing) -> None:
    publishing.keep(a_statement())
    assert publishing.publish(a_statement()) > 5
    assert "Some of you cannot log in" in publishing.page()
    assert "We are looking for the cause" in publishing.page("incidents/st-0000000001.html")
    assert publishing.whole(a_statement())


def test_a_second_publishing_of_the_same_writes_nothing(publishing: Publishing) -> None:
    publishing.keep(a_statement())
    publishing.publish(a_statement())
    assert publishing.publish(a_statement()) == 0


def test_a_statement_is_shown_although_the_index_has_not_heard_of_it_yet(publishing: Publishing) -> None:
    publishing.publish(a_statement())
    assert publishing.whole(a_statement())


def test_the_newest_revision_wins_whether_it_comes_by_the_stream_or_from_the_table(publishing: Publishing) -> None:
    old = a_statement()
    new = replace(a_statement(title="It works again", updates=[an_update(body="It works again.")]), revision=1)
    publishing.keep(old)
    publishing.publish(new)
    assert publishing.whole(new)
    publishing.keep(new)
    publishing.publish(old)
    assert publishing.whole(new)


def test_a_draft_is_on_no_page_and_starts_no_rendering(publishing: Publishing) -> None:
    publishing.keep(a_statement())
    publishing.publish(a_statement())
    draft = a_statement("st-draft", state="draft", updates=[], draft=a_draft(title="Nobody approved this"))
    publishing.keep(draft)
    with before("s3", "ListObjectsV2", int) as listings:
        assert publishing.publish(draft) == 0
    assert listings == []
    assert [key for key in [KEY, *publishing.keys()] if b"approved this" in read(key) or b"st-draft" in read(key)] == []


def test_without_a_plan_there_is_no_page_and_no_error(world: World) -> None:
    publishing = Publishing(world)
    assert publishing.publish(a_statement()) == 0
    assert publishing.tick() == 0
    assert publishing.keys() == set()


def test_a_new_plan_is_rendered_without_a_statement(publishing: Publishing) -> None:
    publishing.run({"detail-type": "PlanPublished", "detail": {"version": 1}})
    assert "Acme" in publishing.page()
    publishing.plan(a_plan(company="Acme and Daughters"))
    publishing.tick()
    assert "Acme and Daughters" in publishing.page()


def test_a_record_without_an_image_is_passed_over(publishing: Publishing) -> None:
    event = {"Records": [{"eventName": "REMOVE", "dynamodb": {"Keys": {"id": {"S": "x"}}}}]}
    assert publishing.run(event)["written"] > 0


# ---------------------------------------------------------------- only what changed is read and written
def reads(publishing: Publishing, *statements: Statement) -> tuple[int, int]:
    """How many statements were read for that publishing, and how many objects written."""
    asked: list[int] = []

    def note(params: dict[str, dict[str, dict[str, list[object]]]], **_: object) -> None:
        asked.append(len(params["RequestItems"][names()["Statements"]]["Keys"]))

    hooks = aws.dynamodb().meta.events
    hooks.register("provide-client-params.dynamodb.BatchGetItem", note)
    try:
        written = publishing.publish(*statements)
    finally:
        hooks.unregister("provide-client-params.dynamodb.BatchGetItem", note)
    return sum(asked), written


def test_a_new_word_reads_and_writes_no_old_incident(grown: Publishing) -> None:
    assert grown.whole(*LONG_HISTORY)
    new = said(70, 1)
    grown.keep(new)
    read_whole, written = reads(grown, new)
    assert grown.whole(*LONG_HISTORY, new)
    # Fifty of the newest; and the open one, which is looked at again.
    assert read_whole <= 51
    assert written < 25
    versions = [aws.s3().head_object(Bucket=names()["Site"], Key=key)["Metadata"] for key in ("404.html", "index.html")]
    assert versions == [{"version": "1.54"}, {"version": "1.55"}]


def test_what_happens_to_an_old_incident_is_seen_although_it_is_not_read(grown: Publishing) -> None:
    withdrawn = taken(LONG_HISTORY[0], grown.at)
    grown.keep(withdrawn)
    grown.publish(withdrawn)
    assert "It was another company." in grown.page("incidents/st-0000.html")
    assert grown.told() == ["st-0000-2"]
    grown.put("incidents/st-0001.html", b"<p>wrong</p>")
    grown.delete("incidents/st-0002.json")
    new = said(70, 1, over=True)
    grown.keep(new)
    grown.publish(new)
    assert grown.whole(withdrawn, *LONG_HISTORY[1:], new)


# ---------------------------------------------------------------- the manifest is a cache
@pytest.mark.parametrize("garbage", [None, b"", b"{}", b"\x00" * 1000, b"0" * 64 + b'{"code":""}'])
def test_without_its_manifest_the_page_is_rendered_whole_and_is_right(
    settled: Publishing, garbage: bytes | None
) -> None:
    if garbage is None:
        settled.delete(KEY)
    else:
        settled.put(KEY, garbage)
    new = said(70, 1)
    settled.keep(new)
    settled.publish(new)
    assert settled.whole(*HISTORY, new)
    assert settled.tick() == 0


def test_an_old_manifest_costs_work_and_makes_no_old_page(settled: Publishing) -> None:
    old, new = read(KEY), said(70, 1)
    settled.keep(new)
    settled.publish(new)
    settled.put(KEY, old)
    newer = said(70, 2)
    settled.keep(newer)
    settled.publish(newer)
    assert settled.whole(*HISTORY, newer)


def test_what_was_written_over_by_hand_is_mended_by_the_next_publishing(settled: Publishing) -> None:
    for key in ("index.html", "incidents/st-0001.html", "history.html", "late.js"):
        settled.put(key, b"<p>wrong</p>")
    settled.publish(HISTORY[-1])
    assert settled.whole(*HISTORY)


def test_what_was_taken_away_by_hand_comes_back(settled: Publishing) -> None:
    for key in ("index.html", "incidents/st-0001.json", "incidents/st-0002.html", "api/v2/summary.json"):
        settled.delete(key)
    settled.publish(HISTORY[-1])
    assert settled.whole(*HISTORY)


def test_what_others_put_there_is_left_alone(settled: Publishing) -> None:
    settled.put("robots.txt", b"own")
    new = said(70, 1)
    settled.publish(new)
    assert read("robots.txt") == b"own"


# ---------------------------------------------------------------- each minute
def test_a_minute_with_nothing_to_do_is_one_look_one_query_and_the_mark_that_it_ran(settled: Publishing) -> None:
    made: list[str] = []

    def note(event_name: str, **_: object) -> None:
        made.append(event_name.removeprefix("before-call."))

    clients = [aws.s3(), aws.dynamodb(), aws.events()]
    for client in clients:
        client.meta.events.register("before-call", note)
    try:
        assert settled.tick() == 0
    finally:
        for client in clients:
            client.meta.events.unregister("before-call", note)
    assert sorted(made) == ["dynamodb.GetItem", "dynamodb.Query", "dynamodb.UpdateItem", "s3.HeadObject"]


def test_a_promise_that_becomes_late_is_said_to_be_within_the_minute(publishing: Publishing) -> None:
    publishing.keep(a_statement())
    publishing.publish(a_statement())
    in_time = publishing.page()
    publishing.at = NOON + minutes(30.9)
    assert publishing.tick() == 0
    publishing.at = NOON + minutes(31)
    assert publishing.tick() > 0
    assert publishing.page() != in_time
    assert publishing.whole(a_statement())
    publishing.at = NOON + minutes(32)
    assert publishing.tick() == 0


def test_a_word_that_no_stream_told_of_gets_out_by_the_next_minute(settled: Publishing) -> None:
    new = said(70, 1)
    settled.keep(new)
    assert settled.tick() > 0
    assert settled.whole(*HISTORY, new)
    assert settled.told() == ["st-0070-1"]


# ---------------------------------------------------------------- telling
def test_each_new_word_is_told_once_and_a_retraction_is_the_word_after_the_last(publishing: Publishing) -> None:
    for words in (1, 3):
        publishing.keep(said(1, words))
        publishing.publish(said(1, words))
    assert publishing.told() == ["st-0001-1", "st-0001-2", "st-0001-3"]
    withdrawn = taken(said(1, 3), NOON)
    publishing.publish(withdrawn)
    assert publishing.told() == ["st-0001-4"]
    assert '"id":"st-0001-4"' in publishing.page("incidents/st-0001.json")
    publishing.publish(withdrawn)
    publishing.tick()
    assert publishing.told() == []


def test_nothing_is_told_that_is_not_on_the_page(publishing: Publishing) -> None:
    with before("s3", "PutObject", refuse("SlowDown")), pytest.raises(Exception, match="SlowDown"):
        publishing.publish(a_statement())
    assert publishing.told() == []
    publishing.publish(a_statement())
    assert publishing.told() == ["st-0000000001-1"]


def test_what_the_bus_did_not_take_is_told_by_the_next_run(publishing: Publishing) -> None:
    publishing.keep(a_statement())
    with before("events", "PutEvents", refuse("ThrottlingException")), pytest.raises(Exception, match="Throttling"):
        publishing.publish(a_statement())
    publishing.tick()
    assert publishing.told() == ["st-0000000001-1"]


def test_a_lost_manifest_repeats_the_news_and_not_the_history(settled: Publishing) -> None:
    new = replace(said(70, 1), updates=(an_update(published_at=settled.at - minutes(5)),))
    settled.keep(new)
    settled.publish(new)
    assert settled.told() == ["st-0070-1"]
    settled.delete(KEY)
    settled.tick()
    assert settled.told() == ["st-0070-1"]


# ---------------------------------------------------------------- what else may happen
def test_a_clock_that_jumps_back_shows_what_it_shows(publishing: Publishing) -> None:
    publishing.keep(a_statement())
    publishing.at = NOON + minutes(40)
    publishing.publish(a_statement())
    publishing.at = NOON - minutes(60)
    publishing.tick()
    publishing.publish(a_statement())
    assert publishing.whole(a_statement())
    publishing.at = NOON + minutes(41)
    publishing.tick()
    assert publishing.whole(a_statement())


def test_a_text_of_300_kilobytes_gets_out(publishing: Publishing) -> None:
    long = a_statement(updates=[an_update(body="ö" * 150_000)])
    publishing.publish(long)
    assert publishing.whole(long)


@pytest.mark.parametrize("at", [0, 3, 9])
def test_what_changes_while_it_is_published_is_on_the_page_in_the_end(publishing: Publishing, at: int) -> None:
    first, withdrawn = said(1, 1), taken(said(1, 1), NOON)
    publishing.keep(first)
    writes = iter(range(999))

    def change() -> None:
        if next(writes) == at:
            publishing.keep(withdrawn)
            publishing.plan(a_plan(company="Another name"))

    with before("s3", "PutObject", change, times=999):
        publishing.publish(first)
    assert publishing.whole(withdrawn)
    assert "Another name" in publishing.page()


def test_who_is_overtaken_for_ever_gives_the_event_back(publishing: Publishing) -> None:
    with (
        before("s3", "PutObject", refuse("PreconditionFailed"), times=999),
        pytest.raises(Exception, match="looked at"),
    ):
        publishing.run(streamed(a_statement()))


# ---------------------------------------------------------------- what leaves the plan, or the store
MISSING = "There is no such page"


def in_languages(*languages: str, version: int = 1) -> Plan:
    plan = a_plan(version=version)
    return replace(plan, company=replace(plan.company, languages=languages))


def test_a_language_that_left_the_plan_leaves_no_page_behind_that_never_changes_again(publishing: Publishing) -> None:
    publishing.plan(in_languages("en", "pt"))
    after(publishing, *HISTORY, said(70, 1))
    publishing.plan(in_languages("en", version=2))
    publishing.tick()
    withdrawn = taken(said(70, 1), publishing.at)
    publishing.keep(withdrawn)
    publishing.publish(withdrawn)
    there = publishing.keys()
    left = {key for key in there if key.startswith("pt/")}
    assert len(left) > 5
    for key in left:
        assert MISSING in publishing.page(key), key
        assert "https://status.example.com/index.html" in publishing.page(key)
    assert publishing.publish(withdrawn) == publishing.tick() == 0
    publishing.plan(in_languages("en", "pt", version=3))
    publishing.tick()
    assert publishing.whole(*HISTORY, withdrawn)


def test_a_statement_that_was_taken_out_of_the_table_is_on_no_page(settled: Publishing) -> None:
    aws.dynamodb().delete_item(TableName=names()["Statements"], Key={"id": {"S": "st-0001"}})
    assert settled.tick() > 0
    assert "Trouble 1" not in settled.page()
    assert MISSING in settled.page("incidents/st-0001.html")
    assert read("incidents/st-0001.json") == b'{"incident":null}'
    assert settled.tick() == 0


def test_a_statement_that_comes_again_with_the_same_revision_and_other_words_is_shown(settled: Publishing) -> None:
    aws.dynamodb().delete_item(TableName=names()["Statements"], Key={"id": {"S": "st-0001"}})
    settled.tick()
    other = replace(HISTORY[1], updates=(replace(HISTORY[1].updates[0], words=(some_words("Other words."),)),))
    settled.keep(other)
    settled.tick()
    assert settled.whole(HISTORY[0], other, HISTORY[2])


@pytest.mark.parametrize("over", [True, False])
def test_a_table_that_was_restored_to_an_earlier_hour_is_followed(grown: Publishing, over: bool) -> None:
    """Although the manifest remembers later revisions, and the new words come with revisions that it has seen."""
    before_that, history = said(0, 2, over=over), LONG_HISTORY[1:]
    later = replace(taken(said(0, 2, over=True), grown.at), revision=9)
    grown.keep(later)
    grown.publish(later)
    grown.keep(before_that)
    grown.tick()
    assert grown.whole(before_that, *history)
    assert grown.tick() == 0
    new = replace(taken(said(0, 3), grown.at), revision=9)
    grown.keep(new)
    grown.publish(new)
    assert grown.whole(new, *history)
