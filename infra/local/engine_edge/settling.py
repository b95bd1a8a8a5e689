"""How Lambda's poller settles a batch of stream records: what it retries, splits and gives up.

Source: AWS Lambda developer guide, "Using AWS Lambda with Amazon DynamoDB", "Configuring partial batch response"
and "Handling errors for stream event sources". Knows nothing of ministack.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Policy:
    """`retries` after the first try, None for as long as the records live."""

    bisect: bool = False
    reports_failures: bool = False
    retries: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one invocation: all done, all failed (`raised` or not), or done up to `failed_from`."""

    failed_from: int | None = None
    raised: bool = False


def outcome_of(records: list[Record], error: bool, answer: object, policy: Policy) -> Outcome:
    """Read a function's answer. A failed item that isn't in the batch fails the whole batch."""
    if error:
        return Outcome(0, raised=True)
    if not policy.reports_failures or not isinstance(answer, dict) or not answer.get("batchItemFailures"):
        return Outcome()
    places = {record["dynamodb"]["SequenceNumber"]: place for place, record in enumerate(records)}
    failed = [failure.get("itemIdentifier") for failure in answer["batchItemFailures"]]
    return Outcome(min(places.get(each, 0) for each in failed))


def settle(
    batch: list[Record],
    policy: Policy,
    invoke: Callable[[list[Record]], Outcome],
    give_up: Callable[[list[Record]], None],
    wait: Callable[[int], bool],
) -> None:
    """Invoke until every record is done or given up, in order.

    `wait` gets the number of the coming retry and says whether there is still anybody to retry for.
    """
    waiting, retried = [batch], 0
    while waiting:
        records = waiting[0]
        outcome = invoke(records)
        if outcome.failed_from is None:
            waiting, retried = waiting[1:], 0
        elif outcome.failed_from > 0:
            # The lowest failed record is the new checkpoint: it and all after it are delivered again.
            waiting[0], retried = records[outcome.failed_from :], 0
        elif outcome.raised and policy.bisect and len(records) > 1:
            # A split doesn't count as a retry.
            half = len(records) // 2
            waiting[0:1] = [records[:half], records[half:]]
            retried = 0
        elif policy.retries is not None and retried >= policy.retries:
            give_up(records)
            waiting, retried = waiting[1:], 0
        else:
            retried += 1
            if not wait(retried):
                return
