"""What LinkedIn is asked: the words of comments and posts that it only named, and how long a token is good.

https://learn.microsoft.com/linkedin/marketing/community-management/shares/comments-api and posts-api
https://learn.microsoft.com/linkedin/shared/authentication/token-introspection
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from shared.delivery import Wanted
from shared.ears.fields import Fields, as_seconds
from shared.ears.platform import Ask, Asking, Done, Round, typed

#: A version is good for at least a year (learn.microsoft.com/linkedin/marketing/versioning); then it answers 426.
VERSION = "202608"
_API = "https://api.linkedin.com"
_SOON = timedelta(days=7)
#: Two forms of one comment's name are sent in one notification, with and without `urn:li:` before the post's.
_COMMENT = re.compile(r"urn:li:comment:\((?:urn:li:)?([A-Za-z]+):([0-9]+),([0-9]+)\)", re.ASCII)


@dataclass(frozen=True, slots=True)
class CommentName:
    """A comment's urn, taken apart: `kind` and `post` name what it stands under."""

    kind: str
    post: str
    number: str

    @property
    def urn(self) -> str:
        return f"urn:li:comment:({self.post_urn},{self.number})"

    @property
    def post_urn(self) -> str:
        return f"urn:li:{self.kind}:{self.post}"


def comment_name(urn: str) -> CommentName | None:
    """The parts of a comment's urn in either form; None for another thing's."""
    found = _COMMENT.fullmatch(urn)
    return CommentName(found[1], found[2], found[3]) if found else None


def fetch(round_: Round, wanted: Wanted) -> Asking:
    """One by one: the batch call is refused to applications of the development tier."""
    if not round_.keys.newest("token"):
        anew = typed(round_.source, "token")
        return Done({}, problem=f"LinkedIn sent names without words, and no `token` to fetch them is kept; {anew}")
    for urn in wanted.ids:
        yield Ask(
            f"{round_.base(_API)}/rest/{_path(urn)}",
            _headers(round_),
            allowed=(200, 403, 404, 410),
            told={"firebreak-asked": urn, "firebreak-kind": wanted.kind},
        )
    return Done({})


def _path(urn: str) -> str:
    comment = comment_name(urn)
    if comment is not None:
        return f"socialActions/{quote(comment.post_urn, safe='')}/comments/{comment.number}"
    return f"posts/{quote(urn, safe='')}"


def _headers(round_: Round) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {round_.keys.newest('token')}",
        "LinkedIn-Version": round_.source.settings.get("api_version", VERSION),
        "X-Restli-Protocol-Version": "2.0.0",
    }


def check(round_: Round) -> Asking:
    """Asks what the token is good for (learn.microsoft.com/linkedin/shared/authentication/token-introspection)."""
    client, token = round_.source.settings.get("client_id", ""), round_.keys.newest("token")
    if not client or not token:
        return Done({}, note="not asked: that takes the setting `client_id` and a `token`")
    said = {"client_id": client, "client_secret": round_.keys.newest("secret"), "token": token}
    heard = yield Ask(
        "https://www.linkedin.com/oauth/v2/introspectToken",
        {"Content-Type": "application/x-www-form-urlencoded"},
        method="POST",
        body=urlencode(said).encode(),
        keep=False,
        allowed=(200, 400, 401),
    )
    answer = Fields(heard.object(), "token", [])
    until = answer.get(as_seconds, "expires_at")
    if answer.value.get("active") is not True:
        anew = typed(round_.source, "token")
        return Done({}, problem=f"the token is no longer good: authorise the application again, then set it: {anew}")
    if until is not None and until - round_.now < _SOON:
        day = until.date().isoformat()
        problem = f"the token runs out on {day}, and the subscription with it: authorise the application again"
        return Done({}, problem=problem, good_until=until)
    return Done({}, note=f"the token is good until {until.date() if until else 'a day unknown'}", good_until=until)
