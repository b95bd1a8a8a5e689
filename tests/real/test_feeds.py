"""Real feeds, with what a person read in each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.delivery import Parsed, Skipped
from shared.mention import Author
from shared.plan import Source
from tests.builders import NOON
from tests.real.payloads import names, payload
from tests.shared.platforms.deliveries import from_feed
from tests.shared.platforms.heard import parsed as parsed_of

ALERTS = Source("alerts", "google_alerts", "sweep", "acme", url="https://www.google.com/alerts/feeds/1/2")


def read(material: Path, name: str, content_type: str = "application/xml") -> Parsed:
    body = payload(material, name).body
    if name.startswith("google_alerts/"):
        return parsed_of(ALERTS, body, {"content-type": content_type})
    return from_feed(body, content_type)


def test_a_google_alert_leads_to_the_page_itself(shared_material: Path) -> None:
    [mention] = read(shared_material, "google_alerts/real_2021.xml").mentions
    assert mention.id == "google_alerts:tag:google.com,2013:googlealerts/feed:12501224780620368192"
    assert mention.url == "https://www.theconcordinsider.com/2021/06/04/this-week-in-concord-history-502/"
    assert mention.text == (
        "This week in Concord history\n\nSamuel Bell, on horseback, from Boscawen to the new State House. ... fences to"
        " escape from the North State Street prison in Concord, Philip Dick, ..."
    )
    assert mention.author == Author()
    assert mention.created_at == datetime(2021, 6, 4, 14, 26, 15, tzinfo=UTC)
    assert mention.thread is None


def test_a_blogs_comment_knows_its_post(shared_material: Path) -> None:
    [mention] = read(shared_material, "rss/wellformed_namespace_atomthreadingwithentry.xml").mentions
    assert mention.author == Author(id="http://www.blogger.com/profile/12344017489797258795", name="John")
    assert mention.text == "bloffo bliff by te..."
    assert mention.created_at == datetime(2009, 12, 9, 0, 59, 2, tzinfo=UTC)
    assert mention.native_id == "tag:blogger.com,1999:blog-893591374313312737.post-4788628857625737701"
    assert mention.url == (
        "http://salmon-test.blogspot.com/2009/10/test-post.html?showComment=1260320342544#c4788628857625737701"
    )
    assert mention.thread == "http://salmon-test.blogspot.com/2009/10/test-post.html"
    assert mention.parent == "tag:blogger.com,1999:blog-893591374313312737.post-3861663258538857954"


def test_a_json_feed_has_its_two_items(shared_material: Path) -> None:
    second, first = read(shared_material, "rss/jsonfeed_example.json").mentions
    assert (second.text, second.author.name) == ("post 2\n\nThis is a second item.", "me")
    assert (second.url, second.native_id) == ("https://example.org/second-item", "news.example.com/2")
    assert (first.text, first.author) == ("Hello, world!", Author(id="http://example.net/~you", name="you"))
    assert first.created_at == NOON


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("xss_entry_content_object", "safe description"),
        ("xss_entry_content_script", "safe description"),
        ("xss_entry_content_script_cdata", "safe description"),
        ("xss_entry_content_style", "never trust your upstream platypus"),
    ],
)
def test_only_the_words_of_a_hostile_entry_are_kept(shared_material: Path, name: str, text: str) -> None:
    assert [mention.text for mention in read(shared_material, f"rss/{name}.xml").mentions] == [text]


def test_a_charset_that_only_the_server_knows_is_read(shared_material: Path) -> None:
    koi8r = read(shared_material, "rss/illformed_chardet_koi8r.xml", "application/xml; charset=koi8-r")
    assert koi8r.mentions[0].text.startswith("Как пережить новогоднюю ночь")
    shiftjis = read(shared_material, "rss/illformed_chardet_shiftjis.xml", "application/xml; charset=shift_jis")
    assert "サポート" in shiftjis.mentions[0].text


def test_a_charset_that_nobody_says_is_known_by_its_letters_and_told(shared_material: Path) -> None:
    koi8r = read(shared_material, "rss/illformed_chardet_koi8r.xml")
    assert koi8r.mentions[0].text.startswith("Как пережить новогоднюю ночь")
    assert koi8r.skipped[0] == Skipped("charset", "it says no charset; read as koi8_r, by its letters")
    shiftjis = read(shared_material, "rss/illformed_chardet_shiftjis.xml")
    assert shiftjis.mentions[0].text.startswith("DrecomRSSに記事投稿が反映されない")
    assert shiftjis.skipped[0] == Skipped("charset", "it says no charset; read as cp932, by its letters")


@pytest.mark.parametrize(
    ("name", "skipped"),
    [
        ("rss/illformed_rss_incomplete_cdata.xml", 1),
        ("rss/illformed_rss_item_link_corrupted_ampersands.xml", 1),
        ("rss/ok_media-rss_item_media_category_label.xml", 1),
        ("rss/ok_media-rss_item_media_category_multiple.xml", 1),
        ("rss/ok_media-rss_item_media_category_scheme2.xml", 1),
        ("rss/xss_acceptable_element_noscript.xml", 1),
        ("rss/ok_atom10_ampersand_in_attr.xml", 0),
        ("rss/ok_atom10_atom10_version.xml", 0),
    ],
)
def test_a_feed_without_words_has_no_mention_and_no_fault(shared_material: Path, name: str, skipped: int) -> None:
    parsed = read(shared_material, name)
    assert (parsed.mentions, parsed.faults) == ((), ())
    assert [one.what for one in parsed.skipped].count("item") == skipped


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("rss/illformed_rss_empty_document.xml", "not a feed (SAXParseException)"),
        ("nasty/feed_html_error_page_200.xml", "an HTML page, not a feed"),
        ("nasty/feed_billion_laughs.xml", "the feed declares entities of its own"),
    ],
)
def test_what_is_no_feed_is_one_fault(shared_material: Path, name: str, what: str) -> None:
    parsed = read(shared_material, name)
    assert [fault.what[: len(what)] for fault in parsed.faults] == [what]
    assert parsed.mentions == ()


def test_items_without_guid_and_date_are_known_by_link_or_words(shared_material: Path) -> None:
    parsed = read(shared_material, "nasty/feed_no_guid_no_date_dupe_links.xml")
    assert [mention.text for mention in parsed.mentions] == ["a", "a (updated)", "only text"]
    first, again, words = (mention.native_id for mention in parsed.mentions)
    assert first == again == "http://e.example/1"
    assert words.startswith("news.example.com/")
    assert [skipped.what for skipped in parsed.skipped] == ["dates", "ids"]


def test_no_feed_is_left_out(shared_material: Path) -> None:
    feeds = [*names(shared_material, "rss"), *names(shared_material, "google_alerts")]
    assert len(feeds) == 18
    for name in feeds:
        read(shared_material, name)
