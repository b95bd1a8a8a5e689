"""By moto, and a server on this machine: what is new gets to the inbox once, and the cursor never runs ahead of it."""

from __future__ import annotations

import json
import logging
import random
from datetime import UTC, datetime, timedelta

import pytest

from shared import aws
from shared.codec import encode
from shared.ears.cursor import Cursor, about
from shared.inbox import from_message
from shared.mark import Paused
from shared.plan import Source
from shared.store.marks import Marks
from tests.functions.ears import Ears, ears, log
from tests.functions.sweep.server import FEED, Site, site
from tests.harness.world import names
from tests.shared.store.failing import before

__all__ = ["ears", "log", "site"]

#: Due at each tick.
ALWAYS = timedelta(seconds=1)


def source(site: Site, path: str, every: timedelta = ALWAYS, name: str = "news") -> Source:
    return Source(name, "rss", "sweep", "acme", url=site.url + path, every=every)


def reasons(group: pytest.ExceptionInfo[ExceptionGroup[Exception]]) -> list[str]:
    return sorted(str(error) for error in group.value.exceptions)


def test_a_changed_feed_goes_to_the_inbox_with_the_servers_word_on_its_charset(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {"Content-Type": "application/xml; charset=koi8-r", "Set-Cookie": "a=b"}, FEED)
    ears.listen_to(source(site, "/feed"))
    ears.sweep()
    [delivery] = map(from_message, ears.queued())
    assert (delivery.source, delivery.platform, delivery.how, delivery.body) == ("news", "rss", "sweep", FEED)
    assert delivery.headers == {"content-type": "application/xml; charset=koi8-r"}


def test_what_has_not_changed_is_not_queued_again(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {}, FEED)
    ears.listen_to(source(site, "/feed"))
    ears.sweep()
    ears.sweep()
    assert len(ears.queued()) == 1
    site.answers["/feed"] = (200, {}, FEED.replace(b"words", b"other words"))
    ears.sweep()
    assert len(ears.queued()) == 1


def test_a_server_that_knows_conditions_is_spared_its_answer(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {"ETag": 'W/"1"', "Last-Modified": "Fri, 02 Oct 2026 10:00:00 GMT"}, FEED)
    ears.listen_to(source(site, "/feed"))
    ears.sweep()
    site.answers["/feed"] = (304, {}, b"")
    ears.sweep()
    ears.sweep()
    for _, asked in site.asked[1:]:
        assert (asked["if-none-match"], asked["if-modified-since"]) == ('W/"1"', "Fri, 02 Oct 2026 10:00:00 GMT")
    assert len(site.asked) == 3
    assert len(ears.queued()) == 1


def test_a_source_is_left_alone_until_it_is_due(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {}, FEED)
    ears.listen_to(source(site, "/feed", every=timedelta(minutes=15)))
    ears.sweep()
    ears.sweep()
    assert len(site.asked) == 1


def test_a_pause_that_a_server_asks_for_is_kept(ears: Ears, site: Site, log: list[logging.LogRecord]) -> None:
    site.answers["/feed"] = (429, {"Retry-After": "3600"}, b"")
    ears.listen_to(source(site, "/feed"))
    ears.sweep()
    ears.sweep()
    assert len(site.asked) == 1
    assert [line.msg for line in log] == ["source asked for a pause"]
    cursor = json.loads(ears.ledger.cursor("news") or "")
    pause = datetime.fromisoformat(cursor["not_before"]) - datetime.fromisoformat(cursor["tried_at"])
    assert pause == timedelta(hours=1)


def test_one_source_that_fails_stops_no_other_and_is_told_in_the_end(ears: Ears, site: Site) -> None:
    site.answers["/good"] = (200, {}, FEED)
    site.answers["/gone"] = (410, {}, b"")
    site.answers["/away"] = (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")
    site.answers["/huge"] = (200, {}, b"x" * 3_000_000)
    paths = ("/gone", "/away", "/huge", "/good")
    ears.listen_to(*(source(site, path, name=path[1:]) for path in paths), Source("nowhere", "rss", "sweep", "acme"))
    with pytest.raises(ExceptionGroup, match="4 of 5 sources could not be swept") as raised:
        ears.sweep()
    assert reasons(raised) == [
        "away: only https on port 443 is called",
        "gone: it answered 410",
        "huge: more than 2,000,000 bytes",
        "nowhere: no host, or a name and password in the address",
    ]
    assert [from_message(message).source for message in ears.queued()] == ["good"]


def test_a_source_that_failed_is_asked_again_only_when_it_is_due(ears: Ears, site: Site) -> None:
    ears.listen_to(source(site, "/missing", every=timedelta(minutes=15)))
    with pytest.raises(ExceptionGroup):
        ears.sweep()
    ears.sweep()
    assert len(site.asked) == 1


def test_the_cursor_stays_where_it_was_when_the_queue_takes_nothing(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {"ETag": '"1"'}, FEED)
    ears.listen_to(source(site, "/feed"))
    aws.sqs().delete_queue(QueueUrl=names()["Inbox"])
    with pytest.raises(ExceptionGroup):
        ears.sweep()
    assert ears.ledger.cursor("news") is None
    aws.sqs().create_queue(QueueName="Inbox")
    ears.sweep()
    assert len(ears.queued()) == 1


def test_a_feed_that_no_message_can_hold_is_told_once_a_turn(ears: Ears, site: Site) -> None:
    site.answers["/noise"] = (200, {}, random.Random(1).randbytes(1_900_000))
    ears.listen_to(source(site, "/noise", every=timedelta(minutes=15)))
    with pytest.raises(ExceptionGroup) as raised:
        ears.sweep()
    [told] = reasons(raised)
    assert told.startswith("news: 1,900,000 bytes make a message of ")
    ears.sweep()
    assert len(site.asked) == 1


def test_an_html_page_served_as_a_feed_ends_parked(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html><body>Sorry</body></html>")
    ears.listen_to(source(site, "/feed"))
    ears.sweep()
    ears.ingest(ears.queued())
    [message] = ears.parked()
    assert message["MessageAttributes"]["reason"]["StringValue"].startswith("body an HTML page, not a feed")


def test_a_feed_on_its_whole_way_becomes_mentions(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, FEED)
    ears.listen_to(source(site, "/feed"))
    ears.sweep()
    ears.ingest(ears.queued())
    [item] = ears.mention_items()
    assert item["id"]["S"].startswith("rss:http://127.0.0.1")


def test_webhook_sources_are_not_swept(ears: Ears, site: Site) -> None:
    ears.listen_to(Source("forum", "discourse", "webhook", "acme", url=site.url + "/feed"))
    ears.sweep()
    assert site.asked == []


def test_a_paused_source_is_not_swept_until_it_is_resumed(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {}, FEED)
    ears.listen_to(source(site, "/feed"))
    marks = Marks(names()["Ledger"])
    marks.pause("news", Paused(datetime.now(UTC), "ada", "they are moving"))
    ears.sweep()
    assert site.asked == []
    marks.resume("news")
    ears.sweep()
    assert len(ears.queued()) == 1


def test_a_platform_that_nobody_knows_or_that_is_broken_stops_no_other(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {}, FEED)
    ears.listen_to(Source("gone", "gopher", "sweep", "acme"), source(site, "/feed"))
    ears.sweep()
    assert len(ears.queued()) == 1
    mark = Marks(names()["Ledger"]).sources(["gone"])["gone"]
    assert (mark.why, mark.lasting) == ("nobody knows its platform gopher; correct it in the plan", True)


def test_a_fault_that_lasts_does_not_fail_each_run_and_is_marked(ears: Ears) -> None:
    ears.listen_to(Source("play", "google_play", "sweep", "acme", look_for=("com.example.app",)))
    ears.sweep()
    mark = Marks(names()["Ledger"]).sources(["play"])["play"]
    assert mark.lasting
    assert "firebreak source secret play --part" in mark.why


def test_secrets_are_read_only_for_sources_that_have_some(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {}, FEED)
    ears.listen_to(source(site, "/feed"))
    with before("secretsmanager", "GetSecretValue", lambda: None) as reads:
        ears.sweep()
    assert reads == []


def test_whoever_waited_longest_comes_first(ears: Ears, site: Site) -> None:
    ears.listen_to(*(source(site, "/feed", name=f"n{number}") for number in range(3)))
    for name, ago in (("n0", 2), ("n1", 3)):
        tried = Cursor(about(source(site, "/feed")), datetime.now(UTC) - timedelta(hours=ago))
        ears.ledger.move_cursor(name, encode(tried))
    module = ears.world.handler("SweepFunction")
    assert [turn.source.name for turn in module.due_turns(datetime.now(UTC))] == ["n2", "n1", "n0"]


def test_without_a_plan_there_is_nothing_to_do(ears: Ears) -> None:
    aws.dynamodb().delete_item(TableName=names()["Ledger"], Key={"key": {"S": "plan"}})
    ears.sweep()
    assert ears.queued() == []


def test_more_sources_than_are_asked_at_once_are_all_swept(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {}, FEED)
    ears.listen_to(*(source(site, "/feed", name=f"n{number}") for number in range(12)))
    ears.sweep()
    assert len(ears.queued()) == 12


def test_secrets_that_can_not_be_read_stop_no_source_that_has_none(ears: Ears, site: Site) -> None:
    site.answers["/feed"] = (200, {}, FEED)
    aws.secretsmanager().put_secret_value(SecretId=names()["SourceSecrets"], SecretString="[]")
    reviews = Source("play", "google_play", "sweep", "acme", url=site.url, every=ALWAYS, look_for=("com.example.app",))
    ears.listen_to(reviews, source(site, "/feed"))
    ears.sweep()
    assert len(ears.queued()) == 1
    assert "secrets can't be read" in Marks(names()["Ledger"]).sources(["play"])["play"].why
