"""The price table, as values: `read_prices()["sqs.requests"].of(1_000_000)`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("prices.toml")


@dataclass(frozen=True, slots=True)
class Price:
    """`usd` for `per` units; `free` units a month cost nothing."""

    usd: float
    per: int
    unit: str
    free: int
    evidence: str
    page: str

    def of(self, units: float) -> float:
        """The list price of so many units, in US dollars."""
        return units * self.usd / self.per

    def beyond_free(self, units: float) -> float:
        """What is left to pay where nothing else in the account uses the free allowance."""
        return self.of(max(0.0, units - self.free))


def read_prices(table: Path = TABLE) -> dict[str, Price]:
    """Every price by `service.thing`; raises TypeError where one lacks a field or has one too many."""
    services = tomllib.loads(table.read_text(encoding="utf-8"))
    return {
        f"{service}.{thing}": Price(page=prices["page"], **price)
        for service, prices in services.items()
        if isinstance(prices, dict)
        for thing, price in prices.items()
        if thing != "page"
    }
