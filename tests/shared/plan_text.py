"""A crisis plan as a care lead writes it, with what it must hold, and with all that it may; and its findings."""

from __future__ import annotations

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
  - id: owner
    name: Owner
    email: owner@example.com
  - id: deputy
    name: Deputy
    slack: care
  - id: director
    name: Director
    email: director@example.com
components:
  - id: boats
    name: Boats
instances:
  - id: late
    name: Late
    keywords: [late]
    owner: owner
    backups: [deputy]
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


def findings_of(text: str) -> list[Finding]:
    with pytest.raises(PlanFileError) as refused:
        read_plan(text)
    return refused.value.findings


def line_of(fragment: str, text: str) -> int:
    return text[: text.index(fragment)].count("\n") + 1
