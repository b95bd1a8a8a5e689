"""What every part of a plan's file has in common, and the hours that several of them are written in."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from shared.plan_values import Days, TimeOfDay
from shared.schedule import EVERY_DAY, Hours


class Shape(BaseModel):
    # A word that the plan does not know is a slip of the pen, not something to pass over.
    model_config = ConfigDict(extra="forbid", frozen=True)


class HoursShape(Shape):
    days: Days = Field(default=EVERY_DAY, description="`weekdays`, `every day`, or a list such as `[mon, tue]`.")
    start: TimeOfDay = Field(alias="from", description="When they begin, as a clock there shows it: `08:00`.")
    end: TimeOfDay = Field(alias="to", description="When they end; a time that is not after `from` is the next day's.")

    def noun(self) -> Hours:
        return Hours(self.start, self.end, self.days)
