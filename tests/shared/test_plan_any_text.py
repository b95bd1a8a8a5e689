"""Whatever a file holds, it is a plan or it is told what is wrong; never a fault of another kind."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from shared.plan import Plan
from shared.plan_file import PlanFileError, read_plan
from tests.shared.plan_text import DUTY, findings_of

#: The year ahead of it holds a leap day and both changes of the clocks.
NOW = datetime(2027, 9, 1, 12, tzinfo=UTC)
FRAGMENTS = """\
[]
{}
null
yes
-1
.inf
1e999
2026-01-15
2026-02-31
12:30:45
[a, [b]]
{en: }
{pt: {title: {}}}
{a: {b: {c: d}}}
{[a]: b}
{? x}
'{'
'{}'
'{{since}}'
!!binary x
!!set {a}
999999d
&a b
|
"\\ud800"
nothing_new
<<: {a: b}
22:00
"24:00"
2026-01-05 09:00
9999-12-31 23:59
1 month
999 months
weekdays
[mon]
owner
[owner, backups]
[watch, crew]
Pacific/Apia
{from: "22:00", to: "07:00"}
0
[]
""".splitlines()


@settings(max_examples=100, deadline=None)
@given(
    line=st.integers(0, DUTY.count("\n")),
    value=st.sampled_from(FRAGMENTS) | st.text(max_size=20),
    whole_line=st.booleans(),
)
@example(line=3, value="Mars/Phobos", whole_line=False)
@example(line=4, value="[]", whole_line=False)
@example(line=4, value="[EN]", whole_line=False)
@example(line=46, value='"\\ud800"', whole_line=False)
def test_whatever_stands_in_a_plan_it_is_read_or_told(line: int, value: str, whole_line: bool) -> None:
    lines = DUTY.split("\n")
    lines[line] = value if whole_line else f"{lines[line].partition(':')[0]}: {value}"
    broken = "\n".join(lines)
    try:
        read = read_plan(broken, NOW)
    except PlanFileError as error:
        told = error.findings
    else:
        assert isinstance(read, Plan)
        return
    assert told
    assert all(1 <= one.line <= len(broken.splitlines()) + 1 and one.what and one.mend for one in told)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_no_plan_and_is_told_so(text: str) -> None:
    assert findings_of(text)
