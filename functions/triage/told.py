"""What the bus is told of a mention that was judged."""

from __future__ import annotations

from dataclasses import dataclass

from shared.events import MentionDoubted, MentionTriaged
from shared.mention import Mention
from shared.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """`doubt`: why a person should read it; `read`: whether the second reader has read this version."""

    mention: Mention
    verdict: Verdict
    doubt: str | None
    read: bool

    @property
    def to_be_read(self) -> bool:
        """Whether a second reader is to be asked: never twice, and never about a private message."""
        return self.doubt is not None and not self.read and self.mention.public


def doubted_of(judged: Judged) -> MentionDoubted:
    return MentionDoubted(judged.mention.id, judged.mention.version)


def event_of(mention: Mention, verdict: Verdict) -> MentionTriaged:
    return MentionTriaged(
        mention_id=mention.id,
        mention_version=mention.version,
        brand=mention.brand,
        source=mention.source,
        author=mention.author_key,
        kind=verdict.kind,
        complaint=verdict.is_complaint and not mention.from_staff,
        severity=verdict.severity,
        priority=verdict.priority,
        instance=verdict.instance,
        public=mention.public,
        created_at=mention.created_at,
        seen_at=mention.seen_at,
        platform=mention.platform,
        angry=verdict.angry and not mention.from_staff,
        # Where a platform doesn't say who passed it on, all who did anything with it stand for them.
        reposts=mention.engagement if mention.reposts is None else mention.reposts,
        reach=mention.author.followers or 0,
        from_staff=mention.from_staff,
    )
