"""template.yaml as tests read it: the one place where tables, queues, rules and triggers are written down."""

from __future__ import annotations

from infra.drill.template import ROOT, environment, functions, module_of, resources, target, template

__all__ = ["ROOT", "environment", "functions", "module_of", "resources", "target", "template"]
