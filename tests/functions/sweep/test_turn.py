"""By moto: one source's turn, with a platform of the test's own. What was heard is never lost, whatever fails when."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from functions.sweep.turn import Tick, Turn
from shared import aws
from shared.delivery import Delivery, Parsed, Wanted
from shared.ears.cursor import Cursor, about, read_cursor
from shared.ears.fetch import FetchError
from shared.ears.platform import Ask, Asking, Credential, Done, Door, Heard, Keys, Platform, Round, Sweep
from shared.inbox import Inbox, Waiting, WantedQueue, from_message
from shared.mark import SourceMark
from shared.plan import Source
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from tests.builders import NOON, minutes
from tests.harness.world import World, names

TOKEN = Credential("token", "an API token", "Settings, API")
REVIEWS = Source("reviews", "stars", "webhook", "acme")
SWEPT = replace(REVIEWS, how="sweep")
MONTH = timedelta(days=30)


def sweep(round_: Round) -> Asking:
    page = round_.cursor.get("page", 0)
    yield Ask(f"/{page}", told={"firebreak-page": str(page)}, so_far={"page": page})
    return Done({"page": page + 1}, note="one more")


def fetch(round_: Round, wanted: Wanted) -> Asking:
    for id_ in wanted.ids:
        yield Ask(f"/{wanted.kind}/{id_}", allowed=(200, 404), told={"firebreak-asked": id_})
    return Done(round_.cursor)


def renew(round_: Round) -> Asking:
    yield Ask(f"/subscribe?to={round_.callback}", method="POST", keep=False)
    return Done({}, good_until=round_.now + MONTH)


STARS = Platform(
    "stars",
    "Stars",
    lambda delivery, source: Parsed(),
    door=Door(lambda *_: None, (), (TOKEN,)),
    sweep=Sweep(sweep, credentials=(TOKEN,)),
    fetch=fetch,
    fetch_most=2,
    renew=renew,
)


@dataclass
class Minute:
    """What a turn works with, and the server that it asks: `answers` by path, 200 for all others."""

    world: World
    answers: dict[str, Heard | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    marks: Marks = field(default_factory=lambda: Marks(names()["Ledger"]))
    ledger: Ledger = field(default_factory=lambda: Ledger(names()["Ledger"]))
    wanted: WantedQueue = field(default_factory=lambda: WantedQueue(names()["Wanted"]))

    def fetch(self, ask: Ask, within: float) -> Heard:
        self.asked.append(ask.url)
        answer = self.answers.get(ask.url, Heard(200, {"content-type": "application/json"}, b"{}"))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def tick(self, at: int = 0) -> Tick:
        inbox = Inbox(names()["Inbox"])
        return Tick(NOON + minutes(at), math.inf, self.ledger, self.marks, inbox, self.wanted, self.fetch)

    def take(self, source: Source = SWEPT, at: int = 0, platform: Platform = STARS, **what: object) -> Turn:
        """A turn of that source, in which `what` is due."""
        cursor = read_cursor(self.ledger.cursor(source.name), source)
        turn = Turn(source, platform, cursor, Keys({"token": ("t",)}), "https://door.example.com/webhooks/reviews")
        for name, value in what.items():
            setattr(turn, name, value)
        turn.take(self.tick(at))
        return turn

    def cursor(self) -> Cursor:
        return read_cursor(self.ledger.cursor("reviews"), SWEPT)

    def mark(self) -> SourceMark:
        return self.marks.sources(["reviews"]).get("reviews", SourceMark())

    def queued(self) -> list[Delivery]:
        answer = aws.sqs().receive_message(QueueUrl=names()["Inbox"], MaxNumberOfMessages=10)
        return [from_message(message["Body"]) for message in answer.get("Messages", [])]

    def wants(self, *ids: str, tries: int = 1) -> list[Waiting]:
        """Puts that into the queue, and takes it as often."""
        self.wanted.put(Wanted("reviews", "stars", "review", ids, NOON))
        for _ in range(tries - 1):
            for one in self.wanted.take(1):
                self.wanted.later(one, timedelta(0))
        return list(self.wanted.take(1))

    def waiting(self) -> int:
        asked = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = aws.sqs().get_queue_attributes(QueueUrl=names()["Wanted"], AttributeNames=asked)  # type: ignore[arg-type]
        return sum(int(count) for count in answer["Attributes"].values())


@pytest.fixture
def minute(world: World) -> Minute:
    return Minute(world)


# ---------------------------------------------------------------- the sweep
def test_a_round_s_answers_become_deliveries_and_the_next_goes_on_from_there(minute: Minute) -> None:
    minute.take(sweeps=True)
    minute.take(sweeps=True, at=15)
    assert minute.asked == ["/0", "/1"]
    told = {"content-type": "application/json", "firebreak-page": "0"}
    assert minute.queued()[0] == Delivery("reviews", "stars", "sweep", b"{}", told, NOON)
    assert minute.cursor() == Cursor(about(SWEPT), NOON + minutes(15), known={"page": 2})
    assert (minute.mark().swept_at, minute.mark().note) == (NOON + minutes(15), "one more")


def test_a_credential_that_an_answer_repeats_is_not_kept(minute: Minute) -> None:
    token = "EAAB/secret-token+of-a-page"
    page = f'{{"next": "https://graph.example.com/?access_token=EAAB%2Fsecret-token%2Bof-a-page", "t": "{token}"}}'
    minute.answers["/0"] = Heard(200, {}, page.encode())
    minute.take(sweeps=True, keys=Keys({"token": (token,)}))
    [kept] = minute.queued()
    assert kept.body == b'{"next": "https://graph.example.com/?access_token=hidden", "t": "hidden"}'


def test_without_its_credentials_nothing_is_asked_and_the_mark_says_what_to_type(minute: Minute) -> None:
    turn = minute.take(sweeps=True, keys=Keys())
    assert (minute.asked, turn.problems) == ([], [])
    mark = minute.mark()
    assert (mark.lasting, mark.why) == (
        True,
        "an API token is missing; set it: firebreak source secret reviews --part token (Settings, API)",
    )


def test_a_failure_is_marked_and_told_and_a_pause_is_neither(minute: Minute) -> None:
    minute.answers["/0"] = Heard(500, {}, b"")
    assert minute.take(sweeps=True).problems == ["it answered 500"]
    assert (minute.mark().why, minute.mark().lasting) == ("it answered 500", False)
    minute.answers["/0"] = Heard(429, {"retry-after": "600"}, b"")
    assert minute.take(sweeps=True, at=15).problems == []
    assert minute.mark().unswept_since == NOON
    assert minute.cursor().not_before == NOON + minutes(25)


def test_a_platform_that_can_not_be_swept_is_told(minute: Minute) -> None:
    minute.take(sweeps=True, platform=replace(STARS, sweep=None))
    assert minute.mark().why == "Stars can't be swept; correct its `how` in the plan"


def test_a_crash_after_an_answer_was_kept_asks_for_it_again(minute: Minute) -> None:
    class CrashError(Exception):
        pass

    def crash(*_: object) -> None:
        raise CrashError

    broken = replace(minute.tick(), ledger=Broken(crash))  # type: ignore[arg-type]  # it does nothing but fail
    turn = Turn(SWEPT, STARS, minute.cursor(), Keys({"token": ("t",)}), "", sweeps=True)
    with pytest.raises(CrashError):
        turn.take(broken)
    assert len(minute.queued()) == 1
    minute.take(sweeps=True)
    assert minute.asked == ["/0", "/0"]


@dataclass
class Broken:
    move_cursor: Callable[..., None]


def test_a_turn_for_which_no_time_is_left_is_left_for_the_next_minute(minute: Minute) -> None:
    turn = Turn(SWEPT, STARS, minute.cursor(), Keys({"token": ("t",)}), "", sweeps=True)
    turn.take(replace(minute.tick(), ends_at=0.0))
    assert (minute.asked, minute.cursor().tried_at) == ([], None)


# ---------------------------------------------------------------- what is only named
def test_what_was_wanted_is_fetched_kept_and_then_taken_away(minute: Minute) -> None:
    minute.answers["/review/2"] = Heard(404, {}, b"gone")
    minute.take(REVIEWS, waiting=minute.wants("1", "2"))
    told = [
        (one.how, one.headers.get("firebreak-asked"), one.headers.get("firebreak-status")) for one in minute.queued()
    ]
    assert told == [("fetch", "1", None), ("fetch", "2", "404")]
    assert minute.waiting() == 0
    assert minute.mark().swept_at == NOON


def test_what_was_not_answered_waits_and_what_was_does_not_wait_with_it(minute: Minute) -> None:
    minute.answers["/review/bad"] = FetchError("no whole answer in time")
    good, bad = minute.wants("1", "2"), minute.wants("bad")
    turn = minute.take(REVIEWS, waiting=[*good, *bad])
    assert turn.problems == ["no whole answer in time"]
    assert minute.waiting() == 1
    assert list(minute.wanted.take(1)) == [], "it is hidden until its time has come"


def test_one_that_fails_for_ever_costs_no_other_its_answer(minute: Minute) -> None:
    minute.answers["/review/bad"] = Heard(400, {}, b"")
    bad = minute.wants("bad", tries=3)
    minute.take(REVIEWS, waiting=[*bad, *minute.wants("1")])
    assert minute.asked == ["/review/1", "/review/bad"]
    assert minute.waiting() == 1


def test_a_pause_ends_all_fetching_of_that_source_until_it_is_over(minute: Minute) -> None:
    minute.answers["/review/1"] = Heard(429, {"retry-after": "7200"}, b"")
    waiting = [*minute.wants("1", "2"), *minute.wants("3")]
    assert minute.take(REVIEWS, waiting=waiting).problems == []
    assert minute.asked == ["/review/1"]
    minute.take(REVIEWS, at=60, waiting=waiting)
    assert minute.asked == ["/review/1"]
    assert minute.waiting() == 2
    minute.answers.clear()
    minute.take(REVIEWS, at=120, waiting=waiting)
    assert minute.waiting() == 0


def test_refused_credentials_are_tried_once_and_told(minute: Minute) -> None:
    minute.answers = {f"/review/{id_}": Heard(401, {}, b"") for id_ in "135"}
    minute.take(REVIEWS, waiting=[*minute.wants("1", "2"), *minute.wants("3", "4"), *minute.wants("5")])
    assert minute.asked == ["/review/1"]
    assert minute.mark().lasting
    assert minute.mark().why.endswith("set them anew: firebreak source secret reviews --part token")


def test_what_is_fetched_of_a_swept_source_leaves_its_sweep_where_it_is(minute: Minute) -> None:
    minute.take(sweeps=True)
    before = minute.cursor()
    minute.take(at=5, waiting=minute.wants("1"))
    assert minute.cursor() == before
    assert minute.mark().swept_at == NOON


def test_a_crash_before_it_is_taken_away_fetches_it_again(minute: Minute) -> None:
    waiting = minute.wants("1")
    aws.sqs().delete_queue(QueueUrl=names()["Inbox"])
    with pytest.raises(Exception, match="NonExistentQueue"):
        minute.take(REVIEWS, waiting=waiting)
    assert minute.waiting() == 1


# ---------------------------------------------------------------- what is granted for a time
def test_what_is_renewed_is_asked_for_at_our_own_address_and_its_end_is_marked(minute: Minute) -> None:
    minute.take(REVIEWS, renews=True)
    assert minute.asked == ["/subscribe?to=https://door.example.com/webhooks/reviews"]
    assert (minute.mark().renewed_at, minute.mark().token_until) == (NOON, NOON + MONTH)
    assert minute.queued() == []


def test_a_renewal_that_fails_is_told_and_not_asked_for_again_at_once(minute: Minute) -> None:
    minute.answers["/subscribe?to=https://door.example.com/webhooks/reviews"] = Heard(503, {}, b"")
    assert minute.take(REVIEWS, renews=True).problems == ["it answered 503"]
    assert (minute.mark().renewed_at, minute.mark().good_until) == (NOON, None)
