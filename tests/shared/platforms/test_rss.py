"""Pure: a feed's items as mentions; of a broken feed, what can be read."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.delivery import Fault, Skipped
from shared.mention import Author, Media, Mention, settled
from shared.plan import Source
from shared.platforms.rss import PLATFORM
from tests.builders import NOON
from tests.shared.platforms.deliveries import NEWS, from_feed, only
from tests.shared.platforms.heard import a_round, hold


def rss(*items: str, head: str = "") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{head}{inside}</channel></rss>'


ITEM = """
<title>Ferries late again</title>
<link>https://news.example.com/ferries</link>
<guid>https://news.example.com/?p=1</guid>
<description>&lt;p&gt;Three hours, &lt;b&gt;no word&lt;/b&gt;.&lt;/p&gt;</description>
<author>mia@example.com (Mia)</author>
<pubDate>Fri, 02 Oct 2026 10:00:00 +0200</pubDate>
"""


def test_an_item_is_a_mention_with_all_that_the_feed_says_of_it() -> None:
    assert only(from_feed(rss(ITEM, head="<language>en-gb</language>"))) == Mention(
        source="news",
        platform="rss",
        native_id="https://news.example.com/?p=1",
        brand="acme",
        version=1790942400000,
        author=Author(name="Mia"),
        text="Ferries late again\n\nThree hours, no word.",
        created_at=datetime(2026, 10, 2, 8, tzinfo=UTC),
        seen_at=NOON,
        language="en",
        url="https://news.example.com/ferries",
    )


def test_a_feed_by_atom_tells_an_edit_by_its_time() -> None:
    entry = (
        "<id>tag:e.example,2026:1</id><title>a</title><published>2026-10-02T08:00:00Z</published>"
        "<updated>2026-10-02T09:00:00Z</updated>"
    )
    mention = only(from_feed(f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>'))
    assert mention.version == int(datetime(2026, 10, 2, 9, tzinfo=UTC).timestamp() * 1000)
    assert mention.native_id == "tag:e.example,2026:1"


def test_the_same_item_has_the_same_id_in_each_sweep() -> None:
    for item in (ITEM, "<title>no guid, no link</title>", "<guid>17</guid><title>a</title>"):
        assert only(from_feed(rss(item))).id == only(from_feed(rss(item))).id


def test_a_guid_that_is_local_to_a_feed_is_told_apart_from_another_feeds() -> None:
    item = '<guid isPermaLink="false">17</guid><title>a</title>'
    other = Source("blog", "rss", "sweep", "acme", url="https://blog.example.com/feed.xml")
    assert only(from_feed(rss(item))).native_id == "news.example.com/17"
    assert only(from_feed(rss(item), source=other)).native_id == "blog.example.com/17"


def test_a_title_that_is_only_how_the_body_begins_is_not_said_twice() -> None:
    item = "<title>My sailing was canc...</title><description>My sailing was cancelled again</description>"
    assert only(from_feed(rss(item))).text == "My sailing was cancelled again"


def test_items_without_words_are_passed_over() -> None:
    parsed = from_feed(rss("<link>https://news.example.com/1</link>", ITEM, "<title> </title>"))
    assert [skipped for skipped in parsed.skipped if skipped.what == "item"] == [Skipped("item", "no text")] * 2
    assert len(parsed.mentions) == 1


@pytest.mark.parametrize("date", ["yesterday", "", "Fri, 32 Oct 2026 10:00:00 GMT", "9999999999999999999"])
def test_an_item_without_a_readable_date_is_as_old_as_its_arrival(date: str) -> None:
    mention = settled(only(from_feed(rss(f"<title>a</title><pubDate>{date}</pubDate>"))))
    assert mention.created_at == NOON


def test_a_truncated_feed_gives_what_was_whole() -> None:
    whole = rss(*[f"<title>item {number}</title>" for number in range(5)])
    parsed = from_feed(whole[: whole.index("item 3")])
    assert [mention.text for mention in parsed.mentions] == ["item 0", "item 1", "item 2"]
    assert parsed.faults == ()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (
            "<!DOCTYPE html><html><head><title>503</title></head><body>Checking your browser</body></html>",
            "an HTML page",
        ),
        ("<html><body>hi</body></html>", "an HTML page"),
        ("", "empty"),
        ("  \n", "empty"),
        ("not a feed at all", "not a feed"),
        ("<a><b/></a>", "not a feed"),
        (b"\x00\x01\x02\xff", "not a feed"),
    ],
)
def test_what_is_no_feed_is_one_fault(body: str | bytes, what: str) -> None:
    parsed = from_feed(body)
    [fault] = parsed.faults
    assert fault.what.startswith(what)
    assert parsed.mentions == ()


def test_a_feed_without_items_is_no_fault() -> None:
    assert from_feed(rss()).faults == ()


@pytest.mark.parametrize("path", ["/etc/hostname", "http://169.254.169.254/latest/meta-data/", "file:///etc/hostname"])
def test_a_body_that_names_a_file_or_an_address_opens_nothing(path: str, tmp_path: Path) -> None:
    assert from_feed(path).mentions == ()
    secret = tmp_path / "feed.xml"
    secret.write_text(rss("<title>of our own</title>"))
    assert from_feed(str(secret)).mentions == ()


BOMB = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)
THEFT = '<!DOCTYPE foo [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-16-be"])
@pytest.mark.parametrize("doctype", [BOMB, THEFT, BOMB.lower(), "<!-- <rss> -->" + BOMB])
def test_a_feed_with_entities_of_its_own_is_not_even_parsed(doctype: str, encoding: str) -> None:
    body = f'<?xml version="1.0"?>{doctype}<rss version="2.0"><item><title>&lol9;&xxe;</title></item></rss>'
    tracemalloc.start()
    parsed = from_feed(body.encode(encoding))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert parsed.faults == (Fault("DOCTYPE", "the feed declares entities of its own; it is not read"),)
    assert most < 1_000_000


@pytest.mark.parametrize(
    "hostile", ["<!DOCTYPE", "<!DOCTYPE[", "<!--", "<!-- -->", "<!ENTITY", "<item>", "]]>", "&lol;"]
)
def test_a_hostile_page_is_read_once_and_no_more(hostile: str) -> None:
    from_feed(hostile * 20_000)  # one that took quadratic time would not come back in this century


def test_elements_that_look_like_the_parsers_own_words_do_no_harm() -> None:
    strange = (
        "title_detail",
        "author_detail",
        "published_parsed",
        "links",
        "content",
        "summary_detail",
        "updated_parsed",
    )
    item = "<title>words</title>" + "".join(f"<{name}>x</{name}>" for name in strange)
    item += '<thr:in-reply-to xmlns:thr="http://purl.org/syndication/thread/1.0">x</thr:in-reply-to>'
    parsed = from_feed(rss(item, head="<language_detail>x</language_detail>"))
    assert len(parsed.mentions) == 1


def test_the_charset_that_the_server_says_is_believed_where_the_feed_says_none() -> None:
    body = rss("<title>Не работает вход</title>").replace('<?xml version="1.0"?>', "").encode("koi8-r")
    assert only(from_feed(body, "application/xml; charset=koi8-r")).text == "Не работает вход"


def test_markup_and_scripts_do_not_reach_the_text() -> None:
    item = "<description>&lt;script&gt;alert(1)&lt;/script&gt;safe &lt;i onclick='x'&gt;words&lt;/i&gt;</description>"
    assert only(from_feed(rss(item))).text == "safe words"


def test_a_less_than_sign_in_plain_text_stays() -> None:
    entry = '<id>urn:1</id><title type="text">2 &lt; 3 and 5 &gt; 4</title>'
    mention = only(from_feed(f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>'))
    assert mention.text == "2 < 3 and 5 > 4"


@pytest.mark.parametrize("reference", ["&#xD83D;", "&#55357;", "&#x110000;", "&#99999999999999999999;"])
def test_a_character_that_is_none_costs_that_character_and_not_the_feed(reference: str) -> None:
    broken = rss(f"<title>cut {reference} end</title>", "<title>whole</title>")[:-5]
    assert [settled(mention).text for mention in from_feed(broken).mentions] == ["cut \ufffd end", "whole"]


def test_enclosures_are_media_each_once_and_only_of_the_web() -> None:
    item = (
        '<title>a</title><enclosure url="https://e.example/a.mp3" type="audio/mpeg" length="1"/>'
        '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="https://e.example/b.png" medium="image"/>'
        '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="https://e.example/a.mp3" type="audio/mpeg"/>'
        '<enclosure url="javascript:x" type="image/png"/>'
        '<enclosure url="https://e.example/c.zip" type="application/zip"/>'
    )
    assert only(from_feed(rss(item))).media == (
        Media("audio", "https://e.example/a.mp3"),
        Media("image", "https://e.example/b.png"),
    )


def test_a_feed_that_says_less_than_it_should_is_told() -> None:
    told = from_feed(rss(ITEM, "<title>no date, no id</title>", "<guid>3</guid><title>no date</title>")).skipped
    assert told == (
        Skipped("dates", "2 of 3 items have none that can be read: as old as their coming"),
        Skipped("ids", "1 of 3 items have none: known by their link, or else their words"),
    )


def test_a_feed_without_a_charset_is_read_by_its_letters_and_that_is_told() -> None:
    words = "Не работает вход в личный кабинет, поддержка молчит уже третий день"
    parsed = from_feed(rss(f"<title>{words}</title>").replace('<?xml version="1.0"?>', "").encode("koi8-r"))
    assert [mention.text for mention in parsed.mentions] == [words]
    assert parsed.skipped[0] == Skipped("charset", "it says no charset; read as koi8_r, by its letters")


def test_a_feed_of_a_thousand_items_and_more_is_read_that_far_and_that_is_told() -> None:
    parsed = from_feed(rss(*(f"<guid>{n}</guid><title>{n}</title>" for n in range(1003))))
    assert len(parsed.mentions) == 1000
    assert parsed.skipped[-1] == Skipped("items", "1003 in one feed; the first 1,000 are read")


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf", b"\x00\x00", "\ufeff  ".encode("utf-16")])
def test_marks_alone_are_no_feed(body: bytes) -> None:
    assert [fault.what for fault in from_feed(body).faults] == ["empty, not a feed"]


@pytest.mark.parametrize("charset", ["cp037", "utf-7", "hz"])
def test_entities_that_hide_in_another_charset_are_not_read_either(charset: str) -> None:
    doctype = BOMB if charset != "utf-7" else BOMB.replace("<", "+ADw-")
    head = f'<?xml version="1.0" encoding="{charset}"?>'
    body = f'{head}{doctype}<rss version="2.0"><item><title>&lol9;</title></item></rss>'
    parsed = from_feed(body.encode(charset if charset != "utf-7" else "ascii"), f"text/xml; charset={charset}")
    assert all("lollol" not in mention.text for mention in parsed.mentions)


def test_a_feed_is_swept_and_checked_at_its_address() -> None:
    assert PLATFORM.sweep is not None
    assert PLATFORM.check is not None
    assert hold(PLATFORM.sweep.run(a_round(NEWS)), b"<rss/>").urls == [NEWS.url]
    assert not hold(PLATFORM.check(a_round(NEWS)), b"<rss/>").kept


@pytest.mark.parametrize(
    ("reply", "parent", "thread"),
    [
        ('ref="17"', "news.example.com/17", "17"),
        ('ref="urn:17" href="https://news.example.com/17"', "urn:17", "https://news.example.com/17"),
        ('href="https://news.example.com/17"', "https://news.example.com/17", "https://news.example.com/17"),
        ('href="javascript:x"', None, None),
    ],
)
def test_an_answer_names_its_parent_as_the_parent_is_named(reply: str, parent: str | None, thread: str | None) -> None:
    item = f'<title>a</title><thr:in-reply-to xmlns:thr="http://purl.org/syndication/thread/1.0" {reply}/>'
    mention = only(from_feed(rss(item)))
    assert (mention.parent, mention.thread) == (parent, thread)
