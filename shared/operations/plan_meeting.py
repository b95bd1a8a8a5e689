"""A plan and a deployment: what of it the deployment lacks, and which cases keep an older one."""

from __future__ import annotations

from collections import Counter

from botocore.exceptions import ClientError

from shared.channels import email, pagerduty, slack, sms, teams, webhook
from shared.operations.deployment import Deployment
from shared.operations.sources import Sources
from shared.plan import Plan, Way
from shared.plan_live import Check, Met, MetSource, channel_names, met, met_sources
from shared.secrets import SecretError, Secrets
from shared.store.cases import CaseStore
from shared.store.marks import Marks

CHECKS: dict[Way, Check] = {
    "slack": slack.check,
    "teams": teams.check,
    "pagerduty": pagerduty.check,
    "sms": sms.check,
    "webhook": webhook.check,
    "email": email.check,
}
#: Open cases are counted up to here; a company with more has other worries than their plan's version.
MOST_CASES = 1000


def meet(plan: Plan, deployment: Deployment) -> list[Met]:
    """What is wrong, or unknown, with the ways by which the plan's people are told; nothing is sent."""
    names = {name for _, name in channel_names(plan)}
    tests = Marks(deployment.ledger_table).tests((person.id, way) for person in plan.people for way in person.ways())
    return met(plan, _newest(deployment.channel_secrets, names), tests, CHECKS)


def meet_sources(plan: Plan, deployment: Deployment) -> list[MetSource]:
    """The credentials that the plan's sources lack; nobody is asked whether the others are good."""
    sources = Sources(deployment)
    return met_sources(plan, {one.name: set(sources.keys(one).values) for one in plan.sources})


def versions_of_open_cases(deployment: Deployment) -> dict[int, int]:
    """How many open cases keep each version of the plan, the oldest version first."""
    cases = CaseStore(deployment.cases_table).listed("open", MOST_CASES)
    return dict(sorted(Counter(case.plan_version for case in cases).items()))


def _newest(secret_id: str, names: set[str]) -> dict[str, str]:
    secrets, found = Secrets(secret_id), {}
    for name in sorted(names):
        try:
            found[name] = secrets.of(name)[0]
        except SecretError:
            continue
        except ClientError as error:
            # A secret that was never given any value.
            if error.response.get("Error", {}).get("Code") != "ResourceNotFoundException":
                raise
            break
    return found
