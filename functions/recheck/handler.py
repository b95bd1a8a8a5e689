"""Each hour: has platforms asked whether posts are still there, and takes away what was kept for long enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from aws_lambda_powertools import Logger

from functions.recheck.duty import Decided, decide, furthest_look, next_look
from functions.recheck.old import after, first_hour, hours_over
from shared.config import read_settings
from shared.ears.known import names, platform
from shared.ears.platform import Platform
from shared.inbox import WantedQueue
from shared.keeping import Keeping
from shared.mention import Tombstone
from shared.plan import Plan
from shared.store.ledger import Ledger, NoPlanError
from shared.store.marks import Marks
from shared.store.mentions_due import DueMentions, DuePost
from shared.store.plans import Plans

T = TypeVar("T")

#: So many posts of a platform are asked about in an hour, and so many are taken away; what is left is the next hour's.
MOST_ASKED, MOST_TAKEN = 20_000, 20_000
#: Writes at the same time: one after the other, that many would take minutes.
AT_ONCE = 16
#: Where the walk through the hours stands. No source is named so, as its name has no blank.
_WALK = "kept texts"
KEPT_LONG_ENOUGH = "kept for as long as the plan says"


@dataclass(frozen=True, slots=True)
class Settings:
    mentions_table: str
    ledger_table: str
    wanted_queue_url: str


SETTINGS = read_settings(Settings)
logger = Logger()
due = DueMentions(SETTINGS.mentions_table)
ledger = Ledger(SETTINGS.ledger_table)
plans = Plans(ledger)
marks = Marks(SETTINGS.ledger_table)
wanted_queue = WantedQueue(SETTINGS.wanted_queue_url)


def handle(_event: dict[str, Any], _context: object) -> dict[str, int]:
    """Raises an ExceptionGroup, after all was tried, where something failed: the next hour tries it again."""
    now = datetime.now(UTC)
    try:
        plan = plans.in_force()
    except NoPlanError:
        return {}  # nothing to listen to yet, and nobody has said for how long
    errors: list[Exception] = []
    done = {"asked": 0, "over": 0, "old": 0}
    for found in _demanding(errors):
        try:
            posts = due.to_ask(found.name, now, MOST_ASKED, furthest_look(found, now))
            decided = decide(posts, found, plan, marks.paused(now), now)
            done["asked"] += ask(decided, found, now)
            done["over"] += let_go(decided, found, plan, now)
        except Exception as error:  # noqa: BLE001  # independent platforms: told together below
            errors.append(error)
    try:
        done["old"] = take_old(plan, now)
    except Exception as error:  # noqa: BLE001  # told with the others
        errors.append(error)
    logger.info("kept posts looked after", extra=done)
    if errors:
        raise ExceptionGroup("not all that is kept could be looked after", errors)
    return done


def ask(decided: Decided, found: Platform, now: datetime) -> int:
    """Has each question be asked, and then notes that it was: a crash between the two asks it twice."""
    for question in decided.questions:
        wanted_queue.put(question.wanted)
        _each(question.posts, lambda post: due.ask_again(post, next_look(post, found, now)))
    _each(decided.wait, lambda post: due.wait(post, next_look(post, found, now), now))
    return sum(len(question.posts) for question in decided.questions)


def let_go(decided: Decided, found: Platform, plan: Plan, now: datetime) -> int:
    keeping = Keeping(plan.company.keep_texts, found.recheck_every)

    def bury(one: tuple[DuePost, str]) -> bool:
        post, why = one
        return due.bury_unseen(Tombstone(post.source, post.platform, post.native_id, why, now), post.fresh_at, keeping)

    return sum(_each(decided.over, bury))


def take_old(plan: Plan, now: datetime, most: int = MOST_TAKEN) -> int:
    """Takes away what came before the plan's time, hour by hour. An hour counts once all of it is done."""
    keeping, taken = Keeping(plan.company.keep_texts), 0
    kept = ledger.cursor(_WALK)
    begin = first_hour(keeping.kept, now) if kept is None else datetime.fromisoformat(kept)
    place = begin
    for hour in hours_over(begin, keeping.kept, now):
        ids = list(due.seen_in(hour, most - taken + 1))
        fitting = ids[: most - taken]
        taken += sum(_each(fitting, lambda one: due.bury_old(_old(one, now), now - keeping.kept, keeping)))
        if len(fitting) < len(ids):
            break
        place = after(hour)
    if kept is None or place != begin:
        ledger.move_cursor(_WALK, place.isoformat())
    return taken


def _old(mention_id: str, now: datetime) -> Tombstone:
    name, _, native_id = mention_id.partition(":")
    return Tombstone("", name, native_id, KEPT_LONG_ENOUGH, now)


def _demanding(errors: list[Exception]) -> Iterator[Platform]:
    """The platforms that want to be asked. A module that is broken costs its own platform and no other."""
    for name in names():
        try:
            found = platform(name)
        except Exception as error:  # noqa: BLE001  # told with the others
            errors.append(error)
            continue
        if found is not None and found.recheck_every is not None:
            yield found


def _each(some: Iterable[T], do: Callable[[T], Any]) -> list[Any]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(do, some))
