"""Tokens as Google signs them, with keys made for the tests."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from tests.builders import NOON

AUDIENCE = "https://door.example.com/webhooks/places"
SENDER = "pusher@reviews-of-acme.iam.gserviceaccount.com"


@cache
def a_key(_name: str = "google") -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


def a_key_set(*names: str) -> str:
    """The public halves, each under its name as the key's id."""
    keys = [
        jwt.algorithms.RSAAlgorithm.to_jwk(a_key(name).public_key(), as_dict=True) | {"kid": name, "use": "sig"}
        for name in names or ("google",)
    ]
    return json.dumps({"keys": keys})


def a_token(by: str = "google", kid: str | None = None, **changed: Any) -> str:
    """A token that fits; claims that are `...` are left out."""
    claims: dict[str, Any] = {
        "aud": AUDIENCE,
        "azp": "100000000000000000000",
        "email": SENDER,
        "email_verified": True,
        "iss": "https://accounts.google.com",
        "iat": int((NOON - timedelta(minutes=2)).timestamp()),
        "exp": int((NOON + timedelta(minutes=58)).timestamp()),
        "sub": "100000000000000000000",
    }
    claims = {name: value for name, value in (claims | changed).items() if value is not ...}
    return jwt.encode(claims, a_key(by), algorithm="RS256", headers={"kid": kid or by})
