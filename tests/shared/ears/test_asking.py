"""Pure, but for a monotonic clock: how a conversation with a platform ends, and what of it is kept."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from datetime import timedelta

import pytest

from shared.ears.asking import LONGEST_REST, UNTOLD_PAUSE, Ended, converse, missing, refusal
from shared.ears.fetch import FetchError
from shared.ears.platform import Ask, Asking, Credential, Done, Heard, Keys
from shared.inbox import TooLargeError
from shared.plan import Source
from tests.builders import NOON, minutes

TOKEN = Credential("token", "an API token", "Settings, API")
SECRET = Credential("secret", "the webhook's secret", "Settings, Webhooks")
FORUM = Source("forum", "discourse", "sweep", "acme")
USED_UP = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "600"}


class Talk:
    """A conversation whose answers are given; `kept` and `asked` are what came of it."""

    def __init__(self, *answers: Heard | Exception, full: bool = False) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.kept: list[bytes] = []
        self.full = full

    def fetch(self, ask: Ask, within: float) -> Heard:
        assert within > 0
        self.asked.append(ask.url)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def keep(self, ask: Ask, heard: Heard) -> None:
        if self.full:
            raise TooLargeError("900,000 bytes make a message of 1,200,000")
        self.kept.append(heard.body)

    def hold(self, asking: Asking, ends_at: float = math.inf) -> Ended:
        return converse(asking, self.fetch, self.keep, NOON, ends_at, "firebreak source secret forum --part token")


def pages(most: int = 3) -> Asking:
    """Asks page after page, and notes each in the cursor."""
    for page in range(most):
        yield Ask(f"/{page}", so_far={"page": page} if page else None)
    return Done({"page": most})


def ok(body: bytes = b"{}", **headers: str) -> Heard:
    return Heard(200, headers, body)


def test_a_round_goes_to_its_end_and_keeps_every_page() -> None:
    talk = Talk(ok(b"a"), ok(b"b"), ok(b"c"))
    assert talk.hold(pages()) == Ended({"page": 3}, done=True)
    assert (talk.asked, talk.kept) == (["/0", "/1", "/2"], [b"a", b"b", b"c"])


def test_what_is_not_to_be_kept_or_says_nothing_new_is_not_kept() -> None:
    known = hashlib.sha256(b"known").hexdigest()

    def asking() -> Asking:
        yield Ask("/token", keep=False)
        yield Ask("/feed", allowed=(200, 304))
        yield Ask("/feed", unless=known)
        yield Ask("/feed", unless=known)
        yield Ask("/post/1", allowed=(200, 404))
        return Done({})

    talk = Talk(ok(b"token"), Heard(304, {}, b""), ok(b"known"), ok(b"news"), Heard(404, {}, b""))
    talk.hold(asking())
    assert talk.kept == [b"news", b""]


@pytest.mark.parametrize("status", [204, 301, 400, 404, 410, 500, 502])
def test_an_answer_that_is_not_allowed_ends_the_round_with_what_was_reached(status: int) -> None:
    first, later = Talk(Heard(status, {}, b"oops")), Talk(ok(), Heard(status, {}, b"oops"))
    assert first.hold(pages()) == Ended(None, problem=f"it answered {status}")
    assert later.hold(pages()) == Ended({"page": 1}, problem=f"it answered {status}")
    assert first.kept == []


@pytest.mark.parametrize("failure", [FetchError("no whole answer in time"), FetchError("only https on port 443")])
def test_an_answer_that_does_not_come_ends_it_too(failure: FetchError) -> None:
    assert Talk(ok(), failure).hold(pages()) == Ended({"page": 1}, problem=str(failure))


def test_an_empty_page_is_told_as_what_it_is() -> None:
    assert Talk(ok(b"")).hold(pages()) == Ended(None, problem="it answered with nothing")


def test_an_empty_answer_is_one_where_that_is_said() -> None:
    def asking() -> Asking:
        yield Ask("/changes", empty=True)
        return Done({})

    talk = Talk(ok(b""))
    assert (talk.hold(asking()), talk.kept) == (Ended({}, done=True), [b""])


@pytest.mark.parametrize("status", [403, 404, 410])
@pytest.mark.parametrize(
    ("headers", "body"), [({"content-type": "text/html"}, b"gone?"), ({}, b"<!DOCTYPE html><title>Not found</title>")]
)
def test_what_a_proxy_or_a_moved_site_says_buries_nobody(status: int, headers: dict[str, str], body: bytes) -> None:
    def asking() -> Asking:
        yield Ask("/post/7", told={"firebreak-asked": "7"}, allowed=(200, 403, 404, 410), so_far={"post": 6})
        raise AssertionError("it went on")

    talk = Talk(Heard(status, headers, body))
    what = f"a page for people came with {status}, and no answer of its API"
    assert (talk.hold(asking()), talk.kept) == (Ended({"post": 6}, problem=what), [])


def test_trouble_that_passes_is_no_lasting_one() -> None:
    def asking() -> Asking:
        yield from ()
        return Done({}, problem="it has trouble of its own", passing=True)

    assert not Talk().hold(asking()).lasting


@pytest.mark.parametrize(("status", "lasting"), [(401, True), (403, False)])
def test_who_is_refused_is_told_what_to_type(status: int, lasting: bool) -> None:
    ended = Talk(Heard(status, {}, b"")).hold(pages())
    what = f"the credentials are refused ({status}); set them anew: firebreak source secret forum --part token"
    assert ended == Ended(None, problem=what, lasting=lasting)


def test_where_there_are_no_credentials_none_are_refused() -> None:
    talk = Talk(Heard(403, {}, b""))
    ended = converse(pages(), talk.fetch, talk.keep, NOON, math.inf)
    assert ended == Ended(None, problem="it answered 403")


# ---------------------------------------------------------------- pauses
@pytest.mark.parametrize(
    ("status", "headers", "pause"),
    [
        (429, {"retry-after": "120"}, minutes(2)),
        (503, {"retry-after": "120"}, minutes(2)),
        (429, {}, UNTOLD_PAUSE),
        (429, {"retry-after": "soon"}, UNTOLD_PAUSE),
        (403, USED_UP, minutes(10)),
        (403, {"retry-after": "60"}, minutes(1)),
        (429, {"retry-after": "9999999"}, timedelta(days=1)),
    ],
)
def test_a_pause_that_is_asked_for_is_kept_and_is_no_failure(
    status: int, headers: Mapping[str, str], pause: timedelta
) -> None:
    assert Talk(Heard(status, headers, b"")).hold(pages()) == Ended(None, not_before=NOON + pause)
    reached = Talk(ok(), Heard(status, headers, b"")).hold(pages())
    assert reached == Ended({"page": 1}, not_before=NOON + pause, more=True)


def test_a_quota_that_is_used_up_ends_the_round_before_it_is_overdrawn() -> None:
    talk = Talk(ok(b"a"), Heard(200, USED_UP, b"b"))
    assert talk.hold(pages()) == Ended({"page": 2}, not_before=NOON + minutes(10), more=True)
    assert (talk.asked, talk.kept) == (["/0", "/1"], [b"a", b"b"])


def test_a_quota_that_the_last_page_uses_up_is_a_pause_after_a_whole_round() -> None:
    ended = Talk(Heard(200, USED_UP, b"a")).hold(pages(1))
    assert ended == Ended({"page": 1}, done=True, not_before=NOON + minutes(10))


def test_the_later_of_two_pauses_counts_and_none_is_endless() -> None:
    def asking() -> Asking:
        yield Ask("/")
        return Done({}, not_before=NOON + timedelta(days=400))

    assert Talk(Heard(200, USED_UP, b"a")).hold(asking()).not_before == NOON + LONGEST_REST


def test_a_refusal_after_a_used_up_quota_is_still_a_refusal() -> None:
    assert Talk(Heard(401, USED_UP, b"")).hold(pages()).lasting


# ---------------------------------------------------------------- bounds
def test_a_round_that_is_out_of_time_goes_on_from_where_it_was() -> None:
    assert Talk().hold(pages(), ends_at=0) == Ended(
        problem="it took longer than a round may, before anything could be kept"
    )

    def further() -> Asking:
        yield Ask("/7", so_far={"page": 7})
        raise AssertionError("it went on")

    assert Talk().hold(further(), ends_at=0) == Ended({"page": 7}, more=True)


def test_what_no_message_can_hold_is_told() -> None:
    ended = Talk(ok(), full=True).hold(pages())
    assert ended.problem == "900,000 bytes make a message of 1,200,000"
    assert ended.cursor is None


def test_a_module_that_fails_is_told_by_the_kind_of_its_failure_alone() -> None:
    def asking() -> Asking:
        yield Ask("/")
        raise KeyError("Mia said so")

    ended = Talk(ok()).hold(asking())
    assert ended == Ended(problem="its platform's module failed (KeyError); mend it", lasting=True)


def test_a_module_s_own_word_lasts_and_comes_with_its_news() -> None:
    def asking() -> Asking:
        yield from ()
        return Done({"read": 9}, problem="the cap is reached", note="9 of 9", good_until=NOON)

    assert Talk().hold(asking()) == Ended(
        {"read": 9}, done=True, problem="the cap is reached", lasting=True, note="9 of 9", good_until=NOON
    )


# ---------------------------------------------------------------- credentials
def test_missing_credentials_are_named_with_the_command_that_sets_them() -> None:
    both = (TOKEN, SECRET)
    assert missing(FORUM, Keys({"token": ("a",), "secret": ("b",)}), both) is None
    assert missing(FORUM, Keys({"secret": ("b",)}), both) == (
        "an API token is missing; set it: firebreak source secret forum --part token (Settings, API)"
    )
    told = missing(FORUM, Keys(), both)
    assert told is not None
    assert "firebreak source secret forum (Settings, Webhooks)" in told
    assert missing(FORUM, Keys(), (Credential("token", "a", "b", optional=True),)) is None


def test_a_refusal_names_what_we_show_and_not_what_others_sign_with() -> None:
    client = Credential("client", "id:secret", "Console")
    assert refusal(FORUM, (SECRET, TOKEN)) == "firebreak source secret forum --part token"
    assert refusal(FORUM, (client, TOKEN)).count(" or ") == 1
    assert refusal(FORUM, (SECRET,)) == "firebreak source secret forum"
    assert refusal(FORUM, ()) == ""
