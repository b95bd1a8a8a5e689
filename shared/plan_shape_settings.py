"""The shape of what a plan's file says of where we listen, of the clocks, and of what may not be said."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from shared.ears.known import names
from shared.plan import CaseRules, CrisisRules, PromiseRules, SecondReader, Source, StormRules
from shared.plan_shape_base import Shape
from shared.plan_values import Count, Duration, Setting, Silence, Word

#: In dollars; what is free costs nothing.
Price = Annotated[float, Field(strict=True)]


class SourceShape(Shape):
    name: str = Field(description="A short name, part of an address: a to z, 0 to 9 and `-`.")
    # `plan check` refuses another one by name; an editor offers these.
    platform: str = Field(description="What kind of place it is.", json_schema_extra={"enum": list(names())})
    how: Literal["webhook", "sweep"] = Field(
        description="`webhook` where the platform calls us, `sweep` where we ask it."
    )
    brand: str = Field(description="Whose mentions these are.")
    url: str | None = Field(default=None, description="The address that is swept, where the platform has many.")
    look_for: tuple[Word, ...] = Field(
        default=(), description="What is looked for: words, tags, ids of apps or channels, as the platform has it."
    )
    ours: tuple[Word, ...] = Field(
        default=(), description="Your own accounts there, by id or handle: what they write is your answer."
    )
    secret: str | None = Field(
        default=None, description="The name of its credentials, where another source has them too. Left out: its own."
    )
    settings: dict[str, Setting] = Field(
        default={}, description="What else the platform wants to know: `firebreak source check NAME` tells."
    )
    every: Duration = Field(default=timedelta(minutes=15), description="How often it is swept.")
    quiet_after: Silence | None = Field(
        default=None,
        description="A source that brought nothing for so long is a fault to be looked at; `never` where silence is "
        "usual. Left out: three times the longest silence of its last two weeks.",
    )

    def noun(self) -> Source:
        return Source(**dict(self))


class StormShape(Shape):
    window: Duration = Field(default=StormRules().window, description="Complaints are counted over this long.")
    floor: Count = Field(default=StormRules().floor, description="Fewer complaints than this are never a storm.")
    authors: Count = Field(default=StormRules().authors, description="Nor are many by fewer people than this.")
    times_record: Annotated[float, Field(strict=True)] = Field(
        default=StormRules().times_record, description="How many times the busiest of the last thirty days a storm is."
    )
    quiet: Duration = Field(
        default=StormRules().quiet, description="It is over after this long without unusual numbers."
    )
    dismissed_most: Annotated[float, Field(strict=True)] = Field(
        default=StormRules().dismissed_most,
        description="Storms that are dismissed raise what the next of their kind takes: to so many times at most.",
    )
    confirmed_least: Annotated[float, Field(strict=True)] = Field(
        default=StormRules().confirmed_least,
        description="Storms that are confirmed lower what the next of their kind takes: to so many times at least.",
    )


class CrisisShape(Shape):
    complaints: Count = Field(
        default=CrisisRules("").complaints, description="A storm is a crisis with so many complaints ..."
    )
    authors: Count = Field(default=CrisisRules("").authors, description="... by so many people.")
    escalation: str = Field(description="The id of the escalation that it then takes.")


class CasesShape(Shape):
    gather_for: Duration = Field(
        default=CaseRules().gather_for, description="How long an author's further posts join the case of the first."
    )
    most_at_once: Count = Field(
        default=CaseRules().most_at_once,
        description="After so many cases of one instance within `at_once`, more gather in one.",
    )
    at_once: Duration = Field(default=CaseRules().at_once, description="The stretch of time in which they are counted.")
    ask_after: Duration = Field(
        default=CaseRules().ask_after,
        description="Whoever acknowledged is asked after so long whether they are still at it.",
    )
    answer_within: Duration = Field(
        default=CaseRules().answer_within, description="How long they have to say so before the next rung is told."
    )
    bundle_every: Duration = Field(
        default=CaseRules().bundle_every,
        description="Nobody is told of cases oftener; what comes between is told together.",
    )


class PromiseShape(Shape):
    writer_before: Duration = Field(
        default=PromiseRules().writer_before,
        description="So long before the promised time, the last word's author is told.",
    )
    backup_before: Duration = Field(
        default=PromiseRules().backup_before, description="So long before it, the back-up is told as well."
    )
    late_every: Duration = Field(
        default=PromiseRules().late_every,
        description="After it, everybody is told again this often, until the word is out.",
    )
    authority: str | None = Field(
        default=None, description="The id of the person who is told at the promised time itself."
    )
    nothing_new: Literal["by_hand", "by_itself"] = Field(
        default="by_hand", description="Whether a `nothing new yet` that was approved ahead may go out by itself."
    )
    by_itself_at_most: Count = Field(
        default=PromiseRules().by_itself_at_most,
        description="How often in a row it may; after that, a person has to speak.",
    )

    def noun(self) -> PromiseRules:
        said = dict(self)
        by_itself = said.pop("nothing_new") == "by_itself"
        return PromiseRules(**said, nothing_new_by_itself=by_itself)


class SecondReaderShape(Shape):
    by: Literal["bedrock", "comprehend", "none"] = Field(
        description="Who is asked about what we are unsure of: a language model at Amazon Bedrock, Amazon Comprehend "
        "(which tells language and mood alone), or `none`."
    )
    model: str | None = Field(
        default=None, description="Of Bedrock: the id of the model, or of its inference profile. It must take tools."
    )
    region: str | None = Field(default=None, description="Where it is asked. Left out: where Firebreak runs.")
    most_a_day: Count = Field(
        default=SecondReader("bedrock").most_a_day, description="It is asked at most so often a day (in UTC)."
    )
    price_in: Price = Field(
        default=0.0, description="Dollars for a million tokens that it reads (Comprehend: a million units)."
    )
    price_out: Price = Field(default=0.0, description="Dollars for a million tokens that it writes.")

    def noun(self) -> SecondReader | None:
        said = dict(self)
        return None if said["by"] == "none" else SecondReader(**said)


class GateShape(Shape):
    forbidden_promises: tuple[str, ...] = Field(default=(), description="What nobody here may promise in public.")
    jargon: tuple[str, ...] = Field(default=(), description="Our own words that no customer uses.")
    allowed: tuple[str, ...] = Field(default=(), description="What may stand although it looks like personal details.")
