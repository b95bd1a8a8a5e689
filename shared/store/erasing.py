"""All of the tables, once through: for the one deed that can't name its keys, the erasure of an author.

Everything else reads by a key or an index. An index of authors would have to hold them, for each mention, only to be
asked some times a year; a scan costs 0.03 $ for a table of 1 GB.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from shared import aws
from shared.mention import Mention
from shared.store.items import Item, text
from shared.store.mentions import known

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import ScanInputPaginateTypeDef


def every_mention(table: str) -> Iterator[Mention]:
    """Each mention that is kept; tombstones are left out."""
    found = _scan(
        {
            "TableName": table,
            "FilterExpression": "attribute_exists(doc)",
            "ProjectionExpression": "doc",
            "ConsistentRead": True,
        }
    )
    return (known(item).mention for item in found)


def cases_with(table: str, mention_ids: Collection[str]) -> list[str]:
    """The ids of the cases that gathered one of those mentions, in order."""
    found = _scan(
        {
            "TableName": table,
            "FilterExpression": "begins_with(part, :mention)",
            "ProjectionExpression": "id, part",
            "ExpressionAttributeValues": {":mention": text("mention#")},
            "ConsistentRead": True,
        }
    )
    return sorted({item["id"]["S"] for item in found if item["part"]["S"].removeprefix("mention#") in mention_ids})


def _scan(request: ScanInputPaginateTypeDef) -> Iterator[Item]:
    for page in aws.dynamodb().get_paginator("scan").paginate(**request):
        yield from page["Items"]
