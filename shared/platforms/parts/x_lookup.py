"""What X is asked about single posts: their words, and which of ours were deleted there.

X wants its deletions followed within a day (developer.x.com/en/developer-terms/policy). Looking up all that is stored
each night would cost 0.005 $ a post, each night anew, so it is asked by batch compliance jobs, which are in no price
list: a job is created, the ids are uploaded, and minutes later the answer names those that changed
(docs.x.com/x-api/compliance/batch-compliance/introduction). X runs one such job at a time.

Between two steps nothing is remembered here: an answer that says "not yet" goes to the inbox like any other, and what
it makes us want again is the next step, a minute later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from shared.delivery import Wanted
from shared.ears.fields import as_count
from shared.ears.platform import Ask, Asking, Done, Heard, Round
from shared.platforms.parts.x_posts import as_post_id
from shared.platforms.parts.x_search import API, fields, headers
from shared.platforms.parts.x_spending import DOLLARS_A_POST, cap, spent

#: So many posts are looked up at once (docs.x.com/x-api/posts/lookup/introduction).
_MOST_LOOKED_UP = 100
_RUNNING = ("created", "in_progress")

#: Told with an answer: what to want again (the ids are those asked for), what the answer is.
ASKED, AGAIN, ANSWER = "firebreak-asked", "firebreak-again", "firebreak-answer"
STILL_THERE, CHANGES = "still-there", "changes"


def fetch(round_: Round, wanted: Wanted) -> Asking:
    """Posts by their ids ("post"); which of those that we have are gone ("recheck"), by a compliance job ("job")."""
    ids = [one for one in wanted.ids if _is_post(one)]
    if wanted.kind == "job":
        return (yield from _result(round_, ids))
    if wanted.kind == "recheck" and ids:
        if round_.source.settings.get("recheck", "") == "lookup":
            return (yield from _still_there(round_, ids))
        return (yield from _job(round_, ids))
    so_far = spent(round_)
    if so_far is not None and so_far.left < len(ids):
        return Done(round_.cursor, problem=so_far.used_up(), note=so_far.words())
    return (yield from _looked_up(round_, ids, fields(round_), {}))


def check(round_: Round) -> Asking:
    """The credentials, by a question that costs nothing."""
    read = _usage((yield Ask(_usage_address(round_), headers(round_), keep=False)))
    return Done({}, note="known there" if read is None else f"known there; X counts {read:,} posts read in this cycle")


def _looked_up(round_: Round, ids: list[str], asked: Mapping[str, str], told: Mapping[str, str]) -> Asking:
    """They count under the cap as those of a search do: the sweep goes by the same cursor."""
    cursor, so_far = round_.cursor, spent(round_)
    for start in range(0, len(ids), _MOST_LOOKED_UP):
        some = ids[start : start + _MOST_LOOKED_UP]
        address = f"{round_.base(API)}/2/tweets?{urlencode({'ids': ','.join(some), **asked}, safe=',')}"
        yield Ask(address, headers(round_), told={ASKED: ",".join(some), **told}, so_far=cursor)
        if so_far is not None:
            so_far = so_far.and_(len(some), len(some) if "expansions" in asked else 0)
            cursor = {**cursor, **so_far.kept()}
    return Done(cursor)


def _still_there(round_: Round, ids: list[str]) -> Asking:
    """Each post once more: it is charged again, so X's own count of this month's posts must leave room."""
    most, read = cap(round_), _usage((yield Ask(_usage_address(round_), headers(round_), keep=False)))
    if most is None or read is None or read + len(ids) > most:
        problem = (
            f"{len(ids):,} posts can't be looked up again for {len(ids) * DOLLARS_A_POST:,.2f} $: posts_a_month is "
            f"{most or 'not set'}, of which X counts {'?' if read is None else f'{read:,}'} as read; "
            "raise it, or take the setting `recheck` away"
        )
        return Done(round_.cursor, problem=problem)
    return (yield from _looked_up(round_, ids, {}, {ANSWER: STILL_THERE}))


# ---------------------------------------------------------------- compliance jobs
def _job(round_: Round, ids: list[str]) -> Asking:
    """Begins a job with these ids; where another one runs, they are wanted again."""
    jobs = f"{round_.base(API)}/2/compliance/jobs"
    running = _running((yield Ask(f"{jobs}?type=tweets", headers(round_), keep=False)))
    if running:
        yield Ask(f"{jobs}/{running}", headers(round_), told={ASKED: ",".join(ids), AGAIN: "recheck"})
        return Done(round_.cursor)
    job = _part(
        (
            yield Ask(
                jobs,
                {**headers(round_), "Content-Type": "application/json"},
                method="POST",
                body=json.dumps({"type": "tweets", "name": "firebreak"}).encode(),
                keep=False,
                allowed=(200, 201),
            )
        )
    )
    number, upload = job.get("id"), job.get("upload_url")
    if not (_is_post(number) and isinstance(upload, str)):
        return Done(round_.cursor, problem="X began no compliance job; look at the app's access at console.x.com")
    # The addresses to upload to and to download from are signed; our token is none of that storage's business.
    body = "".join(f"{one}\n" for one in ids).encode()
    yield Ask(upload, {"Content-Type": "text/plain"}, method="PUT", body=body, keep=False, allowed=(200, 201))
    yield Ask(f"{jobs}/{number}", headers(round_), told={ASKED: str(number), AGAIN: "job"})
    return Done(round_.cursor)


def _result(round_: Round, ids: list[str]) -> Asking:
    """What these jobs found; those that still run are wanted again."""
    for number in ids:
        address = f"{round_.base(API)}/2/compliance/jobs/{number}"
        job = _part((yield Ask(address, headers(round_), keep=False)))
        if job.get("status") in _RUNNING:
            yield Ask(address, headers(round_), told={ASKED: number, AGAIN: "job"})
        elif job.get("status") == "complete" and isinstance(job.get("download_url"), str):
            # Where nothing changed there is nothing in it.
            yield Ask(job["download_url"], told={ANSWER: CHANGES}, empty=True)
        else:
            problem = "X's compliance job found nothing out: what was deleted isn't known yet; the next night asks anew"
            return Done(round_.cursor, problem=problem)
    return Done(round_.cursor)


def _running(heard: Heard) -> str | None:
    jobs: Any = heard.object().get("data")
    return next(_running_of(jobs), None) if isinstance(jobs, list) else None


def _running_of(jobs: list[Any]) -> Iterator[str]:
    for job in jobs:
        if isinstance(job, dict) and job.get("status") in _RUNNING and _is_post(job.get("id")):
            yield job["id"]


def _part(heard: Heard) -> dict[str, Any]:
    data: Any = heard.object().get("data")
    return data if isinstance(data, dict) else {}


def _is_post(one: object) -> bool:
    """Whether it has the form of an id: messages are stored too, by names of ours."""
    try:
        return bool(as_post_id(one))
    except ValueError:
        return False


# ---------------------------------------------------------------- what X counts
def _usage_address(round_: Round) -> str:
    return f"{round_.base(API)}/2/usage/tweets"


def _usage(heard: Heard) -> int | None:
    try:
        return as_count(_part(heard).get("project_usage"))
    except ValueError:
        return None
