"""The specification's own examples: signed as published, and none of them a mention."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.plan import Source
from shared.platforms.standard_webhooks import PLATFORM
from tests.functions.ears import STREAM_SECRET
from tests.real.payloads import names, payload
from tests.shared.platforms.heard import parsed

STREAM = Source("stream", "standard_webhooks", "webhook", "acme")
SENT_AT = datetime.fromtimestamp(1614265330, UTC)


@pytest.mark.parametrize(("name", "what"), [("spec_example_1", "contact.created"), ("spec_vector", "event")])
def test_what_is_no_envelope_of_ours_is_passed_over(shared_material: Path, name: str, what: str) -> None:
    found = parsed(STREAM, payload(shared_material, f"standardwebhooks/{name}.json").body)
    assert [(skipped.what, skipped.reason) for skipped in found.skipped] == [(what, "its type is none of ours")]
    assert (found.mentions, found.tombstones, found.faults) == ((), (), ())


def test_the_published_vector_is_believed_at_its_time_and_a_replay_is_not(shared_material: Path) -> None:
    vector = payload(shared_material, "standardwebhooks/spec_vector.json")
    assert PLATFORM.door is not None
    request, keys = Request("POST", "stream", vector.headers, vector.body), Keys({"secret": (STREAM_SECRET,)})
    assert PLATFORM.door.refused(request, keys, STREAM, SENT_AT) is None
    assert PLATFORM.door.refused(request, keys, STREAM, SENT_AT + timedelta(minutes=6)) == "timestamp_stale"


def test_no_example_is_left_out(shared_material: Path) -> None:
    known = ["spec_example_1", "spec_vector"]
    assert names(shared_material, "standardwebhooks") == [f"standardwebhooks/{name}.json" for name in known]
