"""Expands the SAM template into the CloudFormation template that the engine deploys."""

import copy
from collections.abc import Mapping
from typing import Any

import boto3
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from infra.local.clients import REGION
from infra.local.http_routes import with_routes
from infra.local.sam_template import CODE_PROPERTY, TemplateError


def expand(
    template: dict[str, Any], bucket: str, keys: Mapping[str, str], parameters: Mapping[str, str]
) -> dict[str, Any]:
    """CloudFormation from SAM, each resource's code taken from `bucket` at `keys[logical id]`.

    Raises TemplateError with every complaint of the SAM translator's.
    """
    source = copy.deepcopy(template)
    source.get("Globals", {}).get("Function", {}).pop("CodeUri", None)
    for logical_id, key in keys.items():
        resource = source["Resources"][logical_id]
        resource["Properties"][CODE_PROPERTY[resource["Type"]]] = {"Bucket": bucket, "Key": key}
    translator = Translator(None, Parser(), boto_session=boto3.Session(region_name=REGION))
    try:
        expanded: dict[str, Any] = translator.translate(source, dict(parameters), get_managed_policy_map=dict[str, str])
    except InvalidDocumentException as error:
        raise TemplateError("; ".join(cause.message for cause in error.causes)) from error
    finally:
        # Else the translator complains of unpublished metrics when the process ends; there are none to publish.
        translator.metrics.publish()
    return with_routes(expanded)
