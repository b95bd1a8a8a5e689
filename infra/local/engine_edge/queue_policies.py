"""ministack 1.5.33: a rule delivers to a queue whose policy doesn't let it; on AWS such an event is gone."""

import logging
from typing import Any

from infra.local.engine_edge.patching import ministack, wrap

logger = logging.getLogger("firebreak.queue_policies")


def apply() -> None:
    """Deliver only where the queue's policy lets EventBridge in for this rule. Schedules come by their own role."""

    def around(was: Any) -> Any:
        def deliver(target: dict[str, Any], event: Any, rule: dict[str, Any], view: Any = None) -> None:
            arn = target.get("Arn", "")
            if ":sqs:" in arn and not target.get("RoleArn") and not _let_in(arn, rule["Arn"]):
                logger.warning("the policy of %s does not let %s in: the event is dropped", arn, rule["Arn"])
                return
            was(target, event, rule, view)

        return deliver

    wrap(ministack("services.eventbridge"), "_invoke_target", around)


def _let_in(queue_arn: str, rule_arn: str) -> bool:
    queue = ministack("services.sqs")._queue_by_arn(queue_arn)
    policies = ministack("core.iam_evaluator")
    _, _, _, region, account, _ = rule_arn.split(":", 5)
    context = policies.EvalContext(
        principal_arn="events.amazonaws.com",
        principal_type="Service",
        principal_account=account,
        action="sqs:SendMessage",
        resource_arn=queue_arn,
        region=region,
        service_context={"aws:sourcearn": rule_arn, "aws:sourceaccount": account},
    )
    policy = queue and queue["attributes"].get("Policy")
    return bool(policies.evaluate_resource_policy(policy, context, "events.amazonaws.com").decision == "Allow")
