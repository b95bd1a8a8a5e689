"""Recorded answers of Reddit, with what a person read in each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shared.delivery import Delivery, Parsed
from shared.mention import Author, Mention
from shared.plan import Source
from shared.platforms.reddit import parse
from tests.builders import NOON
from tests.real.payloads import names, payload

SOURCE = Source("reddit", "reddit", "sweep", "acme", look_for=("acme",), settings={"contact": "acme_care"})


def read(material: Path, name: str) -> Parsed:
    return parse(Delivery("reddit", "reddit", "sweep", payload(material, f"reddit/{name}.json").body, {}, NOON), SOURCE)


def mentions(material: Path, name: str) -> dict[str, Mention]:
    """All by their names; nothing else may be in the answer."""
    parsed = read(material, name)
    assert (parsed.tombstones, parsed.skipped, parsed.faults, parsed.wanted) == ((), (), (), ())
    return {mention.native_id: mention for mention in parsed.mentions}


def test_posts_that_a_search_found(shared_material: Path) -> None:
    found = mentions(shared_material, "TestSubreddit_test_search")
    assert list(found)[:4] == ["t3_3gpbiu", "t3_3x4kt2", "t3_3b4erh", "t3_1qvzkd"]
    assert len(found) == 6
    post = found["t3_3gpbiu"]
    assert post.text.startswith(
        "[PRAW][OAuth2Util] Problem using get_banned() : raise Forbidden(_raw=response)\n\n# solved\n\nProblem solved"
    )
    assert (post.author, post.thread, post.parent) == (Author(handle="dClauzel"), "t3_3gpbiu", None)
    # Written on the 12th, edited on the 13th; the link's `ref` is the search's, not the post's.
    assert post.created_at == datetime(2015, 8, 12, 9, 8, 34, tzinfo=UTC)
    assert post.version == 1439447718000
    assert post.url == (
        "https://www.reddit.com/r/redditdev/comments/3gpbiu/prawoauth2util_problem_using_get_banned_raise/"
    )
    assert (post.engagement, found["t3_3x4kt2"].engagement) == (21, 7)
    assert found["t3_3x4kt2"].version == 1450299786000


def test_new_posts_of_all_communities(shared_material: Path) -> None:
    found = mentions(shared_material, "TestSubredditStreams_test_submissions")
    assert len(found) == 100
    link = found["t3_5jo13y"]
    assert (link.text, link.author.handle) == ("Farewell Rush - We will never forget your stream", "AnotherProGamer")
    assert link.created_at == datetime(2016, 12, 22, 2, 17, 30, tzinfo=UTC)
    assert link.url == (
        "https://www.reddit.com/r/LeagueOfVideos/comments/5jo13y/farewell_rush_we_will_never_forget_your_stream/"
    )
    words = found["t3_5jo13x"]
    assert words.text.startswith("[Xbox] [H] Heatwave x2, forest green loopers, Crimson discos, cert pink loopers")
    assert "\n\nDon't lowball me or you will be ignored" in words.text


def test_comments_of_a_large_community(shared_material: Path) -> None:
    found = mentions(shared_material, "TestSubredditListings_test_comments")
    assert len(found) == 100
    first, answer = found["t1_d4y8bdp"], found["t1_d4y8bdn"]
    assert first.text == "great, life is so much better when you can do what you enjoy for a living"
    assert (first.author.handle, first.thread, first.parent) == ("preppypuppy", "t3_4r4inc", "t3_4r4inc")
    assert first.created_at == datetime(2016, 7, 4, 0, 4, 50, tzinfo=UTC)
    assert first.url == "https://www.reddit.com/comments/4r4inc/_/d4y8bdp/"
    assert (answer.author.handle, answer.thread, answer.parent) == ("LoneStarCub15", "t3_4r2hd3", "t1_d4xrzgq")


def test_comments_of_a_small_community(shared_material: Path) -> None:
    found = mentions(shared_material, "TestSubredditStreams_test_comments__with_pause")
    assert len(found) == 16
    comment = found["t1_dg7dqfd"]
    assert comment.text.startswith("Very interesting. I like Day 9. What's your favourite?\n\n/u/butt_woman")
    assert (comment.author.handle, comment.engagement, comment.public) == ("MC_Kloppedie", 3, True)
    assert found["t1_dg8ievl"].parent == "t1_dg7dqfd"


def test_an_edited_comment_counts_from_its_edit(shared_material: Path) -> None:
    [comment] = mentions(shared_material, "TestComment_test_edit").values()
    assert (comment.native_id, comment.text, comment.thread) == ("t1_d1616q2", "New text", "t3_4b1tfm")
    assert comment.created_at == datetime(2016, 3, 19, 21, 4, 36, tzinfo=UTC)
    assert comment.version == 1458444463000


def test_no_answer_of_reddit_is_left_out(shared_material: Path) -> None:
    for name in names(shared_material, "reddit"):
        parsed = read(shared_material, name.removeprefix("reddit/").removesuffix(".json"))
        assert (parsed.faults, bool(parsed.mentions)) == ((), True)
