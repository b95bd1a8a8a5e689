"""The source that a command names."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from shared.cli.context import RefusedError, Session
from shared.ears.known import names, platform
from shared.ears.platform import Platform
from shared.plan import Source

if TYPE_CHECKING:
    from shared.operations.sources import Sources

Name = Annotated[str, typer.Argument(metavar="SOURCE", help="A source of the plan in force.", show_default=False)]


def known(session: Session, name: str) -> Source:
    """The source of that name. Raises RefusedError where the plan in force has none."""
    source = session.plan.source(name)
    if source is None:
        has = ", ".join(one.name for one in session.plan.sources) or "none"
        mend = "add it (firebreak source add) and publish the plan (firebreak plan publish)"
        raise RefusedError(f"the plan in force has no source {name!r}, it has {has}; {mend}")
    return source


def known_platform(name: str) -> Platform:
    """The platform of that name. Raises a usage error where there is none."""
    found = platform(name)
    if found is None:
        near = get_close_matches(name, names(), n=1)
        mean = f"did you mean {near[0]}? " if near else ""
        raise typer.BadParameter(f"nobody can read {name!r}; {mean}There are {', '.join(names())}")
    return found


def sources_of(session: Session) -> Sources:
    # boto3: only who asks a deployment waits for it.
    from shared.operations.sources import Sources

    return Sources(session.deployment)
