"""The site's bucket: nothing is overwritten that somebody else has written since it was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from shared import aws
from shared.page import manifest
from shared.page.manifest import Manifest
from shared.page.site import SiteObject

#: S3's words for "it is not what you think": changed, being changed, gone.
#: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
_OVERTAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")
_ABSENT = ("NoSuchKey", "404")


class OvertakenError(Exception):
    """Another publisher wrote first. Look again, and decide anew."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The state that was last found whole on the page, and when the next open promise of it becomes late, if any."""

    state: str
    late_at: datetime | None

    @property
    def metadata(self) -> dict[str, str]:
        return {"state": self.state} | ({"late-at": self.late_at.isoformat()} if self.late_at else {})


@dataclass(frozen=True, slots=True)
class Found:
    """The manifest as it is in the bucket: empty, and without `intact`, where there is none that can be read."""

    manifest: Manifest
    settled: Settled | None
    etag: str | None
    intact: bool


class Bucket:
    def __init__(self, name: str) -> None:
        self._name = name

    def etags(self) -> dict[str, str]:
        """What every object there is now, by its key."""
        pages = aws.s3().get_paginator("list_objects_v2").paginate(Bucket=self._name)
        return {item["Key"]: item["ETag"].strip('"') for page in pages for item in page.get("Contents", [])}

    def put(self, item: SiteObject, over: str | None, metadata: dict[str, str]) -> str:
        """Writes it where the bucket still has what it had (its ETag, or None for nothing there); the new ETag.

        Raises OvertakenError where it has not.
        """
        condition: Any = {"IfNoneMatch": "*"} if over is None else {"IfMatch": f'"{over}"'}
        try:
            answer = aws.s3().put_object(
                Bucket=self._name,
                Key=item.key,
                Body=item.body,
                ContentType=item.content_type,
                CacheControl=item.cache_control,
                Metadata=metadata,
                **condition,
            )
        except ClientError as error:
            if _code(error) in _OVERTAKEN:
                raise OvertakenError(item.key) from None
            raise
        return answer["ETag"].strip('"')

    def settled(self) -> Settled | None:
        """What the manifest says of the page as a whole, without reading it; None where there is none."""
        try:
            return _settled(aws.s3().head_object(Bucket=self._name, Key=manifest.KEY)["Metadata"])
        except ClientError as error:
            if _code(error) in _ABSENT:
                return None
            raise

    def manifest(self) -> Found:
        try:
            answer = aws.s3().get_object(Bucket=self._name, Key=manifest.KEY)
        except ClientError as error:
            if _code(error) in _ABSENT:
                return Found(manifest.empty(), None, None, intact=False)
            raise
        read = manifest.from_bytes(answer["Body"].read())
        etag = answer["ETag"].strip('"')
        return Found(read or manifest.empty(), _settled(answer["Metadata"]), etag, intact=read is not None)

    def keep(self, after: Manifest, settled: Settled | None, before: Found) -> Found:
        """Writes the manifest where it, or what it says of the page, is another now. Raises OvertakenError."""
        if before.intact and after == before.manifest and settled == before.settled:
            return before
        item = SiteObject(manifest.KEY, manifest.to_bytes(after), "application/octet-stream", "no-store")
        etag = self.put(item, before.etag, settled.metadata if settled else {})
        return Found(after, settled, etag, intact=True)


def _settled(metadata: dict[str, str]) -> Settled | None:
    if "state" not in metadata:
        return None
    late_at = metadata.get("late-at")
    return Settled(metadata["state"], datetime.fromisoformat(late_at) if late_at else None)


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
