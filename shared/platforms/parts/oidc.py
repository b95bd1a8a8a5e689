"""A bearer token that Google signs with RS256 (OpenID Connect), as Pub/Sub shows one with each push.

https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions: its claims are `aud` (what the subscription says),
`email` (the service account that it pushes as), `email_verified`, `iss`, `iat` and `exp`; it may be up to an hour old.
It says who sent, not what: the body is not signed, so what a push names is fetched before it is believed.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.ears.platform import Reason
from shared.ears.signing import TOLERANCE

if TYPE_CHECKING:
    import jwt

#: Google's keys as a JSON Web Key Set; they change, and the answer's Cache-Control says how long they are good.
GOOGLE_CERTS_URL = "https://www.googleapis.com/oauth2/v3/certs"
_ISSUERS = ("https://accounts.google.com", "accounts.google.com")
#: No token lives longer, whatever it says of itself; Google's live an hour, and may wait as long.
_LONGEST_LIFE = timedelta(hours=24)
#: A token of Google's has about 1,000 characters.
_MOST_CHARACTERS = 8_000


def token_reason(token: str, key_sets: Iterable[str], audience: str, sender: str, now: datetime) -> Reason | None:
    """Why this token was not shown by that sender to that audience; None where it was.

    `key_sets` are texts of JSON Web Key Sets. An empty audience or sender is nobody's: nothing fits it.
    """
    if not token:
        return "signature_missing"
    keys = list(_keys(key_sets))
    if not (keys and audience and sender):
        return "secret_malformed"
    claims = _claims(token, keys)
    if not isinstance(claims, dict):
        return claims
    return _time_reason(claims, now) or (None if _fits(claims, audience, sender) else "signature_wrong")


def bearer(header: str) -> str:
    """The token in an `Authorization` header; empty where there is none."""
    scheme, _, token = header.strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _keys(key_sets: Iterable[str]) -> Iterator[dict[str, Any]]:
    for text in key_sets:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        keys = found.get("keys") if isinstance(found, dict) else None
        yield from (key for key in keys if isinstance(key, dict)) if isinstance(keys, list) else ()


def _claims(token: str, keys: list[dict[str, Any]]) -> dict[str, Any] | Reason:
    import jwt  # here, as only Google's calls pay for it (and for cryptography, which it loads)

    if len(token) > _MOST_CHARACTERS:
        return "signature_malformed"
    try:
        kid = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError, RecursionError):
        return "signature_malformed"
    for key in keys:
        if key.get("kid") == kid:
            return _decoded(token, key)
    return "signature_wrong"


def _decoded(token: str, key: dict[str, Any]) -> dict[str, Any] | Reason:
    import jwt

    try:
        return jwt.decode(token, jwt.PyJWK(key, algorithm="RS256"), algorithms=["RS256"], options=_only_signature())
    except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError):
        return "signature_wrong"
    except (jwt.PyJWTError, ValueError, RecursionError):
        return "signature_malformed"


def _only_signature() -> jwt.types.Options:
    # The claims are looked at here, by the clock that is given: the library would take the machine's.
    return {
        "verify_signature": True,
        "verify_exp": False,
        "verify_nbf": False,
        "verify_iat": False,
        "verify_aud": False,
        "verify_iss": False,
        "verify_sub": False,
        "verify_jti": False,
    }


def _time_reason(claims: dict[str, Any], now: datetime) -> Reason | None:
    began, ends = _instant(claims.get("iat"), now), _instant(claims.get("exp"), now)
    if began is None or ends is None:
        return "timestamp_malformed"
    fresh = began - TOLERANCE <= now <= min(ends, began + _LONGEST_LIFE) + TOLERANCE
    return None if fresh else "timestamp_stale"


def _instant(value: object, now: datetime) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return None


def _fits(claims: dict[str, Any], audience: str, sender: str) -> bool:
    # A Google account can have an address of anybody's that it never proved: only a verified one counts.
    return (
        claims.get("iss") in _ISSUERS
        and claims.get("email_verified") is True
        and _same(claims.get("aud"), audience)
        and _same(claims.get("email"), sender)
    )


def _same(claimed: object, wanted: str) -> bool:
    return isinstance(claimed, str) and hmac.compare_digest(
        claimed.encode("utf-8", "surrogatepass"), wanted.encode("utf-8", "surrogatepass")
    )
