"""The shape of a plan file: its words and what may stand behind each. Whether they fit together is in plan_rules.py."""

from __future__ import annotations

from pydantic import BaseModel, Field

from shared.plan import CaseRules, Component, CrisisRules, GateRules, Plan, StormRules
from shared.plan_shape_base import HoursShape, Shape
from shared.plan_shape_duty import (
    EscalationShape,
    HolidayShape,
    OverrideShape,
    RotationShape,
    RungShape,
    ScheduleShape,
)
from shared.plan_shape_instances import FORMS, ComponentShape, FormShape, FormsShape, InstanceShape, TemplateShape
from shared.plan_shape_people import ApprovalsShape, CompanyShape, PersonShape, QuietShape, TeamShape
from shared.plan_shape_rules import RuleShape
from shared.plan_shape_settings import (
    CasesShape,
    CrisisShape,
    GateShape,
    PromiseShape,
    SecondReaderShape,
    SourceShape,
    StormShape,
)
from shared.plan_values import Duration


class PlanShape(Shape):
    company: CompanyShape = Field(description="Who you are, and where customers find you.")
    people: tuple[PersonShape, ...] = Field(description="Everybody who can be told.")
    teams: tuple[TeamShape, ...] = Field(default=(), description="People who are told together.")
    schedules: tuple[ScheduleShape, ...] = Field(default=(), description="Who is on duty when.")
    escalations: tuple[EscalationShape, ...] = Field(
        default=(), description="Who is told after whom, where it is not simply owner and back-ups."
    )
    components: tuple[ComponentShape, ...] = Field(
        description="The parts of the service, as customers would name them."
    )
    instances: tuple[InstanceShape, ...] = Field(description="The kinds of trouble that you know.")
    rules: tuple[RuleShape, ...] = Field(
        default=(), description="What counts whatever else a post is taken for, beside or instead of what is built in."
    )
    sources: tuple[SourceShape, ...] = Field(description="Where you listen.")
    default_instance: str = Field(description="The id of the instance that gets what fits nothing else.")
    last_resort: str = Field(description="The id of the person who is told when everybody else was silent.")
    alarms: tuple[str, ...] = Field(
        default=(), description="Ids of who is told when Firebreak itself fails. Left out: the last resort."
    )
    update_every: Duration = Field(description="How soon after one public word the next is promised.")
    approvals: ApprovalsShape = Field(default=ApprovalsShape(), description="Who may sign what is said in public.")
    storm: StormShape = Field(default=StormShape(), description="When many complaints at once are worth a look.")
    crisis: CrisisShape | None = Field(default=None, description="When a storm is a crisis. Left out: never.")
    cases: CasesShape = Field(
        default=CasesShape(), description="How cases gather, and how long an acknowledgement is good."
    )
    promise: PromiseShape = Field(
        default=PromiseShape(), description="Who is told when a promised word is due, or late."
    )
    second_reader: SecondReaderShape | None = Field(
        default=None, description="Who else is asked about what we are unsure of. Left out: a person alone."
    )
    gate: GateShape = Field(
        default=GateShape(), description="What must not be said, beside what the gate always refuses."
    )
    forms: FormsShape = Field(default=FormsShape(), description="Words for what is said after the first answer.")

    def noun(self) -> Plan:
        """The plan itself, not yet published: version 0."""
        return Plan(
            version=0,
            company=self.company.noun(),
            people=tuple(person.noun() for person in self.people),
            teams=tuple(team.noun() for team in self.teams),
            schedules=tuple(schedule.noun() for schedule in self.schedules),
            escalations=tuple(escalation.noun() for escalation in self.escalations),
            components=tuple(Component(**dict(component)) for component in self.components),
            instances=tuple(instance.noun() for instance in self.instances),
            rules=tuple(rule.noun() for rule in self.rules),
            sources=tuple(source.noun() for source in self.sources),
            default_instance=self.default_instance,
            last_resort=self.last_resort,
            alarms=self.alarms,
            update_every=self.update_every,
            approval_authority=self.approvals.authority,
            storm=StormRules(**dict(self.storm)),
            crisis=CrisisRules(**dict(self.crisis)) if self.crisis else None,
            cases=CaseRules(**dict(self.cases)),
            promise=self.promise.noun(),
            second_reader=self.second_reader.noun() if self.second_reader else None,
            gate=GateRules(**dict(self.gate)),
            forms=self.forms.nouns(),
        )


#: By the word that leads to each part of the file.
PARTS: dict[str, type[BaseModel]] = {
    "plan": PlanShape,
    "company": CompanyShape,
    "hours": HoursShape,
    "people": PersonShape,
    "quiet": QuietShape,
    "teams": TeamShape,
    "schedules": ScheduleShape,
    "rotations": RotationShape,
    "overrides": OverrideShape,
    "holidays": HolidayShape,
    "escalations": EscalationShape,
    "rungs": RungShape,
    "components": ComponentShape,
    "instances": InstanceShape,
    "template": TemplateShape,
    "translations": TemplateShape,
    "forms": FormsShape,
    **dict.fromkeys(FORMS, FormShape),
    "rules": RuleShape,
    "sources": SourceShape,
    "approvals": ApprovalsShape,
    "storm": StormShape,
    "crisis": CrisisShape,
    "cases": CasesShape,
    "promise": PromiseShape,
    "second_reader": SecondReaderShape,
    "gate": GateShape,
}
#: The words that may stand in each part of the file, to say "did you mean".
WORDS: dict[str, tuple[str, ...]] = {
    part: tuple(field.alias or name for name, field in shape.model_fields.items()) for part, shape in PARTS.items()
}
