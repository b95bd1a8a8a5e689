"""A crisis plan as a care lead writes it, with what it must hold, and with all that it may; and its findings."""

from __future__ import annotations

from datetime import datetime

import pytest

from shared.plan_file import Finding, PlanFileError, read_plan

PLAN = """\
company:
  name: Tide Tables
  time_zone: Europe/Lisbon
  languages: [en, pt]
  contact_page: https://www.example.com/contact
  status_page: https://status.example.com
update_every: 1h
default_instance: late
last_resort: director
people:
  - id: pilot
    name: Pilot
    email: pilot@example.com
    slack: boats
  - id: deputy
    name: Deputy
    slack: care
  - id: mate
    name: Mate
    email: mate@example.com
  - id: director
    name: Director
    email: director@example.com
    slack: directors
components:
  - id: boats
    name: Boats
instances:
  - id: late
    name: Late
    keywords: [late]
    owner: pilot
    backups: [deputy, mate]
    wait: 90s
    first_answer: 15m
    component: boats
    template:
      title: Delays
      what_we_know: "{what} at {where} since {since}."
      next_update: More by {next_update}.
      more: See {contact_page}.
sources:
  - name: forum
    platform: discourse
    how: webhook
    brand: Tide Tables
"""

#: The same plan with everything said that may be left out.
WHOLE = (
    PLAN.replace(
        "sources:\n",
        """\
    translations:
      pt: {title: Atrasos, what_we_know: "Desde {since}.", next_update: "Mais às {next_update}.", more: Em linha.}
    update_every: 30m
    forms:
      fixed:
        en: {what_we_know: "Mended: {done}.", next_update: "More by {next_update}.", more: Ask us.}
sources:
""",
    ).replace(
        "    name: Boats\n",
        """\
    name: Boats
    group: Travel
    since: 2026-01-15
    contact: "tel:+351-800-000-000"
""",
    )
    + """\
promise:
  writer_before: 20m
  backup_before: 10m
  late_every: 30m
  authority: director
  nothing_new: by_itself
  by_itself_at_most: 3
gate:
  forbidden_promises: [full refund]
  jargon: [pax]
  allowed: ["+351 800 000 000"]
forms:
  identified:
    en: {title: Found, what_we_know: "It is {cause}.", next_update: "More by {next_update}.", more: Ask us.}
    pt: {what_we_know: "A causa: {cause}.", next_update: "Mais às {next_update}.", more: Pergunte.}
  nothing_new:
    en: {what_we_know: Nothing new yet., next_update: "More by {next_update}.", more: Ask us.}
"""
)


#: The same plan with every word of duty, reach, escalation and clocks in it.
DUTY = (
    WHOLE.replace(
        "    slack: care\n",
        """\
    slack: care
    sms: "+351900000000"
    teams: care-teams
    pagerduty: care-duty
    webhook: care-hook
    slack_user: U0CARE123
    authority: 2
    quiet: {from: 22:00, to: 07:00, days: weekdays, time_zone: Atlantic/Azores, urgent: [sms, pagerduty]}
""",
    )
    .replace("    slack: boats\n", "    slack: boats\n    authority: 3\n")
    .replace("mate@example.com\n", "mate@example.com\n    authority: 2\n")
    .replace(
        "components:\n",
        """\
teams:
  - {id: crew, name: Crew, members: [deputy, mate]}
schedules:
  - id: watch
    name: Watch
    time_zone: Europe/Lisbon
    rotations:
      - {name: Day, people: [pilot, mate], starts: 2026-01-05 09:00, every: 1 week}
      - name: Night
        people: [deputy, mate]
        starts: "2026-01-05 21:00"
        every: 2 days
        hours: {days: [mon, tue], from: "21:00", to: "06:00"}
    overrides:
      - {from: "2026-12-24 09:00", to: "2026-12-26 09:00", add: director}
      - {from: "2026-12-27 09:00", to: "2026-12-28 09:00", remove: mate}
      - {from: "2026-12-29 09:00", to: "2026-12-30 09:00", replace: pilot, with: director}
    holidays:
      - {day: 2026-12-25, name: Christmas, people: [director]}
escalations:
  - id: short
    name: Short
    rungs:
      - {tell: [owner, watch], wait: 15m}
      - {tell: [backups, crew], wait: 1h}
    repeat: 2
components:
""",
        1,
    )
    .replace(
        "    wait: 90s\n",
        """\
    what: Boats that are late.
    priority: high
    authority: 2
    escalation: short
    wait: 90s
    next_answer: 4h
    solution: 2d
    clock: business
    private_channel: "tel:+351800000000"
""",
    )
    .replace(
        "status.example.com\n",
        """\
status.example.com
  hours: {days: every day, from: 08:00, to: "18:00"}
  holidays: [2026-12-25]
  customers: 240000
""",
    )
    .replace("    brand: Tide Tables\n", "    brand: Tide Tables\n    quiet_after: 24h\n")
    + """\
alarms: [watch]
approvals: {authority: 2}
crisis: {complaints: 60, authors: 30, escalation: short}
cases: {gather_for: 12h, most_at_once: 6, at_once: 5m, ask_after: 2h, answer_within: 20m, bundle_every: 1m}
"""
)


def findings_of(text: str, now: datetime | None = None) -> list[Finding]:
    with pytest.raises(PlanFileError) as refused:
        read_plan(text, now)
    return refused.value.findings


def line_of(fragment: str, text: str) -> int:
    return text[: text.index(fragment)].count("\n") + 1
