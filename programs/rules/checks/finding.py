"""What a check found: where, how grave, by which point, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from icv_portal.accounts.rules.labels import Label


class Severity(StrEnum):
    """An error blocks submission, never saving; a warning is shown to the customer and to the reviewer."""

    ERROR = "error"
    WARNING = "warning"


class Ground(StrEnum):
    """The ground for refusal (p. 14) a finding speaks to, by its code."""

    UNDERSTATED_TARGETS = "understated_targets"
    MISMATCHED_CONTRACT_INDICATORS = "mismatched_contract_indicators"
    NO_SME_ACTIVITIES = "no_sme_activities"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`point` in Russian numbering; `row_id` and the key `cell` where the finding is about one."""

    code: str
    severity: Severity
    point: str
    message: Label
    section: str
    row_id: str | None = None
    cell: str | None = None
    ground: Ground | None = None
