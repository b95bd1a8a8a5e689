"""What the counters take of a mention, and what a judgement takes of the counters."""

from __future__ import annotations

from functions.detect_storm.minute import Minute
from shared.events import MentionTriaged
from shared.store.counters import Counted, Tallied


def minute_of(tallied: Tallied) -> Minute:
    return Minute(
        at=tallied.at,
        mentions=tallied.mentions,
        complaints=tallied.complaints,
        authors=tallied.authors,
        kinds=tallied.kinds,
        instances=tallied.instances,
        angry=tallied.angry,
        reposts=tallied.reposts,
        reach=tallied.reach,
        platforms=tallied.platforms,
    )


def counted_of(mention: MentionTriaged) -> Counted:
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
    )
