"""Where a source's credentials lie: the sources' secret holds `NAME` for the part "secret", `NAME/PART` for others."""

from __future__ import annotations

from collections.abc import Iterable

from shared.ears.platform import Credential, Keys
from shared.plan import Source
from shared.secrets import Secrets

SECRET = "secret"  # noqa: S105  # a part's name, no secret


def keys_of(secrets: Secrets, source: Source, needed: Iterable[Credential] = ()) -> Keys:
    """All the credentials that a source has, two of a part while that is rotated; none where it has none.

    One of the `needed` that is not there yet is looked for again soon, so that who has just set it need not wait.
    Raises SecretError where the sources' secret is not in its form.
    """
    name = source.credentials
    found = secrets.under(name, [_rest(each.part) for each in needed if not each.optional])
    return Keys({_part(rest): values for rest, values in found.items() if not rest or rest.startswith("/")})


def name_of(source: Source, part: str) -> str:
    """The name under which that part lies in the sources' secret."""
    return source.credentials + _rest(part)


def _rest(part: str) -> str:
    return "" if part == SECRET else f"/{part}"


def _part(rest: str) -> str:
    return rest.removeprefix("/") or SECRET
