"""Each scene on loopback, once for all clients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.harness.served import SiteOf, served


@pytest.fixture(scope="package")
def site_of() -> Iterator[SiteOf]:
    with served() as site_of:
        yield site_of
