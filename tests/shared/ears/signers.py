"""How each platform that calls us signs, written anew from its documentation: tests hold the platforms' doors to it."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

#: What a platform sends beside a body: its headers, and the last part of the address.
Signed = tuple[dict[str, str], str]
Sign = Callable[[bytes, str, datetime], Signed]


@dataclass(frozen=True)
class Signer:
    """`sign` is given the body, the secret and the time. `header` is where the signature stands ("": in the address),
    `prefix` what stands before it there; `covers`: whether it changes with the body.
    """

    sign: Sign
    header: str
    prefix: str = ""
    coding: Literal["hex", "base64", "none"] = "hex"
    covers: bool = True
    timed: bool = False
    #: More signatures than one are in the platform's documentation.
    listed: bool = False
    secrets: tuple[str, str, str] = ("my-lovely-secret", "the-new-one-of-them", "of-somebody-else")
    settings: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b'{"text": "Zo\\u00eb \\/ \\ud83d\\ude21"}'


def code(secret: str | bytes, message: bytes, algorithm: str = "sha256") -> bytes:
    return hmac.new(secret.encode() if isinstance(secret, str) else secret, message, algorithm).digest()


def _hub(header: str, algorithm: str = "sha256") -> Signer:
    """`X-Hub-Signature` and its heirs: Meta, GitHub, WebSub, Mastodon, Discourse."""
    prefix = f"{algorithm}="
    return Signer(lambda body, secret, _: ({header: prefix + code(secret, body, algorithm).hex()}, ""), header, prefix)


def _x(body: bytes, secret: str, _: datetime) -> Signed:
    return {"x-twitter-webhooks-signature": "sha256=" + base64.b64encode(code(secret, body)).decode()}, ""


def _linkedin(body: bytes, secret: str, _: datetime) -> Signed:
    return {"x-li-signature": code(secret, b"hmacsha256=" + body).hex()}, ""


def _zendesk(body: bytes, secret: str, at: datetime) -> Signed:
    time = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    signature = base64.b64encode(code(secret, time.encode() + body)).decode()
    return {"x-zendesk-webhook-signature": signature, "x-zendesk-webhook-signature-timestamp": time}, ""


def _chatwoot(body: bytes, secret: str, at: datetime) -> Signed:
    time = str(int(at.timestamp()))
    signature = "sha256=" + code(secret, f"{time}.".encode() + body).hex()
    return {"x-chatwoot-signature": signature, "x-chatwoot-timestamp": time}, ""


def _standard_webhooks(body: bytes, secret: str, at: datetime) -> Signed:
    time, key = str(int(at.timestamp())), base64.b64decode(secret.removeprefix("whsec_"))
    signature = "v1," + base64.b64encode(code(key, f"msg_1.{time}.".encode() + body)).decode()
    return {"webhook-id": "msg_1", "webhook-timestamp": time, "webhook-signature": signature}, ""


def _in_address(_: bytes, secret: str, __: datetime) -> Signed:
    return {}, secret


def _shown(header: str, prefix: str = "") -> Signer:
    return Signer(lambda _, secret, __: ({header: prefix + secret}, ""), header, prefix, "none", covers=False)


@cache
def _google_key(of: str) -> rsa.RSAPrivateKey:
    """A key of that owner's: the secret of the other platforms."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def google_keys(*owners: str) -> str:
    """The key set (RFC 7517) in which those owners' public keys stand."""
    keys: list[dict[str, str]] = []
    for owner in owners:
        numbers = _google_key(owner).public_key().public_numbers()
        known = {"kty": "RSA", "kid": owner, "alg": "RS256", "use": "sig"}
        keys.append({**known, "n": _url_base64(numbers.n.to_bytes(256)), "e": _url_base64(numbers.e.to_bytes(3))})
    return json.dumps({"keys": keys})


def _url_base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _google(_: bytes, secret: str, at: datetime) -> Signed:
    time = int(at.timestamp())
    claims = {
        "iss": "https://accounts.google.com",
        "aud": "firebreak",
        "email": "push@example.iam.gserviceaccount.com",
        "email_verified": True,
        "iat": time,
        "exp": time + 60,
    }
    header: dict[str, Any] = {"alg": "RS256", "typ": "JWT", "kid": secret}
    # RFC 7515, 3.1: header and claims, each coded by itself, and the signature over both.
    signed = ".".join(_url_base64(json.dumps(part).encode()) for part in (header, claims))
    signature = _google_key(secret).sign(signed.encode(), PKCS1v15(), SHA256())
    return {"authorization": f"Bearer {signed}.{_url_base64(signature)}"}, ""


_META = _hub("x-hub-signature-256")
_ADDRESS = Signer(_in_address, "", coding="none", covers=False)

SIGNERS: dict[str, Signer] = {
    "chatwoot": Signer(_chatwoot, "x-chatwoot-signature", "sha256=", timed=True),
    "cloudevents": _shown("authorization", "Bearer "),
    "discourse": _hub("x-discourse-event-signature"),
    "f5bot": _ADDRESS,
    "facebook": _META,
    "github": _hub("x-hub-signature-256"),
    "google_reviews": Signer(
        _google,
        "authorization",
        "Bearer ",
        "base64",
        covers=False,
        timed=True,
        settings={"sender": "push@example.iam.gserviceaccount.com", "audience": "firebreak"},
    ),
    "instagram": _META,
    "linkedin": Signer(_linkedin, "x-li-signature"),
    "mastodon": _hub("x-hub-signature"),
    "standard_webhooks": Signer(
        _standard_webhooks,
        "webhook-signature",
        "v1,",
        "base64",
        timed=True,
        listed=True,
        secrets=("whsec_" + "MfKQ" * 8, "whsec_" + "A" * 32, "whsec_" + "B" * 32),
    ),
    "telegram": _shown("x-telegram-bot-api-secret-token"),
    "trustpilot": _ADDRESS,
    "whatsapp": _META,
    "x": Signer(_x, "x-twitter-webhooks-signature", "sha256=", "base64"),
    "youtube": _hub("x-hub-signature", "sha1"),
    "zendesk": Signer(_zendesk, "x-zendesk-webhook-signature", coding="base64", timed=True),
}
