"""Deploys a template that stands beside the main stack, as `make alarms` and `make cdn` do.

`python -m infra.beside infra/alarms.yaml --stage dev NotifyEmail=ops@example.com` makes the stack firebreak-dev-alarms.
Each parameter of that template that is a logical id of the main stack gets the name that the resource has there: so the
two stacks share no exports, and neither holds the other up.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.sam_template import read_template


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.beside", description=__doc__)
    parser.add_argument("template", type=Path)
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE", help="parameters that are no resource's name")
    parser.add_argument("--stage", default="dev")
    parser.add_argument("--sam", type=Path, default=Path(".firebreak/sam/bin/sam"))
    asked = parser.parse_intermixed_args(arguments)  # values may stand after the options, as in the Makefile
    main_stack = f"firebreak-{asked.stage}"
    try:
        names = physical_names(boto3.client("cloudformation"), main_stack)
    except (ClientError, BotoCoreError) as error:
        print(f"stack {main_stack} can't be read: {error}. Is it deployed (make deploy)?", file=sys.stderr)
        return 1
    given = dict(value.split("=", 1) for value in asked.values)
    # One that is empty keeps the template's default.
    values = parameters(read_template(asked.template), names) | {name: value for name, value in given.items() if value}
    return subprocess.run(command(asked.sam, asked.template, main_stack, values), check=False).returncode


def physical_names(cloudformation: Any, stack: str) -> dict[str, str]:
    """The name of every resource of that stack, by logical id."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    summaries = [summary for page in pages for summary in page["StackResourceSummaries"]]
    return {summary["LogicalResourceId"]: summary["PhysicalResourceId"] for summary in summaries}


def parameters(template: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Those of the template's parameters that are resources of the main stack."""
    return {name: names[name] for name in template["Parameters"] if name in names}


def command(sam: Path, template: Path, main_stack: str, values: Mapping[str, str]) -> list[str]:
    stack = f"{main_stack}-{template.stem}"
    overrides = [f"{name}={value}" for name, value in values.items()]
    options = ["--stack-name", stack, "--no-fail-on-empty-changeset", "--tags", "app=firebreak"]
    return [str(sam), "deploy", "--template-file", str(template), *options, "--parameter-overrides", *overrides]


if __name__ == "__main__":
    sys.exit(main())
