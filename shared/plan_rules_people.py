"""What makes people and teams ones that can be told: ways that lead somewhere, quiet hours that leave one open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.plan import WAYS, Person, Plan, Quiet
from shared.plan_broken import Broken, Place, too_many
from shared.plan_rules_company import no_days, unknown_zone
from shared.plan_rules_names import Names

#: An international number, as ITU-T E.164 has it: `+`, the country's code, 15 digits at most.
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SLACK_USER = re.compile(r"[UW][A-Z0-9]{4,20}")
#: More than can be told at once and still know whose it is.
MOST_MEMBERS = 50
#: What names a secret, and so must not be the secret itself.
_SECRETS = ("slack", "teams", "pagerduty", "webhook")


def broken_people(plan: Plan, names: Names) -> Iterator[Broken]:
    for position, person in enumerate(plan.people):
        place: Place = ("people", position)
        yield from _ways(person, place)
        if person.quiet is not None:
            yield from _quiet(plan, person, person.quiet, (*place, "quiet"))
    for position, team in enumerate(plan.teams):
        place = ("teams", position)
        if not team.members:
            yield Broken((*place, "members"), f"nobody is in the team `{team.id}`", "name its people, or remove it")
        for at, member in enumerate(team.members):
            yield from names.unknown_person((*place, "members", at), member)
            if member in team.members[:at]:
                yield Broken((*place, "members", at), f"`{member}` stands twice in it", "name everybody once")
        yield from too_many((*place, "members"), "members", len(team.members), MOST_MEMBERS, "make two teams of it")


def _ways(person: Person, place: Place) -> Iterator[Broken]:
    if not person.ways():
        what = f"`{person.id}` can't be told anything: none of {', '.join(WAYS)} is given"
        yield Broken(place, what, "add an `email` or a `slack`")
    if person.email and "@" not in person.email:
        yield Broken((*place, "email"), f"`{person.email}` is no e-mail address", "write it with its @")
    if person.sms is not None and not _E164.fullmatch(person.sms):
        mend = 'write it with its country and without spaces, in quotes: "+351912345678"'
        yield Broken((*place, "sms"), f"`{person.sms}` is no international number", mend)
    if person.slack_user is not None and not _SLACK_USER.fullmatch(person.slack_user):
        mend = "copy the member id from their profile in Slack, such as `U0123ABCD`"
        yield Broken((*place, "slack_user"), f"`{person.slack_user}` is no member id of Slack", mend)
    for way in _SECRETS:
        address: str | None = getattr(person, way)
        if address is not None and (not address.strip() or "://" in address):
            what = f"`{way}` must name a channel secret, and this is none"
            yield Broken((*place, way), what, "keep the address in the secret, and write the secret's name here")


def _quiet(plan: Plan, person: Person, quiet: Quiet, place: Place) -> Iterator[Broken]:
    yield from no_days(place, quiet.hours)
    if quiet.time_zone:
        yield from unknown_zone((*place, "time_zone"), quiet.time_zone)
    if person.id == plan.last_resort:
        what = f"`{person.id}` is the last resort, who has no quiet hours"
        yield Broken(place, what, "remove them, or name another last resort")
    if quiet.ways == WAYS:
        return
    for position, way in enumerate(quiet.ways):
        if way not in person.ways():
            what = f"`{person.id}` has no `{way}` by which an urgent matter could come"
            yield Broken((*place, "urgent", position), what, f"add a `{way}`, or remove it here")
