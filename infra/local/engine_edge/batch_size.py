"""ministack 1.5.33: a queue's mapping hands over ten messages at most, whatever its BatchSize (up to 10,000)."""

from typing import Any

from infra.local.engine_edge.patching import ministack, put


def apply() -> None:
    """Hand over up to BatchSize of the messages that are there."""
    queues = ministack("services.sqs")

    def receive(queue_url: str, most: int) -> Any:
        with queues._queues_lock:
            queue = queues._get_q(queue_url)
            queues._expire_retained(queue)
            queues._dlq_sweep(queue)
            return queues._collect_msgs(queue, int(most or 1), int(queue["attributes"].get("VisibilityTimeout", "30")))

    put(queues, "_receive_messages_for_esm", receive)
