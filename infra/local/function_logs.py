"""What a function has written, read from the engine's CloudWatch Logs."""

from botocore.exceptions import ClientError

from infra.local.clients import Clients

LINES = 500


def recent_lines(client: Clients, function_name: str) -> list[str]:
    """The last lines of a function, oldest first; none if it never ran. Raises ClientError for no such function."""
    config = client("lambda").get_function_configuration(FunctionName=function_name)
    own_group = f"/aws/lambda/{function_name}"
    group = config.get("LoggingConfig", {}).get("LogGroup") or own_group
    logs = client("logs")
    try:
        streams = [stream["logStreamName"] for stream in logs.describe_log_streams(logGroupName=group)["logStreams"]]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == "ResourceNotFoundException":
            return []
        raise
    mine = [name for name in sorted(streams) if group == own_group or f"/{function_name}[" in name]
    lines = [
        str(event["message"]).rstrip("\n")
        for name in mine
        for event in logs.get_log_events(logGroupName=group, logStreamName=name, limit=LINES)["events"]
    ]
    return lines[-LINES:]
