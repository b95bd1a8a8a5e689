"""What a sign-up asks for: a mail address or a webhook, in one spelling, or nothing that can be subscribed."""

from __future__ import annotations

from dataclasses import dataclass

from functions.subscribe.request import Request
from shared.address import webhook_address
from shared.subscriber import Kind, language_of, mail_address

#: Field of the form that people don't see; what fills it in is a machine that fills in all.
TRAP = "website"


@dataclass(frozen=True, slots=True)
class SignUp:
    """`address` as it is kept."""

    kind: Kind
    address: str
    language: str


def read_signup(request: Request, *, allow_loopback: bool) -> SignUp | None:
    """None for what can't be told anything: no address, or one that we may not call."""
    language = language_of(request.field("language"))
    url = request.field("url")
    if url:
        address = webhook_address(url, allow_loopback=allow_loopback)
        return SignUp("webhook", address, language) if address else None
    mail = mail_address(request.field("email"))
    return SignUp("email", mail, language) if mail else None
