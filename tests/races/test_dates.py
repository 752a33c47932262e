"""What a submission relies on changes at the same moment: its dates and years are those that stand afterwards."""

import uuid
from datetime import date

import pytest
from django.db import transaction

from approvals import actions
from approvals.actions import DayChange, change_calendar
from approvals.models import CalendarDay
from approvals.rules.terms import TermKind, compute
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry, first_broken_entry, record
from icv_portal.outbox.models import InboxEntry, Wording, deliver
from programs.actions import change_period
from tests.factories import cases, organizations
from tests.factories.moments import moment
from tests.races.threads import at_once, hold_chain, hold_program

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")
CHAIN = uuid.UUID("0b7b7c53-8b6e-4d53-9d0d-0a5c5f6b1f01")


@pytest.mark.parametrize("name", ["submit", "agree"])
def test_a_term_set_while_the_calendar_changes_follows_the_new_calendar(name):
    case = cases.of_natural_monopoly()
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    if name == "agree":
        case.submit(moment("2026-09-01"))
    step = {"submit": lambda: case.submit(AT), "agree": lambda: case.agree(AT)}[name]
    days = [DayChange(date(2026, 9, 16), CalendarDay.Kind.DAY_OFF, basis="№ 411")]
    results = at_once(
        step,
        lambda: change_calendar(days, by=administrator, at=AT),
        holding=hold_chain(case.program.pk),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    kind = {"submit": TermKind.REGULATOR_CONSIDERATION, "agree": TermKind.AUTHORIZED_BODY_CONSIDERATION}[name]
    expected = compute(kind, date(2026, 9, 8), CalendarDay.objects.calendar())
    assert (case.running.kind, case.running.due_on) == (kind, expected.due_on)
    assert case.procedure.due_on == expected.due_on


def test_the_years_of_a_procedure_are_those_of_the_version_submitted():
    case = cases.of_backbone_enterprise(last_year=2030)
    drafter = case.customer[Role.DRAFTER]
    results = at_once(
        lambda: change_period(case.program.pk, first_year=2027, last_year=2029, by=drafter, at=AT),
        lambda: actions.submit(case.procedure_id, shown_version=0, by=case.signatory, at=AT),
        holding=hold_program(case.program.pk),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    content = case.version.as_content
    assert (content.first_year, content.last_year) == (2027, 2029)
    assert (case.procedure.first_year, case.procedure.last_year) == (2027, 2029)


def test_entries_of_one_chain_written_at_once_stand_one_after_the_other():
    @transaction.atomic
    def write() -> JournalEntry:
        return record(chain_id=CHAIN, subject_kind="procedure", subject_id=CHAIN, event="x", by=None, at=AT)

    numbers = [entry.number for entry in at_once(write, write, write, holding=hold_chain(CHAIN))]
    assert sorted(numbers) == [1, 2, 3]
    assert first_broken_entry(CHAIN) is None


def test_a_notice_delivered_twice_at_once_is_one():
    def send() -> InboxEntry:
        wordings = dict.fromkeys(("kk", "ru", "en"), Wording("Тақырып", "Хабарлама"))
        notice = InboxEntry.saying(
            wordings,
            key="agreed:1",
            organization_id=CHAIN,
            roles=["drafter"],
            event="agreed",
            subject_id=CHAIN,
            link="/",
            at=AT,
        )
        [entry] = deliver(notice)
        return entry

    first, second = at_once(send, send, holding=send)
    assert first == second == InboxEntry.objects.get()
