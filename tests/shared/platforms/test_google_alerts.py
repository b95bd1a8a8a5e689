"""Pure: an alert's feed is a feed whose links lead through Google, and whose items are the same in each feed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ears.platform import Heard
from shared.mention import Author
from shared.plan import Source
from shared.platforms.google_alerts import PLATFORM
from tests.shared.platforms.heard import a_round, hold, holds, only, parsed

ALERT = Source("alert", "google_alerts", "sweep", "acme", url="https://www.google.com/alerts/feeds/1/2")
ITEM = """<entry>
<id>tag:google.com,2013:googlealerts/feed:77</id>
<title type="html">&lt;b&gt;Acme&lt;/b&gt; ferries late</title>
<link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://news.example.com/late%3Fa%3D1&amp;ct=ga"></link>
<published>2026-10-02T08:00:00Z</published><updated>2026-10-02T08:00:00Z</updated>
<content type="html">Three hours at &lt;b&gt;Acme&lt;/b&gt; ...</content>
<author><name></name></author>
</entry>"""


def an_alert(*items: str) -> bytes:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:google.com,2005:reader/user/1</id><title>Alert</title>'
    return f"{head}{''.join(items)}</feed>".encode()


def test_an_item_is_a_page_that_somebody_wrote_without_its_markup_and_past_google() -> None:
    mention = only(parsed(ALERT, an_alert(ITEM)))
    assert mention.id == "google_alerts:tag:google.com,2013:googlealerts/feed:77"
    assert mention.text == "Acme ferries late\n\nThree hours at Acme ..."
    assert mention.url == "https://news.example.com/late?a=1"
    assert mention.author == Author()


def test_the_same_page_in_two_alerts_is_one_mention() -> None:
    other = Source("other", "google_alerts", "sweep", "acme", url="https://www.google.com/alerts/feeds/3/4")
    assert only(parsed(other, an_alert(ITEM))).id == only(parsed(ALERT, an_alert(ITEM))).id


def test_the_alerts_own_address_is_asked_by_its_etag() -> None:
    assert PLATFORM.sweep is not None
    held = hold(PLATFORM.sweep.run(a_round(ALERT, {"etag": '"1"'})), Heard(200, {"etag": '"2"'}, an_alert(ITEM)))
    assert held.urls == [ALERT.url]
    assert held.asked[0].headers["If-None-Match"] == '"1"'
    assert held.done is not None
    assert held.done.cursor["etag"] == '"2"'


@settings(database=None, deadline=None, max_examples=60)
@given(st.integers(0, 900), st.integers(0, 60), st.sampled_from(["", "<", "&", "<entry>", "\x00", "]]>", "é"]))
def test_an_alert_with_holes_and_splinters_is_read_or_told(at: int, length: int, splinter: str) -> None:
    text = an_alert(ITEM, ITEM.replace(":77", ":78")).decode()
    found = parsed(ALERT, (text[:at] + splinter + text[at + length :]).encode())
    if found != parsed(ALERT, an_alert()):
        holds(found)
