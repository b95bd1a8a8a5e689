"""WebSub: a hub asks whether we want a topic, then pushes it, signed with the secret that we gave it.

https://www.w3.org/TR/websub/ (5.1 subscribing, 5.2 a denial, 5.3 the handshake, 7 signatures). The handshake is not
signed, and who could act one would make us believe in a lease that nobody granted. So the address that the hub calls
holds what only it and we can know (5.1: it should be one that nobody can guess), and a lease is believed within bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from shared.ears.platform import Ask, Greeting, Keys, Round
from shared.ears.request import Greeted, Request
from shared.ears.signing import among, digest, signed_body
from shared.plan import Source

#: What we ask for. Google's hub grants it; each hub may grant another one.
LEASE = timedelta(days=5)
_SHORTEST = timedelta(hours=1)
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)
#: The part of our address that nobody can guess.
_PASS = "pass"  # noqa: S105  # a parameter's name, no secret

#: Section 7.1: Google's hub signs with SHA-1, others with what they name.
signed = signed_body("x-hub-signature", prefix="{algorithm}=", algorithms=("sha1", "sha256", "sha384", "sha512"))


def greeted(is_ours: Callable[[str, Source], bool]) -> Greeting:
    """The answer to a hub's handshake at the address that it was given: its challenge where the topic is one of ours,
    None (not found) else.

    That we want a topic no longer is never confirmed: we ask for no such thing, and a lease ends by itself.
    """

    def answer(request: Request, keys: Keys, source: Source, _now: datetime) -> Greeted | None:
        query = request.query
        if request.method != "GET" or not is_ours(query.get("hub.topic", ""), source):
            return None
        if not among([query.get(_PASS, "")], [_pass(key, source) for key in keys.all()]):
            return None
        if query.get("hub.mode") == "denied":
            return Greeted(200, holds_for=timedelta(0))
        challenge = query.get("hub.challenge", "")
        if query.get("hub.mode") != "subscribe" or not challenge:
            return None
        return Greeted(200, challenge, holds_for=_lease(query.get("hub.lease_seconds", "")))

    return answer


def subscription(round_: Round, hub: str, topic: str) -> Ask:
    """The call that asks a hub for a topic, or for more time; the hub answers 202, and then asks our door."""
    secret = round_.keys.newest("secret")
    form = {
        "hub.mode": "subscribe",
        "hub.callback": f"{round_.callback}?{_PASS}={_pass(secret, round_.source)}",
        "hub.topic": topic,
        "hub.verify": "async",
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
        "hub.secret": secret,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Ask(hub, headers, method="POST", body=urlencode(form).encode(), keep=False, allowed=(202, 204))


def _pass(secret: str, source: Source) -> str:
    return digest(secret.encode(), f"subscription of {source.name}".encode())


def _lease(seconds: str) -> timedelta:
    told = timedelta(seconds=int(seconds)) if _SECONDS.fullmatch(seconds) else LEASE
    return min(max(told, _SHORTEST), LEASE)
