"""What `make test` checks, in this order."""

from dataclasses import dataclass
from pathlib import Path

from .places import PYTHON, VENV


@dataclass(frozen=True)
class Check:
    """A heading and the command behind it; tests end with a line that tells how many there were."""

    name: str
    command: list[str | Path]
    is_pytest: bool = False


def tool(name: str, *arguments: str) -> list[str | Path]:
    return [VENV / "bin" / name, *arguments]


def python(*arguments: str) -> list[str | Path]:
    return [PYTHON, *arguments]


def pytest(*arguments: str) -> list[str | Path]:
    return [PYTHON, "-m", "pytest", *arguments]


QUICK = ["-m", "not soak", "-p", "no:cacheprovider"]
LONG = ["-m", "soak", "-p", "no:cacheprovider", "-p", "no:xdist"]

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
    Check("unit and integration tests", pytest("tests", "--ignore=tests/e2e", "-n", "2", *QUICK), is_pytest=True),
    Check("browser tests", pytest("tests/e2e", "-p", "no:xdist", *QUICK), is_pytest=True),
]
ALL = [*STATIC, *TESTS]


def some_tests(arguments: list[str]) -> list[Check]:
    return [Check("tests", pytest(*arguments, "-p", "no:xdist", *QUICK), is_pytest=True)]


def long_tests(arguments: list[str]) -> list[Check]:
    return [Check("long tests", pytest(*(arguments or ["tests"]), *LONG), is_pytest=True)]
