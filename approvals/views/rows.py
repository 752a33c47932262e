"""Procedures as rows of a table: finished texts, because fifty models and their tags cost a page half of its time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from approvals.due_dates import DueDates
from approvals.models.procedures import ProcedureQuerySet
from approvals.templatetags.procedure import due
from icv_portal.accounts.models import Membership
from icv_portal.accounts.templatetags.portal import state_badge


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """`due` and `state` are badges; `turn_of` is a name, a dash where it is nobody's turn."""

    url: str
    customer: str
    period: str
    due: str
    state: str
    turn_of: str
    is_overdue: bool
    is_mine: bool


def values_of_rows(procedures: ProcedureQuerySet) -> QuerySet[Any, Any]:
    """Named tuples of what `program_rows` needs, names in the reader's language."""
    language = language_of_names()
    named = procedures.annotate(
        customer_called=F(f"customer_name_{language}"), turn_of=F(f"responsible_organization__name_{language}")
    )
    return named.values_list(
        "id",
        "customer_called",
        "first_year",
        "last_year",
        "state",
        "turn_of",
        "responsible_organization_id",
        "due_on",
        "sorts_on",
        named=True,
    )


def program_rows(values: Iterable[Any], membership: Membership | None, dates: DueDates) -> list[ProgramRow]:
    """As this reader sees them: the turn of one's own organisation is marked."""
    own = membership.organization_id if membership else None
    return [
        ProgramRow(
            url=reverse("procedure", args=[row.id]),
            customer=row.customer_called,
            period=f"{row.first_year}–{row.last_year}",
            due=due(row.due_on, dates, row.state),
            state=state_badge(row.state),
            turn_of=row.turn_of or "—",
            is_overdue=dates.is_overdue(row.due_on),
            is_mine=row.turn_of is not None and row.responsible_organization_id == own,
        )
        for row in values
    ]


def language_of_names() -> str:
    """The suffix of the columns that hold an organisation's name as this reader reads it."""
    language = get_language()
    return language if language in ("ru", "en") else "kk"
