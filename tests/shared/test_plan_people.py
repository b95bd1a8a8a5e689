"""Who can be told, and who may decide: each fault in a plan's people and owners is told where it stands."""

from __future__ import annotations

import pytest

from shared.plan_broken import unknown
from shared.plan_file import read_plan
from tests.shared.plan_text import DUTY, PLAN, findings_of, line_of

# What is written instead of what, what the finding says, and at which fragment of the broken text it stands.
IDS = [
    ("{id: crew, name", "{id: mate, name", "`mate` stands under `people` and under `teams`", "mate, name: Crew"),
    ("  - id: watch\n", "  - id: crew\n", "`crew` stands under `teams` and under `schedules`", "crew\n    name: Watch"),
    ("  - id: mate\n", "  - id: owner\n", "`owner` is a word of its own in a rung", "owner\n    name: Mate"),
    ("{id: crew, name", "{id: backups, name", "`backups` is a word of its own in a rung", "backups, name"),
    ("id: short\n", "id: Short Way\n", "`Short Way` can't be an id", "Short Way"),
    (
        "members: [deputy, mate]",
        "members: [deputy, maet]",
        "no person `maet` in the plan; did you mean `mate`?",
        "maet",
    ),
    (
        "members: [deputy, mate]",
        "members: [deputy, watch]",
        "`watch` is a schedule, and a person belongs here",
        "watch]",
    ),
    ("members: [deputy, mate]", "members: [mate, mate]", "`mate` stands twice in it", "mate, mate]"),
    ("members: [deputy, mate]", "members: []", "nobody is in the team `crew`", "members"),
    ("last_resort: director", "last_resort: crew", "`crew` is a team, and a person belongs here", "crew\n"),
    ("alarms: [watch]", "alarms: [wacht]", "no person, team or schedule `wacht`", "wacht"),
    ("alarms: [watch]", "alarms: [owner]", "`owner` is nobody's id; only a rung can tell", "owner]\napp"),
    ("owner: pilot", "owner: backups", "`backups` is nobody's id", "backups\n"),
    ("owner: pilot", "owner: Watch", "`Watch` is the name of `watch`, whose id belongs here", "Watch\n    backups"),
    ("last_resort: director", "last_resort: Pilot", "`Pilot` is the name of `pilot`", "Pilot\n"),
    ("last_resort: director", "last_resort: Crew", "no person `Crew` in the plan; correct the name", "Crew\n"),
]
WAYS = [
    ('sms: "+351900000000"', 'sms: "+351 900 000 000"', "is no international number", '"+351 900'),
    ('sms: "+351900000000"', "sms: '00351900000000'", "is no international number", "'00351"),
    (
        'sms: "+351900000000"',
        "sms: +351900000000",
        "`sms` is not a text: YAML reads `+351900000000` as a number",
        "+351900",
    ),
    ("slack_user: U0CARE123", "slack_user: '@deputy'", "is no member id of Slack", "'@deputy"),
    ("teams: care-teams", "teams: https://example.com/hook", "`teams` must name a channel secret", "https://example"),
    ("slack: care\n", "slack: ' '\n", "`slack` must name a channel secret", "' '"),
    ("urgent: [sms, pagerduty]", "urgent: [sms, email]", "`deputy` has no `email` by which", "email]}"),
    ("urgent: [sms, pagerduty]", "urgent: [pigeon]", "`urgent` can't be `pigeon`; write `slack`, `teams`", "pigeon"),
    ("time_zone: Atlantic/Azores", "time_zone: Azores", "`Azores` is no time zone", "Azores, urgent"),
    (
        "slack: directors",
        "slack: directors\n    quiet: {from: '22:00', to: '07:00'}",
        "who has no quiet hours",
        "quiet: {from: '",
    ),
    ("    slack: boats\n", "", "`pilot` owns `late`, and can be reached by `email` only", "id: pilot"),
    ("    slack: directors\n", "", "`director` is the last resort, and can be reached by `email` only", "id: director"),
]
AUTHORITY = [
    (
        "mate@example.com\n    authority: 2\n",
        "mate@example.com\n",
        "`mate` has less than the `authority` of 2",
        "mate]\n    what",
    ),
    ("    authority: 3\n", "    authority: 1\n", "`pilot` has less than the `authority` of 2", "pilot\n    backups"),
    ("approvals: {authority: 2}", "approvals: {authority: 3}", "only `pilot` has the `authority` of 3", "3}"),
    ("approvals: {authority: 2}", "approvals: {authority: 9}", "nobody has the `authority` of 9", "9}"),
    ("approvals: {authority: 2}", "approvals: {authority: yes}", "`authority` is not a whole number", "yes}"),
]
BACKUPS = [
    ("backups: [deputy, mate]", "backups: [deputy]", "`late` has only one back-up", "backups: [deputy]"),
    ("backups: [deputy, mate]", "backups: [watch]", "`late` has only one back-up", "backups: [watch]"),
]


@pytest.mark.parametrize(("right", "wrong", "told", "at"), IDS + WAYS + AUTHORITY + BACKUPS)
def test_each_fault_is_told_with_its_line_and_a_way_to_mend_it(right: str, wrong: str, told: str, at: str) -> None:
    assert right in DUTY
    broken = DUTY.replace(right, wrong, 1)
    [finding] = [finding for finding in findings_of(broken) if told in str(finding)]
    assert finding.mend
    assert finding.line == line_of(at, broken)


def test_a_team_of_two_is_two_back_ups() -> None:
    assert read_plan(DUTY.replace("backups: [deputy, mate]", "backups: [crew]")).instance("late").backups == ("crew",)


def test_everybody_in_a_team_that_owns_needs_two_ways_and_the_authority() -> None:
    told = [
        str(one)
        for one in findings_of(
            DUTY.replace("owner: pilot", "owner: crew").replace(
                "[deputy, mate]\n    what", "[pilot, director]\n    what"
            )
        )
    ]
    assert any("`mate` owns `late`, and can be reached by `email` only" in one for one in told)
    low = DUTY.replace("owner: pilot", "owner: crew").replace(
        "mate@example.com\n    authority: 2\n", "mate@example.com\n"
    )
    assert any("`mate` of `crew` has less than the `authority` of 2" in one.what for one in findings_of(low))


def test_an_instance_that_asks_for_more_than_the_plan_needs_its_own_two_signers() -> None:
    above = DUTY.replace("    authority: 2\n    escalation", "    authority: 3\n    escalation")
    told = [one for one in findings_of(above) if "that signing a statement needs in `late`" in one.what]
    assert [one.line for one in told] == [line_of("3\n    escalation", above)]
    alone = above.replace("escalation: short\n", "escalation: short\n    two_people_approve: false\n")
    assert not any("signing a statement needs" in one.what for one in findings_of(alone))


def test_one_person_with_one_way_is_one_finding_however_much_they_own() -> None:
    start = PLAN.index("  - id: late")
    block = PLAN[start : PLAN.index("sources:")]
    more = "".join(block.replace("id: late", f"id: late{n}").replace("[late]", f"[late{n}]") for n in range(5))
    [finding] = findings_of(PLAN.replace("    slack: boats\n", "").replace("sources:\n", f"{more}sources:\n"))
    assert "`pilot` owns `late`, `late0`, `late1` and 3 more" in finding.what


def test_somebody_who_left_is_not_taken_for_a_slip_of_the_pen() -> None:
    """Whoever follows the remedy for a person taken out of the plan must not hand their work to a stranger."""
    mend = unknown((), "person", "freight-lead", "people", ["care-lead", "web-lead"]).mend
    assert mend == "correct the name, or add `freight-lead` under `people`"
    mend = unknown((), "person", "freight-laed", "people", ["care-lead", "freight-lead"]).mend
    assert mend == "did you mean `freight-lead`? If not, add `freight-laed` under `people`"
