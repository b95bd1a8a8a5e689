"""The shape of what a plan's file says of who is on duty, and who is told after whom."""

from __future__ import annotations

from pydantic import Field, model_validator

from shared.plan import Escalation, Rung
from shared.plan_shape_base import HoursShape, Shape
from shared.plan_values import Count, Day, Duration, Turn, WallTime, told
from shared.schedule import Holiday, Override, Rotation, Schedule


class RotationShape(Shape):
    name: str = Field(description="What these turns are called.")
    people: tuple[str, ...] = Field(description="Ids of the people who take turns, in this order.")
    starts: WallTime = Field(description="When the first one's first turn begins, and each day's or week's handover.")
    every: Turn = Field(
        default=(1, "week"), description="How long a turn is: `1 week`, `2 days`, `12 hours`, `1 month`."
    )
    hours: HoursShape | None = Field(default=None, description="The hours that these turns cover. Left out: all.")

    def noun(self) -> Rotation:
        hours = self.hours.noun() if self.hours else None
        return Rotation(self.name, self.people, self.starts, *self.every, hours)


class OverrideShape(Shape):
    start: WallTime = Field(alias="from", description="When it begins.")
    end: WallTime = Field(alias="to", description="When it ends.")
    add: str | None = Field(default=None, description="A person who is on duty as well.")
    remove: str | None = Field(default=None, description="A person who is not on duty.")
    replace: str | None = Field(default=None, description="A person who is not on duty; `with` says who stands in.")
    stand_in: str | None = Field(
        default=None, alias="with", description="Who is on duty whenever the one replaced would be."
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> OverrideShape:
        said = [word for word in ("add", "remove", "replace") if getattr(self, word)]
        if len(said) != 1:
            raise told(
                f"this override says {' and '.join(f'`{word}`' for word in said)}"
                if said
                else "this override does nothing",
                "write one of `add: ID`, `remove: ID`, or `replace: ID` and `with: ID`",
            )
        if (self.replace is None) is not (self.stand_in is None):
            raise told("`replace` and `with` belong together", "name who is replaced, and who stands in")
        return self

    def noun(self) -> Override:
        return Override(self.start, self.end, self.add or self.stand_in, self.remove or self.replace)


class HolidayShape(Shape):
    day: Day = Field(description="The whole day, such as `2026-12-25`.")
    name: str = Field(default="", description="What it is called.")
    people: tuple[str, ...] = Field(default=(), description="Ids of who is on duty that day instead. Left out: nobody.")

    def noun(self) -> Holiday:
        return Holiday(self.day, self.name, self.people)


class ScheduleShape(Shape):
    id: str = Field(description="A short name for use in this file, that no person or team has.")
    name: str = Field(description="The name that everybody sees.")
    time_zone: str = Field(default="", description="The zone of all its times. Left out: the company's.")
    rotations: tuple[RotationShape, ...] = Field(description="Turns; all that run at a time are on duty together.")
    overrides: tuple[OverrideShape, ...] = Field(default=(), description="Exceptions: somebody more, less, or instead.")
    holidays: tuple[HolidayShape, ...] = Field(default=(), description="Days on which no rotation turns up.")

    def noun(self) -> Schedule:
        return Schedule(
            self.id,
            self.name,
            tuple(one.noun() for one in self.rotations),
            tuple(one.noun() for one in self.overrides),
            tuple(one.noun() for one in self.holidays),
            self.time_zone,
        )


class RungShape(Shape):
    tell: tuple[str, ...] = Field(
        description="Who is told together: ids of people, teams and schedules, or `owner` and `backups`."
    )
    wait: Duration = Field(description="How long they have to acknowledge before the next rung is told.")

    def noun(self) -> Rung:
        return Rung(self.tell, self.wait)


class EscalationShape(Shape):
    id: str = Field(description="A short name for use in this file.")
    name: str = Field(description="The name that everybody sees.")
    rungs: tuple[RungShape, ...] = Field(description="Who is told, one rung after the other, until one acknowledges.")
    repeat: Count = Field(
        default=0, description="How many times more all rungs are told before the last resort: 0 to 5."
    )

    def noun(self) -> Escalation:
        return Escalation(self.id, self.name, tuple(one.noun() for one in self.rungs), self.repeat)
