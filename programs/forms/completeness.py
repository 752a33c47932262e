"""How far each section of the form is: from what is written in it and what the checks say."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from programs.rules.checks import Finding, Severity
from programs.rules.content import Content
from programs.rules.standard_form import SECTIONS, Section
from programs.rules.tracing import rests_on_list

IMPORTED = "planned_purchases"
"""The section an imported list takes the place of."""


@dataclass(frozen=True)
class SectionProgress:
    """`status` is one of the completeness codes of `state_labels`."""

    section: Section
    status: str
    errors: int
    warnings: int


def progress(content: Content, findings: Sequence[Finding]) -> Iterator[SectionProgress]:
    """Every section in the order of the form."""
    counted = Counter((finding.section, finding.severity) for finding in findings)
    for section in SECTIONS:
        errors, warnings = counted[section.code, Severity.ERROR], counted[section.code, Severity.WARNING]
        is_filled = content.is_filled(section.code) or (section.code == IMPORTED and rests_on_list(content))
        status = _status(is_filled, errors, warnings)
        yield SectionProgress(section, status, errors, warnings)


def _status(is_filled: bool, errors: int, warnings: int) -> str:
    if not is_filled:
        return "not_started"
    if errors:
        return "errors"
    return "warnings" if warnings else "complete"
