"""What `make test` checks, in this order."""

from dataclasses import dataclass, field
from pathlib import Path

from .places import PYTHON, VENV


@dataclass(frozen=True)
class Check:
    """A heading and the command behind it; tests end with a line that tells how many there were."""

    name: str
    command: list[str | Path]
    is_pytest: bool = False
    environment: dict[str, str] = field(default_factory=dict)


def tool(name: str, *arguments: str) -> list[str | Path]:
    return [VENV / "bin" / name, *arguments]


def python(*arguments: str) -> list[str | Path]:
    return [PYTHON, *arguments]


def pytest(*arguments: str) -> list[str | Path]:
    return [PYTHON, "-m", "pytest", *arguments]


BESIDE_EACH_OTHER = ["-n", "2", "-m", "not soak and not own_database"]
ONE_BY_ONE = ["-p", "no:xdist"]
FILE_BY_FILE = ["-n", "2", "--dist", "loadfile", "-m", "not soak and own_database"]
"""Each has a database of its own, and what runs on it; the tests of one file share what is dear to start."""

STATIC = [
    Check("format", tool("ruff", "format", "--check", ".")),
    Check("lint", tool("ruff", "check", ".")),
    Check("types", tool("mypy", ".")),
    Check("import contracts", tool("lint-imports")),
    Check("missing migrations", python("manage.py", "makemigrations", "--check", "--dry-run")),
    Check("stale diagram", python("manage.py", "draw_workflow", "--check")),
    Check("untranslated strings", python("-m", "tools.catalogue", "check")),
]
TESTS = [
    Check("unit and integration tests", pytest("tests", *BESIDE_EACH_OTHER), is_pytest=True),
    Check("race, kill and browser tests", pytest("tests", *FILE_BY_FILE), is_pytest=True),
]
ALL = [*STATIC, *TESTS]


def some_tests(arguments: list[str]) -> list[Check]:
    return [Check("tests", pytest(*ONE_BY_ONE, "-m", "not soak", *arguments), is_pytest=True)]


def long_tests(arguments: list[str]) -> list[Check]:
    wanted = arguments or ["tests", "-n", "2", "-m", "soak or not own_database"]
    return [Check("long tests", pytest(*wanted), is_pytest=True, environment={"SOAK": "1"})]
