"""The shape of what a plan's file says of rules: what counts whatever else a mention is taken for."""

from __future__ import annotations

from pydantic import Field

from shared.plan import Rule
from shared.plan_shape_base import Shape
from shared.plan_values import Bool
from shared.verdict import Priority


class RuleShape(Shape):
    id: str = Field(description="A built-in rule's, which this changes, or a short name of your own for a new one.")
    name: str = Field(default="", description="What it is about, as a notice goes on after “speaks of”.")
    words: tuple[str, ...] = Field(
        default=(), description="Words as customers write them, that set it off; `*` at the end stands for any ending."
    )
    priority: Priority | None = Field(
        default=None,
        description="The least that a mention then has. A built-in rule has `urgent` where this is left out.",
    )
    instance: str | None = Field(default=None, description="The id of the instance that the mention then goes to.")
    off: Bool = Field(default=False, description="Whether it is not heard: `true` switches it off.")

    def noun(self) -> Rule:
        return Rule(**dict(self))
