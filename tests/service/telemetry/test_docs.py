"""The dashboard, the alerts and the table of the docs name what there is."""

import json
import re
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from service.telemetry.prometheus import PrometheusMeter

DOCS = Path(__file__).parents[3] / "docs"
OF_DATABASE = {"songngu_database_up", "songngu_jobs_open"}
_NAME = re.compile(r"\bsongngu_[a-z_]+")


@pytest.fixture(scope="module")
def names():
    """Every name that a sample can have."""
    found = set(OF_DATABASE)
    for family in PrometheusMeter(CollectorRegistry()).registry.collect():
        ends = {"counter": ("_total",), "histogram": ("", "_bucket", "_sum", "_count")}
        found |= {family.name + end for end in ends.get(family.type, ("",))}
    return found


@pytest.mark.parametrize("path", ["monitoring/grafana.json", "monitoring/alerts.yml"])
def test_only_metrics_that_exist_are_asked_for(names, path):
    asked = set(_NAME.findall((DOCS / path).read_text("utf-8")))
    assert len(asked) > 5
    assert asked <= names


def test_every_metric_is_documented(names):
    written = set(_NAME.findall((DOCS / "OBSERVABILITY.md").read_text("utf-8")))
    told = {re.sub(r"_(bucket|sum|count)$", "", name) for name in names}
    assert told <= written


def test_the_dashboard_can_be_imported():
    told = json.loads((DOCS / "monitoring" / "grafana.json").read_text("utf-8"))
    assert len({panel["id"] for panel in told["panels"]}) == len(told["panels"]) == 12
    assert all(target["expr"] for panel in told["panels"] for target in panel["targets"])
