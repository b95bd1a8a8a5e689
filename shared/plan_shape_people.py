"""The shape of what a plan's file says of the company and of its people."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from shared.plan import WAYS, Company, Person, Quiet, Team, Way
from shared.plan_shape_base import HoursShape, Shape
from shared.plan_values import Count, Day, Duration
from shared.schedule import Hours


class CompanyShape(Shape):
    name: str = Field(description="The company's name, as customers know it.")
    time_zone: str = Field(
        description="A zone of the tz database, such as `Europe/Lisbon`. Public times are told in it."
    )
    languages: tuple[str, ...] = Field(description="The languages that you answer in, as codes, your main one first.")
    contact_page: str = Field(description="The whole address of the page where a customer reaches a person.")
    status_page: str = Field(description="The whole address of the status page.")
    hours: HoursShape | None = Field(default=None, description="When the company works. Left out: at all hours.")
    holidays: tuple[Day, ...] = Field(default=(), description="Days on which it does not work, such as `2026-12-25`.")
    customers: Count | None = Field(
        default=None,
        description="How many customers you have, about. A storm is shown as a part of them. Left out: nobody says.",
    )
    keep_texts: Duration = Field(
        default=timedelta(days=400),
        description="How long what customers wrote is kept after it came to us, 30 days to 10 years.",
    )

    def noun(self) -> Company:
        return Company(**{**dict(self), "hours": self.hours.noun() if self.hours else None})


class QuietShape(HoursShape):
    time_zone: str = Field(default="", description="The zone of these hours. Left out: the company's.")
    urgent: tuple[Way, ...] = Field(
        default=WAYS,
        description="The ways by which an urgent matter still comes then. Left out: all that the person has.",
    )

    def quiet(self) -> Quiet:
        return Quiet(Hours(self.start, self.end, self.days), self.urgent, self.time_zone)


class PersonShape(Shape):
    id: str = Field(description="A short name for use in this file: a to z, 0 to 9, `-` and `_`.")
    name: str = Field(description="The name that everybody sees; best a role, which is right whoever is on duty.")
    email: str | None = Field(default=None, description="A mailbox that somebody reads at night.")
    slack: str | None = Field(default=None, description="The name of a channel secret that holds a Slack address.")
    teams: str | None = Field(
        default=None, description="The name of a channel secret that holds a Microsoft Teams address."
    )
    pagerduty: str | None = Field(
        default=None, description="The name of a channel secret that holds a PagerDuty routing key."
    )
    sms: str | None = Field(
        default=None, description='A telephone number with its country, in quotes: "+351912345678".'
    )
    webhook: str | None = Field(
        default=None, description="The name of a channel secret that holds a webhook's address and key."
    )
    slack_user: str | None = Field(
        default=None, description="The member id in Slack, such as `U0123ABCD`: who pressed a button."
    )
    authority: Count = Field(default=0, description="A number to compare: who may decide more has the higher one.")
    quiet: QuietShape | None = Field(
        default=None, description="Hours in which only urgent matters come; of any other, the next one is told."
    )

    def noun(self) -> Person:
        return Person(**{**dict(self), "quiet": self.quiet.quiet() if self.quiet else None})


class TeamShape(Shape):
    id: str = Field(description="A short name for use in this file, that no person or schedule has.")
    name: str = Field(description="The name that everybody sees.")
    members: tuple[str, ...] = Field(description="Ids of the people who are told together.")

    def noun(self) -> Team:
        return Team(self.id, self.name, self.members)


class ApprovalsShape(Shape):
    authority: Count = Field(default=0, description="The `authority` that whoever signs a statement needs at least.")
