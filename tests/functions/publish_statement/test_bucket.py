"""With moto: the bucket is given what changed, in order, with the headers that a browser needs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.publish_statement.bucket import write
from functions.publish_statement.site import SiteObject
from shared import aws
from tests.harness.world import World, names
from tests.shared.store.failing import before, refuse

PAGE = SiteObject("index.html", b"<p>all is well</p>", "text/html; charset=utf-8", "max-age=30")
FEED = SiteObject("feed.json", b"{}", "application/feed+json", "max-age=300")


def test_objects_are_written_in_the_order_given_with_their_headers(world: World) -> None:
    assert write(names()["Site"], [FEED, PAGE]) == ["feed.json", "index.html"]
    there = aws.s3().get_object(Bucket=names()["Site"], Key="index.html")
    assert (there["ContentType"], there["CacheControl"]) == (PAGE.content_type, PAGE.cache_control)
    assert there["Body"].read() == PAGE.body


def test_only_what_changed_is_written_again(world: World) -> None:
    write(names()["Site"], [FEED, PAGE])
    assert write(names()["Site"], [FEED, PAGE]) == []
    assert write(names()["Site"], [FEED, replace(PAGE, body=b"<p>trouble</p>")]) == ["index.html"]


def test_a_bucket_of_many_pages_is_known_whole(world: World) -> None:
    objects = [replace(PAGE, key=f"incidents/{number:05d}.html") for number in range(1005)]
    for item in objects:
        aws.s3().put_object(Bucket=names()["Site"], Key=item.key, Body=item.body)
    assert write(names()["Site"], objects) == []


def test_what_others_put_there_is_left_alone(world: World) -> None:
    aws.s3().put_object(Bucket=names()["Site"], Key="robots.txt", Body=b"own")
    write(names()["Site"], [PAGE])
    assert aws.s3().get_object(Bucket=names()["Site"], Key="robots.txt")["Body"].read() == b"own"


def test_a_write_that_fails_leaves_what_comes_after_it_as_it_was(world: World) -> None:
    with before("s3", "PutObject", refuse("SlowDown")), pytest.raises(Exception, match="SlowDown"):
        write(names()["Site"], [FEED, PAGE])
    assert "Contents" not in aws.s3().list_objects_v2(Bucket=names()["Site"])
    assert write(names()["Site"], [FEED, PAGE]) == ["feed.json", "index.html"]
