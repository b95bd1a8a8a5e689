"""The site bucket as S3's website endpoint would serve it: index and error documents, nothing listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from botocore.exceptions import ClientError

from infra.local.exchange import Request, Response, plain, unless_fresh

# What S3 keeps with an object and sends back with it.
KEPT_HEADERS = {
    "ContentType": "Content-Type",
    "CacheControl": "Cache-Control",
    "ContentDisposition": "Content-Disposition",
    "ContentEncoding": "Content-Encoding",
    "ContentLanguage": "Content-Language",
    "ETag": "ETag",
}
# The page is public and its JSON and feeds are read by other people's pages, as through the CDN.
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}
ABSENT = {"NoSuchKey", "404", "NoSuchBucket", "KeyTooLongError", "InvalidURI"}


@dataclass(frozen=True, slots=True)
class Site:
    """One bucket; `index` and `error` are the keys of its index and error documents."""

    s3: Any
    bucket: str
    index: str = "index.html"
    error: str = "404.html"

    def answer(self, request: Request) -> Response:
        """What the website says to this request."""
        if request.method == "OPTIONS":
            allowed = {"Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Headers": "*"}
            return Response(HTTPStatus.NO_CONTENT, {**OPEN_TO_ALL, **allowed})
        if request.method not in ("GET", "HEAD"):
            return Response(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD, OPTIONS"})
        key = request.path.lstrip("/")
        found = self._read(key + self.index if key.endswith("/") or not key else key)
        if found is not None:
            return unless_fresh(request, found)
        if key and not key.endswith("/") and self._read(f"{key}/{self.index}") is not None:
            return Response(HTTPStatus.FOUND, {"Location": quote(f"/{key}/")})
        error = self._read(self.error)
        if error is not None:
            return Response(HTTPStatus.NOT_FOUND, error.headers, error.body)
        return plain(HTTPStatus.NOT_FOUND, "There is no such page, and no page that says so better.\n")

    def _read(self, key: str) -> Response | None:
        try:
            found: Mapping[str, Any] = self.s3.get_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in ABSENT:
                return None
            raise
        headers = {name: str(found[given]) for given, name in KEPT_HEADERS.items() if found.get(given)}
        headers["Last-Modified"] = format_datetime(found["LastModified"].astimezone(UTC), usegmt=True)
        headers.update({f"x-amz-meta-{name}": value for name, value in found.get("Metadata", {}).items()})
        return Response(HTTPStatus.OK, {**OPEN_TO_ALL, **headers}, found["Body"].read())


def find_site(s3: Any, bucket: str) -> Site:
    """The bucket's website as configured; index.html and 404.html where it has no such configuration."""
    try:
        website = s3.get_bucket_website(Bucket=bucket)
    except ClientError:
        return Site(s3, bucket)
    return Site(
        s3,
        bucket,
        website.get("IndexDocument", {}).get("Suffix", "index.html"),
        website.get("ErrorDocument", {}).get("Key", "404.html"),
    )
