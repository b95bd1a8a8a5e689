"""What stands behind each path of the front door."""

import json
import re
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from infra.local.clients import Clients
from infra.local.deploy import API, Stack
from infra.local.engine import Engine
from infra.local.exchange import Answer, Request, Response, as_json, plain
from infra.local.feeds import Feeds
from infra.local.front_door import by_prefix
from infra.local.http_api import HttpApi, first_segments
from infra.local.outbox import Phones, Sent, SlackChannels, mails
from infra.local.outbox_channels import CAUGHT, OtherChannels
from infra.local.outbox_page import outbox_page
from infra.local.site import Site, find_site

BUCKET = "AWS::S3::Bucket"
OWN_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Outbox:
    """All that was sent to people, from every way out."""

    engine_url: str
    slack: SlackChannels = field(default_factory=SlackChannels)
    others: OtherChannels = field(default_factory=OtherChannels)
    phones: Phones = field(default_factory=Phones)

    def sent(self) -> list[Sent]:
        """Newest first."""
        engine = [*mails(self._captured("ses/messages")), *self.phones.sent(self._captured("sns/sms-messages"))]
        here = [*self.slack.sent(), *self.others.sent()]
        return sorted([*engine, *here], key=lambda sent: sent.sent_at, reverse=True)

    def _captured(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.engine_url}/_ministack/{path}", timeout=10) as answer:  # noqa: S310  # our engine
            captured: dict[str, Any] = json.load(answer)
        return captured

    def page(self, _: Request) -> Response:
        """For people."""
        return outbox_page(self.sent())

    def listing(self, _: Request) -> Response:
        """For machines."""
        return as_json({"messages": [sent.as_dict() for sent in self.sent()]})


class Doors:
    """Answers every request; before `open` is called, 503 where the stack is needed."""

    def __init__(self, engine: Engine, feeds: Path | None) -> None:
        self.outbox = Outbox(engine.url)
        self._engine_port = engine.port
        self._behind: Answer = _not_yet
        self._answer = by_prefix(
            {
                "/outbox": _for_this_machine(self.outbox.page),
                "/outbox.json": _for_this_machine(self.outbox.listing),
                "/outbox/slack/": _for_this_machine(self.outbox.slack.answer),
                **{f"/outbox/{way}/": _for_this_machine(self.outbox.others.answer) for way in CAUGHT},
                "/feeds/": Feeds(feeds).answer,
            },
            self._otherwise,
        )

    def answer(self, request: Request) -> Response:
        """The answer of whatever stands behind the request's path."""
        return self._answer(request)

    def _otherwise(self, request: Request) -> Response:
        return self._behind(request)

    def open(self, client: Clients, stack: Stack, site_bucket: str) -> None:
        """From now on serve this stack: its HTTP APIs' paths, and the site for every other."""
        site = find_site(client("s3"), site_bucket) if site_bucket else None
        gateway = client("apigatewayv2")
        apis = [
            HttpApi(api_id, self._engine_port, first_segments(_route_keys(gateway, api_id)))
            for api_id in stack.of_type(API).values()
        ]
        self._behind = _behind(apis, site)


def site_bucket(stack: Stack) -> str:
    """The bucket that the template's `SiteBucket` output or resource names, or its only bucket; else empty."""
    buckets = stack.of_type(BUCKET)
    only = next(iter(buckets.values())) if len(buckets) == 1 else ""
    return stack.outputs.get("SiteBucket") or buckets.get("Site") or only


def _behind(apis: list[HttpApi], site: Site | None) -> Answer:
    def answer(request: Request) -> Response:
        for api in apis:
            if api.takes(request.path):
                return api.answer(request)
        return site.answer(request) if site else plain(HTTPStatus.NOT_FOUND, "the template has no site bucket\n")

    return answer


def _route_keys(gateway: Any, api_id: str) -> list[str]:
    return [route["RouteKey"] for route in gateway.get_routes(ApiId=api_id)["Items"]]


def _not_yet(_: Request) -> Response:
    return Response(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "2"}, b"not deployed yet\n")


def _for_this_machine(behind: Callable[[Request], Response]) -> Answer:
    """Refuse callers that came by another name: a page elsewhere may have pointed its own name at us."""

    def answer(request: Request) -> Response:
        own = OWN_HOST.fullmatch(request.header("host").lower())
        return behind(request) if own else plain(HTTPStatus.FORBIDDEN, "not by this name\n")

    return answer
