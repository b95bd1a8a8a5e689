"""A function imports only what it uses: looked up in `sys.modules` of a fresh process, never by a clock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARSERS = ("nh3", "feedparser", "pydantic", "yaml", "shared.platforms.discourse", "shared.platforms.rss")
#: Costs 21 ms more than a loop over ten records.
BATCH = "aws_lambda_powertools.utilities.batch"


def loaded(code: str) -> set[str]:
    answer = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(answer.stdout.split("\n"))


@pytest.mark.parametrize("function", ["receive", "sweep", "ingest"])
def test_a_cold_start_brings_no_parser(function: str) -> None:
    modules = loaded(f"import functions.{function}.handler")
    assert modules.isdisjoint({*PARSERS, BATCH})
    assert f"functions.{function}.handler" in modules


READING = """
from datetime import UTC, datetime
from functions.ingest.reading import parser
from shared.delivery import Delivery
from shared.plan import Source
delivery = Delivery("forum", {platform!r}, "webhook", {body!r}, {{}}, datetime.now(UTC))
assert parser({platform!r})(delivery, Source("forum", {platform!r}, "webhook", "acme")).mentions
"""


def test_a_forums_post_is_read_without_the_feed_parser() -> None:
    modules = loaded(READING.format(platform="discourse", body=b'{"post": {"id": 1, "raw": "hi"}}'))
    assert "shared.platforms.discourse" in modules
    assert modules.isdisjoint({"feedparser", "shared.platforms.rss", "shared.platforms.standard_webhooks"})


def test_a_standard_webhook_is_read_without_any_html_cleaner() -> None:
    body = b'{"type": "mention.created", "data": {"id": 1, "text": "hi"}}'
    modules = loaded(READING.format(platform="standard_webhooks", body=body))
    assert modules.isdisjoint({"feedparser", "nh3"})


def test_a_feed_is_read_without_pydantic() -> None:
    body = b'<rss version="2.0"><channel><item><title>hi</title></item></channel></rss>'
    assert "pydantic" not in loaded(READING.format(platform="rss", body=body))


def test_triages_cold_start_pays_for_no_parser_and_for_nothing_that_only_training_needs() -> None:
    modules = loaded("import functions.triage.handler")
    assert "shared.triage.judge" in modules
    assert modules.isdisjoint({*PARSERS, BATCH, "numpy", "jinja2", "shared.plan_file", "shared.triage.refit"})


#: All in one process: what none of them imports, none pays for. The models' files lie in the layer beside all of them.
OTHERS = """
import importlib, sys
for name in {names!r}:
    importlib.import_module(f"functions.{{name}}.handler")
"""


def test_no_other_function_pays_for_the_models() -> None:
    names = sorted(at.parent.name for at in (ROOT / "functions").glob("*/handler.py"))
    modules = loaded(OTHERS.format(names=[name for name in names if name != "triage"]))
    assert f"functions.{names[0]}.handler" in modules
    assert modules.isdisjoint(
        {"shared.triage.judge", "shared.triage.model", "shared.triage.table", "shared.triage.tables"}
    )
