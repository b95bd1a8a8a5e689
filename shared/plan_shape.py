"""The shape of a plan file: its words and what may stand behind each. Whether they fit together is in plan_rules.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from shared.plan import (
    Company,
    Component,
    GateRules,
    Instance,
    Person,
    Plan,
    PromiseRules,
    ReadyForm,
    Source,
    StormRules,
    Template,
)
from shared.plan_values import Day, Duration
from shared.statement import Form

#: The forms that a plan has words for under `forms`; those of the first answer are an instance's `template`.
FORMS: tuple[Form, ...] = ("identified", "fixed", "nothing_new", "correction")


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
    group: str | None = None
    since: Day | None = None
    contact: str | None = None


class TemplateShape(_Shape):
    title: str
    what_we_know: str
    next_update: str
    more: str


class FormShape(TemplateShape):
    title: str = ""  # the statement's own stays


class FormsShape(_Shape):
    identified: Mapping[str, FormShape] = {}
    fixed: Mapping[str, FormShape] = {}
    nothing_new: Mapping[str, FormShape] = {}
    correction: Mapping[str, FormShape] = {}

    def nouns(self) -> tuple[ReadyForm, ...]:
        """Of the forms that the file names, those that it gives no words at all too: a rule tells what is missing."""
        return tuple(
            ReadyForm(form, _templates(getattr(self, form))) for form in FORMS if form in self.model_fields_set
        )


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
    translations: Mapping[str, TemplateShape] = {}
    forms: FormsShape = FormsShape()
    update_every: Duration | None = None

    def noun(self) -> Instance:
        nouns = {
            "template": Template(**dict(self.template)),
            "translations": _templates(self.translations),
            "forms": self.forms.nouns(),
        }
        return Instance(**{**dict(self), **nouns})


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


class PromiseShape(_Shape):
    writer_before: Duration = PromiseRules().writer_before
    backup_before: Duration = PromiseRules().backup_before
    late_every: Duration = PromiseRules().late_every
    authority: str | None = None
    nothing_new: Literal["by_hand", "by_itself"] = "by_hand"
    by_itself_at_most: int = PromiseRules().by_itself_at_most

    def noun(self) -> PromiseRules:
        said = dict(self)
        by_itself = said.pop("nothing_new") == "by_itself"
        return PromiseRules(**said, nothing_new_by_itself=by_itself)


class GateShape(_Shape):
    forbidden_promises: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


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
    promise: PromiseShape = PromiseShape()
    gate: GateShape = GateShape()
    forms: FormsShape = FormsShape()

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
            promise=self.promise.noun(),
            gate=GateRules(**dict(self.gate)),
            forms=self.forms.nouns(),
        )


def _templates(words: Mapping[str, TemplateShape]) -> tuple[Template, ...]:
    return tuple(Template(**dict(shape), language=language) for language, shape in words.items())


_PARTS: dict[str, type[BaseModel]] = {
    "plan": PlanShape,
    "company": CompanyShape,
    "people": PersonShape,
    "components": ComponentShape,
    "instances": InstanceShape,
    "template": TemplateShape,
    "translations": TemplateShape,
    "forms": FormsShape,
    **dict.fromkeys(FORMS, FormShape),
    "sources": SourceShape,
    "storm": StormShape,
    "promise": PromiseShape,
    "gate": GateShape,
}
#: The words that may stand in each part of the file, to say "did you mean".
WORDS: dict[str, tuple[str, ...]] = {part: tuple(shape.model_fields) for part, shape in _PARTS.items()}
