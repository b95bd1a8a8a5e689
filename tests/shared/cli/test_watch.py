"""`firebreak watch`: whom to reach, with why and what to do next; and taking them off."""

from __future__ import annotations

from datetime import timedelta

from shared.mention import Author, Mention
from shared.store.histories import Histories
from shared.store.history_items import author_of, talk_of
from shared.triage.history import UNKNOWN, Post
from tests.builders import NOON, a_mention, minutes
from tests.shared.cli.conftest import Operator, Past

HOUR = minutes(60)
ASKED = a_mention(text="When do you\nopen on Sundays?", created_at=NOON - 5 * HOUR)
#: A terminal's own commands must not be among a customer's words.
SLY = a_mention(
    "2", text="\x1b[31mI am [bold]leaving", author=Author(id="u2", handle="lee"), created_at=NOON - 2 * HOUR
)


def waits(past: Past, mention: Mention, *, instance: str | None = "website_problem", leaving: bool = False) -> None:
    """Heard, judged and noted, as triage does."""
    past.mentions().keep(mention)
    post = Post(
        mention.id,
        mention.version,
        talk_of(mention),
        mention.created_at,
        mention.seen_at,
        "question",
        0.0,
        "neutral",
        instance=instance,
        leaving=leaving,
    )
    histories = Histories(past.deployment.mentions_table)
    histories.note(author_of(mention), post, UNKNOWN, timedelta(days=400))


def test_nobody_waits(operator: Operator) -> None:
    assert operator.sees("watch") == "Nobody waits for us too long.\n"
    assert operator.reads("watch") == []


def test_each_is_told_with_why_since_when_their_words_and_what_to_do(operator: Operator, past: Past) -> None:
    waits(past, ASKED)
    seen = operator.sees("watch")
    assert "mia on discourse" in seen
    assert "asked 5 h ago and nobody answered; the plan's first answer for website_problem is" in seen
    assert "When do you open on Sundays?" in seen
    assert "https://forum.example.com/p/1" in seen
    assert "firebreak watch done discourse:1" in seen
    [person] = operator.reads("watch")
    assert (person["author"], person["mention_id"], person["case_id"]) == ("mia", "discourse:1", None)
    assert operator.reads("status")["to_reach"] == 1
    assert "1 person to reach: firebreak watch" in operator.sees("status")


def test_the_list_is_narrowed_and_cut(operator: Operator, past: Past) -> None:
    waits(past, ASKED)
    waits(past, SLY, leaving=True)
    assert [person["author"] for person in operator.reads("watch", "--instance", "website_problem")] == ["lee", "mia"]
    cut = operator.types("watch", "--most", "1")
    assert (cut.exit_code, cut.stderr) == (0, "And 1 more: --most 2\n")
    assert "it has website_problem" in operator.refused("watch", "--instance", "unknown")
    assert "\x1b" not in cut.stdout
    assert "[bold]leaving" in cut.stdout


def test_done_takes_one_off_by_a_persons_name(operator: Operator, past: Past) -> None:
    waits(past, ASKED)
    told = operator.sees("watch", "done", ASKED.id, "--by", "ada")
    assert told == "mia is off the list: ada reached them. What they write from now on counts anew.\n"
    assert operator.reads("watch") == []
    assert "nobody waits for us" in operator.refused("watch", "done", ASKED.id, "--by", "ada")
    assert "there is no mention discourse:404" in operator.refused("watch", "done", "discourse:404", "--by", "ada")
    assert "the plan has no person 'nobody'" in operator.refused("watch", "done", ASKED.id, "--by", "nobody")


def test_without_a_plan_nobody_knows_who_waits_too_long(bare: Operator, past: Past) -> None:
    waits(past, ASKED)
    assert "publish" in bare.refused("watch")
    assert bare.reads("status")["to_reach"] == 0
