"""A drill: the whole of the template in one process, a storm, people who answer as their script says, and a clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from moto import mock_aws

from infra.drill import clock as clocks
from infra.drill.cast import Agenda, Carers
from infra.drill.catcher import Catcher, catching
from infra.drill.clock import Clock
from infra.drill.doors import Doors
from infra.drill.due import SETTLES_IN, Tick, earliest, is_judged, next_tick
from infra.drill.facts import Facts
from infra.drill.guard import Guard, guarding
from infra.drill.lines import lines
from infra.drill.mailroom import Mailroom
from infra.drill.names import set_environment
from infra.drill.scenario import Scenario
from infra.drill.speakers import Speakers
from infra.drill.transactions import quick_transactions
from infra.drill.watch import ALL, Watch
from infra.drill.world import TICK, World
from infra.local.replay import FORUM, STREAM, Line, post_of
from shared import aws
from shared.operations.upkeep import Upkeep
from shared.operations.voice import Voice
from shared.plan import Plan, Source

#: What signs the drill's own webhooks. It opens nothing.
SECRETS = {STREAM: "whsec_ZHJpbGxzIGFyZSBub3QgcmVhbCBhdCBhbGw=", FORUM: "drill"}
#: Mentions that follow each other as closely as this are read together, but each minute at the latest.
GATHERED = timedelta(seconds=30)
#: Functions that watch the others: they look last, as after skipped minutes all others have just run.
_WATCHES = "AuditFunction"
#: The one that has something to do in minutes in which nothing is due.
_JUDGES = "DetectStormFunction"


class LeakError(Exception):
    """Something wanted to leave the building; the message says what."""


def rehearse(
    scenario: Scenario, plan: Plan, speed: float | None = None, say: Callable[[str], None] = lambda _: None
) -> Facts:
    """What happened. `speed` is simulated seconds a second; None is as fast as it goes.

    Raises LeakError where something wanted to speak to anybody outside.
    """
    zone = ZoneInfo(plan.company.time_zone)
    start = scenario.starts.replace(tzinfo=zone).astimezone(UTC)
    guard = Guard()
    with _closed(guard) as catcher, clocks.running(start, speed) as clock:
        drill = _Drill(scenario, _listening(plan), zone, catcher, clock, say)
        facts = drill.run(start)
    if guard.refused:
        raise LeakError(f"the drill was stopped at its border: something wanted to reach {', '.join(guard.refused)}")
    return facts


@contextmanager
def _closed(guard: Guard) -> Iterator[Catcher]:
    set_environment()
    with catching() as catcher, guarding(guard), mock_aws(), quick_transactions():
        guard.ports.add(catcher.server_port)
        yield catcher


def _listening(plan: Plan) -> Plan:
    """The plan with the drill's two webhooks as its sources: no feed is fetched in a drill."""
    brand = plan.sources[0].brand if plan.sources else plan.company.name
    sources = (
        Source(STREAM, "standard_webhooks", "webhook", brand),
        Source(FORUM, "discourse", "webhook", brand, url="https://forum.example.com"),
    )
    return replace(plan, sources=sources)


class _Drill:
    def __init__(
        self, scenario: Scenario, plan: Plan, zone: ZoneInfo, catcher: Catcher, clock: Clock, say: Callable[[str], None]
    ) -> None:
        self._scenario, self._plan, self._zone, self._clock, self._say = scenario, plan, zone, clock, say
        self._world = World()
        self._world.build()
        deployment = self._world.deployment()
        self._mailroom = Mailroom(catcher)
        self._mailroom.open(deployment, plan)
        aws.secretsmanager().put_secret_value(SecretId=deployment.source_secrets, SecretString=json.dumps(SECRETS))
        self._plan = replace(plan, version=Upkeep(deployment).publish_plan(plan))
        self._agenda = Agenda()
        self._watch = Watch(deployment, self._plan)
        doors = Doors(self._world, self._mailroom)
        self._carers = Carers(scenario, zone, doors, self._watch, self._agenda)
        self._speakers = Speakers(scenario, zone, Voice(deployment), self._watch, self._agenda)
        self._posted: list[tuple[datetime, str]] = []
        self._posted_at = self._whole_at = clock.now
        self._due: datetime | None = None
        self._looked = 0

    def run(self, start: datetime) -> Facts:
        end = start + self._scenario.ends_after
        waiting = lines(self._scenario, start, self._plan.sources[0].brand)
        self._settle()
        while True:
            tick = self._next_tick()
            others = (self._agenda.next_at, waiting[0].at if waiting else None)
            at = min([tick.at, *(one for one in others if one is not None)])
            if at > end:
                break
            self._clock.move_to(at)
            now = self._clock.now
            while waiting and waiting[0].at <= now:
                self._post(waiting.pop(0), now)
            acted = self._agenda.act(now)
            if acted:
                self._looked = 0  # a command changes the tables without any function
            if tick.at <= now:
                self._pass_minute(tick)
            if acted or tick.at <= now or not waiting or waiting[0].at - now > GATHERED:
                self._settle()
        self._clock.move_to(end)
        return self._facts(start, end)

    def _next_tick(self) -> Tick:
        # Looked up anew only where a function has run that may have changed it.
        if set(self._world.calls[self._looked :]) - {_JUDGES}:
            self._due = earliest()
        self._looked = len(self._world.calls)
        now = self._clock.now
        judged = now - self._posted_at < SETTLES_IN if self._posted else False
        judged = judged or is_judged(self._watch.counters)
        return next_tick(now, self._due, judged, self._posted_at, self._whole_at)

    def _post(self, line: Line, now: datetime) -> None:
        made = post_of(line, SECRETS, now)
        self._world.tried("POST", f"/webhooks/{made.source}", made.body, made.headers)
        self._posted.append((now, line.brand))
        self._posted_at = now

    def _pass_minute(self, tick: Tick) -> None:
        if not tick.whole:
            self._world.again(_JUDGES, TICK)
            return
        self._whole_at = tick.at
        for function in sorted(self._world.scheduled(), key=lambda one: one == _WATCHES):
            self._world.again(function, TICK)

    def _settle(self) -> None:
        """Carries everything on; whoever has been told by it begins to act."""
        began = len(self._world.calls)
        self._world.settle()
        now = self._clock.now
        called = set(self._world.calls[began:])
        if "NotifyOwnerFunction" in called:
            self._mailroom.collect(now)
            for case, notice in self._watch.told(now):
                self._carers.hear(case, notice)
                self._say(f"{now.astimezone(self._zone):%a %H:%M} told {notice.person} by {notice.way} of {case.id}")
        if "DraftStatementFunction" in called:
            self._speakers.look(now)

    def _facts(self, start: datetime, end: datetime) -> Facts:
        self._mailroom.collect(end)
        return Facts(
            scenario=self._scenario,
            plan=self._plan,
            zone=self._zone,
            started_at=start,
            ended_at=end,
            cases=self._watch.all_cases(),
            storms=tuple(sorted(self._watch.storms.listed(most=ALL), key=lambda one: (one.began_at, one.id))),
            statements=tuple(sorted(self._watch.statements.listed(), key=lambda one: (one.created_at, one.id))),
            sent=tuple(self._mailroom.sent),
            done=tuple(self._carers.done),
            posted=tuple(self._posted),
            failed=tuple(function for function, _ in self._world.failures),
            given_up=tuple(function for function, _ in self._world.given_up),
        )
