"""A plan on screen: who owns what, and who is told next."""

from __future__ import annotations

from shared.cli.moments import length
from shared.cli.plan_source import titled
from shared.cli.tables import Cell, Screen
from shared.plan import Escalation, Instance, Person, Plan
from shared.plan_values_said import DAYS


def show_plan(screen: Screen, plan: Plan) -> None:
    screen.say(titled(plan), style="bold")
    screen.facts(
        [
            ("last resort", plan.last_resort),
            ("next word", f"after {length(plan.update_every)}, where nothing else is said"),
            ("promise clock", _promise_clock(plan)),
            ("ready forms", ", ".join(one.form for one in plan.forms) or "none"),
            ("contact points", ", ".join(one.id for one in plan.components if one.contact) or "none"),
            ("time zone", plan.company.time_zone),
            ("hours", _hours(plan)),
            ("languages", ", ".join(plan.company.languages)),
            ("contact page", plan.company.contact_page),
            ("sources", ", ".join(f"{one.name} ({one.platform}, {one.how})" for one in plan.sources) or "none"),
            ("teams", ", ".join(f"{one.id} ({len(one.members)} people)" for one in plan.teams) or "none"),
            (
                "schedules",
                f"{', '.join(one.id for one in plan.schedules)} (drawn: --weeks 4)" if plan.schedules else "none",
            ),
            ("approvals", f"by an authority of {plan.approval_authority} or more"),
            ("crisis", _crisis(plan)),
            ("cases", _cases(plan)),
            ("alarms", ", ".join(plan.alarms) or plan.last_resort),
        ]
    )
    screen.heading("Instances")
    screen.listing(
        ("instance", "clocks", "told, one after the other"),
        [[one.id, _clocks(one), _rungs(plan.escalation(one.id))] for one in plan.instances],
    )
    screen.heading("People")
    screen.listing(
        ("person", "authority", "told by", "name"),
        [[one.id, str(one.authority), _told_by(one), one.name] for one in plan.people],
    )


def counted(plan: Plan) -> str:
    return f"{len(plan.instances)} instances, {len(plan.people)} people, {len(plan.sources)} sources"


def _promise_clock(plan: Plan) -> str:
    rules = plan.promise
    by_itself = f"by itself, {rules.by_itself_at_most} times" if rules.nothing_new_by_itself else "by hand"
    return (
        f"writer {length(rules.writer_before)} before, back-up {length(rules.backup_before)} before, "
        f"{rules.authority or 'the highest authority'} at the time, then all each {length(rules.late_every)}; "
        f"nothing new yet {by_itself}"
    )


def _rungs(policy: Escalation) -> Cell:
    """`web-lead (10 min), then web-on-call and care-lead (20 min), all of it twice`"""
    told = ", then ".join(f"{' and '.join(rung.tell)} ({length(rung.wait)})" for rung in policy.rungs)
    return f"{told}, {policy.repeat + 1} times over" if policy.repeat else told


def _clocks(instance: Instance) -> Cell:
    spans = (("answer", instance.first_answer), ("next", instance.next_answer), ("solution", instance.solution))
    said = ", ".join(f"{name} {length(span)}" for name, span in spans if span is not None)
    return f"{said} (business hours)" if instance.clock == "business" else said


def _hours(plan: Plan) -> str:
    hours = plan.company.hours
    if hours is None:
        return "all"
    days = ", ".join(DAYS[day] for day in hours.days)
    off = f"; {len(plan.company.holidays)} holidays" if plan.company.holidays else ""
    return f"{hours.start:%H:%M} to {hours.end:%H:%M} on {days}{off}"


def _crisis(plan: Plan) -> str:
    rules = plan.crisis
    if rules is None:
        return "no storm is one by itself"
    return f"from {rules.complaints} complaints by {rules.authors} people: {rules.escalation}"


def _cases(plan: Plan) -> str:
    rules = plan.cases
    asked = f"{length(rules.ask_after)} after an acknowledgement, which is over {length(rules.answer_within)} later"
    pace = f"a person is told every {length(rules.bundle_every)} at most"
    return f"gather for {length(rules.gather_for)}; asked again {asked}; {pace}"


def _told_by(person: Person) -> str:
    ways, quiet = ", ".join(person.ways()) or "nothing", person.quiet
    return f"{ways} (quiet {quiet.hours.start:%H:%M} to {quiet.hours.end:%H:%M})" if quiet else ways
