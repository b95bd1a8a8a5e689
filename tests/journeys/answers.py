"""What a platform answers when it is asked, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.mention import Author
from shared.plan import Source
from tests.journeys.listening import named


@dataclass(frozen=True)
class Answers:
    """`answers` (by path) tell the post `id` by `author`, whom the plan would name by `ours` ("": the platform doesn't
    say who wrote). `cursor` is in what is asked the second time and not the first. `refused` is what is answered to
    wrong credentials, None where none are shown. `path` follows the server's address in the plan's `url`.
    """

    platform: str
    answers: Mapping[str, object]
    id: str
    author: Author
    ours: str = ""
    cursor: str = ""
    refused: object = (401, {}, {})
    look_for: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    path: str = ""

    def source(self, url: str, *ours: str, name: str = "") -> Source:
        return Source(
            name or named(self.platform),
            self.platform,
            "sweep",
            "acme",
            url=url + self.path,
            look_for=self.look_for,
            settings=self.settings,
            ours=ours,
        )
