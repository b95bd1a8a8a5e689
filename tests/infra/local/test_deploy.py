"""A deployment is believed only when everything is there; CloudFormation is a double here."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.local.deploy import DeployError, deploy


class CloudFormation:
    """Answers with one finished stack."""

    def __init__(self, stack: str, resource: str, *, exists: bool = False, refuses: str = "") -> None:
        self.calls: list[str] = []
        self._stack, self._resource, self._exists, self._refuses = stack, resource, exists, refuses

    def describe_stacks(self, StackName: str) -> Any:  # noqa: N803
        if not self._exists:
            self._exists = True
            raise self._error("Stack with id firebreak does not exist")
        return {"Stacks": [{"StackStatus": self._stack, "Outputs": [{"OutputKey": "Url", "OutputValue": "u"}]}]}

    def create_stack(self, **wanted: Any) -> None:
        self._called("create", wanted)

    def update_stack(self, **wanted: Any) -> None:
        self._called("update", wanted)

    def describe_stack_resources(self, StackName: str) -> Any:  # noqa: N803
        told = {"LogicalResourceId": "Api", "PhysicalResourceId": "a1", "ResourceType": "AWS::ApiGatewayV2::Api"}
        return {"StackResources": [{**told, "ResourceStatus": self._resource, "ResourceStatusReason": "because"}]}

    def _called(self, name: str, wanted: dict[str, Any]) -> None:
        self.calls.append(name)
        if self._refuses:
            raise self._error(self._refuses)
        assert wanted["Parameters"] == [{"ParameterKey": "Known", "ParameterValue": "1"}]

    def _error(self, message: str) -> ClientError:
        return ClientError({"Error": {"Code": "ValidationError", "Message": message}}, "Call")


class Others:
    """S3 and API Gateway, as far as a deployment asks them."""

    def __init__(self, routes: int) -> None:
        self._routes = routes

    def put_object(self, **wanted: Any) -> None:
        assert wanted["Body"]

    def get_routes(self, ApiId: str) -> Any:  # noqa: N803
        return {"Items": [{"RouteKey": f"GET /{place}"} for place in range(self._routes)]}


def deployed(formation: CloudFormation, routes: int = 1) -> Any:
    clients = {"cloudformation": formation, "s3": Others(routes), "apigatewayv2": Others(routes)}
    template: dict[str, Any] = {"Parameters": {"Known": {}}, "Resources": {}}
    return deploy(clients.__getitem__, "firebreak", template, {"Known": "1", "Unknown": "2"})


def test_a_new_stack_is_created() -> None:
    formation = CloudFormation("CREATE_COMPLETE", "CREATE_COMPLETE")
    stack = deployed(formation)
    assert (formation.calls, stack.outputs, stack.physical_ids) == (["create"], {"Url": "u"}, {"Api": "a1"})


def test_a_stack_that_is_there_is_updated() -> None:
    formation = CloudFormation("UPDATE_COMPLETE", "UPDATE_COMPLETE", exists=True)
    deployed(formation)
    assert formation.calls == ["update"]


def test_nothing_to_update_is_no_failure() -> None:
    refusal = "No updates are to be performed."
    deployed(CloudFormation("CREATE_COMPLETE", "CREATE_COMPLETE", exists=True, refuses=refusal))


@pytest.mark.parametrize(
    ("formation", "routes", "reason"),
    [
        (CloudFormation("CREATE_FAILED", "CREATE_FAILED"), 1, "Api .* CREATE_FAILED: because"),
        (CloudFormation("CREATE_COMPLETE", "CREATE_FAILED"), 1, "because"),
        (CloudFormation("UPDATE_ROLLBACK_COMPLETE", "UPDATE_COMPLETE", exists=True), 1, "ROLLBACK"),
        (CloudFormation("CREATE_COMPLETE", "CREATE_COMPLETE"), 0, "Api has no routes"),
        (CloudFormation("", "", refuses="Unrecognized resource types"), 1, "Unrecognized"),
    ],
)
def test_anything_less_than_complete_fails(formation: CloudFormation, routes: int, reason: str) -> None:
    with pytest.raises(DeployError, match=reason):
        deployed(formation, routes)
