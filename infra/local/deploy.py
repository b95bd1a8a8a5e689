"""Deploys a CloudFormation template to the engine, and believes it only when everything is there."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infra.local.clients import Clients
from infra.local.package import Package

CODE_BUCKET = "firebreak-local-code"
DEPLOYS_WITHIN_SECONDS = 120.0
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
API = "AWS::ApiGatewayV2::Api"
NOTHING_TO_DO = "No updates are to be performed"


class DeployError(Exception):
    """The stack is not as the template says; the message names each resource that isn't."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A deployed stack: the template's outputs, and each resource's physical id and type by logical id."""

    name: str
    outputs: dict[str, str]
    physical_ids: dict[str, str]
    types: dict[str, str]

    def of_type(self, resource_type: str) -> dict[str, str]:
        """Physical ids by logical id of one type, as `AWS::SQS::Queue`."""
        return {name: self.physical_ids[name] for name, kind in self.types.items() if kind == resource_type}


def upload(client: Clients, packages: list[Package]) -> dict[str, str]:
    """Put each zip into the engine's code bucket; its key by logical id."""
    s3 = client("s3")
    s3.create_bucket(Bucket=CODE_BUCKET)
    present = {found["Key"] for found in s3.list_objects_v2(Bucket=CODE_BUCKET).get("Contents", [])}
    for package in packages:
        if package.zip.name not in present:
            s3.put_object(Bucket=CODE_BUCKET, Key=package.zip.name, Body=package.zip.read_bytes())
    return {package.logical_id: package.zip.name for package in packages}


def deploy(client: Clients, name: str, template: dict[str, Any], parameters: Mapping[str, str]) -> Stack:
    """Create or update the stack; raises DeployError unless every resource is complete and every API has routes."""
    cloudformation = client("cloudformation")
    body = json.dumps(template)
    client("s3").put_object(Bucket=CODE_BUCKET, Key=f"{name}.json", Body=body.encode())
    wanted = {
        "StackName": name,
        "TemplateURL": f"https://s3.amazonaws.com/{CODE_BUCKET}/{name}.json",
        "Capabilities": CAPABILITIES,
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value}
            for key, value in parameters.items()
            if key in template.get("Parameters", {})
        ],
    }
    try:
        if _exists(cloudformation, name):
            cloudformation.update_stack(**wanted)
        else:
            cloudformation.create_stack(**wanted, OnFailure="DO_NOTHING")
    except ClientError as error:
        if NOTHING_TO_DO not in str(error):
            raise DeployError(str(error)) from error
    stack = _settled(cloudformation, name)
    _check_routes(client, stack)
    return stack


def _exists(cloudformation: Any, name: str) -> bool:
    try:
        cloudformation.describe_stacks(StackName=name)
    except ClientError as error:
        if "does not exist" in str(error):
            return False
        raise
    return True


def _settled(cloudformation: Any, name: str) -> Stack:
    deadline = time.monotonic() + DEPLOYS_WITHIN_SECONDS
    while (found := cloudformation.describe_stacks(StackName=name)["Stacks"][0])["StackStatus"].endswith(
        "_IN_PROGRESS"
    ):
        if time.monotonic() > deadline:
            raise DeployError(f"{name} is still {found['StackStatus']} after {DEPLOYS_WITHIN_SECONDS:.0f} s")
        time.sleep(0.05)
    resources = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
    amiss = [
        f"{each['LogicalResourceId']} ({each['ResourceType']}) {each['ResourceStatus']}: "
        f"{each.get('ResourceStatusReason', 'no reason given')}"
        for each in resources
        if each["ResourceStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
    ]
    if amiss or found["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        reason = found.get("StackStatusReason", "")
        raise DeployError("\n".join([f"{name} is {found['StackStatus']} {reason}", *amiss]))
    return Stack(
        name,
        {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])},
        {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in resources},
        {each["LogicalResourceId"]: each["ResourceType"] for each in resources},
    )


def _check_routes(client: Clients, stack: Stack) -> None:
    for logical_id, api_id in stack.of_type(API).items():
        if not client("apigatewayv2").get_routes(ApiId=api_id)["Items"]:
            raise DeployError(f"{logical_id} has no routes: every request to it would be answered with 404")
