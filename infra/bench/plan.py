"""The check of a large crisis plan: what it takes, beside the bare reading of the same YAML."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import yaml

from infra.bench.figures import median, ratio, table
from shared.plan_file import read_plan

INSTANCES, PEOPLE, SCHEDULES = 200, 500, 100
RUNS = 5
#: Whoever saves the file waits for it.
AIM = timedelta(seconds=2)
NOW = datetime(2026, 10, 2, 12, tzinfo=UTC)
_ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")


def report(instances: int = INSTANCES, people: int = PEOPLE, schedules: int = SCHEDULES, runs: int = RUNS) -> str:
    text = plan_text(instances, people, schedules)
    check = [_took(partial(read_plan, text)) for _ in range(runs)]
    # Another instant each time: what one run has worked out about a year must not serve the next.
    ahead = [_took(partial(read_plan, text, NOW + timedelta(days=run))) for run in range(runs)]
    floor = [_took(partial(yaml.safe_load, text)) for _ in range(runs)]
    rows = [
        (what, *(f"{median([took[clock] for took in runs]):.2f}" for clock in (0, 1)), f"{_ratio(runs, floor):.2f}")
        for what, runs in (
            ("checked, with the year ahead", ahead),
            ("checked, without it", check),
            ("yaml.safe_load of the same text", floor),
        )
    ]
    said = f"{instances} instances, {people} people, {schedules} schedules, {len(text):,} characters"
    kept = median([took[1] for took in ahead]) <= AIM.total_seconds()
    notes = (
        f"Medians of {runs}; the ratio is of processor time. Nobody who saves the file should wait longer than"
        f" {AIM.total_seconds():.0f} s: {'kept' if kept else 'NOT KEPT'}, in processor time. Half the instances are"
        " looked after by schedules alone, so the year ahead is counted through for them.",
        "The check reads with libyaml where PyYAML has it, and again with PyYAML's own parser what that one refuses.",
    )
    return table(f"A crisis plan: {said}", ("what", "s", "processor s", "of safe_load"), rows, notes)


def plan_text(instances: int, people: int, schedules: int) -> str:
    """A whole plan of that size, as YAML: everybody can be told twice, and somebody is there at any hour."""
    return "".join(
        (
            _HEAD,
            "people:\n",
            *(_PERSON.format(n=n, quiet=_QUIET if n % 5 == 0 else "") for n in range(people)),
            "schedules:\n",
            *(_SCHEDULE.format(n=n, zone=_ZONES[n % len(_ZONES)], **_turns(n, people)) for n in range(schedules)),
            "instances:\n",
            *(_INSTANCE.format(n=n, **_owners(n, people, schedules)) for n in range(instances)),
        )
    )


def _turns(number: int, people: int) -> dict[str, str]:
    def five(first: int) -> str:
        return ", ".join(f"p{(first + step) % people}" for step in range(5))

    return {"day": five(number * 5 + 1), "night": five(number * 7 + 2), "week": five(number * 3), "one": f"p{number}"}


def _owners(number: int, people: int, schedules: int) -> dict[str, str]:
    alone = number % 2
    owner = f"s{number % schedules}" if alone else f"p{number % people}"
    backups = (f"s{(number + step) % schedules}" if alone else f"p{(number + step) % people}" for step in (1, 2))
    return {"owner": owner, "backups": ", ".join(backups)}


def _took(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    began, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - began, time.process_time() - cpu


def _ratio(ours: Sequence[tuple[float, float]], floor: Sequence[tuple[float, float]]) -> float:
    return ratio([cpu for _, cpu in ours], [cpu for _, cpu in floor])


_HEAD = """\
company:
  name: Example Ferries
  time_zone: Europe/Lisbon
  languages: [en, pt]
  contact_page: https://www.example.com/contact
  status_page: https://status.example.com
  hours: {days: weekdays, from: "08:00", to: "18:00"}
update_every: 1h
default_instance: i0
last_resort: p1
approvals: {authority: 2}
components:
  - {id: boats, name: Boats}
sources:
  - {name: forum, platform: discourse, how: webhook, brand: Example Ferries}
"""
_PERSON = """\
  - id: p{n}
    name: Role {n}
    email: role-{n}@example.com
    slack: team
    authority: 2
{quiet}"""
_QUIET = """\
    quiet: {from: "22:00", to: "07:00", urgent: []}
"""
_SCHEDULE = """\
  - id: s{n}
    name: Schedule {n}
    time_zone: {zone}
    rotations:
      - {{name: Day, people: [{day}], starts: "2026-01-05 09:00", every: 1 day, hours: {{from: "08:00", to: "20:00"}}}}
      - {{name: Night, people: [{night}], starts: "2026-01-05 20:00", every: 2 days}}
      - {{name: Week, people: [{week}], starts: "2026-01-05 09:00", every: 1 week}}
    overrides:
      - {{from: "2026-12-24 09:00", to: "2026-12-27 09:00", add: {one}}}
    holidays:
      - {{day: 2026-12-25, people: [{one}]}}
"""
_INSTANCE = """\
  - id: i{n}
    name: Trouble {n}
    keywords: [late {n}, cancelled {n}, stranded {n}, refund {n}, broken {n}]
    examples:
      - Our sailing on line {n} was cancelled this morning and nobody can tell us when the next one goes.
      - I was charged twice for the same crossing on line {n}.
      - The confirmation for line {n} never came.
    owner: {owner}
    backups: [{backups}]
    authority: 1
    wait: 10m
    first_answer: 30m
    solution: 2d
    clock: business
    component: boats
    template:
      title: Cancelled sailings
      what_we_know: >-
        Some sailings on line {n} are not running as planned since {{since}}. We know that this breaks plans. If
        your sailing is affected, you can travel on another one or have your money back; the choice is yours.
      next_update: We will post which sailings go, and when, by {{next_update}}, and sooner if we know sooner.
      more: >-
        All news on this is on this page. To change your journey, or if you must travel today, reach a person at
        {{contact_page}}.
    translations:
      pt:
        title: Travessias canceladas
        what_we_know: >-
          Desde as {{since}}, algumas travessias da linha {n} não se fazem como previsto. Sabemos que isto estraga
          planos. Se a sua travessia foi afetada, pode viajar noutra ou receber o seu dinheiro de volta; a escolha
          é sua.
        next_update: Até às {{next_update}}, diremos que travessias se fazem e quando.
        more: >-
          Todas as notícias sobre isto estão nesta página. Se tiver de viajar ainda hoje, fale com uma pessoa em
          {{contact_page}}.
"""
