"""ministack 1.5.33: a role that may send as one identity is refused, as if it had asked to send as any.

And every sender has to be verified first, which on AWS is somebody's answer to a mail; here mail goes nowhere.
"""

import json
from email.utils import parseaddr
from typing import Any

from infra.local.engine_edge.patching import ministack, put, wrap


def apply() -> None:
    """Check the sender's identity, as SES does, and take every identity as verified."""
    actions = ministack("core.iam_actions")

    def around(was: Any) -> Any:
        def resource(method: str, path: str, body: bytes, region: str, account: str) -> Any:
            if method == "POST" and path.rstrip("/") == "/v2/email/outbound-emails":
                sender = json.loads(body).get("FromEmailAddress", "")
                return f"arn:aws:ses:{region}:{account}:identity/{_identity(sender)}"
            return was(method, path, body, region, account)

        return resource

    wrap(actions, "_ses_v2_resource_arn", around)
    put(ministack("services.ses"), "_identity_verified", _verified)


def _verified(address: str, *, simulator: bool = False) -> bool:
    del address, simulator
    return True


def _identity(sender: str) -> str:
    """The domain where only the domain was set up as an identity, else the address."""
    address = parseaddr(sender)[1]
    domain = address.rpartition("@")[2].lower()
    known = ministack("services.ses_v2")._identities
    return domain if domain in known and address not in known else address
