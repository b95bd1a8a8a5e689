"""What a call costs a cold start: looked up in `sys.modules` of a fresh process, never by a clock."""

from __future__ import annotations

import subprocess
import sys

from tests.harness.template import ROOT

#: What parsers and clients need, and no signature does. (botocore brings urllib3 with the first client.)
HEAVY = ("feedparser", "pydantic", "nh3", "cryptography", "jwt", "defusedxml", "yaml", "shared.exchange")

_DOORS = """
import sys
from datetime import UTC, datetime
from shared.ears.known import names, platform
from shared.ears.platform import Keys
from shared.ears.request import Request
from shared.plan import Source

only, heavy = {only!r}, set({heavy!r})
call, keys = Request("POST", "there", {{}}, b"{{}}"), Keys({{"secret": ("secret",)}})
for name in [only] if only else names():
    door = platform(name).door
    if door is not None and not door.certs:
        door.refused(call, keys, Source("there", name, "webhook", "acme"), datetime.now(UTC))
    print(name, *(heavy & set(sys.modules)))
    heavy -= set(sys.modules)
print("all", *sorted(each for each in sys.modules if each.startswith("shared.platforms.") and "parts" not in each))
"""


def brought(only: str = "") -> dict[str, list[str]]:
    """What each platform's door brings of the heavy, in one process; and the platforms' modules that were imported."""
    code = _DOORS.format(heavy=HEAVY, only=only)
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return {words[0]: words[1:] for words in map(str.split, answer.stdout.splitlines())}


def test_a_cold_start_pays_for_no_call_of_ours() -> None:
    code = f"import sys, functions.receive.handler; print(*set({HEAVY!r}) & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []


def test_a_delivery_from_discourse_pays_for_no_other_platform_and_for_no_parser() -> None:
    assert brought("discourse") == {"discourse": [], "all": ["shared.platforms.discourse"]}


def test_no_platforms_signature_pays_for_a_parser() -> None:
    assert {name: heavy for name, heavy in brought().items() if heavy and name != "all"} == {}
