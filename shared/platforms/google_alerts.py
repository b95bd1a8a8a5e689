"""Google Alerts, delivered to a feed: pages that hold the words looked for. Each link leads through Google to the page.

An alert's items have the same ids in each feed (`tag:google.com,2013:googlealerts/feed:N`), no author, and words cut
out of the page. What is looked for is said at Google, not here.
"""

from __future__ import annotations

from shared.delivery import Delivery, Parsed
from shared.ears.platform import Platform, Sweep
from shared.plan import Source
from shared.platforms.parts.feed_get import check_feed, sweep_feed


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mentions in an alert's feed."""
    from shared.platforms.parts import feed  # here, as it brings feedparser

    return feed.parse(delivery, source)


PLATFORM = Platform(
    name="google_alerts",
    title="Google Alerts",
    parse=parse,
    sweep=Sweep(
        sweep_feed,
        url="the alert's feed",
        needs=("url",),
        setup=(
            "At https://www.google.com/alerts enter the words, choose Show options, and Deliver to: RSS feed",
            "Create the alert, and copy the address behind its feed symbol into the source's `url`",
        ),
    ),
    check=check_feed,
)
