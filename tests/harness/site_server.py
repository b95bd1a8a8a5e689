"""A rendered site on loopback, answered as CloudFront answers: what cdn.yaml says, around what the bucket holds."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from http import HTTPStatus
from typing import Any

from infra.local.exchange import Request, Response, unless_fresh
from infra.local.front_door import FrontDoor
from infra.local.sam_template import read_template
from tests.harness.rendered import Written
from tests.harness.template import ROOT, target

#: CloudFront compresses these types, among others that a site of ours does not hold, from 1,000 bytes on
#: (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html).
COMPRESSED = ("text/", "application/json", "application/rss+xml")
LEAST_BYTES = 1_000


@dataclass(slots=True)
class Site:
    """The bucket's objects by their keys; `url` has no slash at its end, and is empty while nobody is served."""

    url: str = ""
    objects: Mapping[str, Written] = field(default_factory=dict)

    def answer(self, request: Request) -> Response:
        """What a reader gets; the front door itself leaves a HEAD's body out."""
        edge = edge_headers(request.path, cors=bool(request.header("origin")))
        if request.method == "OPTIONS":
            return Response(HTTPStatus.FORBIDDEN, edge)  # the bucket has no CORS rules to answer it with
        if request.method not in ("GET", "HEAD"):
            return Response(HTTPStatus.FORBIDDEN)
        key = request.path.removeprefix("/") or str(distribution()["DefaultRootObject"])
        found = self.objects.get(key)
        if found is None:
            missing = self.objects[not_found_page()]
            return _packed(request, Response(HTTPStatus.NOT_FOUND, {**_kept(missing), **edge}, missing.body))
        whole = Response(HTTPStatus.OK, {**_kept(found), **edge}, found.body)
        return _packed(request, unless_fresh(request, whole))


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Answers until the block ends; `site.url` is known inside, `site.objects` may be filled there."""
    door = FrontDoor(site.answer, 0)
    site.url = door.url
    door.start()
    try:
        yield site
    finally:
        door.close()


@cache
def distribution() -> dict[str, Any]:
    """The distribution's own part of cdn.yaml."""
    config: dict[str, Any] = _resources()["Distribution"]["Properties"]["DistributionConfig"]
    return config


def not_found_page() -> str:
    """The key of the page that stands in for one that isn't there."""
    [page] = [each["ResponsePagePath"] for each in distribution()["CustomErrorResponses"] if each["ErrorCode"] == 404]
    return str(page).removeprefix("/")


def edge_headers(path: str, *, cors: bool) -> dict[str, str]:
    """What CloudFront adds to an answer for that path; `cors` is whether the request named its origin."""
    others = [each for each in distribution().get("CacheBehaviors", []) if fnmatchcase(path, each["PathPattern"])]
    behaviour = others[0] if others else distribution()["DefaultCacheBehavior"]
    policy = _resources()[target(behaviour["ResponseHeadersPolicyId"])]["Properties"]["ResponseHeadersPolicyConfig"]
    headers = {"Vary": "Accept-Encoding"}
    security = policy.get("SecurityHeadersConfig", {})
    if "ContentTypeOptions" in security:
        headers["X-Content-Type-Options"] = "nosniff"
    if "ReferrerPolicy" in security:
        headers["Referrer-Policy"] = security["ReferrerPolicy"]["ReferrerPolicy"]
    if cors and "CorsConfig" in policy:
        headers["Access-Control-Allow-Origin"] = ", ".join(policy["CorsConfig"]["AccessControlAllowOrigins"]["Items"])
    return headers


@cache
def _resources() -> dict[str, Any]:
    found: dict[str, Any] = read_template(ROOT / "infra/cdn.yaml")["Resources"]
    return found


def _kept(found: Written) -> dict[str, str]:
    etag = hashlib.md5(found.body, usedforsecurity=False).hexdigest()
    return {"Content-Type": found.content_type, "Cache-Control": found.cache_control, "ETag": f'"{etag}"'}


def _packed(request: Request, response: Response) -> Response:
    """Compressed where the reader takes it; its ETag is a weak one then, as CloudFront makes it."""
    kind = response.headers.get("Content-Type", "")
    wanted = "gzip" in request.header("accept-encoding") and kind.startswith(COMPRESSED)
    if not wanted or len(response.body) < LEAST_BYTES:
        return response
    headers = {**response.headers, "Content-Encoding": "gzip", "ETag": "W/" + response.headers["ETag"]}
    return Response(response.status, headers, gzip.compress(response.body, mtime=0))
