"""What journeys share: a world with a plan in force, and a stream of posts that has a storm in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import time_machine

from infra.local.replay import Line, post_of
from shared import aws
from shared.operations.upkeep import Upkeep
from shared.plan import Plan
from shared.plan_file import read_plan
from shared.store.cases import CaseStore
from shared.store.held import HeldStore
from tests.harness.template import ROOT
from tests.harness.world import TICK, World, names

SECRETS = {"stream": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "forum": "a-secret-for-the-forum"}
BRAND = "Example Ferries"
#: An ordinary Monday morning.
MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

COMPLAINT = "I paid for booking EF-{n} on your website and got no ticket. The payment page fails. Please help!"
PRAISE = "Lovely crossing this morning, thank you to the crew. Trip {n} and still great."
URGENT = "Your gangway is not safe: my mother fell and was injured at the terminal. I am calling my lawyer."


def sample_plan() -> Plan:
    """The sample plan, without the feed, which no journey can reach."""
    plan = read_plan((ROOT / "infra" / "local" / "sample" / "plan.yaml").read_text(encoding="utf-8"))
    return replace(plan, sources=tuple(source for source in plan.sources if source.how == "webhook"))


def prepare(world: World) -> None:
    """A plan in force, and the secrets of its webhooks. Slack is not reached: people have mail only."""
    plan = sample_plan()
    mail_only = replace(plan, people=tuple(replace(person, slack=None) for person in plan.people))
    secrets = json.dumps(SECRETS)
    aws.secretsmanager().put_secret_value(SecretId=world.deployment().source_secrets, SecretString=secrets)
    Upkeep(world.deployment()).publish_plan(mail_only)
    world.settle()


def a_line(number: int, at: datetime, text: str = COMPLAINT, author: str | None = None) -> Line:
    return Line(f"post-{number}", author or f"author-{number}", text.format(n=10_000 + number), at, BRAND)


def quiet_hours(hours: int = 6) -> list[Line]:
    """A mention each half hour, every third a complaint."""
    times = [MORNING + 30 * MINUTE * step for step in range(hours * 2)]
    return [a_line(n, at, COMPLAINT if n % 3 == 0 else PRAISE) for n, at in enumerate(times)]


def a_burst(at: datetime, count: int = 14, within: timedelta = 7 * MINUTE) -> list[Line]:
    """So many complaints by so many people."""
    return [a_line(1000 + n, at + within * n / count) for n in range(count)]


def post(world: World, line: Line) -> int:
    made = post_of(line, SECRETS, datetime.now(UTC))
    return int(world.webhook(made.source, made.body, made.headers)["statusCode"])


def replay(world: World, clock: time_machine.Traveller, lines: Sequence[Line], tick_from: datetime) -> None:
    """Posts each line at its own time; from `tick_from` on, the schedules fire each minute."""
    for line in lines:
        pass_time(world, clock, line.at, tick_from)
        clock.move_to(max(line.at, datetime.now(UTC)))
        assert post(world, line) == 200
    world.settle()


def pass_time(
    world: World, clock: time_machine.Traveller, to: datetime, tick_from: datetime, ticking: Sequence[str] = ()
) -> None:
    """Lets the minutes up to `to` pass, one after the other; `ticking` names the functions that they call (none: all).

    A story of one thing calls those that it is about: the others are in the stories of their own.
    """
    if datetime.now(UTC) < tick_from:
        world.settle()
        clock.move_to(min(to, tick_from))
    while (next_minute := datetime.now(UTC).replace(second=0, microsecond=0) + MINUTE) <= to:
        clock.move_to(next_minute)
        world.settle()
        for function in ticking:
            world.again(function, TICK)
        if not ticking:
            world.tick()
        world.settle()


def let_cases_wait(
    world: World, clock: time_machine.Traveller, to: datetime, look: Callable[[], None] = lambda: None
) -> None:
    """Lets time pass for cases alone: the escalation's minutes, without those in which nothing is due.

    `look` is called after each.
    """
    world.settle()
    clock.shift(timedelta(seconds=1))  # what failed at once comes again a moment later
    world.settle()
    while (due := _next_due()) is not None and due <= to:
        clock.move_to(max(due, datetime.now(UTC) + MINUTE))
        world.again("EscalateFunction", TICK)
        world.settle()
        look()
    clock.move_to(max(to, datetime.now(UTC)))


def _next_due() -> datetime | None:
    """Of a case, or of what is held to be told together."""
    stores = CaseStore(names()["Cases"]), HeldStore(names()["Cases"])
    far = datetime.now(UTC) + timedelta(days=99)
    times = [case.due_at for case in stores[0].due(far) if case.due_at is not None]
    # A bundle's own time is nobody's to read: it is asked for each minute.
    return min(times + [datetime.now(UTC) + MINUTE] * bool(stores[1].due(far)), default=None)
