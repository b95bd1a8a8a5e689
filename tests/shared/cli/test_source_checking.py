"""What `source check` tells, against the doubles of AWS and a server on this machine (`--local`, as for `make run`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared import aws
from shared.audit import Audit, Finding
from shared.codec import encode
from shared.ears.cursor import Cursor, about
from shared.mark import Paused
from shared.operations.upkeep import Upkeep
from shared.plan import Source
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.mentions import MentionStore
from tests.builders import NOON, a_mention, a_plan, minutes
from tests.functions.sweep.server import Site, site
from tests.shared.cli.conftest import Operator
from tests.shared.store.failing import before, refuse

__all__ = ["site"]

FORUM = Source("forum", "discourse", "webhook", "acme")
REVIEWS = Source("reviews", "trustpilot", "webhook", "acme")
TOOTS = Source("toots", "mastodon", "sweep", "acme", look_for=("#acme",))
POST = {"id": "12", "content": "<p>It does not work</p>", "created_at": "2026-10-02T11:00:00Z", "visibility": "public"}
PATH = "/api/v1/timelines/tag/acme?limit=40"


def a_place(operator: Operator, *sources: Source, **credentials: str) -> None:
    """Publishes a plan of those sources, and sets credentials: `forum` or, for a part, `forum__token`."""
    Upkeep(operator.deployment).publish_plan(a_plan(sources=sources))
    values = {name.replace("__", "/"): value for name, value in credentials.items()}
    aws.secretsmanager().put_secret_value(SecretId=operator.deployment.source_secrets, SecretString=json.dumps(values))


def served(site: Site, path: str, value: object, status: int = 200, **headers: str) -> None:
    told = {"content-type": "application/json", **{name.replace("_", "-"): said for name, said in headers.items()}}
    site.answers[path] = (status, told, json.dumps(value).encode())


def checked(operator: Operator, *words: str) -> Any:
    return json.loads(operator.types("--local", "source", "check", *words, "--json").stdout)


def ends_with(operator: Operator, code: int, *words: str) -> str:
    result = operator.types("--local", "source", "check", *words)
    assert result.exit_code == code, result.output
    assert result.stderr == ""
    return result.stdout


# ---------------------------------------------------------------- what is to be done
def test_a_new_source_is_told_what_its_platform_needs_with_our_address(bare: Operator) -> None:
    a_place(bare, FORUM)
    told = ends_with(bare, 1, "forum")
    address = f"{bare.deployment.webhooks_url}/forum"
    assert f"add one with the payload URL {address}\n" in told
    assert "MISSING: the webhook's secret; firebreak source secret forum (Admin, API, Webhooks" in told
    assert "heard    nothing yet" in told
    assert "Not well: see above." in told


def test_with_its_secret_set_it_is_well(bare: Operator) -> None:
    a_place(bare, FORUM, forum="s3cret")
    told = bare.sees("source", "check", "forum")
    assert "secret  set; the webhook's secret" in told
    assert "s3cret" not in told
    assert "Nothing: it calls us, and there is nothing to try." in told
    assert "The secret of all sources was last changed" in told


def test_two_values_of_a_rotation_are_told_with_what_ends_it(bare: Operator) -> None:
    a_place(bare, FORUM)
    aws.secretsmanager().put_secret_value(
        SecretId=bare.deployment.source_secrets, SecretString='{"forum": ["new", "old"], "forum/token": "t"}'
    )
    assert "2 are good: firebreak source secret forum --retire" in bare.sees("source", "check", "forum")


def test_an_address_that_ends_with_the_secret_shows_only_that_it_does(bare: Operator) -> None:
    a_place(bare, REVIEWS, reviews="s3cret", reviews__token="key")
    told = bare.sees("source", "check", "reviews", "--no-ask")
    assert f"{bare.deployment.webhooks_url}/reviews/SECRET" in told
    assert "SECRET stands for the credential `secret`" in told
    assert "s3cret" not in told


def test_braces_in_a_step_are_no_address(bare: Operator) -> None:
    a_place(bare, Source("help", "zendesk", "webhook", "acme"), help="s3cret")
    assert '{"id": "{{ticket.id}}"' in bare.sees("source", "check", "help")


def test_the_settings_that_a_platform_knows_are_told_with_what_the_plan_says(bare: Operator) -> None:
    a_place(bare, replace(REVIEWS, settings={"business_unit": "42"}), reviews="a", reviews__token="b")
    assert "business_unit  42: " in bare.sees("source", "check", "reviews", "--no-ask")


# ---------------------------------------------------------------- what is known
def test_the_last_delivery_and_the_newest_mention_are_told_without_their_words(bare: Operator) -> None:
    a_place(bare, FORUM, forum="s3cret")
    store, marks = MentionStore(bare.deployment.mentions_table), Marks(bare.deployment.ledger_table)
    for number, minute in enumerate((9, 5)):
        post = a_mention(f"forum.example.com/p/{number}", text="Secret words")
        store.keep(replace(post, seen_at=NOON - minutes(minute)))
    store.keep(replace(a_mention("elsewhere/p/9"), seen_at=NOON - minutes(4), source="other"))
    marks.heard("forum", NOON - minutes(5))
    told = bare.sees("source", "check", "forum")
    assert "heard    2026-10-02 11:55 UTC (5 min ago)" in told
    assert "newest   discourse:forum.example.com/p/1, 2026-10-02 11:55 UTC (5 min ago)" in told
    assert "Secret words" not in told
    assert "rhythm   not known yet: it was heard on 1 of the 7 days that it takes" in told


@pytest.mark.parametrize(
    ("quiet_after", "told"),
    [(timedelta(hours=24), "a fault after 24 h of silence, by the plan"), (timedelta(0), "silence is usual")],
)
def test_the_plans_own_rhythm_is_told(bare: Operator, quiet_after: timedelta, told: str) -> None:
    a_place(bare, replace(FORUM, quiet_after=quiet_after), forum="s3cret")
    assert told in bare.sees("source", "check", "forum")


def test_a_rhythm_that_was_learned_is_told(bare: Operator) -> None:
    a_place(bare, FORUM, forum="s3cret")
    for day in range(9):
        Marks(bare.deployment.ledger_table).heard("forum", NOON - timedelta(days=9 - day))
    assert "a fault after 3 days of silence, by what it is used to" in bare.sees("source", "check", "forum")


def test_a_lease_a_pause_and_a_note_are_told(bare: Operator) -> None:
    a_place(bare, FORUM, forum="s3cret")
    marks = Marks(bare.deployment.ledger_table)
    marks.greeted("forum", NOON - minutes(60), NOON + minutes(300))
    marks.pause("forum", Paused(NOON - minutes(1), "ada"))
    marks.swept("forum", NOON, note="3 of 5 read")
    told = bare.sees("source", "check", "forum")
    assert "good until  2026-10-02 17:00 UTC (in 5 h)" in told
    assert "paused by ada 1 min ago, until it is resumed" in told
    assert "note        3 of 5 read" in told


def test_what_the_audit_found_is_a_fault(bare: Operator) -> None:
    a_place(bare, FORUM, forum="s3cret")
    found = (
        Finding("source", "forum", "nothing came from source forum", NOON - minutes(90)),
        Finding("source", "other", "nothing came from source other", NOON),
        Finding("channel", "forum", "a channel that is named so", NOON),
    )
    Marks(bare.deployment.ledger_table).audited(Audit(NOON, None, found))
    told = ends_with(bare, 1, "forum")
    assert "source  nothing came from source forum, since 2026-10-02 10:30 UTC" in told
    assert "source other" not in told
    assert "a channel" not in told


# ---------------------------------------------------------------- what it answers
def test_a_round_is_tried_and_counted_and_nothing_is_kept(bare: Operator, site: Site) -> None:
    a_place(bare, replace(TOOTS, url=site.url), toots__token="t0ken")
    served(site, "/api/v1/accounts/verify_credentials", {"acct": "ears"})
    served(site, PATH, [{**POST, "account": {"acct": "mia"}, "uri": "https://a.example/12"}, POST])
    told = ends_with(bare, 1, "toots")
    assert "credentials  known there as @ears" in told
    assert "round        answered 200: 1 mention, 1 that can't be read (body.1.uri is missing)" in told
    assert "work" not in told
    assert Ledger(bare.deployment.ledger_table).cursor("toots") is None
    attributes = aws.sqs().get_queue_attributes(QueueUrl=bare.deployment.inbox_url, AttributeNames=["All"])
    assert attributes["Attributes"]["ApproximateNumberOfMessages"] == "0"


def test_a_round_that_is_well_is_well(bare: Operator, site: Site) -> None:
    a_place(bare, replace(TOOTS, url=site.url), toots__token="t0ken")
    served(site, "/api/v1/accounts/verify_credentials", {"acct": "ears"})
    served(site, PATH, [{**POST, "account": {"acct": "mia"}, "uri": "https://a.example/12"}])
    assert "answered 200: 1 mention\n" in bare.sees("--local", "source", "check", "toots")
    outcome = checked(bare, "toots")
    assert [one["what"] for one in outcome["trials"]] == ["credentials", "round"]
    assert outcome["outcome"] == "well"


def test_an_answer_that_is_none_of_a_fault_is_read_as_what_it_is(bare: Operator, site: Site) -> None:
    a_place(bare, replace(TOOTS, url=site.url))
    served(site, "/api/v2/instance", {"domain": "toots.example"})
    served(site, PATH, {"error": "Record not found"}, status=404)
    told = bare.sees("--local", "source", "check", "toots")
    assert "answers as toots.example, and knows us as nobody" in told
    assert "round        answered 404: 1 passed over (1 x " in told


def test_of_a_platform_that_only_calls_us_nothing_is_asked_without_what_opens_its_api(
    bare: Operator, site: Site
) -> None:
    a_place(bare, Source("posts", "x", "webhook", "acme", url=site.url), posts="s3cret")
    assert "there is nothing to try" in bare.sees("--local", "source", "check", "posts")
    assert site.asked == []


def test_a_round_begins_where_the_last_one_ended(bare: Operator, site: Site) -> None:
    source = replace(TOOTS, url=site.url)
    a_place(bare, source, toots__token="t0ken")
    cursor = Cursor(about(source), NOON - minutes(15), None, False, {"ids": {"#acme": "11"}})
    Ledger(bare.deployment.ledger_table).move_cursor("toots", encode(cursor))
    bare.types("--local", "source", "check", "toots")
    assert any("min_id=11" in path for path in site.paths())


def test_a_platform_that_asked_to_be_left_alone_is_not_asked_for_a_round(bare: Operator, site: Site) -> None:
    source = replace(TOOTS, url=site.url)
    a_place(bare, source, toots__token="t0ken")
    served(site, "/api/v1/accounts/verify_credentials", {"acct": "ears"})
    cursor = Cursor(about(source), NOON, NOON + minutes(20))
    Ledger(bare.deployment.ledger_table).move_cursor("toots", encode(cursor))
    told = bare.sees("--local", "source", "check", "toots")
    assert "it asks to be left alone until 2026-10-02 12:20 UTC (in 20 min)" in told
    assert site.paths() == ["/api/v1/accounts/verify_credentials"]


def test_credentials_that_are_refused_are_a_fault_with_what_to_type(bare: Operator, site: Site) -> None:
    source = replace(REVIEWS, url=site.url, settings={"business_unit": "42"})
    a_place(bare, source, reviews="s3cret", reviews__token="wr0ng")
    served(site, "/v1/business-units/42", {}, status=401)
    told = ends_with(bare, 1, "reviews")
    assert "the credentials are refused (401); set them anew: firebreak source secret reviews --part token" in told
    assert "wr0ng" not in told


def test_a_platform_that_can_not_be_reached_ends_with_3(bare: Operator) -> None:
    a_place(bare, Source("news", "rss", "sweep", "acme", url="http://127.0.0.1:9/feed.xml"))
    told = ends_with(bare, 3, "news")
    assert "not reached: " in told
    assert "Its platform could not be reached." in told


def test_only_the_deployment_on_this_machine_may_be_led_to_this_machine(bare: Operator, site: Site) -> None:
    a_place(bare, Source("news", "rss", "sweep", "acme", url=f"{site.url}/feed.xml"))
    assert bare.types("source", "check", "news").exit_code == 3
    assert site.asked == []


@pytest.mark.parametrize("words", [("toots", "--no-ask"), ("reviews",)])
def test_a_platform_is_not_asked_without_leave_or_without_what_it_needs(
    bare: Operator, site: Site, words: Sequence[str]
) -> None:
    a_place(bare, replace(TOOTS, url=site.url), replace(REVIEWS, url=site.url, settings={"business_unit": "42"}))
    told = bare.types("--local", "source", "check", *words).stdout
    assert "Nothing: " in told
    assert site.asked == []


def test_a_source_whose_platform_nobody_knows_is_refused(bare: Operator) -> None:
    a_place(bare, replace(FORUM, platform="myspace"))
    assert "nobody can read 'myspace'; correct it in the plan" in bare.refused("source", "check", "forum")


def test_a_secret_that_may_not_be_read_is_told_and_not_taken_for_none(bare: Operator) -> None:
    a_place(bare, FORUM, forum="s3cret")
    with before("secretsmanager", "GetSecretValue", refuse("AccessDeniedException")):
        result = bare.types("source", "check", "forum")
    assert result.exit_code == 3
    assert "AccessDeniedException" in result.stderr


def test_before_any_secret_was_set_a_source_is_checked_all_the_same(bare: Operator) -> None:
    Upkeep(bare.deployment).publish_plan(a_plan(sources=[FORUM]))
    told = ends_with(bare, 1, "forum")
    assert "MISSING" in told
    assert "last changed" not in told
