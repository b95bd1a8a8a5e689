"""What makes sources ones that can be heard: a platform that we know, by a way that it has, told what it must know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from difflib import get_close_matches

from shared.address import unreachable
from shared.ears.known import names, platform
from shared.ears.platform import Platform
from shared.plan import Plan, Source
from shared.plan_broken import Broken, Place, empties, out_of_bounds

_NAME = re.compile(r"[a-z0-9-]{1,64}")
#: Sooner, a quiet night would be a fault; later, nobody would miss it.
QUIET_AFTER = (timedelta(minutes=5), timedelta(days=90))
#: The minute's tick asks; a source that is asked once a day brings what is a day old.
EVERY = (timedelta(minutes=1), timedelta(days=1))
#: So many things to look for are asked for within the minute that a round has.
MOST_LOOKED_FOR = 50


def broken_sources(plan: Plan) -> Iterator[Broken]:
    for position, source in enumerate(plan.sources):
        yield from _source(source, ("sources", position))


def _source(source: Source, place: Place) -> Iterator[Broken]:
    if not _NAME.fullmatch(source.name):
        mend = "use only a to z, 0 to 9 and `-`, at most 64 of them: the name is part of an address"
        yield Broken((*place, "name"), f"a source can't be named `{source.name}`", mend)
    if source.secret is not None and not _NAME.fullmatch(source.secret):
        mend = "write the name under which the credentials lie: only a to z, 0 to 9 and `-`"
        yield Broken((*place, "secret"), f"`{source.secret}` is no name of credentials", mend)
    found = platform(source.platform)
    if found is None:
        yield _unknown(source.platform, place)
    elif source.how not in found.ways:
        mend = f"write `how: {found.ways[0]}`"
        yield Broken((*place, "how"), f"`{source.platform}` comes by {found.ways[0]}", mend)
    else:
        yield from _told(source, found, place)
        yield from _settings(source, found, place)
    yield from _url(source, place)
    yield from empties(place, "look_for", source.look_for)
    yield from empties(place, "ours", source.ours)
    yield from _clocks(source, place)


def _unknown(name: str, place: Place) -> Broken:
    near = get_close_matches(name, names(), n=1)
    mend = f"did you mean `{near[0]}`? All: {_listed(names())}" if near else f"use one of {_listed(names())}"
    return Broken((*place, "platform"), f"nobody can read `{name}`", mend)


def _told(source: Source, found: Platform, place: Place) -> Iterator[Broken]:
    """What a sweep has to know, and what would be passed over in silence."""
    sweep = found.sweep
    if source.how == "webhook" or sweep is None:
        return
    if "url" in sweep.needs and not source.url:
        yield Broken(place, f"`{source.name}` is swept, but no address is given", f"add its `url`: {sweep.url}")
    if "look_for" in sweep.needs and not source.look_for:
        mend = f"add `look_for`: {sweep.look_for}"
        yield Broken(place, f"`{source.name}` is swept, but nothing is said to look for", mend)
    if source.look_for and not sweep.look_for:
        yield Broken((*place, "look_for"), f"{found.title} has nothing to look for", "remove it")
    if len(source.look_for) > MOST_LOOKED_FOR:
        what = f"`{source.name}` looks for {len(source.look_for)} things in each round"
        yield Broken((*place, "look_for"), what, f"split it into sources of at most {MOST_LOOKED_FOR}")


def _settings(source: Source, found: Platform, place: Place) -> Iterator[Broken]:
    known = {setting.name: setting for setting in found.settings}
    for name in source.settings:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            mend = f"did you mean `{near[0]}`?" if near else f"use one of {_listed(known)}" if known else "remove it"
            yield Broken((*place, "settings", name), f"{found.title} knows no setting `{name}`", mend)
    for setting in known.values():
        if setting.needed and not source.settings.get(setting.name, "").strip():
            what = f"{found.title} needs the setting `{setting.name}`"
            yield Broken(place, what, f"add it under `settings`: {setting.what}")


def _url(source: Source, place: Place) -> Iterator[Broken]:
    if source.url and not source.url.startswith(("https://", "http://")):
        yield Broken((*place, "url"), f"`{source.url}` is no address", "write the whole address, with `https://`")
    elif source.url and (why := unreachable(source.url, allow_loopback=True)) is not None:
        # Not the address itself: there may be a password in it.
        what = f"the `url` of `{source.name}` can't be fetched: {why}"
        mend = "only `https://` is fetched: write the whole address of a public host, on port 443, without a password"
        yield Broken((*place, "url"), what, mend)


def _clocks(source: Source, place: Place) -> Iterator[Broken]:
    if source.how == "sweep":
        yield from out_of_bounds((*place, "every"), source.every, *EVERY)
    if not source.quiet_after:
        return
    yield from out_of_bounds((*place, "quiet_after"), source.quiet_after, *QUIET_AFTER)
    if source.how == "sweep" and source.quiet_after <= source.every:
        what = f"`{source.name}` would be a fault before it is swept again"
        yield Broken((*place, "quiet_after"), what, "write more than its `every`")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
