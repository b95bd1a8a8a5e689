"""The shape of a plan file: its words and what may stand behind each. Whether they fit together is in plan_rules.py."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from shared.plan import Company, Component, Instance, Person, Plan, Source, StormRules, Template

_DURATION = re.compile(r"([0-9]{1,6})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def duration(value: object) -> timedelta:
    """The span in `90s`, `15m`, `1h` or `2d`. Anything else, also a bare number, is refused: nobody knows its unit."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[1]) == 0:
        what = f"{value!r} is not a length of time"
        raise PydanticCustomError("duration", "{what}", {"what": what, "mend": "write it like `90s`, `15m` or `1h`"})
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


Duration = Annotated[timedelta, BeforeValidator(duration)]


class _Shape(BaseModel):
    # A word that the plan does not know is a slip of the pen, not something to pass over.
    model_config = ConfigDict(extra="forbid", frozen=True)


class CompanyShape(_Shape):
    name: str
    time_zone: str
    languages: tuple[str, ...]
    contact_page: str
    status_page: str


class PersonShape(_Shape):
    id: str
    name: str
    email: str | None = None
    slack: str | None = None
    authority: int = 0


class ComponentShape(_Shape):
    id: str
    name: str
    description: str = ""


class TemplateShape(_Shape):
    title: str
    what_we_know: str
    next_update: str
    more: str


class InstanceShape(_Shape):
    id: str
    name: str
    owner: str
    backups: tuple[str, ...]
    wait: Duration
    first_answer: Duration
    template: TemplateShape
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    component: str | None = None
    two_people_approve: bool = True

    def noun(self) -> Instance:
        return Instance(**{**dict(self), "template": Template(**dict(self.template))})


class SourceShape(_Shape):
    name: str
    platform: str
    how: Literal["webhook", "sweep"]
    brand: str
    url: str | None = None
    every: Duration = timedelta(minutes=15)


class StormShape(_Shape):
    window: Duration = StormRules().window
    floor: int = StormRules().floor
    authors: int = StormRules().authors
    times_record: float = StormRules().times_record
    quiet: Duration = StormRules().quiet


class PlanShape(_Shape):
    company: CompanyShape
    people: tuple[PersonShape, ...]
    components: tuple[ComponentShape, ...]
    instances: tuple[InstanceShape, ...]
    sources: tuple[SourceShape, ...]
    default_instance: str
    last_resort: str
    update_every: Duration
    storm: StormShape = StormShape()

    def noun(self) -> Plan:
        """The plan itself, not yet published: version 0."""
        return Plan(
            version=0,
            company=Company(**dict(self.company)),
            people=tuple(Person(**dict(person)) for person in self.people),
            components=tuple(Component(**dict(component)) for component in self.components),
            instances=tuple(instance.noun() for instance in self.instances),
            sources=tuple(Source(**dict(source)) for source in self.sources),
            default_instance=self.default_instance,
            last_resort=self.last_resort,
            update_every=self.update_every,
            storm=StormRules(**dict(self.storm)),
        )


_PARTS: dict[str, type[BaseModel]] = {
    "plan": PlanShape,
    "company": CompanyShape,
    "people": PersonShape,
    "components": ComponentShape,
    "instances": InstanceShape,
    "template": TemplateShape,
    "sources": SourceShape,
    "storm": StormShape,
}
#: The words that may stand in each part of the file, to say "did you mean".
WORDS: dict[str, tuple[str, ...]] = {part: tuple(shape.model_fields) for part, shape in _PARTS.items()}
