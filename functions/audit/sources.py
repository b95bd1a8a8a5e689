"""What the audit finds wrong of the sources: pure, from the plan and what each source's mark says at one instant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from shared.audit import Finding
from shared.ears.platform import typed
from shared.mark import SourceMark
from shared.plan import Source

#: A swept source fails once it could not be fetched for so long, and three times in a row.
UNSWEPT_AFTER = timedelta(minutes=15)
#: A server that asks us to stay away is no fault; one that does so for a day is.
STAYED_AWAY = timedelta(days=1)
#: An instant further to come than this was written by a clock that was wrong: it says nothing.
AHEAD = timedelta(days=2)
#: A token can be renewed by nobody but a person, who may be away for some days.
TOKEN_ENDS_WITHIN = timedelta(days=7)
#: What a platform grants us is renewed long before this much is left, or this part of its whole span.
ENDS_WITHIN, ENDS_PART = timedelta(days=1), 4


def unheard(
    sources: tuple[Source, ...], marks: Mapping[str, SourceMark], known: Mapping[str, datetime], now: datetime
) -> Iterator[Finding]:
    """The sources that fail, or bring nothing although they should, and what ends soon; `known`: watched since when."""
    for source in sources:
        mark, since = marks.get(source.name, SourceMark()), known[f"source#{source.name}"]
        found = (
            _failing(source, mark, since, now) or _away(source, mark, since, now) or _silent(source, mark, since, now)
        )
        if found is not None:
            yield found
        endings = (_ending(source, mark, since, now), _token(source, mark, since, now))
        yield from (ending for ending in endings if ending is not None)


def _failing(source: Source, mark: SourceMark, known: datetime, now: datetime) -> Finding | None:
    since = mark.unswept_since
    if since is None:
        return None
    if since > now + AHEAD:
        since = known  # it fails since nobody knows when
    if mark.lasting and since <= now:
        return Finding("source", source.name, f"source {source.name}: {mark.why}", since)
    if now - since >= (max(UNSWEPT_AFTER, 2 * source.every) if source.how == "sweep" else UNSWEPT_AFTER):
        return Finding("source", source.name, f"source {source.name} could not be fetched: {mark.why}", since)
    return None


def _away(source: Source, mark: SourceMark, known: datetime, now: datetime) -> Finding | None:
    """A swept source that neither answers nor fails: it asks for one pause after the other."""
    since = _last(mark.swept_at, known, now)
    if source.how != "sweep" or now - since < STAYED_AWAY + 2 * source.every:
        return None
    return Finding("source", source.name, f"source {source.name} was not swept: it asks us to stay away", since)


def _silent(source: Source, mark: SourceMark, known: datetime, now: datetime) -> Finding | None:
    """By the plan's word, or else by the source's own rhythm; a span of zero says that silence is usual."""
    span = mark.rhythm.quiet_after if source.quiet_after is None else source.quiet_after
    if not span:
        return None
    if source.quiet_after is None and source.how == "sweep":
        span = max(span, 3 * source.every)
    since = _last(mark.heard_at, known, now)
    if now - since < span:
        return None
    return Finding("source", source.name, f"nothing came from source {source.name}", since)


def _last(at: datetime | None, known: datetime, now: datetime) -> datetime:
    """When that last was, not before it was watched."""
    return max(known, at) if at is not None and at <= now + AHEAD else known


def _ending(source: Source, mark: SourceMark, known: datetime, now: datetime) -> Finding | None:
    """A lease, a platform's check of us or a token that runs out, and should have been renewed by now."""
    since = mark.ends_within(ENDS_WITHIN, ENDS_PART)
    # One that ran out before the source was watched was another source's, of the same name.
    if mark.good_until is None or since is None or now < since or mark.good_until < known:
        return None
    mend = f"look at it: firebreak source check {source.name}"
    if now >= mark.good_until:
        what = f"the lease of source {source.name} has ended: it may not call us any more; {mend}"
    else:
        what = f"the lease of source {source.name} ends in {_span(mark.good_until - now)}; {mend}"
    return Finding("lease", source.name, what, since)


def _token(source: Source, mark: SourceMark, known: datetime, now: datetime) -> Finding | None:
    until = mark.token_until
    if until is None or until - now >= TOKEN_ENDS_WITHIN or until < known:
        return None
    told = "has ended" if now >= until else f"ends on {until.date().isoformat()}"
    mend = f"get a new one on the platform, then: {typed(source, 'token')}"
    return Finding("token", source.name, f"the token of source {source.name} {told}; {mend}", until - TOKEN_ENDS_WITHIN)


def _span(span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{hours} h" if hours else f"{minutes} min"
