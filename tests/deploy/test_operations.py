"""What docs/operations.md tells is complete: every setting, figure, health check and address it names exists."""

import re

import pytest
from django.urls import resolve
from prometheus_client.parser import text_string_to_metric_families

from icv_portal.metrics import requests, state_of_work
from tests.deploy import compose
from tools.devkit.places import ROOT

TEXT = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", TEXT))
OF_THE_COMPOSE_FILE = {"POSTGRES_PASSWORD", "TLS_CERTIFICATE", "TLS_KEY", "HTTPS_PORT", "HTTP_PORT", "PORTAL_IMAGE"}
OF_LIBRARIES = {"DJANGO_SETTINGS_MODULE"}


def section(heading: str) -> str:
    return TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_every_setting_is_told_and_none_that_nobody_reads():
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", section("Settings from the environment"), re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    read = compose.read_by_the_portal() | {"DATABASE_URL", "PROMETHEUS_MULTIPROC_DIR"}
    assert told == read - OF_LIBRARIES


def test_what_the_compose_file_reads_besides_is_told():
    assert set(compose.names()) - compose.read_by_the_portal() - {"DATABASE_URL"} == OF_THE_COMPOSE_FILE
    assert OF_THE_COMPOSE_FILE <= NAMED


@pytest.mark.django_db
def test_every_figure_is_told_and_none_that_is_not_there():
    written = (requests.written() + state_of_work.written()).decode()
    there = {family.name for family in text_string_to_metric_families(written) if family.name.startswith("portal_")}
    away = {"portal_queue_waiting", "portal_queue_taken"}  # left out while Redis is away
    names = {name.partition("{")[0] for name in NAMED if name.startswith("portal_")} | {
        "portal_database_connections_idle"
    }
    assert {name.removesuffix("_total") for name in names} == there | away


def test_every_address_it_names_is_the_portals():
    told = {name for name in NAMED if re.fullmatch(r"/(health/\w+|metrics)/", name)}
    assert told == {"/health/live/", "/health/ready/", "/health/work/", "/metrics/"}
    for address in told:
        resolve(address)


def test_the_times_to_stop_are_those_of_the_file():
    rows = re.findall(r"^\| (\w+) \|.*\| (\d+) s", section("Upgrading"), re.MULTILINE)
    services = compose.installed()["services"]
    assert {name: f"{seconds}s" for name, seconds in rows} == {
        name: services[name]["stop_grace_period"] for name, _seconds in rows
    }
    assert len(rows) == 5
