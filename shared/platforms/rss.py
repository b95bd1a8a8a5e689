"""Any feed (RSS, Atom, JSON Feed), at the address in the plan's `url`; asked by ETag and date where these are known."""

from __future__ import annotations

from shared.delivery import Delivery, Parsed
from shared.ears.platform import Platform, Sweep
from shared.plan import Source
from shared.platforms.parts.feed_get import check_feed, sweep_feed


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mentions in a feed. Of a broken feed, what can be read; a fault only where nothing could."""
    from shared.platforms.parts import feed  # here, as it brings feedparser

    return feed.parse(delivery, source)


PLATFORM = Platform(
    name="rss",
    title="RSS, Atom, JSON Feed",
    parse=parse,
    sweep=Sweep(
        sweep_feed,
        url="the feed's address",
        needs=("url",),
        setup=("Put the feed's own address into the source's `url`, not that of the site",),
    ),
    check=check_feed,
)
