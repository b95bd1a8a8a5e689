"""What a notice of a case says: what happened, why this person, by when, the customer's words, and what to do next."""

from __future__ import annotations

from datetime import datetime

from functions.notify_owner.clock import clock
from shared.case import Case
from shared.case_clocks import CALLED
from shared.channels.message import Button, Message
from shared.escalation import wait_of
from shared.plan import Person, Plan
from shared.rungs import called, is_last, policy
from shared.storm_life import verdict_of
from shared.storm_words import Heard, notice_words
from shared.verdict import Known, told_reasons

#: A customer's words are cut to this many characters in a notice.
QUOTE_CHARACTERS = 1500
#: So many cases are named one by one in a notice that tells of several.
NAMED = 20


def notice_of_case(
    case: Case,
    person: Person,
    plan: Plan,
    known: Known | None,
    now: datetime,
    buttons: tuple[Button, ...] = (),
    heard: Heard | None = None,
) -> Message:
    """The notice of one telling. A private message is never quoted, and of a storm's posts only what several wrote."""
    instance = plan.instance(case.instance)
    about = f"{instance.name}: {instance.what}" if instance.what else instance.name
    facts = [("Case", f"{case.id} ({case.priority})"), ("About", about)]
    facts.append((_deadline(case), clock(now + wait_of(case, plan), plan)))
    facts += [
        (f"{CALLED[name].capitalize()} to the customer by", clock(at, plan))
        for name, at in case.clocks.running().items()
    ]
    if case.since is not None:
        facts.append(("Since", clock(case.since, plan)))
    if known is not None and known.mention.url:
        facts.append(("Where", known.mention.url))
    if case.mentions > 1:
        facts.append(("Mentions", f"{case.mentions}"))
    facts += [("Because", reason) for reason in told_reasons(known) or case.reasons]
    facts += notice_words(heard) if heard is not None else ()
    decided = heard is not None and heard.storm is not None and verdict_of(heard.storm) is not None
    facts += [("Next", step) for step in next_steps(case, plan, known, decided=decided)]
    quote = None
    if known is not None and known.mention.public:
        quote = known.mention.text[:QUOTE_CHARACTERS]
    return Message(
        subject=f"[{case.priority}] {case.title}",
        lines=(case.title, why(person, plan, case)),
        facts=tuple(facts),
        quote=quote,
        commands=(
            f"firebreak ack {case.id} --as {person.id}",
            f"firebreak storm {case.storm_id}" if case.storm_id else f"firebreak case {case.id}",
        ),
        thread=case.id,
        buttons=buttons,
        priority=case.priority,
    )


def notice_of_many(
    cases: list[Case], person: Person, plan: Plan, now: datetime, buttons: tuple[Button, ...] = ()
) -> Message:
    """One notice of several cases that came at once, each with its reason and its time."""
    first = cases[0]
    facts = [
        (
            case.id,
            f"{case.title} ({case.priority}); {why(person, plan, case)} {_deadline(case)} "
            f"{clock(now + wait_of(case, plan), plan)}.",
        )
        for case in cases[:NAMED]
    ]
    if len(cases) > NAMED:
        facts.append(("And", f"{len(cases) - NAMED} more: firebreak cases"))
    return Message(
        subject=f"[{first.priority}] {len(cases)} cases wait for you",
        lines=(f"{len(cases)} cases came within minutes, so they are told together.",),
        facts=tuple(facts),
        commands=tuple(f"firebreak ack {case.id} --as {person.id}" for case in cases[:NAMED]),
        thread=f"bundle-{person.id}",
        buttons=buttons,
        priority=first.priority,
    )


def why(person: Person, plan: Plan, case: Case) -> str:
    """Why it is this person who is told, and now."""
    instance = plan.instance(case.instance)
    match case.cause:
        case "assigned":
            return f"It was given to you: “{instance.name}”."
        case "asked" if case.state == "waiting":
            return "You have this case, and it waits for the customer. Does it still? Say so, or resolve it."
        case "asked":
            return "You acknowledged this some hours ago. Are you still on it? Acknowledge again, or the next is told."
        case "customer":
            return "You have this case, and the customer has written again."
        case "first_answer" | "next_answer" | "solution":
            return f"{CALLED[case.cause].capitalize()} to the customer is late; {_place(person, plan, case)}"
        case "crisis":
            return f"The storm has become a crisis by the plan; {_place(person, plan, case)}"
        case "by_hand":
            return f"Somebody has escalated this case; {_place(person, plan, case)}"
        case _:
            return _sentence(_place(person, plan, case))


def next_steps(case: Case, plan: Plan, known: Known | None, *, decided: bool = False) -> tuple[str, ...]:
    """What to do next; proposed, for a person to decide. `decided`: somebody has said whether it is a storm."""
    instance = plan.instance(case.instance)
    if case.storm_id is not None and decided:
        return ("Read the statement that is drafted for it, and have it approved: firebreak statement list",)
    if case.storm_id is not None:
        return (
            f"Look whether it is one: firebreak storm {case.storm_id}. Confirm or dismiss it.",
            "Then read the statement that is drafted for it, and have it approved: firebreak statement list",
        )
    if case.cause == "asked":
        return ("Say that you have it, or what stands in the way; or resolve it with its root cause.",)
    private = instance.private_channel or plan.company.contact_page
    steps = [f"Answer the customer at once where they wrote, even without a solution; then move it to {private}"]
    if known is not None and not known.mention.public:
        steps = ["Answer the customer in the same private channel at once, even without a solution"]
    if instance.authority:
        steps.append(f"It takes an authority of {instance.authority} to put it right")
    return tuple(steps)


def _place(person: Person, plan: Plan, case: Case) -> str:
    """Where this person stands among those who are told."""
    name = plan.instance(case.instance).name
    if is_last(case, plan):
        return "nobody before you has answered; you are the plan's last resort."
    if case.rung == 0 and not case.tells and case.escalation is None:
        return f"you own “{name}” in the crisis plan (version {plan.version})."
    silent, rung = plan.name_of(case.owner), called(case.rung, policy(case, plan))
    if case.cause == "rung" and person.id != case.owner:
        return f"{silent} has not answered; you are on {rung} of “{name}”."
    return f"you are on {rung} of “{name}” in the crisis plan (version {plan.version})."


def _deadline(case: Case) -> str:
    return "Please say so by" if case.cause in ("asked", "customer") else "Please acknowledge by"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
