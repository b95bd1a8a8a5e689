"""By moto: each part says of itself what the audit looks at, and only what is true."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine

from shared.delivery import Delivery
from shared.inbox import to_message
from shared.mark import SCHEDULED, SourceMark
from shared.plan import Source
from shared.rhythm import Rhythm
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from tests.builders import NOON, a_plan, minutes
from tests.functions.audience import Audience, an_update, audience
from tests.functions.ears import Ears, ears
from tests.functions.sweep.server import FEED, Site, site
from tests.harness.world import TICK, World, names
from tests.shared.platforms.deliveries import a_post
from tests.shared.store.failing import before, refuse

__all__ = ["audience", "ears", "site"]


def the_marks() -> Marks:
    return Marks(names()["Ledger"])


def heard(ears: Ears, body: bytes, source: str = "forum", platform: str = "discourse") -> SourceMark | None:
    headers = {"x-discourse-event": "post_created", "x-discourse-instance": "https://forum.example.com"}
    with time_machine.travel(NOON, tick=False):
        ears.ingest([to_message(Delivery(source, platform, "webhook", body, headers, NOON))])
    return the_marks().sources([source]).get(source)


# ---------------------------------------------------------------- sources
def test_a_source_whose_delivery_was_read_was_heard(ears: Ears) -> None:
    today = Rhythm({NOON.date(): 0})
    assert heard(ears, json.dumps({"post": a_post()}).encode()) == SourceMark(heard_at=NOON, rhythm=today)


@pytest.mark.parametrize("body", [b"<html>maintenance</html>", b'{"post": 3}'])
def test_a_source_of_which_nothing_could_be_read_was_not_heard(ears: Ears, body: bytes) -> None:
    assert heard(ears, body) is None
    with time_machine.travel(NOON, tick=False):
        assert len(ears.parked()) == 1


def test_an_empty_feed_is_no_word_from_its_source(ears: Ears) -> None:
    assert heard(ears, b'<rss version="2.0"><channel></channel></rss>', "news", "rss") is None


def swept(ears: Ears, at: int) -> SourceMark:
    with time_machine.travel(NOON + minutes(at), tick=False):
        try:
            ears.sweep()
        except ExceptionGroup:
            assert at == 20
    return the_marks().sources(["news"])["news"]


def test_a_swept_source_says_that_it_answered_also_without_news_and_since_when_it_does_not(
    ears: Ears, site: Site
) -> None:
    ears.listen_to(Source("news", "rss", "sweep", "acme", url=f"{site.url}/feed", every=minutes(10)))
    site.answers["/feed"] = (200, {}, FEED)
    assert swept(ears, 0) == SourceMark(swept_at=NOON)
    site.answers["/feed"] = (304, {}, b"")
    assert swept(ears, 10) == SourceMark(swept_at=NOON + minutes(10))
    site.answers["/feed"] = (500, {}, b"")
    assert swept(ears, 20) == SourceMark(None, NOON + minutes(10), NOON + minutes(20), "it answered 500")
    site.answers["/feed"] = (429, {"Retry-After": "60"}, b"")
    assert swept(ears, 30) == SourceMark(None, NOON + minutes(10), NOON + minutes(20), "it answered 500")
    site.answers["/feed"] = (200, {}, FEED)
    assert swept(ears, 40) == SourceMark(swept_at=NOON + minutes(40))


# ---------------------------------------------------------------- functions
def test_a_sweep_in_which_one_source_fails_ran_all_the_same(ears: Ears, site: Site) -> None:
    ears.listen_to(Source("news", "rss", "sweep", "acme", url=f"{site.url}/gone"))
    with time_machine.travel(NOON, tick=False), pytest.raises(ExceptionGroup):
        ears.sweep()
    assert the_marks().functions(SCHEDULED) == {"sweep": NOON}


def test_a_function_that_failed_does_not_say_that_it_ran(ears: Ears) -> None:
    for function in ("EscalateFunction", "PublishStatementFunction", "DeliverFunction", "DetectStormFunction"):
        with before("dynamodb", "Query", refuse("InternalServerError")), pytest.raises(Exception, match="Internal"):
            ears.world.call(function, TICK)
    assert the_marks().functions(SCHEDULED) == {}


def test_each_function_of_the_minute_says_that_it_ran_when_the_schedule_calls_it(world: World) -> None:
    Ledger(names()["Ledger"]).publish_plan(a_plan())
    with time_machine.travel(NOON, tick=False):
        world.tick()
    assert the_marks().functions(SCHEDULED) == dict.fromkeys(SCHEDULED, NOON)


def test_what_an_event_started_is_no_run_of_the_minute(audience: Audience) -> None:
    audience.a_subscriber()
    audience.says(an_update(1))
    assert "DeliverFunction" in audience.world.calls
    assert the_marks().functions(SCHEDULED) == {}


# ---------------------------------------------------------------- mails to subscribers
def test_mails_to_subscribers_are_a_channel(audience: Audience) -> None:
    with time_machine.travel(NOON, tick=False):
        audience.a_subscriber()
        [went] = the_marks().channels(["subscribers"]).values()
        assert (went.ok_at, went.failures) == (NOON, 0)
        with before("sesv2", "SendEmail", refuse("MessageRejected")):
            audience.says(an_update(1))
    [failing] = the_marks().channels(["subscribers"]).values()
    assert (failing.failures, failing.failing_since, failing.why) == (1, NOON, "SES refused the mail: MessageRejected")
    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        audience.world.call("DeliverFunction", {})
    [mended] = the_marks().channels(["subscribers"]).values()
    assert (mended.ok_at, mended.failures) == (NOON + minutes(10), 0)
