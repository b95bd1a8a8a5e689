"""axe-core, run in the open page: what it finds, as lines to read."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from tests.browser.chromium import Page
from tests.harness.template import ROOT

CLIENTS = Path(os.environ.get("FIREBREAK_CLIENTS", ROOT / ".firebreak/clients"))
SOURCE = CLIENTS / "node/node_modules/axe-core/axe.min.js"
#: Everything of WCAG 2.2 A and AA that a machine can find.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST_PRACTICE = ("best-practice",)

_RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return { rules: found.passes.length + found.violations.length, violations: found.violations };
}"""


def findings(page: Page, tags: tuple[str, ...]) -> list[str]:
    """One line an element that a rule of those tags fails on."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    found: dict[str, Any] = page.evaluate(_RUN, list(tags))
    assert found["rules"], f"axe-core ran no rule of {tags}"
    return [
        f"{rule['id']}: {node['html']} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")
