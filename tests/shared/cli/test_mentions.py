from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

from shared.mention import Author, Media
from shared.store.cases import CaseStore
from shared.verdict import Kind, Priority, Reason, Verdict
from tests.builders import NOON, a_mention, minutes
from tests.shared.cli.conftest import Operator, Past, a_case

#: A title for the window, a cleared screen, a one-byte CSI, a turned line, a hidden tag, and rich's own markup.
NASTY = "\x1b]0;gotcha\x07\x1b[2J\x9b31m all \u202egnorw\u2066 \U000e0041[bold red]refund[/] [/nothing]\r\nme"
OBEYED = "\x1b\x07\x9b\u202e\u2066\U000e0041\r"


def a_verdict(mention_id: str, kind: Kind = "specific_complaint", priority: Priority = "high") -> Verdict:
    reasons = (Reason("kind", "says what happened: “cannot log in”"), Reason("priority", "an order is at stake"))
    return Verdict(
        mention_id, 1, kind, "negative", 3, priority, "high", "en", "website_problem", reasons, NOON + minutes(1)
    )


def test_mentions_are_listed_with_the_newest_first(operator: Operator, past: Past) -> None:
    past.mentions().keep(a_mention("1", created_at=NOON - minutes(50)))
    past.mentions().keep(a_mention("2", created_at=NOON - minutes(5)))
    assert [one["id"] for one in operator.reads("mentions")] == ["discourse:2", "discourse:1"]
    assert [one["id"] for one in operator.reads("mentions", "--last", "30m")] == ["discourse:2"]
    assert len(operator.reads("mentions", "--most", "1")) == 1


def test_mentions_can_be_narrowed_to_a_kind_and_a_priority(operator: Operator, past: Past) -> None:
    for native_id in ("1", "2", "3"):
        past.mentions().keep(a_mention(native_id, created_at=NOON - minutes(5)))
    past.mentions().put_verdict(a_verdict("discourse:1", priority="urgent"))
    past.mentions().put_verdict(a_verdict("discourse:2", kind="praise", priority="low"))
    assert [one["id"] for one in operator.reads("mentions", "--kind", "praise")] == ["discourse:2"]
    assert [one["id"] for one in operator.reads("mentions", "--priority", "urgent")] == ["discourse:1"]
    assert "No such mention" in operator.sees("mentions", "--kind", "venting")


def test_a_kind_or_length_that_does_not_exist_is_wrong_usage(operator: Operator) -> None:
    assert "specific_complaint" in operator.misused("mentions", "--kind", "rant")
    assert "write it like" in operator.misused("mentions", "--last", "yesterday")
    assert "31 days" in operator.refused("mentions", "--last", "400d")


def test_a_mention_is_shown_with_every_reason_of_its_verdict(operator: Operator, past: Past) -> None:
    past.mentions().keep(a_mention())
    assert "None yet" in operator.sees("mention", "discourse:1")
    past.mentions().put_verdict(a_verdict("discourse:1"))
    shown = operator.sees("mention", "discourse:1")
    for words in ("specific_complaint", "severity 3 of 4", "cannot log in", "an order is at stake", "/p/1"):
        assert words in shown
    assert operator.reads("mention", "discourse:1")["verdict"]["reasons"][0]["about"] == "kind"


def test_nothing_that_a_terminal_obeys_gets_from_a_customer_to_the_terminal(operator: Operator, past: Past) -> None:
    author = Author(id="u1", name=NASTY, handle=NASTY)
    past.mentions().keep(a_mention(text=NASTY, author=author, created_at=NOON - minutes(5)))
    past.case(a_case(title=NASTY))
    for words in (("mentions",), ("mention", "discourse:1"), ("cases",), ("case", "case-0000000001"), ("status",)):
        for width in (None, 80, 200):
            operator.width = width
            told = operator.sees(*words)
            assert not set(told) & set(OBEYED), words
            assert "refund" in told or words == ("mention", "discourse:1")
    assert "[bold red]refund[/] [/nothing]" in operator.sees("mention", "discourse:1")


def test_a_terminal_is_told_colors_and_nothing_else(operator: Operator, past: Past) -> None:
    past.mentions().keep(a_mention(text=NASTY, created_at=NOON - minutes(5)))
    past.mentions().put_verdict(a_verdict("discourse:1", priority="urgent"))
    for words in (("mentions",), ("mention", "discourse:1")):
        told = operator.sees(*words, env={"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "100"})
        assert "\x1b[1;31murgent" in told
        assert not set(re.sub("\x1b\\[[0-9;]*m", "", told)) & set(OBEYED)


def test_a_private_mention_and_a_rating_are_told(operator: Operator, past: Past) -> None:
    past.mentions().keep(replace(a_mention(public=False), rating=1, url=None))
    shown = operator.sees("mention", "discourse:1")
    assert "forum (discourse), private" in shown
    assert re.search("rating +1 of 5", shown)


def test_every_part_of_a_mention_is_shown(operator: Operator, past: Past) -> None:
    author = Author(id="u1", name="Mia Merkel", handle="mia", followers=1204, joined_at=NOON - timedelta(days=900))
    pictures = (Media("image", "https://img.example.com/1", "a wet ramp"), Media("video", "https://img.example.com/2"))
    whole = replace(
        a_mention("2", author=author),
        claimed_at=NOON + timedelta(days=3),
        language="pt",
        thread="t7",
        parent="1",
        engagement=12,
        reposts=3,
        media=pictures,
    )
    past.mentions().keep(whole)
    shown = operator.sees("mention", "discourse:2")
    for words in (
        "mia (Mia Merkel), id u1",
        "1,204 follow them, an account since 2024-04-15",
        "the platform says 2026-10-05 12:00 UTC",
        "language       pt",
        "in the thread  t7",
        "answers        discourse:1",
        "12 answered, liked or passed it on, 3 of them passed it on",
        "image https://img.example.com/1 (a wet ramp)",
        "video https://img.example.com/2",
    ):
        assert words in shown, words
    assert "ours: " not in shown


def test_private_messages_and_our_own_answers_are_marked_wherever_mentions_are_listed(
    operator: Operator, past: Past
) -> None:
    secret = a_mention("1", public=False, text="my order 4711", created_at=NOON - minutes(5))
    ours = a_mention("2", from_staff=True, text="We are on it", created_at=NOON - minutes(4))
    both = a_mention("3", public=False, from_staff=True, text="Refunded", created_at=NOON - minutes(3))
    for mention in (secret, ours, both, a_mention("4", text="late again", created_at=NOON - minutes(2))):
        past.mentions().keep(mention)
    past.case(a_case())
    CaseStore(past.deployment.cases_table).join(a_case().id, secret.id, NOON)
    operator.width = 200
    listed = operator.sees("mentions")
    for words in ("private, mia: my order 4711", "ours, mia: We are on it", "ours, private, mia: Refunded"):
        assert words in listed, words
    assert " mia: late again" in listed
    assert "private, mia: my order 4711" in operator.sees("case", a_case().id)
    assert "ours: one of our own accounts" in operator.sees("mention", ours.id)


def test_machines_read_the_very_words_though_a_terminal_obeys_none_of_them(operator: Operator, past: Past) -> None:
    past.case(a_case(title=NASTY))
    told = operator.sees("cases", "--json")
    assert not set(told) & set(OBEYED)
    assert json.loads(told)[0]["title"] == NASTY


def test_a_mention_that_is_gone_is_told_with_where_to_look(operator: Operator) -> None:
    assert "see: firebreak mentions" in operator.refused("mention", "discourse:none")


def test_a_refusal_repeats_an_id_without_what_a_terminal_obeys(operator: Operator) -> None:
    assert "\x1b" not in operator.refused("mention", "x\x1b[2Jy")
