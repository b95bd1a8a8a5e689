"""What a fresh machine needs before anything can be heard: a plan in force, and the secrets of sources and channels."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path

from infra.local.machine import LocalMachine
from infra.local.operator import Operator
from infra.local.outbox_channels import local_address
from shared.plan import Plan
from shared.plan_file import read_plan

SAMPLE = Path(__file__).parent / "sample"
#: In the sample plan the feed stands on the machine itself, at the default port.
PLACEHOLDER = "http://127.0.0.1:8400"
#: And the status page is the front door.
STATUS_PAGE = "https://status.example.com"


def prepare(machine: LocalMachine, state: Path, operator: Operator) -> dict[str, str]:
    """Puts the sample plan in force and gives each source and channel its secret; returns the sources' secrets."""
    sample = (SAMPLE / "plan.yaml").read_text(encoding="utf-8")
    text = sample.replace(PLACEHOLDER, machine.url).replace(STATUS_PAGE, machine.url)
    plan = read_plan(text)
    of_sources = source_secrets(plan, state)
    put = machine.client("secretsmanager").put_secret_value
    put(SecretId=machine.stack.outputs["SourceSecrets"], SecretString=json.dumps(of_sources))
    put(SecretId=machine.stack.outputs["ChannelSecrets"], SecretString=json.dumps(channel_secrets(plan, machine.url)))
    file = state / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    operator.run("plan", "publish", str(file))
    return of_sources


def source_secrets(plan: Plan, state: Path) -> dict[str, str]:
    """One a webhook, made once for this state folder: a line that signs goes on working after a restart."""
    kept = state / "secrets.json"
    known: dict[str, str] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    for source in plan.sources:
        if source.how == "webhook" and source.name not in known:
            signed_as_standard = source.platform == "standard_webhooks"
            made = base64.b64encode(secrets.token_bytes(24)).decode()
            known[source.name] = f"whsec_{made}" if signed_as_standard else secrets.token_urlsafe(24)
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(known), encoding="utf-8")
    return known


def channel_secrets(plan: Plan, url: str) -> dict[str, str]:
    """Each channel that the plan names by a secret leads to the outbox."""
    return {
        name: local_address(way, name, url)
        for way in ("slack", "teams", "pagerduty", "webhook")
        for name in sorted({getattr(person, way) for person in plan.people if getattr(person, way)})
    }
