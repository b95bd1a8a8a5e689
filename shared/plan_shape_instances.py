"""The shape of what a plan's file says of kinds of trouble, their texts, and the parts of the service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from shared.plan import Instance, ReadyForm, Template
from shared.plan_shape_base import Shape
from shared.plan_values import Bool, Count, Day, Duration
from shared.statement import Form
from shared.verdict import Priority

#: The forms that a plan has words for under `forms`; those of the first answer are an instance's `template`.
FORMS: tuple[Form, ...] = ("identified", "fixed", "nothing_new", "correction")


class ComponentShape(Shape):
    id: str = Field(description="A short name for use in this file and in the page's addresses.")
    name: str = Field(description="What customers call this part of the service.")
    description: str = Field(default="", description="One line that says what belongs to it.")
    group: str | None = Field(default=None, description="Those of one group are shown together, under its name.")
    since: Day | None = Field(default=None, description="The day from which the page tells its state.")
    contact: str | None = Field(
        default=None, description="Makes it a contact point: `https://`, `tel:` or `mailto:` and the address."
    )


class TemplateShape(Shape):
    title: str = Field(description="The heading.")
    what_we_know: str = Field(description="What is true already. Guess nothing, and blame nobody.")
    next_update: str = Field(description="When the next word comes; it must hold `{next_update}`.")
    more: str = Field(description="Where the news will be, and how to reach a person.")


class FormShape(TemplateShape):
    title: str = Field(default="", description="The heading. Left out: the statement's own stays.")


class FormsShape(Shape):
    identified: Mapping[str, FormShape] = Field(
        default={}, description="We know what is wrong. The words, by language."
    )
    fixed: Mapping[str, FormShape] = Field(default={}, description="It works again. The words, by language.")
    nothing_new: Mapping[str, FormShape] = Field(
        default={}, description="There is nothing to tell yet. The words, by language."
    )
    correction: Mapping[str, FormShape] = Field(
        default={}, description="What we said was not so. The words, by language."
    )

    def nouns(self) -> tuple[ReadyForm, ...]:
        """Of the forms that the file names, those that it gives no words at all too: a rule tells what is missing."""
        return tuple(
            ReadyForm(form, _templates(getattr(self, form))) for form in FORMS if form in self.model_fields_set
        )


class InstanceShape(Shape):
    id: str = Field(description="A short name for use in this file, and on each mention and case.")
    name: str = Field(description="What this kind of trouble is called.")
    what: str = Field(
        default="", description="What belongs here and what does not, in a sentence for whoever is unsure."
    )
    keywords: tuple[str, ...] = Field(
        default=(), description="Words as customers write them, that make it this instance."
    )
    examples: tuple[str, ...] = Field(default=(), description="Whole sentences as customers write them.")
    priority: Priority | None = Field(default=None, description="A complaint of this kind has at least this priority.")
    owner: str = Field(description="The id of the person, team or schedule that can put it right.")
    backups: tuple[str, ...] = Field(description="Ids of who is told next, in this order: two or more.")
    authority: Count = Field(
        default=0, description="The `authority` that its people need to put it right and to sign for it."
    )
    wait: Duration = Field(description="How long each has to acknowledge before the next, where no `escalation` says.")
    escalation: str | None = Field(default=None, description="The id of the escalation that it takes instead.")
    first_answer: Duration = Field(description="How soon the customer should have heard from a person.")
    next_answer: Duration | None = Field(default=None, description="How soon a customer who writes again is answered.")
    solution: Duration | None = Field(default=None, description="How soon it should be put right.")
    clock: Literal["business", "always"] = Field(
        default="always", description="Whether these three run in the company's `hours` only, or at all hours."
    )
    private_channel: str | None = Field(
        default=None, description="Where matters move that are not for the public: `https://`, `mailto:` or `tel:`."
    )
    component: str | None = Field(
        default=None, description="The id of the component that the status page shows as affected."
    )
    two_people_approve: Bool = Field(default=True, description="Whether another person than the author must approve.")
    template: TemplateShape = Field(description="The first statement, drafted on a calm day.")
    translations: Mapping[str, TemplateShape] = Field(default={}, description="The template in the other languages.")
    forms: FormsShape = Field(default=FormsShape(), description="Words of this instance's own for what is said later.")
    update_every: Duration | None = Field(default=None, description="How soon after one word the next is promised.")

    def noun(self) -> Instance:
        nouns = {
            "template": Template(**dict(self.template)),
            "translations": _templates(self.translations),
            "forms": self.forms.nouns(),
        }
        return Instance(**{**dict(self), **nouns})


def _templates(words: Mapping[str, TemplateShape]) -> tuple[Template, ...]:
    return tuple(Template(**dict(shape), language=language) for language, shape in words.items())
