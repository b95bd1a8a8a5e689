"""Counts triaged mentions, and judges each series, minute by minute, against its own record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from functions.detect_storm.brand import Record, Rules, judge, new_record
from functions.detect_storm.counting import counted_of, has_no_date
from functions.detect_storm.finding import Finding, Key, Running
from functions.detect_storm.late import late_of, rejudge, stretches
from functions.detect_storm.relearned import RELEARNED_FOR, fits, relearned
from functions.detect_storm.told import event_of, id_of, storm_after, totals_of, worth_telling
from shared.bus import Bus
from shared.codec import CodecError, convert, decode
from shared.config import read_settings
from shared.events import MentionTriaged
from shared.plan import Plan
from shared.store.counters import Counters
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.plans import Plans
from shared.store.storms import StormStore, Versioned
from shared.watermark import Stream, advance_stream, stream_closed_to

#: A series without a storm leaves the minute tick's list when nothing was counted for so long.
SETTLED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Settings:
    storms_table: str
    ledger_table: str
    bus_name: str


SETTINGS = read_settings(Settings)
logger = Logger()
storms = StormStore(SETTINGS.storms_table)
counters = Counters(SETTINGS.storms_table)
plans = Plans(Ledger(SETTINGS.ledger_table))
bus = Bus(SETTINGS.bus_name)
marks = Marks(SETTINGS.ledger_table)


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Takes a batch of MentionTriaged from the queue, or the minute tick."""
    now = datetime.now(UTC)
    if "Records" not in event:
        tick(now)
        marks.ran("detect_storm", now)
        return {}
    triaged, failed = read_batch(event["Records"])
    judge_all(count(triaged, now), now, retelling=False)
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def tick(now: datetime) -> None:
    """Judges what is pending, and takes off the list what has been quiet for long enough."""
    pending = counters.pending()
    quiet = judge_all({brand: storms.stream(brand).value for brand in pending}, now, retelling=True)
    for brand in quiet:
        if now - pending[brand] > SETTLED_AFTER:
            counters.settle(brand, pending[brand])


def read_batch(records: Iterable[dict[str, Any]]) -> tuple[list[MentionTriaged], list[str]]:
    """The events in a batch, and the ids of the messages that hold none (they end in the dead-letter queue)."""
    triaged, failed = [], []
    for record in records:
        try:
            triaged.append(convert(MentionTriaged, decode(dict, record["body"]).get("detail")))
        except CodecError as error:
            logger.error("not a MentionTriaged", message_id=record["messageId"], reason=str(error))
            failed.append(record["messageId"])
    return triaged, failed


def count(triaged: list[MentionTriaged], now: datetime) -> dict[str, Stream]:
    """Counts public mentions by brand and minute, and moves the watermarks; gives them, for each brand it touched.

    Our own answers are not counted: they would make complaints look like the smaller part of what is said. They show
    how far their source has come, as any mention does.
    """
    public = [mention for mention in triaged if mention.public]
    # Read only where it matters: most platforms say when a post was written.
    before = {mention.brand: Stream() for mention in public}
    before |= {brand: storms.stream(brand).value for brand in {one.brand for one in public if has_no_date(one)}}
    theirs = [mention for mention in public if not mention.from_staff]
    counters.count([counted_of(mention, before[mention.brand], now) for mention in theirs], now)
    seen: dict[str, dict[str, list[tuple[datetime, datetime]]]] = {}
    minutes: dict[str, set[datetime]] = {}
    for mention in public:
        minutes.setdefault(mention.brand, set()).add(mention.created_at.replace(second=0, microsecond=0))
        times = seen.setdefault(mention.brand, {}).setdefault(mention.source, [])
        times.append((mention.seen_at, mention.created_at))
    streams = {}
    for brand, by_source in seen.items():
        streams[brand] = move_on(brand, by_source, now)
        counters.touch(brand, minutes[brand], now)
    return streams


def move_on(brand: str, seen: dict[str, list[tuple[datetime, datetime]]], now: datetime) -> Stream:
    """Moves the brand's watermarks. Each try lets one of those that meet there through, so this ends."""
    while True:
        kept = storms.stream(brand)
        moved = replace(kept, value=advance_stream(kept.value, seen, now))
        try:
            storms.save_stream(brand, moved)
        except LostRaceError:
            continue
        return moved.value


def judge_all(streams: Mapping[str, Stream], now: datetime, *, retelling: bool) -> list[str]:
    """Judges each brand and says which have no storm running; one that fails stops no other."""
    quiet: list[str] = []
    errors: list[Exception] = []
    ends = {brand: stream_closed_to(stream, now) for brand, stream in streams.items()}
    due = {brand: to for brand, to in ends.items() if to is not None}
    if not due:
        return quiet
    plan = plans.in_force()
    for brand, to in due.items():
        try:
            if not judge_brand(brand, to, plan, now, retelling=retelling).running:
                quiet.append(brand)
        except LostRaceError:
            logger.info("another judge was first", brand=brand)
        except Exception as error:  # noqa: BLE001  # independent brands: told together below
            errors.append(error)
    if errors:
        raise ExceptionGroup("some brands could not be judged", errors)
    return quiet


def judge_brand(brand: str, to: datetime, plan: Plan, now: datetime, *, retelling: bool) -> Record:
    """Keeps what was found, in the record, before it is told: a crash between the two tells it again.

    That is for the minute tick (`retelling`): to a batch, what is left to tell is most often being told by another.
    """
    kept = storms.record(Record, brand)
    if kept is None:
        kept = Versioned(new_record(counters.first_minute(brand) or to), 0)
    # Read before the counts: a minute that is counted in meanwhile is looked at again.
    touched = counters.touched(brand)
    late = late_of(touched.keys(), kept.value)
    left_to_tell = bool(kept.value.untold)
    if left_to_tell and not retelling:
        return kept.value
    if not left_to_tell and (late or kept.value.next_minute < to):
        judged = judged_anew(brand, kept.value, late, to, plan)
        if judged != kept.value:
            kept = storms.save_record(brand, replace(kept, value=judged))
    if kept.value.untold:
        for finding in worth_telling(kept.value.untold):
            tell(brand, finding, now)
        kept = storms.save_record(brand, replace(kept, value=replace(kept.value, untold=())))
    if left_to_tell:
        # A crash had left it; told now, and nothing was judged yet.
        return judge_brand(brand, to, plan, now, retelling=False)
    counters.judged(brand, {minute: times for minute, times in touched.items() if minute < kept.value.next_minute})
    return kept.value


def judged_anew(brand: str, record: Record, late: Sequence[datetime], to: datetime, plan: Plan) -> Record:
    """The record after what came late, and after every minute before `to`."""
    rules = Rules(plan.storm, plan.crisis, storms.lessons(brand).value, asleep(brand, record.running))
    if not fits(record, rules):
        day = counters.tallied(brand, record.next_minute - RELEARNED_FOR, record.next_minute)
        record = relearned(record, day, rules)
    read = stretches(record, late, to, rules.storm.window)
    minutes = [minute for first, last in read for minute in counters.tallied(brand, first, last)]
    if late:
        record = rejudge(record, late, [minute for minute in minutes if minute.at < record.next_minute], rules)
    return judge(record, minutes, to, rules)


def asleep(brand: str, running: Iterable[Running]) -> frozenset[Key]:
    """Those that a person dismissed or closed."""
    found = {storm.key: storms.get(id_of(brand, storm.key)) for storm in running}
    return frozenset(key for key, storm in found.items() if storm is not None and not storm.value.running)


def tell(brand: str, finding: Finding, now: datetime) -> None:
    known = storms.get(id_of(brand, (finding.series, finding.began_at)))
    until = finding.at + timedelta(minutes=1)
    totals = totals_of(finding.series, counters.tallied(brand, finding.began_at, until))
    storm = storm_after(known.value if known else None, brand, finding, totals, now)
    if known is None:
        storms.create(storm)
    elif storm != known.value:
        storms.save(replace(known, value=storm))
    if finding.what == "suspected" or known is None or known.value.running:
        bus.publish([event_of(finding, storm)])
    logger.info(f"storm {finding.what}", storm_id=storm.id, brand=brand, complaints=finding.complaints)
