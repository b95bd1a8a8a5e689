"""A plan on screen: who owns what, and who is told next."""

from __future__ import annotations

from shared.cli.moments import length
from shared.cli.plan_source import titled
from shared.cli.tables import Cell, Screen
from shared.plan import Plan


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
            ("languages", ", ".join(plan.company.languages)),
            ("contact page", plan.company.contact_page),
            ("sources", ", ".join(f"{one.name} ({one.platform}, {one.how})" for one in plan.sources) or "none"),
            ("teams", ", ".join(f"{one.id} ({len(one.members)} people)" for one in plan.teams) or "none"),
            (
                "schedules",
                f"{', '.join(one.id for one in plan.schedules)} (drawn: --weeks 4)" if plan.schedules else "none",
            ),
        ]
    )
    screen.heading("Instances")
    screen.listing(
        ("instance", "owner", "wait", "answer", "back-ups"),
        [
            [one.id, one.owner, length(one.wait), length(one.first_answer), _order(one.backups)]
            for one in plan.instances
        ],
    )
    screen.heading("People")
    screen.listing(
        ("person", "authority", "told by", "name"),
        [[one.id, str(one.authority), ", ".join(one.ways()) or "nothing", one.name] for one in plan.people],
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


def _order(people: tuple[str, ...]) -> Cell:
    return ", then ".join(people) or "none"
