"""ministack 1.5.33: a rule or schedule invokes a function once; if it fails, nobody hears of it.

AWS invokes it asynchronously: two retries by default, then the function's own failure destination.
"""

import json
from typing import Any

from infra.local.engine_edge.patching import ministack, put


def apply() -> None:
    """Send events to functions the way ministack already treats an asynchronous Invoke."""
    functions = ministack("services.lambda_svc")

    def dispatch(arn: str, payload: str) -> None:
        function, config, _ = functions._get_func_record_for_ref(arn)
        if function and config:
            record = functions._execution_record_for_config(function, config)
            functions.invoke_async_with_retry(record, json.loads(payload))

    def with_dead_letters(create: Any) -> Any:
        def created(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
            made = create(logical_id, properties, stack)
            # The same version's CloudFormation forgets a function's DeadLetterConfig.
            if properties.get("DeadLetterConfig"):
                functions._functions[made[0]]["config"]["DeadLetterConfig"] = properties["DeadLetterConfig"]
            return made

        return created

    put(ministack("services.eventbridge"), "_dispatch_to_lambda", dispatch)
    handlers = ministack("services.cloudformation.provisioners")._RESOURCE_HANDLERS["AWS::Lambda::Function"]
    handlers["create"] = with_dead_letters(handlers["create"])
