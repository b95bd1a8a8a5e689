"""What AWS says when it does not take a message: told by its code, and whether it may pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.channels.message import ChannelError

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

#: Too much at once, told with a status of 400; what has 429 or 5xx passes too
#: (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, and SNS' API_Publish.html).
PASSING = {
    "InternalError",
    "InternalFailure",
    "KMSThrottling",
    "LimitExceededException",
    "ServiceUnavailable",
    "Throttled",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}


def refused(by: str, what: str, error: ClientError) -> ChannelError:
    """`SES refused the mail: MessageRejected`, without anything that was in the call."""
    code = error.response.get("Error", {}).get("Code", "?")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return ChannelError(f"{by} refused the {what}: {code}", transient=code in PASSING or status == 429 or status >= 500)
