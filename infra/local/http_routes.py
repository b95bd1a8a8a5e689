"""Turns an HTTP API's OpenAPI `Body` into the Integration and Route resources that it stands for.

ministack 1.5.33 ignores `Body`: it makes an API without routes, answers 404 and says CREATE_COMPLETE.
"""

import hashlib
from typing import Any

API = "AWS::ApiGatewayV2::Api"
INTEGRATION_KEY = "x-amazon-apigateway-integration"
ANY_METHOD = "x-amazon-apigateway-any-method"
CORS_KEY = "x-amazon-apigateway-cors"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch"}


def with_routes(template: dict[str, Any]) -> dict[str, Any]:
    """The same CloudFormation template with every Body spelt out as resources."""
    resources: dict[str, Any] = {}
    for logical_id, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        if resource.get("Type") != API or "Body" not in properties:
            resources[logical_id] = resource
            continue
        body = properties["Body"]
        kept = {name: value for name, value in properties.items() if name not in ("Body", "FailOnWarnings")}
        kept.setdefault("Name", body.get("info", {}).get("title", logical_id))
        if CORS_KEY in body:
            # CloudFormation's own spelling begins with capitals; the engine stores it as it comes and reads these.
            kept["CorsConfiguration"] = body[CORS_KEY]
        resources[logical_id] = {**resource, "Properties": {"ProtocolType": "HTTP", **kept}}
        resources.update(_routes(logical_id, resource, body))
    return {**template, "Resources": resources}


def _routes(api: str, resource: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    condition = {"Condition": resource["Condition"]} if "Condition" in resource else {}
    for path, operations in body.get("paths", {}).items():
        for method, operation in operations.items():
            if method not in METHODS and method != ANY_METHOD:
                continue
            verb = "ANY" if method == ANY_METHOD else method.upper()
            route_key = "$default" if path == "/$default" else f"{verb} {path}"
            integration = operation[INTEGRATION_KEY]
            name = f"{api}Route{hashlib.sha256(route_key.encode()).hexdigest()[:8]}"
            made[f"{name}Integration"] = {
                "Type": "AWS::ApiGatewayV2::Integration",
                **condition,
                "Properties": {
                    "ApiId": {"Ref": api},
                    "IntegrationType": str(integration.get("type", "aws_proxy")).upper(),
                    "IntegrationUri": integration["uri"],
                    "IntegrationMethod": integration.get("httpMethod", "POST"),
                    "PayloadFormatVersion": integration.get("payloadFormatVersion", "2.0"),
                },
            }
            made[name] = {
                "Type": "AWS::ApiGatewayV2::Route",
                **condition,
                "Properties": {
                    "ApiId": {"Ref": api},
                    "RouteKey": route_key,
                    "Target": {"Fn::Join": ["/", ["integrations", {"Ref": f"{name}Integration"}]]},
                },
            }
    return made
