"""Issues, discussions and the comments on them at GitHub: by a repository's or an organisation's webhook, or swept.

Events: https://docs.github.com/webhooks/webhook-events-and-payloads; signature: .../validating-webhook-deliveries
(`sha256=` and the HMAC in lower-case hex). Swept are the REST API's issues and issue comments, each since it was last
asked; discussions come by webhook only. Pull requests and what is said on them are work, not word of customers.

An issue's id is its address, as the REST API's comments name their issue by nothing else; a comment's is its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shared.delivery import Delivery, Fault, Parsed
from shared.ears.fields import Fields, as_count, as_flag, as_id, as_instant, as_text, read_value
from shared.ears.html import without_comments
from shared.ears.platform import Credential, Door, Platform, Sweep
from shared.ears.reading import Reading
from shared.ears.signing import signed_body
from shared.mention import Author
from shared.plan import Source
from shared.platforms.parts import github_pages

_WORD = re.compile(r"[a-z_]{1,40}")
_ADDRESS = re.compile(
    r"https://([a-z0-9.-]+)/([a-z0-9._-]+/[a-z0-9._-]+)/(issues|pull|discussions)/([0-9]+)(?:[#?].*)?",
    re.IGNORECASE | re.ASCII,
)
_EVENTS = ("issues", "issue_comment", "discussion", "discussion_comment")
_TELLING = ("opened", "created", "edited")
_STAFF = ("OWNER", "MEMBER", "COLLABORATOR")


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue, a discussion or a pull request, by its address. `id` is in lower case: GitHub takes both alike."""

    host: str
    kind: str
    id: str
    url: str


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mention or the tombstone in a webhook, or all that a swept page holds."""
    body = read_value(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    reading = _Reading(delivery, source)
    reading.try_(reading.webhook if delivery.how == "webhook" else reading.page, body)
    return reading.parsed()


def as_topic(value: object) -> Topic:
    """The topic at an address, also at that of a comment on it."""
    text = as_text(value)
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise ValueError("is no address of an issue or a discussion")
    host, repository, kind, number = (part.lower() for part in found.groups())
    return Topic(host, kind, f"{host}/{repository}/{kind}/{number}", text.partition("#")[0])


class _Reading(Reading):
    """One delivery's posts, of one repository, or of several that are all public."""

    def __init__(self, delivery: Delivery, source: Source) -> None:
        super().__init__(delivery, source)
        self._public = github_pages.PRIVATE not in delivery.headers

    def webhook(self, body: object) -> None:
        event, whole = self.delivery.headers.get("x-github-event", ""), self.fields(body, "event")
        action = whole.given(as_text, "action") or ""
        what = event if _WORD.fullmatch(event) else "event"
        if event not in _EVENTS:
            self.skip(what, "of no issue and no discussion")
        elif action == "deleted":
            self._gone(whole, event)
        elif action == "transferred":
            self.skip(what, "it opens anew where it was moved to")
        elif action not in _TELLING:
            self.skip(what, "nothing was written")
        else:
            self._public = whole.given(as_flag, "repository", "private") is False
            self._moved(whole)
            self._post(whole, event)

    def page(self, page: object) -> None:
        """Issues, or comments on issues: a list."""
        if not isinstance(page, list):
            self.faults.append(Fault("page", "is not a list; sweep a repository's issues, as owner/name"))
            return
        if not page:
            self.skip("page", "nothing new")
        for number, value in enumerate(page):
            self.try_(self._swept, value, f"page.{number}")

    def _swept(self, value: object, where: str) -> None:
        post = self.fields(value, where)
        if "issue_url" in post:
            self._comment(post, post.need(as_topic, "html_url"), "issuecomment")
        else:
            self._topic(post)

    def _post(self, whole: Fields, event: str) -> None:
        name = "issue" if event.startswith("issue") else "discussion"
        topic = whole.part(name)
        if not event.endswith("_comment"):
            self._topic(topic)
        elif "pull_request" in topic:
            self.skip(event, "on a pull request")
        else:
            self._comment(whole.part("comment"), topic.need(as_topic, "html_url"), f"{name}comment")

    def _topic(self, post: Fields) -> None:
        topic = post.need(as_topic, "html_url")
        if topic.kind == "pull" or "pull_request" in post:
            self.skip("pull request", "work, not word of a customer")
            return
        text = "\n\n".join(part for part in (_seen(post, "title"), _seen(post, "body")) if part)
        self._tell(post, topic.id, text, topic.url, topic.id, None, post.get(as_count, "comments") or 0)

    def _comment(self, post: Fields, topic: Topic, kind: str) -> None:
        if topic.kind == "pull":
            self.skip("comment", "on a pull request")
            return
        own_id, above = post.need(as_id, "id"), post.get(as_id, "parent_id")
        parent = f"{topic.host}/{kind}/{above}" if above else topic.id
        url = f"{topic.url}#{kind}-{own_id}"
        self._tell(post, f"{topic.host}/{kind}/{own_id}", _seen(post, "body"), url, topic.id, parent, 0)

    def _tell(
        self, post: Fields, native_id: str, text: str, url: str, thread: str, parent: str | None, answers: int
    ) -> None:
        if post.get(as_text, "user", "type") == "Bot":
            self.skip("post", "written by a program")
            return
        self.mention(
            native_id,
            text,
            author=Author(id=post.get(as_id, "user", "id"), handle=post.get(as_text, "user", "login")),
            created_at=post.given(as_instant, "created_at"),
            edited_at=post.given(as_instant, "updated_at"),
            url=url,
            thread=thread,
            parent=parent,
            engagement=answers + (post.get(as_count, "reactions", "total_count") or 0),
            public=self._public,
            from_staff=post.get(as_text, "author_association") in _STAFF,
        )

    def _gone(self, whole: Fields, event: str) -> None:
        name = "issue" if event.startswith("issue") else "discussion"
        topic = whole.need(as_topic, name, "html_url")
        native_id = topic.id
        if event.endswith("_comment"):
            native_id = f"{topic.host}/{name}comment/{whole.need(as_id, 'comment', 'id')}"
        self.gone(native_id, "deleted on GitHub")

    def _moved(self, whole: Fields) -> None:
        """An issue that came from another repository is no longer there."""
        for name in ("old_issue", "old_discussion"):
            old = whole.get(as_topic, "changes", name, "html_url")
            if old is not None:
                self.gone(old.id, "moved to another repository")


def _seen(post: Fields, name: str) -> str:
    # What a template leaves in an issue for its author to read, and nobody else sees.
    return without_comments(post.given(as_text, name) or "").strip()


PLATFORM = Platform(
    name="github",
    title="GitHub",
    parse=parse,
    door=Door(
        refused=signed_body("x-hub-signature-256", prefix="sha256="),
        pinged=lambda request: request.headers.get("x-github-event") == "ping",
        headers=("content-type", "x-github-event"),
        credentials=(Credential("secret", "the webhook's secret", "Settings, Webhooks: you choose it there"),),
        setup=(
            "In the repository's or organisation's Settings, Webhooks, add one with the payload URL {address}",
            "Content type application/json; the events Issues, Issue comments, Discussions, Discussion comments",
        ),
    ),
    sweep=Sweep(
        github_pages.sweep,
        look_for="repositories, each as owner/name",
        needs=("look_for",),
        credentials=(
            Credential(
                "token",
                "a fine-grained token that may read issues",
                "Settings, Developer settings; 60 calls an hour without it",
                optional=True,
            ),
        ),
    ),
    check=github_pages.check,
)
