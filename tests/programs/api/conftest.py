"""A company, its draft, and callers of both sides."""

from tests.api.conftest import _nobody_has_called_before, drafter, program, team, today

__all__ = ["_nobody_has_called_before", "drafter", "program", "team", "today"]
