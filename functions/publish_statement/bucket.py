"""The site's bucket: writes what changed, in order, and leaves what did not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from functions.publish_statement.site import SiteObject
from shared import aws


def write(bucket: str, objects: Iterable[SiteObject]) -> list[str]:
    """Puts each object whose bytes differ from what is there, in the order given; returns the keys written.

    An object's ETag is the MD5 of its bytes where it was put in one part, under S3's own keys (the bucket's
    encryption is SSE-S3): https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
    """
    there = _etags(bucket)
    written = []
    for item in objects:
        if there.get(item.key) == hashlib.md5(item.body, usedforsecurity=False).hexdigest():
            continue
        aws.s3().put_object(
            Bucket=bucket,
            Key=item.key,
            Body=item.body,
            ContentType=item.content_type,
            CacheControl=item.cache_control,
        )
        written.append(item.key)
    return written


def _etags(bucket: str) -> dict[str, str]:
    pages = aws.s3().get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {item["Key"]: item["ETag"].strip('"') for page in pages for item in page.get("Contents", [])}
