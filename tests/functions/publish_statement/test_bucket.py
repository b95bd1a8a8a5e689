"""With moto: what is written has its headers, and is never written over what nobody looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.publish_statement.bucket import Bucket, OvertakenError, Settled
from shared import aws
from shared.page.manifest import KEY, Fact, Manifest, empty
from shared.page.site import SiteObject
from tests.builders import NOON
from tests.harness.world import World, names
from tests.shared.store.failing import before, hooked, refuse

PAGE = SiteObject("index.html", b"<p>all is well</p>", "text/html; charset=utf-8", "max-age=30")
OTHER = replace(PAGE, body=b"<p>trouble</p>")
SETTLED = Settled("state", NOON)


@pytest.fixture
def bucket(world: World) -> Bucket:
    return Bucket(names()["Site"])


def body(key: str = PAGE.key) -> bytes:
    return aws.s3().get_object(Bucket=names()["Site"], Key=key)["Body"].read()


def test_an_object_is_written_with_its_headers_and_its_version(bucket: Bucket) -> None:
    etag = bucket.put(PAGE, None, {"version": "1.2"})
    there = aws.s3().get_object(Bucket=names()["Site"], Key="index.html")
    assert (there["ContentType"], there["CacheControl"]) == (PAGE.content_type, PAGE.cache_control)
    assert there["Metadata"] == {"version": "1.2"}
    assert there["Body"].read() == PAGE.body
    assert bucket.etags() == {"index.html": etag}


def test_what_is_there_already_is_not_taken_for_nothing(bucket: Bucket) -> None:
    bucket.put(PAGE, None, {})
    with pytest.raises(OvertakenError, match=r"index\.html"):
        bucket.put(OTHER, None, {})
    assert body() == PAGE.body


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(bucket: Bucket) -> None:
    seen = bucket.put(PAGE, None, {})
    bucket.put(OTHER, seen, {})
    with pytest.raises(OvertakenError):
        bucket.put(replace(PAGE, body=b"older"), seen, {})
    assert body() == OTHER.body


def test_what_was_taken_away_meanwhile_is_looked_at_again(bucket: Bucket) -> None:
    seen = bucket.put(PAGE, None, {})
    aws.s3().delete_object(Bucket=names()["Site"], Key="index.html")
    with pytest.raises(OvertakenError):
        bucket.put(OTHER, seen, {})


def test_two_writes_at_the_same_moment_are_a_lost_race_and_a_broken_service_is_not(bucket: Bucket) -> None:
    with before("s3", "PutObject", refuse("ConditionalRequestConflict")), pytest.raises(OvertakenError):
        bucket.put(PAGE, None, {})
    with before("s3", "PutObject", refuse("AccessDenied")), pytest.raises(Exception, match="AccessDenied"):
        bucket.put(PAGE, None, {})


def test_a_bucket_of_many_objects_is_known_whole(bucket: Bucket) -> None:
    for number in range(7):
        aws.s3().put_object(Bucket=names()["Site"], Key=f"incidents/{number}.html", Body=b"x")

    def two_at_a_time(params: dict[str, Any], **_: Any) -> None:
        params["MaxKeys"] = 2

    with hooked("s3", "provide-client-params.s3.ListObjectsV2", two_at_a_time):
        assert len(bucket.etags()) == 7


# ---------------------------------------------------------------- the manifest
def test_a_bucket_without_a_manifest_says_so(bucket: Bucket) -> None:
    assert bucket.settled() is None
    found = bucket.manifest()
    assert (found.manifest, found.etag, found.intact) == (empty(), None, False)


def test_the_manifest_comes_back_as_it_was_kept(bucket: Bucket) -> None:
    kept = replace(empty(), objects={"index.html": Fact("f", "e")})
    after = bucket.keep(kept, SETTLED, bucket.manifest())
    assert bucket.manifest() == after
    assert (after.manifest, after.settled, after.intact) == (kept, SETTLED, True)
    assert bucket.settled() == SETTLED


def test_a_page_without_an_open_promise_settles_without_a_time(bucket: Bucket) -> None:
    bucket.keep(empty(), Settled("state", None), bucket.manifest())
    assert bucket.settled() == Settled("state", None)


def test_a_manifest_that_says_nothing_new_is_not_written_again(bucket: Bucket) -> None:
    found = bucket.keep(empty(), SETTLED, bucket.manifest())
    with before("s3", "PutObject", refuse("AccessDenied")) as calls:
        assert bucket.keep(empty(), SETTLED, found) is found
    assert calls == []


def test_a_manifest_that_another_publisher_kept_is_not_overwritten(bucket: Bucket) -> None:
    nothing = bucket.manifest()
    bucket.keep(empty(), SETTLED, nothing)
    with pytest.raises(OvertakenError):
        bucket.keep(Manifest("other"), SETTLED, nothing)


def test_a_manifest_that_was_written_over_by_hand_is_no_manifest_and_is_replaced(bucket: Bucket) -> None:
    bucket.keep(empty(), SETTLED, bucket.manifest())
    aws.s3().put_object(Bucket=names()["Site"], Key=KEY, Body=b"{}")
    found = bucket.manifest()
    assert (found.manifest, found.intact, found.settled) == (empty(), False, None)
    bucket.keep(empty(), SETTLED, found)
    assert bucket.manifest().intact
