"""Every captured file, read as `ingest` reads it: how much is in each, and why the rest is passed over.

Author, text, time, address and thread of each mention are in the platform's own test beside this one; the hostile
sequences in test_nasty_sequences.py, the hostile texts in test_nasty_texts.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest

from functions.hear_slack import interaction
from functions.ingest.reading import read
from shared.delivery import Delivery, Parsed
from shared.ears.known import platform
from shared.inbox import from_message, to_message
from shared.plan import Source
from tests.builders import NOON
from tests.real.payloads import captured, kind_of, payload

Way = Literal["webhook", "sweep"]

HERE = Path(__file__).parent
#: What a source of the plan says beside its platform, where the files need it.
PLANS = {
    "chatwoot": Source("s", "chatwoot", "webhook", "acme", url="https://chat.example.com"),
    "discourse": Source("s", "discourse", "webhook", "acme", url="https://talk.example.org"),
    "mastodon": Source("s", "mastodon", "sweep", "acme", url="http://localhost:3000"),
    "rss": Source("s", "rss", "sweep", "acme", url="https://news.example.com/feed.xml"),
    "youtube": Source("s", "youtube", "webhook", "acme", look_for=("{channel_id}", "UC_FIXTURE_CHANNEL")),
}
#: Folders of another name than the platform's module.
FOLDERS = {"standardwebhooks": "standard_webhooks", "nasty": "rss"}

FIRST = "its first post comes as post_created: counted once"
NO_ITEM = "no text"
NO_ITEMS = "no posts on it; sweep the forum's own address"
NO_POST = "no post"
NO_WORDS = "no text and no rating"
REPOST = "a repost: the words are another's"
REVOKED = "an account took its consent back: no more events of it; let it authorise the app again"
NO_IDS = "1 of 1 items have none: known by their link, or else their words"
NO_DATES = "1 of 1 items have none that can be read: as old as their coming"
BARE = {NO_IDS: 1, NO_DATES: 1}
EMPTY = {NO_ITEM: 1, **BARE}


@dataclass(frozen=True)
class Gives:
    """How many mentions and tombstones, what is passed over for which reason, what is to be fetched, and each fault's
    place."""

    mentions: int = 0
    tombstones: int = 0
    skipped: tuple[tuple[str, int], ...] = ()
    wanted: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def gives(
    mentions: int = 0,
    tombstones: int = 0,
    skipped: str | dict[str, int] | None = None,
    wanted: tuple[str, ...] = (),
    faults: tuple[str, ...] = (),
) -> Gives:
    counts = {skipped: 1} if isinstance(skipped, str) else skipped or {}
    return Gives(mentions, tombstones, tuple(sorted(counts.items())), wanted, faults)


TABLE = {
    "appstore/rss_empty.json": gives(skipped="no reviews in it"),
    "appstore/rss_reviews_live_2026.json": gives(2),
    "bluesky/jetstream_real_first_half.jsonl": gives(8, skipped={NO_POST: 68}),
    "bluesky/rec_feed_record.json": gives(skipped=NO_POST),
    "bluesky/rec_post_record.json": gives(1),
    "bluesky/rec_thread_view_post_with_embed_media.json": gives(1),
    "chatwoot/message_created_whatsapp.json": gives(1),
    "cloudevents/json_format_example_0.json": gives(skipped="its data is neither an object nor a text"),
    "cloudevents/json_format_example_2.json": gives(
        skipped="no text at `text`; name its place with the setting field_text"
    ),
    "cloudevents/json_format_example_4.json": gives(1),
    "cloudevents/json_format_example_6.json": gives(
        skipped={
            "its data is neither an object nor a text": 1,
            "no text at `text`; name its place with the setting field_text": 1,
        }
    ),
    "discourse/accepted_solution.json": gives(skipped=NO_POST),
    "discourse/fedora_test_post.json": gives(skipped="no text in the delivery, needs fetching"),
    "discourse/fedora_test_solved.json": gives(skipped=NO_POST),
    "discourse/hive13_staff_emoji_shortcode.json": gives(1),
    "discourse/jontes_post_created.json": gives(1),
    "discourse/notification_created_1.json": gives(skipped=NO_POST),
    "discourse/ping.json": gives(skipped=NO_POST),
    "discourse/post_created.json": gives(1),
    "discourse/sweep_discourse_topic_1149.json": gives(2),
    "discourse/sweep_discourse_topics.json": gives(skipped=NO_ITEMS),
    "discourse/sweep_discourse_topics_empty.json": gives(skipped=NO_ITEMS),
    "discourse/topic_created.json": gives(skipped=FIRST),
    "discourse/topic_destroyed.json": gives(
        skipped="it names no posts: its first comes as post_destroyed, those below not at all"
    ),
    "facebook/feed-comment-add-211.json": gives(1),
    "facebook/feed-comment-add-with-photo.json": gives(1),
    "facebook/feed-comment-edited-25.json": gives(1),
    "facebook/feed-comment-hide.json": gives(mentions=1),
    "facebook/feed-comment-remove-25.json": gives(tombstones=1),
    "facebook/feed-post-remove-25.json": gives(tombstones=1),
    "facebook/feed-reaction-add.json": gives(skipped="nothing that somebody wrote"),
    "facebook/feed-two-entries-25.json": gives(skipped={"no value": 2}),
    "facebook/graph_comments_p1.json": gives(10),
    "facebook/mention-post-add-real.json": gives(1, wanted=("post 1234567890321_98722536423179",)),
    "facebook/messaging-message-basic-echo.json": gives(1),
    "facebook/messaging-message-basic.json": gives(1),
    "facebook/messaging-message-edits.json": gives(1),
    "facebook/ratings-rating-add-31.json": gives(1),
    "github/discussion_comment_created.json": gives(1),
    "github/issue_comment_created.json": gives(1),
    "github/issue_comment_deleted.json": gives(tombstones=1),
    "github/issues_edited.json": gives(1),
    "github/issues_opened.json": gives(1),
    "github/issues_opened_with-transfer.json": gives(1, tombstones=1),
    "github/ping_payload.json": gives(skipped="of no issue and no discussion"),
    "github/rest_github_issue_comments_1.json": gives(1),
    "google_alerts/real_2021.xml": gives(1),
    "google_play/empty_answer.json": gives(skipped="no reviews in it"),
    "google_play/review_with_reply_real.json": gives(2),
    "google_reviews/list_german_one_star.json": gives(2),
    "google_reviews/list_nanoseconds.json": gives(2),
    "hackernews/algolia_comment.json": gives(1),
    "hackernews/algolia_stories.json": gives(2),
    "instagram/graph_hashtags_hashtag_recent_medias_p1.json": gives(skipped={NO_WORDS: 5}),
    "instagram/graph_medias_comments_p1.json": gives(2),
    "instagram/graph_users_mentioned_media.json": gives(1),
    "instagram/ig_login_flat_comment.json": gives(1),
    "instagram/messaging-seen.json": gives(skipped="a reaction, a receipt or the like"),
    "instagram/wh-comments-2021.json": gives(1),
    "instagram/wh-mentions.json": gives(wanted=("comment 17887498072083520",)),
    "linkedin/comment_decorated.json": gives(1),
    "mastodon/admin_webhook_report_created.json": gives(skipped=NO_POST),
    "mastodon/api_hashtag_tl.json": gives(1),
    "mastodon/api_notifications_mentions.json": gives(1),
    "mastodon/api_status_404.json": gives(skipped="the server's word that there is nothing"),
    "mastodon/api_status_post_Content_warning_public_.json": gives(1),
    "mastodon/api_stream_sse.txt": gives(faults=("body",)),
    "mastodon/entity_status_real.json": gives(1),
    "nasty/feed_billion_laughs.xml": gives(faults=("DOCTYPE",)),
    "nasty/feed_html_error_page_200.xml": gives(faults=("body",)),
    "nasty/feed_no_guid_no_date_dupe_links.xml": gives(
        3,
        skipped={
            "3 of 3 items have none that can be read: as old as their coming": 1,
            "3 of 3 items have none: known by their link, or else their words": 1,
        },
    ),
    "reddit/TestComment_test_edit.json": gives(1),
    "reddit/TestSubredditListings_test_comments.json": gives(100),
    "reddit/TestSubredditStreams_test_comments__with_pause.json": gives(16),
    "reddit/TestSubredditStreams_test_submissions.json": gives(100),
    "reddit/TestSubreddit_test_search.json": gives(6),
    "rss/illformed_chardet_koi8r.xml": gives(
        1,
        skipped={
            "1 of 1 items have none that can be read: as old as their coming": 1,
            "1 of 1 items have none: known by their link, or else their words": 1,
            "it says no charset; read as koi8_r, by its letters": 1,
        },
    ),
    "rss/illformed_chardet_shiftjis.xml": gives(
        1,
        skipped={
            "1 of 1 items have none that can be read: as old as their coming": 1,
            "1 of 1 items have none: known by their link, or else their words": 1,
            "it says no charset; read as cp932, by its letters": 1,
        },
    ),
    "rss/illformed_rss_empty_document.xml": gives(faults=("body",)),
    "rss/illformed_rss_incomplete_cdata.xml": gives(skipped=EMPTY),
    "rss/illformed_rss_item_link_corrupted_ampersands.xml": gives(skipped=EMPTY),
    "rss/jsonfeed_example.json": gives(2),
    "rss/ok_atom10_ampersand_in_attr.xml": gives(),
    "rss/ok_atom10_atom10_version.xml": gives(),
    "rss/ok_media-rss_item_media_category_label.xml": gives(skipped=EMPTY),
    "rss/ok_media-rss_item_media_category_multiple.xml": gives(skipped=EMPTY),
    "rss/ok_media-rss_item_media_category_scheme2.xml": gives(skipped=EMPTY),
    "rss/wellformed_namespace_atomthreadingwithentry.xml": gives(1),
    "rss/xss_acceptable_element_noscript.xml": gives(skipped=EMPTY),
    "rss/xss_entry_content_object.xml": gives(1, skipped=BARE),
    "rss/xss_entry_content_script.xml": gives(1, skipped=BARE),
    "rss/xss_entry_content_script_cdata.xml": gives(1, skipped=BARE),
    "rss/xss_entry_content_style.xml": gives(1, skipped=BARE),
    "stackexchange/stackexchange_question.json": gives(skipped={NO_WORDS: 3}),
    "stackexchange/stackexchange_question_page.json": gives(skipped={NO_WORDS: 6}),
    "standardwebhooks/spec_example_1.json": gives(skipped="its type is none of ours"),
    "standardwebhooks/spec_vector.json": gives(skipped="its type is none of ours"),
    "telegram/group_command.json": gives(skipped="a command to a bot"),
    "telegram/update_perceval_0.json": gives(1),
    "telegram/update_perceval_2.json": gives(1),
    "telegram/update_perceval_4.json": gives(1),
    "trustpilot/service_review_created.json": gives(wanted=("review 53bffd360000640002975387",)),
    "whatsapp/in_error.json": gives(skipped="of a type that WhatsApp doesn't hand on"),
    "whatsapp/in_image.json": gives(1),
    "whatsapp/in_status-errors.json": gives(skipped="how far our own messages have come"),
    "whatsapp/in_text.json": gives(1),
    "whatsapp/pywa_deleted_message_revoke.json": gives(tombstones=1),
    "whatsapp/pywa_system_identity_change.json": gives(skipped="WhatsApp's own note"),
    "whatsapp/pywa_system_phone_number_change.json": gives(skipped="WhatsApp's own note"),
    "x/aaa_tweet_create_real_tweet_0.json": gives(skipped=REPOST),
    "x/aaa_tweet_delete.json": gives(tombstones=1),
    "x/filtered_stream_webhook.json": gives(1),
    "x/v1_search_page_1.json": gives(skipped={REPOST: 2}),
    "x/v2_client_get_quote_tweets.json": gives(2, skipped={REPOST: 7}),
    "x/v2_client_get_users_mentions.json": gives(10),
    "x/v2_client_search_recent_tweets.json": gives(10),
    "x/v2_docs_expanded_0.json": gives(1),
    "x/v2_docs_expanded_2.json": gives(1),
    "x/xaa_oauth_revoke.json": gives(skipped=REVOKED),
    "x/xaa_post_delete.json": gives(tombstones=1),
    "x/xaa_post_mention_create.json": gives(1),
    "x/xaa_post_repost_create.json": gives(skipped=REPOST),
    "x/xaa_profile_update_bio.json": gives(skipped=NO_POST),
    "youtube/api_comment_threads_by_video_paged_1.json": gives(5),
    "youtube/api_comment_threads_with_search.json": gives(1),
    "youtube/api_comments_multi.json": gives(2),
    "youtube/websub_two_entries_fractional.xml": gives(1, skipped="no title in the delivery"),
    "youtube/websub_ytnoti_0.xml": gives(1),
    "youtube/websub_ytnoti_2.xml": gives(2),
    "youtube/websub_ytnoti_4.xml": gives(tombstones=1),
    "zendesk/event_ticket_created_real.json": gives(1),
    "zendesk/trigger_template_zulip.json": gives(skipped="no id at `id`; name its place with the setting field_id"),
}
#: Slack's door is another one, and hears nobody complain: what `hear_slack` makes of each.
SLACK = {
    "slack/test_block_actions_body.json": interaction.Nothing,
    "slack/test_events_valid_event_body.json": interaction.Nothing,
    "slack/test_events_valid_reaction_added_body.json": interaction.Nothing,
    "slack/test_message_changed_event_payload.json": interaction.Nothing,
    "slack/test_message_message_body2.json": interaction.Nothing,
    "slack/test_message_thread_broadcast_event_payload.json": interaction.Nothing,
    "slack/test_shortcut_message_shortcut_body.json": interaction.Nothing,
    "slack/url_verification.json": interaction.Challenge,
}
#: Files that are no delivery, or many: each by the test that reads it.
ELSEWHERE = {
    "nasty/seq_author_missing_and_empty_text.json": "test_nasty_sequences.py",
    "nasty/seq_batch_1000.json": "test_nasty_sequences.py",
    "nasty/seq_batch_with_poison.json": "test_nasty_sequences.py",
    "nasty/seq_clock_skew.json": "test_nasty_sequences.py",
    "nasty/seq_duplicate_x3.json": "test_nasty_sequences.py",
    "nasty/seq_edit_before_add.json": "test_nasty_sequences.py",
    "nasty/seq_huge_text.json": "test_nasty_sequences.py",
    "nasty/seq_json_traps.json": "test_nasty_sequences.py",
    "nasty/seq_lambda_base64_and_gzip.json": "test_nasty_sequences.py",
    "nasty/seq_lone_surrogate.json": "test_nasty_sequences.py",
    "nasty/seq_remove_before_add.json": "test_nasty_sequences.py",
    "nasty/seq_slack_retries.json": "test_nasty_slack.py",
    "nasty/seq_slack_stale_timestamp.json": "test_nasty_slack.py",
    "nasty/seq_sweep_overlap.json": "test_nasty_sequences.py",
    "nasty/seq_unknown_events.json": "test_nasty_sequences.py",
    "nasty/seq_x_edit_chain.json": "test_nasty_sequences.py",
    "nasty/seq_x_snowflake_precision.json": "test_nasty_sequences.py",
    "nasty/texts.json": "test_nasty_texts.py",
    "signature_vectors.json": "test_signature_vectors.py",
}


def found_in(material: Path, name: str) -> Parsed:
    """What is in that file: through a queue message, as from `receive` or `sweep`, and settled, as it is kept."""
    folder = name.partition("/")[0]
    known = platform(FOLDERS.get(folder, folder))
    assert known is not None
    how: Way = "webhook" if kind_of(material, name) == "webhook" else "sweep"
    source = replace(PLANS.get(known.name, Source("s", known.name, how, "acme")), how=how)
    whole = payload(material, name)
    told = known.door.headers if known.door is not None and how == "webhook" else ()
    headers = {key: value for key, value in whole.headers.items() if key in told}
    message = to_message(Delivery("s", known.name, how, whole.body, headers, NOON))
    found = read(from_message(message), source)
    assert isinstance(found, Parsed), found
    return found


def counted(found: Parsed) -> Gives:
    reasons = [skipped.reason for skipped in found.skipped]
    return Gives(
        len(found.mentions),
        len(found.tombstones),
        tuple(sorted({(reason, reasons.count(reason)) for reason in reasons})),
        tuple(f"{wanted.kind} {','.join(wanted.ids)}" for wanted in found.wanted),
        tuple(fault.where for fault in found.faults),
    )


def test_no_file_is_left_out(shared_material: Path) -> None:
    known = {*TABLE, *SLACK, *ELSEWHERE}
    new = set(captured(shared_material)) - known
    assert not new, f"nobody has said what these must give; add them to a table here: {sorted(new)}"
    assert known == set(captured(shared_material))


@pytest.mark.parametrize("name", TABLE)
def test_a_file_gives_what_a_person_read_in_it(shared_material: Path, name: str) -> None:
    assert counted(found_in(shared_material, name)) == TABLE[name]


@pytest.mark.parametrize("name", SLACK)
def test_slack_says_nothing_that_is_for_us(shared_material: Path, name: str) -> None:
    assert type(interaction.read(payload(shared_material, name).body)) is SLACK[name]


def test_what_each_mention_says_is_tested_by_name() -> None:
    tests = {path.name: path.read_text() for path in HERE.glob("test_*.py") if path.name != Path(__file__).name}
    said = "".join(tests.values())
    for name, each in TABLE.items():
        # Some tests make the name of a stem and a number.
        stem = Path(name).stem
        assert not (each.mentions or each.tombstones) or stem in said or stem.rstrip("0123456789") in said, name
    for name, test in ELSEWHERE.items():
        assert Path(name).stem.removeprefix("seq_") in tests[test], name
