"""What the counters take of a mention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from shared.events import MentionTriaged
from shared.store.counters import Counted
from shared.watermark import Stream

#: A source that brought nothing for so long, or nothing ever, catches up with what it brings next.
SILENT = timedelta(hours=6)


def has_no_date(mention: MentionTriaged) -> bool:
    """Whether the platform did not say when it was written: then it has the time at which it was seen."""
    return mention.created_at == mention.seen_at


def counted_of(mention: MentionTriaged, stream: Stream, now: datetime) -> Counted:
    """A mention without a date, from a source that was silent for long, is old news that comes all at once: it is
    heard, and no complaint of this minute.
    """
    before = stream.sources.get(mention.source)
    silent = before is None or before.advanced_at is None or now - before.advanced_at >= SILENT
    old = silent and has_no_date(mention)
    if old:
        mention = replace(mention, kind="other", complaint=False, instance=None, angry=False)
    return Counted(
        mention_id=mention.mention_id,
        brand=mention.brand,
        minute=mention.created_at.replace(second=0, microsecond=0),
        complaint=mention.complaint,
        author=mention.author,
        instance=mention.instance,
        kind=mention.kind,
        angry=mention.angry,
        reposts=mention.reposts,
        reach=mention.reach,
        platform=mention.platform,
        old=old,
    )
