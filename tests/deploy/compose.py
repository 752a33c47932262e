"""docker-compose.yml as an engine would read it: merged, with the names of the environment filled in."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.devkit.places import ROOT

FILE, EXAMPLE, DOCKERFILE = ROOT / "docker-compose.yml", ROOT / ".env.example", ROOT / "Dockerfile"
NAME = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
INSTALLED = {
    "SECRET_KEY": "4w3Lq0Z8s1vXbN6rTg7yUo2iPdFhJkCmA5eQxRzWnB9tVuYpL0",
    "SECOND_FACTOR_KEY": "Zx9Cv8Bn7Mq6Wl5Ek4Rj3Th2Yg1Uf0IdOsPaLzXcVbNmQwErT",
    "POSTGRES_PASSWORD": "onlyLetters123",
    "METRICS_TOKEN": "figures-for-prometheus",
    "BASE_URL": "https://icv.example",
    "ALLOWED_HOSTS": "icv.example",
    "TLS_CERTIFICATE": "/etc/tls/portal.pem",
    "TLS_KEY": "/etc/tls/portal.key",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "portal@icv.example",
}
"""What an installation fills in at least."""


@cache
def text() -> str:
    return FILE.read_text(encoding="utf-8")


def names() -> dict[str, str]:
    """Every name the file asks the environment for: "?" where it must be there, "-" where it has a default."""
    return {name: kind for name, kind, _rest in NAME.findall(text())}


def filled(value: Any, environment: dict[str, str]) -> Any:
    """With the environment's values; raises KeyError with the message where one is needed and empty."""
    if isinstance(value, dict):
        return {name: filled(inner, environment) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, environment) for inner in value]
    return NAME.sub(lambda found: _value(found, environment), value) if isinstance(value, str) else value


def _value(found: re.Match[str], environment: dict[str, str]) -> str:
    name, kind, rest = found.groups()
    if environment.get(name):
        return environment[name]
    if kind == "?":
        raise KeyError(f"{name}: {rest}")
    return rest or ""


def raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text())
    return loaded


def installed() -> dict[str, Any]:
    """The file for an installation that filled in what it must."""
    found: dict[str, Any] = filled(raw(), INSTALLED)
    return found


def service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = installed()["services"][name]
    return found


def example() -> dict[str, str]:
    """Names and values of .env.example."""
    lines = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def image_environment() -> dict[str, str]:
    """What the Dockerfile sets for every process of the image."""
    (block,) = re.findall(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(pair.split("=", 1) for pair in block.replace("\\\n", " ").split())


def read_by_the_portal() -> set[str]:
    """Names that settings, other modules of the portal and its health check ask the environment for."""
    asking = re.compile(r"""environ(?:\.get\(|\[|\.setdefault\()["'](\w+)["']""")
    sources = [*(ROOT / "icv_portal").rglob("*.py"), *(ROOT / "tools/backup").glob("*.py"), ROOT / "tools/health.py"]
    return {name for source in sources for name in asking.findall(source.read_text(encoding="utf-8"))}


def outside(value: str, place: Path) -> str:
    """A path of the container in a directory of the test."""
    return re.sub(r"(?<![\w.])/(srv|run|tmp)/", rf"{place}/\1/", value)
