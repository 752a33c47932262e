"""`make test` fails when a check fails, and with CI=true also when a test is skipped."""

import sys

import pytest

from tools.devkit import testing
from tools.devkit.checks import Check


def closing_line(text: str, code: int = 0) -> Check:
    program = f"print('first'); print('==== {text} ===='); raise SystemExit({code})"
    return Check("tests", [sys.executable, "-c", program], is_pytest=True)


@pytest.mark.parametrize(
    ("text", "code", "ci", "passes"),
    [
        ("3 passed in 1.00s", 0, "true", True),
        ("1 failed, 2 passed in 1.00s", 1, "", False),
        ("2 passed, 1 skipped in 1.00s", 0, "", True),
        ("2 passed, 1 skipped in 1.00s", 0, "true", False),
    ],
)
def test_the_outcome_of_tests(text: str, code: int, ci: str, passes: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    outcome = testing.outcome(closing_line(text, code), {})
    assert (outcome.passed, outcome.closing) == (passes, text)


def test_a_program_that_is_missing_fails() -> None:
    assert not testing.outcome(Check("lint", ["/nowhere/ruff"]), {}).passed
