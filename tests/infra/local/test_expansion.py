"""From the SAM template to what the engine deploys."""

from typing import Any

import pytest

from infra.local.expansion import expand
from infra.local.http_routes import API, with_routes
from infra.local.left_out import without_unknown
from infra.local.sam_template import CODE_PROPERTY, TemplateError, read_template
from tests.infra.local.conftest import SMALL


@pytest.fixture(scope="module")
def expanded() -> dict[str, Any]:
    template = read_template(SMALL / "template.yaml")
    return expand(template, "bucket", keys_of(template), {})


def keys_of(template: dict[str, Any]) -> dict[str, str]:
    return {name: f"{name}.zip" for name, each in template["Resources"].items() if each["Type"] in CODE_PROPERTY}


def of_type(template: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each["Properties"] for each in template["Resources"].values() if each["Type"] == kind]


def test_the_code_comes_from_the_bucket(expanded: dict[str, Any]) -> None:
    code = expanded["Resources"]["ReceiveFunction"]["Properties"]["Code"]
    assert code == {"S3Bucket": "bucket", "S3Key": "ReceiveFunction.zip"}


def test_every_operation_of_the_api_becomes_a_route_to_its_integration(expanded: dict[str, Any]) -> None:
    routes = of_type(expanded, "AWS::ApiGatewayV2::Route")
    assert {route["RouteKey"] for route in routes} == {"POST /webhooks/{source}", "GET /webhooks/{source}"}
    for route in routes:
        integration = route["Target"]["Fn::Join"][1][1]["Ref"]
        assert expanded["Resources"][integration]["Properties"]["IntegrationType"] == "AWS_PROXY"
    assert "Body" not in of_type(expanded, API)[0]


def test_the_template_itself_stays_as_it_was() -> None:
    template = read_template(SMALL / "template.yaml")
    expand(template, "bucket", keys_of(template), {})
    assert template == read_template(SMALL / "template.yaml")


def test_what_sam_refuses_is_told() -> None:
    template = {"Resources": {"F": {"Type": "AWS::Serverless::Function", "Properties": {"CodeUri": "s3://b/k"}}}}
    with pytest.raises(TemplateError, match="F"):
        expand(template, "bucket", {}, {})


def test_any_method_cors_and_conditions_survive() -> None:
    cors = {"allowOrigins": ["https://example.com"]}
    operation = {"x-amazon-apigateway-integration": {"type": "aws_proxy", "uri": "u"}}
    paths = {"/a": {"x-amazon-apigateway-any-method": operation, "parameters": []}, "/$default": {"get": operation}}
    body = {"paths": paths, "x-amazon-apigateway-cors": cors}
    made = with_routes({"Resources": {"Api": {"Type": API, "Condition": "C", "Properties": {"Body": body}}}})
    routes = [each for each in made["Resources"].values() if each["Type"] == "AWS::ApiGatewayV2::Route"]
    assert {route["Properties"]["RouteKey"] for route in routes} == {"ANY /a", "$default"}
    assert {route["Condition"] for route in routes} == {"C"}
    assert made["Resources"]["Api"]["Properties"]["CorsConfiguration"] == cors


def test_what_the_engine_does_not_know_is_left_out_and_named() -> None:
    kept = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "Errors"}}
    metric_math = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": []}}
    template = {"Resources": {"Kept": kept, "Sum": metric_math, "Old": {"Type": "AWS::Events::Archive"}}}
    assert without_unknown(template) == ({"Resources": {"Kept": kept}}, ["Sum", "Old"])
