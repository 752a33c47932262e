"""What docker-compose.yml promises: shape, a complete environment, little rights, closed networks, time to stop."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from icv_portal.celery import app
from icv_portal.documents import uploads
from icv_portal.documents.tasks import HARD_LIMIT
from tests.deploy import compose
from tests.deploy.schema import COMPOSE
from tools.devkit.places import ROOT
from tools.devkit.postgres import OLDEST

SERVICES = compose.raw()["services"]
OF_THE_PORTAL = [name for name, service in SERVICES.items() if "build" in service]
LASTING = [name for name, service in SERVICES.items() if service["restart"] != "no"]
SECRET = re.compile(r"KEY|PASSWORD|TOKEN|SECRET|DATABASE_URL")
OF_OTHER_IMAGES = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS"}
OF_LIBRARIES = {"PATH", "HOME", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE"}
NOT_INSTALLED = {"MAIL_PAGE", "MAIL_FOLDER"}
"""Read by settings, for a portal on one's own machine alone."""


def seconds(duration: str) -> int:
    return int(duration.removesuffix("s"))


# Shape


def test_the_file_has_no_key_and_no_shape_an_engine_would_refuse():
    problems = Draft202012Validator(COMPOSE).iter_errors(compose.installed())
    assert [f"{'/'.join(map(str, found.absolute_path))}: {found.message}" for found in problems] == []


@pytest.mark.parametrize(
    "wrong", [{"prots": []}, {"restart": "always"}, {"volumes": ["documents"]}, {"stop_grace_period": "long"}]
)
def test_a_mistake_would_be_found(wrong: dict[str, Any]):
    file = compose.installed()
    file["services"]["web"] |= wrong
    assert not Draft202012Validator(COMPOSE).is_valid(file)


def test_whatever_is_named_is_there():
    file = compose.installed()
    for name, service in file["services"].items():
        assert set(service["networks"]) <= set(file["networks"]), name
        assert set(service.get("depends_on", {})) <= set(file["services"]), name
        assert set(service.get("secrets", [])) <= set(file["secrets"]), name
        for source in (volume.split(":")[0] for volume in service.get("volumes", [])):
            assert (ROOT / source).exists() if source.startswith("./") else source in file["volumes"], name


# The environment


def test_every_name_is_told_in_the_example_and_none_besides():
    assert compose.example().keys() == compose.names().keys()


def test_nothing_in_the_example_would_work():
    """Copied as it is, it is refused: each name that must be filled in is empty."""
    needed = {name for name, kind in compose.names().items() if kind == "?"}
    assert {name for name in needed if compose.example()[name]} == set()
    assert needed == set(compose.INSTALLED) - {"METRICS_TOKEN"}
    with pytest.raises(KeyError, match="SECRET_KEY: a random text"):
        compose.filled(compose.raw(), compose.example())


def test_every_name_in_the_example_has_its_comment():
    assert len(re.findall(r"^#", compose.EXAMPLE.read_text(), re.MULTILINE)) >= len(compose.example()) * 0.7


def test_the_portal_reads_whatever_it_is_given():
    given = {name for service in OF_THE_PORTAL for name in SERVICES[service]["environment"]}
    assert given - compose.read_by_the_portal() == set()
    assert set(compose.image_environment()) - compose.read_by_the_portal() == OF_LIBRARIES - {"DJANGO_SETTINGS_MODULE"}
    others = {
        name for service in SERVICES.keys() - set(OF_THE_PORTAL) for name in SERVICES[service].get("environment", {})
    }
    assert others == OF_OTHER_IMAGES


def test_the_portal_is_given_whatever_it_reads():
    given = {name for service in OF_THE_PORTAL for name in SERVICES[service]["environment"]}
    assert compose.read_by_the_portal() - given - set(compose.image_environment()) == NOT_INSTALLED


def test_secrets_come_from_the_environment_alone():
    found = {name: value for each in SERVICES.values() for name, value in each.get("environment", {}).items()}
    secrets = {name: value for name, value in found.items() if SECRET.search(name)}
    assert len(secrets) >= 6
    assert {name for name, value in secrets.items() if not compose.NAME.search(value)} == set()


def test_the_checks_of_a_deployment_find_nothing():
    environment = {**os.environ, **compose.image_environment(), **compose.service("web")["environment"]}
    environment |= {"PATH": os.environ["PATH"], "STATIC_ROOT": "", "MEDIA_ROOT": ""}
    del environment["PROMETHEUS_MULTIPROC_DIR"]  # a directory of the container
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "no issues (0 silenced)" in ran.stdout


# Rights


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_has_few_rights(name: str):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "user" in service or "build" in service, "the image of the portal has its user itself"
    assert not {"privileged", "cap_add", "pid", "network_mode"} & service.keys()
    assert "/tmp" in service["tmpfs"]


def test_where_the_portal_writes_there_is_room():
    """All else is read-only."""
    writable = {"web": "MEDIA_ROOT", "worker": "MEDIA_ROOT", "beat": "BEAT_SCHEDULE", "backup": "MEDIA_ROOT"}
    for name, variable in writable.items():
        path = compose.image_environment()[variable]
        assert any(path.startswith(volume.split(":")[1]) for volume in SERVICES[name]["volumes"]), name
    assert compose.image_environment()["WORKER_PULSE"].startswith("/tmp/")
    assert any(each.startswith("/run/metrics") for each in SERVICES["web"]["tmpfs"])


def test_only_the_proxy_is_reached_from_outside_and_it_does_not_reach_the_data():
    networks = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    for name in ("database", "redis", "worker", "beat", "migrate", "backup"):
        assert not networks["proxy"] & networks[name] - {"outside"}, name
    assert networks["proxy"] & networks["web"] == {"front"}
    assert networks["database"] == networks["redis"] == {"back"}
    assert {name for name in networks if "outside" in networks[name]} == {"proxy", "worker"}
    assert {name for name, facts in compose.raw()["networks"].items() if facts.get("internal")} == {"front", "back"}


# Start and stop


@pytest.mark.parametrize("name", LASTING)
def test_each_service_is_looked_at_and_given_time_to_stop(name: str):
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert seconds(SERVICES[name]["stop_grace_period"]) >= 10


def test_the_grace_covers_what_is_under_way():
    (patience,) = re.findall(r"--workers-kill-timeout=(\d+)", " ".join(SERVICES["web"]["command"]))
    assert seconds(SERVICES["web"]["stop_grace_period"]) > int(patience)
    assert seconds(SERVICES["worker"]["stop_grace_period"]) > HARD_LIMIT
    assert app.conf.task_acks_late, "what takes longer still is done again"


def test_nothing_starts_before_the_database_is_migrated():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"] == {
            "database": {"condition": "service_healthy"},
            "redis": {"condition": "service_healthy"},
            "migrate": {"condition": "service_completed_successfully"},
        }
    assert SERVICES["proxy"]["depends_on"] == {"web": {"condition": "service_healthy"}}
    assert SERVICES["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


# Other images


def test_the_database_is_one_the_migrations_and_the_backup_know():
    version = SERVICES["database"]["image"].removeprefix("postgres:")
    assert int(version) >= OLDEST
    assert f"postgresql-client-{version} " in compose.DOCKERFILE.read_text()


NGINX = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")


def test_the_proxy_takes_as_much_as_the_portal():
    assert f"client_max_body_size {uploads.LARGEST + uploads.ENVELOPE};" in NGINX


@pytest.mark.parametrize(
    "line",
    [
        "proxy_set_header X-Forwarded-Proto https;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Request-ID $request_id;",
        "access_log off;",
        "error_log stderr crit;",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "set $portal web:8000;",
    ],
)
def test_the_proxy_says_itself_what_a_browser_might_claim_and_keeps_nobodys_address(line: str):
    assert line in NGINX
    assert NGINX.count("{") == NGINX.count("}")


@pytest.mark.parametrize("page", ["away", "too-large"])
def test_pages_of_the_proxy_are_in_three_languages_and_need_nothing_else(page: str):
    text = (ROOT / f"deploy/pages/{page}.html").read_text(encoding="utf-8")
    assert re.findall(r'lang="(\w+)"', text) == ["kk", "ru", "en"]
    assert not re.search(r"<script|<style|<link|<img|style=", text)
    assert page in NGINX
