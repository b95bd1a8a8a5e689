"""`make triage-shown`: forty mentions written for the purpose, with the verdicts on them, in triage's README.

What a person says of each stands beside it: where we are wrong, that is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from shared.cli.triage_lines import Judge, asked, judging
from shared.plan_file import read_plan
from shared.verdict import Kind, Verdict

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).with_suffix(".jsonl")
README = ROOT / "functions/triage/README.md"
PLAN = ROOT / "infra/local/sample/plan.yaml"
BEGIN, END = "<!-- made by `make triage-shown` -->", "<!-- end of what is made -->"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = ("text", "a person says", "verdict", "P", "severity", "confidence", "to whom, how soon", "reasons")
#: As they stand in the table.
_SAID: dict[Kind, str] = {
    "specific_complaint": "complaint",
    "venting": "venting",
    "question": "question",
    "praise": "praise",
    "other": "other",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A mention, what a person says that it is, and what we say."""

    text: str
    person: Kind
    hard: str
    verdict: Verdict

    @property
    def right(self) -> bool:
        return self.verdict.kind == self.person

    @property
    def complaint_right(self) -> bool:
        return self.verdict.is_complaint == (self.person in ("specific_complaint", "venting"))


def main() -> int:
    README.write_text(written(README.read_text(encoding="utf-8"), shown(the_judge(print))), encoding="utf-8")
    print(f"written: {README.relative_to(ROOT)}")
    return 0


def the_judge(warn: Callable[[str], None]) -> Judge:
    """By the sample plan of a ferry company, and by the model that ships."""
    return judging(read_plan(PLAN.read_text(encoding="utf-8")), NOW, warn)


def shown(judge: Judge) -> list[Shown]:
    found = []
    for number, line in enumerate(TEXTS.read_bytes().splitlines(), 1):
        said = json.loads(line)
        found.append(Shown(said["text"], said["person"], said["hard"], judge(asked(number, line, NOW).mention)))
    return found


def written(readme: str, found: Sequence[Shown]) -> str:
    """The README with its table made anew. Raises ValueError where it has no place for one."""
    before, begun, rest = readme.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"the README has no lines {BEGIN!r} and {END!r}; put them where the table belongs")
    return f"{before}{BEGIN}\n{tabled(found)}\n{END}{after}"


def tabled(found: Sequence[Shown]) -> str:
    kinds, complaints = sum(one.right for one in found), sum(one.complaint_right for one in found)
    wrong = sorted((one for one in found if not one.right), key=lambda one: one.verdict.confidence == "low")
    sure = sum(one.verdict.confidence == "high" for one in wrong)
    judges = ", ".join(f"`{name}`" for name in dict.fromkeys(one.verdict.judged_by for one in found))
    return "\n".join(
        (
            f"Of {len(found)}, whether it is a complaint is right for {complaints}, the kind for {kinds};"
            f" {sure} of the {len(wrong)} wrong kinds {'is' if sure == 1 else 'are'} told with high confidence."
            f" Judged by {judges}.",
            "",
            _line(COLUMNS),
            _line(["---"] * len(COLUMNS)),
            *(_line(_cells(one)) for one in found),
        )
    )


def _cells(one: Shown) -> Sequence[str]:
    verdict = one.verdict
    person = _SAID[one.person] + (f" ({one.hard})" if one.hard else "")
    kind = _SAID[verdict.kind]
    whom = f"{verdict.instance or '-'}, {verdict.priority}"
    return (
        one.text,
        person,
        kind if one.right else f"**wrong: {kind}**",
        "-" if verdict.complaint is None else f"{verdict.complaint:.2f}",
        str(verdict.severity),
        verdict.confidence,
        whom,
        "; ".join(f"{reason.about}: {reason.why}" for reason in verdict.reasons),
    )


def _line(cells: Sequence[str]) -> str:
    """A row; what would end a cell, or be read as a mark-up or a link, is written so that it is not."""
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _plain(cell: str) -> str:
    for sign in "\\|<>[]`":
        cell = cell.replace(sign, f"\\{sign}")
    return " ".join(cell.split())


if __name__ == "__main__":
    raise SystemExit(main())
