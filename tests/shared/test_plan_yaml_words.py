"""What is no YAML: each slip that a hand makes is told in words, where it is mended; and mending it so mends it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.plan_file import PlanFileError, read_plan
from tests.shared.plan_text import DUTY, findings_of

#: What is right, what was written, where it is told (the text that begins there), in which words, and with which mend.
SLIPS = [
    ("    name: Boats", "\tname: Boats", "\tname", "a tab stands here", "spaces"),
    ("    name: Boats", "  \u00a0\u00a0name: Boats", "\u00a0\u00a0name", "U+00A0", "type a space"),
    ("name: Boats", "name:\u00a0Boats", "\u00a0Boats", "U+00A0", "type a space"),
    ("    name: Boats", "   name: Boats", "name: Boats", "indented otherwise", "exactly below"),
    ("    name: Boats", "      name: Boats", ": Boats", "part of the one above", "exactly below"),
    ("  - id: boats", " - id: boats\n  - id: ships\n    name: Ships", "- id: ships", "indented otherwise", "below"),
    ("name: Boats", "name: Boats: big", ": big", "a second `: `", "in quotes"),
    ("name: Boats", "name:Boats", "name:Boats", "no `:` with a space", "between the word and its value"),
    ("name: Boats", "name Boats", "name Boats", "no `:` with a space", "between the word and its value"),
    ("name: Boats", "name: 'Boat's", "s\n", "the value ended with `'`", "double quotes"),
    ("name: Boats", 'name: "Boats" big', "big", 'the value ended with `"`', "double quotes"),
    ("name: Boats", "name: {since} big", "big", "the value ended with `}`", "double quotes"),
    ("name: Boats", "name: @boats", "@boats", "can't begin with `@`", "in quotes"),
    ("name: Boats", 'name: "Boats\\d"', "d\"", "`\\d` means nothing", "single quotes"),
    ("name: Boats", "name: - Boats", "- Boats", "a list can't begin behind a word", "next line"),
    ("backups: [deputy, mate]", "backups: [deputy, mate", "[deputy, mate\n", "bracket isn't closed", "closing bracket"),
    ("backups: [deputy, mate]", 'backups: ["deputy" "mate"]', '"mate"]', "a comma", "look for the comma"),
    ("name: Boats", "name: Boats\n---\na: b", "---", "a plan is one document", "remove this line"),
    ("name: Boats", "name: **Boats**", "**Boats", "can't begin with `*`", "in quotes"),
    ("name: Boats", "name: & Boats", "& Boats", "can't begin with `&`", "in quotes"),
    ("name: Boats", "name: ] Boats", "] Boats", "a `]` stands alone", "take it out"),
    ("backups: [deputy, mate]", "backups: [deputy, mate]]", "]\n", "a `]` stands alone", "take it out"),
    ("name: Boats", "name: |x", "x\n", "not YAML: expected chomping", "in quotes"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "at", "told", "mend"), SLIPS)
def test_each_slip_is_told_in_words_where_it_is_mended(right: str, wrong: str, at: str, told: str, mend: str) -> None:
    assert right in DUTY
    broken = DUTY.replace(right, wrong, 1)
    [finding] = findings_of(broken)
    assert told in finding.what
    assert mend in finding.mend
    lines = broken.split("\n")
    assert "\n".join(lines[finding.line - 1 :])[finding.column - 1 :].startswith(at)


def test_an_odd_space_within_a_text_is_not_taken_for_the_slip() -> None:
    [finding] = findings_of(DUTY.replace("name: Boats", "name: Les bateaux\u00a0: tous: oui"))
    assert "a second `: `" in finding.what


def test_a_quote_that_nobody_closes_is_told_where_it_begins_or_where_the_next_one_ends_it() -> None:
    [finding] = findings_of('company:\n  name: Acme\n  time_zone: "Europe/Lisbon\n')
    assert (finding.line, finding.column, finding.what) == (3, 14, "this quote is never closed")
    broken = DUTY.replace("name: Tide Tables", 'name: "Tide Tables', 1)
    [finding] = findings_of(broken)
    assert "began on a line above" in finding.what


@settings(max_examples=60, deadline=None)
@given(
    at=st.integers(0, len(DUTY)), slip=st.sampled_from(("\t", "\u00a0", '"', "'", "[", "}", ": ", "- ", "\n", "@", "%"))
)
def test_whatever_slips_in_a_finding_stands_inside_the_file(at: int, slip: str) -> None:
    broken = DUTY[:at] + slip + DUTY[at:]
    try:
        read_plan(broken)
    except PlanFileError as error:
        lines = broken.split("\n")
        for finding in error.findings:
            assert 1 <= finding.line <= len(lines)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
