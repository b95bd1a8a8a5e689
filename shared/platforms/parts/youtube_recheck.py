"""Whether the YouTube videos and comments that we have are still there."""

from __future__ import annotations

from urllib.parse import urlencode

from shared.delivery import Wanted
from shared.ears.platform import Ask, Asking, Done, Heard, Round
from shared.platforms.parts import google
from shared.platforms.parts.youtube_comments import API, VIDEO, api_key

#: videos.list takes so many ids at once; of comments.list it isn't said.
MOST_IDS = 50


def recheck(round_: Round, wanted: Wanted) -> Asking:
    """Asks for videos and comments by their ids: those that don't come are gone."""
    for kind in ("videos", "comments"):
        ids = tuple(one for one in wanted.ids if one.startswith(VIDEO) == (kind == "videos"))
        if not ids:
            continue
        heard = yield _ask(round_, kind, ids)
        # One that is missing may cost all of the answer (commentNotFound): then each is asked for alone.
        alone = ids if heard.status == 404 and len(ids) > 1 else ()
        for one in alone:
            heard = heard if heard.status == 403 else (yield _ask(round_, kind, (one,)))
        if heard.status == 403:
            return _refused(round_, heard)
    return Done(round_.cursor)


def _refused(round_: Round, heard: Heard) -> Done:
    """A used-up quota is waited for, and what was asked stays to be asked."""
    reason = google.reason(heard)
    if reason in google.QUOTA_REASONS:
        return Done(round_.cursor, not_before=google.again_at(reason, round_.now), more=True)
    problem = f"YouTube refuses ({reason}): see that the key is allowed the YouTube Data API v3"
    return Done(round_.cursor, problem=problem)


def check(round_: Round) -> Asking:
    """Whether YouTube takes the key, and knows the first thing that is looked for."""
    first = next(iter(round_.source.look_for), "")
    if not (round_.keys.newest("token") and first):
        return Done({}, note="without an API key and something to look for there is nothing to try")
    kind = "videos" if first.startswith(VIDEO) else "channels"
    query = urlencode({"part": "snippet", "id": first.removeprefix(VIDEO)})
    heard = yield Ask(f"{round_.base(API)}/{kind}?{query}", api_key(round_), keep=False)
    if not heard.object().get("items"):
        return Done({}, problem=f"YouTube takes the key, but knows no {kind[:-1]} `{first}`: see `look_for`")
    return Done({}, note=f"YouTube takes the key, and knows `{first}`")


def _ask(round_: Round, kind: str, ids: tuple[str, ...]) -> Ask:
    query = urlencode({"part": "snippet", "id": ",".join(one.removeprefix(VIDEO) for one in ids)})
    told = {"firebreak-asked": ",".join(ids)}
    return Ask(f"{round_.base(API)}/{kind}?{query}", api_key(round_), told=told, allowed=(200, 403, 404))
