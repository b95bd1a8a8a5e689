"""Says whom a storm speaks for, and what it says, from a sample of its posts; anew as it grows.

Both are kept beside the storm. Nothing of what people wrote is logged; the summary names posts by their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from aws_lambda_powertools import Logger

from functions.weigh_storm.crowd import usual_share, weigh
from functions.weigh_storm.gathered import MOST_IDS, Gathered, joined, nothing_of, parts_before, stretch_of, with_before
from functions.weigh_storm.reading import belongs, is_complaint, posts_of, said_of
from functions.weigh_storm.summary import sum_up
from shared.codec import convert
from shared.config import read_settings
from shared.crowd import Crowd
from shared.customers import hashes_of
from shared.events import StormGoesOn, StormGrew, StormSubsided, StormSuspected
from shared.secrets import Secrets
from shared.store.counters import Counters
from shared.store.customers import CustomerStore
from shared.store.ledger import Ledger
from shared.store.mentions_of import mentions_of
from shared.store.plans import Plans
from shared.store.storms import StormStore
from shared.storm import Storm
from shared.verdict import Known

#: So many posts of a storm are weighed, and as many of the record before it; they are looked up so many at a time.
POSTS_READ, IDS_AT_ONCE = 1_000, 500
#: A storm that was weighed a moment ago is weighed again only when it is so many times as large.
RESTS_FOR, GREW_TIMES = timedelta(seconds=60), 2
Told = StormSuspected | StormGrew | StormGoesOn | StormSubsided
TOLD: dict[str, type[Told]] = {told.__name__: told for told in get_args(Told)}


@dataclass(frozen=True, slots=True)
class Settings:
    storms_table: str
    mentions_table: str
    ledger_table: str
    link_secret: str


SETTINGS = read_settings(Settings)
logger = Logger()
storms = StormStore(SETTINGS.storms_table)
counters = Counters(SETTINGS.storms_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
customers = CustomerStore(SETTINGS.ledger_table)
secrets = Secrets(SETTINGS.link_secret)


def handle(event: dict[str, Any], _context: object) -> None:
    now = datetime.now(UTC)
    told = convert(TOLD[event["detail-type"]], event["detail"])
    kept = storms.get(told.storm_id)
    if kept is None or kept.value.state == "dismissed":
        return
    storm = kept.value
    if isinstance(told, StormSubsided) or is_due(storms.beside(storm.id, "crowd", Crowd), storm, now):
        weigh_anew(storm, now)


def is_due(last: Crowd | None, storm: Storm, now: datetime) -> bool:
    if last is None or now - last.weighed_at >= RESTS_FOR:
        return True
    return storm.total >= GREW_TIMES * last.posts


def weigh_anew(storm: Storm, now: datetime) -> None:
    gathered = gather(storm, storms.beside(storm.id, "gathered", Gathered) or nothing_of(storm))
    inside = read(gathered.ids, lambda known: belongs(known, storm))
    before = read(gathered.before or (), is_complaint)
    scope = storm.scope
    crowd = weigh(
        posts_of(inside, customers_among(inside)),
        counted=storm.total,
        # The counters know the authors of all complaints, not those of one kind of trouble.
        authors=storm.total_authors if scope is None and storm.total_authors else None,
        base=plans.in_force().company.customers,
        now=now,
        usual_first_person=usual_share(posts_of(before, None)),
    )
    summary = sum_up(said_of(inside), said_of(before), counted=storm.total, now=now, brand=storm.brand)
    newest = storms.beside(storm.id, "crowd", Crowd)
    if newest is not None and newest.weighed_at > now:
        logger.info("weighed by another, later", storm_id=storm.id)
        return
    storms.put_beside(storm.id, "gathered", gathered)
    storms.put_beside(storm.id, "summary", summary)
    # Last, as it says when all of this was done: what breaks off before is done again at once.
    storms.put_beside(storm.id, "crowd", crowd)
    logger.info("storm weighed", storm_id=storm.id, voice=crowd.voice, posts=crowd.posts, read=crowd.read)


def gather(storm: Storm, gathered: Gathered) -> Gathered:
    """With the ids of what was counted since, and, the first time, of the record before the storm."""
    first, until = stretch_of(storm, gathered)
    gathered = joined(gathered, counters.sampled(storm.brand, first, until, MOST_IDS), until)
    if gathered.before is not None:
        return gathered
    before: list[str] = []
    for start, end in parts_before(storm):
        if len(before) < POSTS_READ:
            before += counters.sampled(storm.brand, start, end, MOST_IDS)
    return with_before(gathered, before)


def read(ids: Sequence[str], wanted: Callable[[Known], bool]) -> list[Known]:
    """The first so many of them that are wanted; what was deleted is not there."""
    found: list[Known] = []
    for start in range(0, len(ids), IDS_AT_ONCE):
        if len(found) >= POSTS_READ:
            break
        some = ids[start : start + IDS_AT_ONCE]
        known = mentions_of(SETTINGS.mentions_table, some)
        found += (known[one] for one in some if one in known and wanted(known[one]))
    return found[:POSTS_READ]


def customers_among(some: Iterable[Known]) -> frozenset[str] | None:
    """The ids of those that are by a known customer; None where the company gave no list."""
    current = customers.current()
    if current is None:
        return None
    [key, *_] = secrets.of("key")
    hashes = {known.mention.id: hashes_of(key, known.mention) for known in some}
    found = customers.known(current, frozenset().union(*hashes.values()))
    return None if found is None else frozenset(one for one, of in hashes.items() if of & found)
