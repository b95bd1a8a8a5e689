"""One post, by a platform's call and by its answer to us, is one mention; and what is gone there is asked after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.ears.known import names, platform
from shared.plan import Source
from tests.builders import NOON
from tests.journeys.answers import Answers
from tests.journeys.asked import STATUS, SWEPT
from tests.journeys.called import CALLS, POST_ON_X, TEXT, Call
from tests.journeys.listening import Listening, as_bytes, listening, named, site
from tests.journeys.named import NAMINGS, UNENDING
from tests.shared.ears.signers import SIGNERS

__all__ = ["listening", "site"]

#: They call with videos, and are asked for comments: the same post is never told twice.
TELLS_APART = ("youtube",)
BOTH = ("discourse", "facebook", "github", "google_reviews", "instagram", "mastodon", "x")
DELETES = ("discourse", "facebook", "github", "x")
#: A push of Google's names a review; its words are asked for.
REVIEW = next(one for one in NAMINGS if one.platform == "google_reviews")
ORDERS = pytest.mark.parametrize("order", ["called first", "asked first"])


def swept(name: str) -> Answers:
    return next(one for one in SWEPT if one.platform == name)


def call_of(name: str) -> Call:
    return next(call for call in CALLS if call.platform == name)


def asked(name: str, url: str) -> Source:
    return swept(name).source(url, name=f"{named(name)}-asked")


def calling(name: str, url: str) -> Source:
    settings = {**SIGNERS[name].settings, **swept(name).settings}
    return Source(f"{named(name)}-calls", name, "webhook", "acme", url=url, settings=settings)


def listens(listening: Listening, platforms: Collection[str]) -> None:
    """Has each of them both call us and be asked, by two sources of the plan."""
    url = listening.site.url
    for name in platforms:
        listening.answers(swept(name).answers)
    listening.answers({**UNENDING, **REVIEW.answers})
    listening.to(*(source(name, url) for name in platforms for source in (calling, asked)))


def all_call(listening: Listening, platforms: Collection[str], *, gone: bool = False) -> None:
    for name in platforms:
        body, headers = gone_of(name) if gone else told_by(name)
        here = {"x-discourse-instance": listening.site.url} if name == "discourse" else {}
        assert listening.called(calling(name, listening.site.url), body, {**headers, **here}) == 200, name
    listening.ingested()


def all_are_asked(listening: Listening, at: int) -> None:
    listening.swept(at)
    listening.ingested()


def told_by(name: str) -> tuple[object, Mapping[str, str]]:
    """What it sends, of the very server that we ask."""
    if name == "google_reviews":
        return REVIEW.body, {}
    if name == "mastodon":
        return {"event": "status.created", "object": STATUS}, {}
    return call_of(name).body, call_of(name).headers


def gone_of(name: str) -> tuple[object, Mapping[str, str]]:
    return call_of(name).gone, call_of(name).gone_headers or call_of(name).headers


def test_every_platform_that_calls_and_is_asked_is_here() -> None:
    found = [platform(name) for name in names()]
    assert {one.name for one in found if one and one.door and one.sweep} == {*BOTH, *TELLS_APART}


@ORDERS
def test_the_same_post_by_both_ways_is_one_mention_whichever_comes_first(listening: Listening, order: str) -> None:
    listens(listening, BOTH)
    if order == "called first":
        all_call(listening, BOTH)
    all_are_asked(listening, 0)
    if order != "called first":
        all_call(listening, BOTH)
    all_are_asked(listening, 15)
    known = listening.known()
    assert len(known) == len(BOTH)
    here = listening.site.url.removeprefix("http://")
    for name in BOTH:
        mention, author = listening.mention(name, swept(name).id.replace("{host}", here)), swept(name).author
        assert mention.author == replace(author, id=author.id.replace("{host}", here) if author.id else None)
        assert (mention.text, mention.public, mention.from_staff) == (TEXT, True, False)


@ORDERS
def test_what_a_call_says_is_gone_is_not_brought_back_by_an_answer(listening: Listening, order: str) -> None:
    listens(listening, DELETES)
    if order == "asked first":
        all_are_asked(listening, 0)
    all_call(listening, DELETES, gone=True)
    all_are_asked(listening, 15)
    known = listening.known()
    assert {id_: isinstance(why, str) for id_, why in known.items()} == dict.fromkeys(known, True)
    assert len(known) == len(DELETES)
    assert TEXT not in str(listening.ears.mention_items())


def test_a_comment_that_was_asked_for_stands_under_the_video_of_which_a_call_told(listening: Listening) -> None:
    url, call = listening.site.url, call_of("youtube")
    source = replace(calling("youtube", url), look_for=("UC1",))
    listening.to(source, asked("youtube", url))
    listening.answers({"/": (202, {}, b""), **swept("youtube").answers})
    assert listening.called(source, call.body, call.headers) == 200
    all_are_asked(listening, 0)
    assert listening.mention("youtube", "c1").parent == listening.mention("youtube", "video:v1").native_id
    assert len(listening.known()) == 2


# ---------------------------------------------------------------- what has to be asked after
def _still_there(name: str, listening: Listening) -> Mapping[str, object]:
    """What that platform answers about a post that is gone there, when it is asked after it."""
    jobs, here = "/2/compliance/jobs", listening.site.url
    job = {"id": "5", "status": "created", "upload_url": f"{here}/upload"}
    gone = {"id": POST_ON_X, "action": "delete", "reason": "deleted"}
    answers: dict[str, Mapping[str, object]] = {
        "x": {
            f"{jobs}?type=tweets": {"data": []},
            jobs: {"data": job},
            "/upload": {},
            f"{jobs}/5": {"data": {**job, "status": "complete", "download_url": f"{here}/download"}},
            "/download": as_bytes(gone) + b"\n",
        },
        "reddit": {"/api/info": {"kind": "Listing", "data": {"children": []}}},
        "youtube": {"/comments": {"items": []}},
    }
    return answers[name]


def test_every_platform_that_wants_to_be_asked_again_is_here() -> None:
    found = [platform(name) for name in names()]
    assert {one.name for one in found if one and one.recheck_every} == {"reddit", "x", "youtube"}


@pytest.mark.parametrize("name", ["reddit", "x", "youtube"])
def test_what_a_platform_deleted_without_a_word_is_asked_after_and_purged(listening: Listening, name: str) -> None:
    found = platform(name)
    assert found is not None
    assert found.recheck_every is not None
    source = replace(swept(name).source(listening.site.url), every=timedelta(days=90))
    listening.answers(swept(name).answers)
    listening.to(source)
    listening.swept()
    listening.ingested()
    assert listening.known()
    listening.answers(_still_there(name, listening))
    later = found.recheck_every // timedelta(minutes=1) + 61
    for minute in range(3):
        listening.clock.move_to(NOON + timedelta(minutes=later + minute), tick=False)
        listening.ears.world.call("RecheckFunction", {})
        listening.swept(later + minute)
        listening.ingested()
    [why] = listening.known().values()
    assert isinstance(why, str), f"it is still known: {listening.site.paths()}"
    assert TEXT not in str(listening.ears.mention_items())
    assert listening.waiting() == 0
