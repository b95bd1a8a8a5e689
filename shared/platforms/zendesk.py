"""Tickets and comments of a Zendesk help desk: from event subscriptions, or from a trigger's own template.

Event types and their fields: https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events
Signature: https://developer.zendesk.com/documentation/webhooks/verifying/ (base64 of the HMAC over TIMESTAMP then BODY;
an older copy of that page shows one over BODY then TIMESTAMP, which is not accepted). A trigger's body is whatever its
template says; its names are ours unless the plan's settings say otherwise (shared/ears/mapping.py).

A ticket is between the customer and the desk, and so private, unless the setting `public` says that the desk's tickets
come from a public channel. Zendesk's own `is_public` means that the customer may read it; what that is not is a note.
"""

from __future__ import annotations

import re
from datetime import datetime

from shared.delivery import Delivery, Fault, Parsed
from shared.ears import mapping
from shared.ears.fields import Fields, Value, as_flag, as_id, as_instant, as_text, read_object
from shared.ears.platform import Credential, Door, Platform, Setting
from shared.ears.reading import Reading
from shared.ears.signing import iso_time, signed_body_and_time
from shared.mention import Author
from shared.plan import Source

_TYPE = re.compile(r"zen:event-type:([a-z_.]{1,60})")
_TELL_TICKET = ("ticket.created", "ticket.description_changed", "ticket.subject_changed")
_TICKET_GONE = {
    "ticket.soft_deleted": "deleted in the help desk",
    "ticket.permanently_deleted": "deleted in the help desk for good",
    "ticket.marked_as_spam": "marked as spam",
}
_COMMENT_GONE = {
    "ticket.comment_made_private": "made an internal note",
    # Which words were taken out isn't told, so all of them go.
    "ticket.comment_redacted": "words were redacted from it",
}


def parse(delivery: Delivery, source: Source) -> Parsed:
    """The mention or the tombstone in one event, or the mention in a trigger's body."""
    body = read_object(delivery.body)
    if isinstance(body, Fault):
        return Parsed(faults=(body,))
    reading = _Reading(delivery, source)
    if "zendesk_event_version" in body or str(body.get("type")).startswith("zen:"):
        reading.try_(reading.event, body)
    else:
        reading.try_(reading.trigger, body)
    return reading.parsed()


class _Reading(Reading):
    """One delivery of one help desk, with what its tickets share."""

    def __init__(self, delivery: Delivery, source: Source) -> None:
        super().__init__(delivery, source)
        self._public = mapping.said_yes(source.settings, "public")
        self._account = delivery.headers.get("x-zendesk-account-id", "").strip() or source.name

    def event(self, body: Value) -> None:
        whole = self.fields(body, "event")
        self._account = whole.get(as_id, "account_id") or self._account
        kind = _TYPE.fullmatch(whole.need(as_text, "type"))
        name = kind[1] if kind else "event"
        if name in _TELL_TICKET:
            self._ticket(whole, name)
        elif name in _TICKET_GONE:
            self.gone(self._ticket_id(whole), _TICKET_GONE[name], whole.get(as_instant, "time"))
        elif name == "ticket.comment_added":
            self._comment(whole)
        elif name in _COMMENT_GONE:
            self._lost_comment(whole, name)
        elif name == "ticket.undeleted":
            self.skip(name, "what was deleted has been purged, and is not kept again")
        else:
            self.skip(name, "not of a ticket's words")

    def trigger(self, body: Value) -> None:
        """A body that somebody at the help desk made up."""
        mapping.tell(self, body, "body", mapping.Context(f"{self._account}/ticket/", self._public))

    def _ticket(self, whole: Fields, name: str) -> None:
        ticket = whole.part("detail")
        changed = whole.given(as_text, "event", "current") if name == "ticket.description_changed" else None
        description = changed if changed is not None else ticket.given(as_text, "description") or ""
        created_at = ticket.given(as_instant, "created_at")
        self._tell_ticket(
            whole,
            description,
            Author(ticket.get(as_id, "requester_id")),
            edited_at=created_at if name == "ticket.created" else whole.given(as_instant, "time"),
        )

    def _comment(self, whole: Fields) -> None:
        comment, ticket = whole.part("event", "comment"), whole.part("detail")
        if comment.given(as_flag, "is_public") is not True:
            self.skip("ticket.comment_added", "an internal note")
            return
        text = comment.given(as_text, "body") or ""
        author = Author(comment.get(as_id, "author", "id"), comment.get(as_text, "author", "name") or None)
        staff = comment.get(as_flag, "author", "is_staff") or False
        if text.strip() and text.strip() == (ticket.get(as_text, "description") or "").strip():
            # A ticket's first comment is its description: told twice, it would be two complaints.
            self._tell_ticket(whole, text, author, from_staff=staff)
            return
        thread = self._ticket_id(whole)
        self.mention(
            self._comment_id(comment.need(as_id, "id")),
            text,
            author=author,
            created_at=whole.given(as_instant, "time"),
            url=self._url(ticket),
            thread=thread,
            parent=thread,
            public=self._public,
            from_staff=staff,
        )

    def _lost_comment(self, whole: Fields, name: str) -> None:
        comment, at = whole.need(as_id, "event", "comment", "id"), whole.get(as_instant, "time")
        self.gone(self._comment_id(comment), _COMMENT_GONE[name], at)
        description = (whole.get(as_text, "detail", "description") or "").strip()
        # It may have been the first comment, whose words the ticket has.
        if name == "ticket.comment_made_private":
            words = (whole.get(as_text, "event", "comment", "body") or "").strip()
            if whole.given(as_flag, "detail", "is_public") is False or words == description != "":
                self.gone(self._ticket_id(whole), _COMMENT_GONE[name], at)
        elif description:
            # It is told as it now stands.
            self._tell_ticket(whole, description, Author(whole.get(as_id, "detail", "requester_id")), edited_at=at)

    def _tell_ticket(
        self,
        whole: Fields,
        description: str,
        author: Author,
        edited_at: datetime | None = None,
        from_staff: bool = False,
    ) -> None:
        ticket = whole.part("detail")
        if ticket.given(as_flag, "is_public") is False:
            self.skip("ticket", "a ticket that the customer can't read")
            return
        parts = (ticket.get(as_text, "subject") or "", description)
        native_id = self._ticket_id(whole)
        self.mention(
            native_id,
            "\n\n".join(part.strip() for part in parts if part.strip()),
            author=author,
            created_at=ticket.given(as_instant, "created_at"),
            edited_at=edited_at,
            url=self._url(ticket),
            thread=native_id,
            public=self._public,
            from_staff=from_staff,
        )

    def _ticket_id(self, whole: Fields) -> str:
        return f"{self._account}/ticket/{whole.need(as_id, 'detail', 'id')}"

    def _comment_id(self, comment: str) -> str:
        return f"{self._account}/comment/{comment}"

    def _url(self, ticket: Fields) -> str | None:
        desk = (self.source.url or "").rstrip("/")
        return f"{desk}/agent/tickets/{ticket.need(as_id, 'id')}" if desk else None


PLATFORM = Platform(
    name="zendesk",
    title="Zendesk",
    parse=parse,
    door=Door(
        refused=signed_body_and_time(
            "x-zendesk-webhook-signature",
            "x-zendesk-webhook-signature-timestamp",
            lambda time, body: time.encode() + body,
            coding="base64",
            clock=iso_time,
        ),
        headers=("content-type", "x-zendesk-account-id"),
        credentials=(Credential("secret", "the webhook's signing secret", "Admin Center, Webhooks: Reveal secret"),),
        setup=(
            "In Zendesk's Admin Center, Apps and integrations, Webhooks, create one with the endpoint {address}",
            "Choose Zendesk events: ticket created, comment added, comment made private, comment redacted, description "
            "changed, subject changed, marked as spam, soft deleted and permanently deleted",
            "Or connect it to a trigger, request method POST, format JSON, with a body such as "
            '{"id": "{{ticket.id}}", "title": "{{ticket.title}}", "text": "{{ticket.latest_comment}}", '
            '"created_at": "{{ticket.created_at_with_timestamp}}", "url": "{{ticket.link}}"}; '
            "other names need the settings field_...",
            "Write the help desk's address as the source's `url`: mentions are linked by it",
        ),
    ),
    settings=(
        Setting("public", "yes, where this help desk's tickets come from a channel that all can read"),
        *mapping.SETTINGS,
    ),
)
