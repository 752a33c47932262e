"""Where a program stands: what the rules say, and what the pages must tell everybody who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import expect

from approvals.due_dates import DueDates
from approvals.models import CalendarDay, Consideration, Procedure
from approvals.rules import terms
from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.terms import TermKind, WorkingHours
from approvals.workflow import State
from icv_portal.accounts.models import Organization
from tests.e2e.visitors import Visitor


@dataclass(frozen=True)
class Standing:
    state: State
    turn_of: Organization
    due_on: date | None = None


def draft(procedure: Procedure) -> Standing:
    return Standing(State.DRAFT, procedure.customer)


def with_body(procedure: Procedure, state: State, kind: TermKind) -> Standing:
    """Due as the rules count it from the filing that the open consideration answers."""
    filed = Consideration.objects.select_related("body").get(procedure=procedure, outcome="")
    calendar, hours = CalendarDay.objects.calendar(), WorkingHours(filed.body.opens_at, filed.body.closes_at)
    registered_on = terms.registered_on(filed.filed_at, hours, calendar)
    return Standing(state, filed.body, terms.compute(kind, registered_on, calendar).due_on)


def in_rework(procedure: Procedure) -> Standing:
    """Due as the rules count it from the refusal, which the portal delivers at once."""
    refused_at = Consideration.objects.filter(procedure=procedure, outcome="refused").latest("decided_at").decided_at
    assert refused_at is not None
    received_on = terms.local_date(refused_at)
    due_on = terms.compute(TermKind.REWORK, received_on, CalendarDay.objects.calendar()).due_on
    return Standing(State.REWORK, procedure.customer, due_on)


def agreed(procedure: Procedure) -> Standing:
    return Standing(State.AGREED, procedure.customer, last_day_to_adopt(procedure.first_year))


def all_see(visitors: Iterable[Visitor], procedure: Procedure, standing: Standing) -> None:
    for visitor in visitors:
        home_tells(visitor, procedure, standing)
        page_tells(visitor, procedure, standing)


def home_tells(visitor: Visitor, procedure: Procedure, standing: Standing) -> None:
    """Under "my turn" it goes without saying where the program is."""
    turn = visitor.turn(procedure)
    if visitor.membership.organization_id != standing.turn_of.pk:
        expect(turn).to_contain_text(visitor.words.states[standing.state])
        expect(turn).to_contain_text(name_of(standing.turn_of, visitor))
    for text in due_texts(visitor, standing.due_on):
        expect(turn).to_contain_text(text)


def page_tells(visitor: Visitor, procedure: Procedure, standing: Standing) -> None:
    visitor.open(f"/procedures/{procedure.pk}/")
    region = visitor.page.get_by_role("region", name=visitor.words.where_it_stands)
    expect(region).to_contain_text(visitor.words.states[standing.state])
    expect(region).to_contain_text(name_of(standing.turn_of, visitor))
    is_theirs = visitor.membership.organization_id == standing.turn_of.pk
    expect(region.get_by_text(visitor.words.yours)).to_have_count(1 if is_theirs else 0)
    for text in due_texts(visitor, standing.due_on):
        expect(region).to_contain_text(text)


def name_of(organization: Organization, visitor: Visitor) -> str:
    return organization.name_ru if visitor.words.language == "ru" else organization.name_kk


def due_texts(visitor: Visitor, due_on: date | None) -> list[str]:
    if due_on is None:
        return []
    left = DueDates.as_of_today().days_left(due_on)
    return [f"{due_on:%d.%m.%Y}", *([visitor.words.days_left.format(left)] if left else [])]
