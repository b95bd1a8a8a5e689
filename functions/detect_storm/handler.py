"""Counts triaged mentions, and judges each series, minute by minute, against its own record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from functions.detect_storm.authors import mark
from functions.detect_storm.record import Finding, Minute, Record, judge, new_record
from functions.detect_storm.told import event_of, storm_after
from shared.bus import Bus
from shared.codec import CodecError, convert, decode
from shared.config import read_settings
from shared.events import MentionTriaged
from shared.plan import StormRules
from shared.store.items import LostRaceError
from shared.store.ledger import Ledger
from shared.store.marks import Marks
from shared.store.plans import Plans
from shared.store.storms import Counted, StormStore, Versioned
from shared.storm import storm_id
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
    judge_all(count(triaged, now), now)
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def tick(now: datetime) -> None:
    """Judges what is pending, and takes off the list what has been quiet for long enough."""
    pending = storms.pending()
    quiet = judge_all({brand: storms.stream(brand).value for brand in pending}, now)
    for brand in quiet:
        if now - pending[brand] > SETTLED_AFTER:
            storms.settle(brand, pending[brand])


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
    """Counts public mentions by brand and minute, and moves the watermarks; gives them, for each brand it touched."""
    public = [mention for mention in triaged if mention.public]
    storms.count([_counted(mention) for mention in public], now)
    seen: dict[str, dict[str, list[tuple[datetime, datetime]]]] = {}
    for mention in public:
        times = seen.setdefault(mention.brand, {}).setdefault(mention.source, [])
        times.append((mention.seen_at, mention.created_at))
    streams = {}
    for brand, by_source in seen.items():
        streams[brand] = move_on(brand, by_source, now)
        storms.touch(brand, now)
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


def judge_all(streams: Mapping[str, Stream], now: datetime) -> list[str]:
    """Judges each series and says which have no storm running; one that fails stops no other."""
    quiet: list[str] = []
    errors: list[Exception] = []
    ends = {brand: stream_closed_to(stream, now) for brand, stream in streams.items()}
    due = {brand: to for brand, to in ends.items() if to is not None}
    if not due:
        return quiet
    rules = plans.in_force().storm
    for brand, to in due.items():
        try:
            if judge_series(brand, to, rules, now).running is None:
                quiet.append(brand)
        except LostRaceError:
            logger.info("another judge was first", brand=brand)
        except Exception as error:  # noqa: BLE001  # independent series: told together below
            errors.append(error)
    if errors:
        raise ExceptionGroup("some series could not be judged", errors)
    return quiet


def judge_series(brand: str, to: datetime, rules: StormRules, now: datetime) -> Record:
    """Keeps what was found, in the record, before it is told: a crash between the two tells it again."""
    kept = storms.record(Record, brand)
    if kept is None:
        kept = Versioned(new_record(storms.first_minute(brand) or to), 0)
    if not kept.value.untold and kept.value.next_minute < to:
        minutes = [
            Minute(t.at, t.complaints, t.mentions, t.authors, t.instances)
            for t in storms.tallied(brand, kept.value.next_minute, to)
        ]
        kept = storms.save_record(brand, replace(kept, value=judge(kept.value, minutes, to, rules)))
    if kept.value.untold:
        for finding in kept.value.untold:
            tell(brand, finding, now)
        kept = storms.save_record(brand, replace(kept, value=replace(kept.value, untold=())))
    return kept.value


def tell(brand: str, finding: Finding, now: datetime) -> None:
    known = storms.get(storm_id(brand, finding.began_at))
    storm = storm_after(known.value if known else None, brand, finding, now)
    if known is None:
        storms.create(storm)
    elif storm != known.value:
        storms.save(replace(known, value=storm))
    bus.publish([event_of(finding, storm)])
    logger.info(f"storm {finding.what}", storm_id=storm.id, brand=brand, complaints=finding.complaints)


def _counted(mention: MentionTriaged) -> Counted:
    minute = mention.created_at.replace(second=0, microsecond=0)
    return Counted(mention.mention_id, mention.brand, minute, mention.complaint, mark(mention.author), mention.instance)
