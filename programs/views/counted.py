"""Applications entered one by one beside the number typed into the demand analysis, for each type of contract."""

from dataclasses import dataclass
from decimal import Decimal

from programs.rules.applications import APPLIED_FOR
from programs.rules.content import Content, number
from programs.rules.contract_targets import applications_registered
from programs.rules.standard_form import CONTRACT_GROUPS, Group, RowPlace


@dataclass(frozen=True)
class Counted:
    """`registered`: None where nothing is entered one by one; `typed`: None where nothing is typed."""

    group: Group
    typed: Decimal | None
    registered: int | None

    @property
    def differs(self) -> bool:
        return self.registered is not None and self.registered != self.typed


def counted(content: Content) -> list[Counted]:
    return [
        Counted(group, _typed(content, group.code), applications_registered(content, group.code))
        for group in CONTRACT_GROUPS
        if group.code in APPLIED_FOR
    ]


def _typed(content: Content, group: str) -> Decimal | None:
    row = content.row_at(RowPlace("demand_analysis", "demand", group))
    return number(row, "applications") if row else None
