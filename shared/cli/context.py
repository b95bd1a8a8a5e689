"""What every command shares: which deployment, who acts, what time it is, and the two ways to answer."""

from __future__ import annotations

import getpass
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import typer

from shared.cli.terminal import safe_json
from shared.plan import Plan, PlanError
from shared.statement_moves import Refused

if TYPE_CHECKING:
    from shared.operations.audience import Audience
    from shared.operations.care import Care
    from shared.operations.deployment import Deployment
    from shared.operations.trying import Trying
    from shared.operations.upkeep import Upkeep
    from shared.operations.voice import Voice

T = TypeVar("T")

#: A DynamoDB key takes 2,048 bytes; four of them may be one character.
MAX_ID_CHARACTERS = 512


class RefusedError(Exception):
    """A legal "no", on its way to standard error; the message says why and what to do."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


# The operations are imported where they are needed: boto3 takes longer than `firebreak --help` should.
def find_deployment(stage: str, local: bool) -> Deployment:
    """Raises DeploymentError where it can't be reached."""
    if local:
        from shared.cli.local import local_deployment

        return local_deployment()
    from shared.operations.deployment import from_stack

    return from_stack(f"firebreak-{stage}")


@dataclass(frozen=True)
class Session:
    """One run of the command. `find`, `clock` and `pause` (in seconds) are passed in by tests."""

    stage: str = "dev"
    local: bool = False
    find: Callable[[str, bool], Deployment] = find_deployment
    clock: Callable[[], datetime] = _utc_now
    pause: Callable[[float], None] = time.sleep

    @cached_property
    def deployment(self) -> Deployment:
        return self.find(self.stage, self.local)

    @cached_property
    def care(self) -> Care:
        from shared.operations.care import Care

        return Care(self.deployment)

    @cached_property
    def audience(self) -> Audience:
        from shared.operations.audience import Audience

        return Audience(self.deployment)

    @cached_property
    def voice(self) -> Voice:
        from shared.operations.voice import Voice

        return Voice(self.deployment)

    @cached_property
    def upkeep(self) -> Upkeep:
        from shared.operations.upkeep import Upkeep

        return Upkeep(self.deployment)

    @cached_property
    def trying(self) -> Trying:
        from shared.operations.trying import Trying

        return Trying(self.deployment)

    @cached_property
    def plan(self) -> Plan:
        """The plan in force. Raises NoPlanError where there is none."""
        return self.upkeep.plan()

    @cached_property
    def plan_if_any(self) -> Plan | None:
        from shared.store.ledger import NoPlanError

        try:
            return self.plan
        except NoPlanError:
            return None

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The company's, where there is a plan: times of day are meant there."""
        return None if self.plan_if_any is None else ZoneInfo(self.plan_if_any.company.time_zone)

    @cached_property
    def now(self) -> datetime:
        return self.clock()

    def who(self, given: str | None) -> str:
        """The person who acts. Raises RefusedError where the plan does not know them: a decision has a name."""
        who = given or getpass.getuser()
        try:
            return self.plan.person(who).id
        except PlanError:
            people = ", ".join(person.id for person in self.plan.people)
            raise RefusedError(
                f"the plan has no person {who!r}; say who you are: --as PERSON, or FIREBREAK_AS. It has {people}."
            ) from None

    def typist(self, given: str | None) -> str:
        """Who types, where the plan can't say whether it knows them: the plan itself is what is decided about."""
        return given or getpass.getuser()


def session_of(ctx: typer.Context) -> Session:
    session: Session = ctx.obj
    return session


def settled(answer: T | Refused) -> T:
    """What an operation made. Raises RefusedError where it said no."""
    if isinstance(answer, Refused):
        raise RefusedError(answer.why)
    return answer


def found(noun: T | None, what: str, see: str) -> T:
    """What a look-up found. Raises RefusedError, with where to look, where it found nothing."""
    if noun is None:
        raise RefusedError(f"there is no {what}; see: firebreak {see}")
    return noun


def tell_machine(noun: object) -> None:
    """One JSON document on standard output."""
    from shared.codec import encode

    typer.echo(safe_json(encode(noun)))


def _an_id(value: Any) -> Any:
    if isinstance(value, str) and not 0 < len(value.strip()) <= MAX_ID_CHARACTERS:
        raise typer.BadParameter(f"an id has 1 to {MAX_ID_CHARACTERS} characters")
    return value.strip() if isinstance(value, str) else value


def an_id(metavar: str, of: str) -> Any:
    return typer.Argument(metavar=metavar, help=of, callback=_an_id, show_default=False)


As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="PERSON",
        envvar="FIREBREAK_AS",
        help="Who acts: the id of a person in the plan. Without it, your user name on this machine.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for machines.")]
CaseId = Annotated[str, an_id("CASE", "The case's id, as `firebreak cases` shows it.")]
MentionId = Annotated[str, an_id("MENTION", "The mention's id, as `firebreak mentions` shows it.")]
Whom = Annotated[str, an_id("WHO", "The subscriber's id, mail address or URL.")]
StatementId = Annotated[str, an_id("STATEMENT", "The statement's id, as `firebreak statement list` shows it.")]
StormId = Annotated[str, an_id("STORM", "The storm's id, as `firebreak storms` shows it.")]
