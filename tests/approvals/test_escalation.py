"""A body's term in danger, or missed, goes up: to deputies, administrators of the portal, oversight."""

from datetime import date

import pytest

from approvals.actions import change_calendar
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import InboxEntry
from tests.approvals.test_reminders import administrator, entries, remind, with_regulator
from tests.factories import cases, organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
__all__ = ["administrator", "with_regulator"]


def test_a_missed_term_of_a_body_goes_up(with_regulator, administrator):
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    remind("2026-09-22")
    remind("2026-09-23")
    missed = InboxEntry.objects.get(event="term_missed")
    assert (missed.organization_id, missed.roles) == (administrator.organization_id, ["portal_administrator"])
    assert (missed.kind, missed.link) == ("escalation", "/")
    customer = with_regulator.organization(with_regulator.customer)
    for text in (missed.title_ru, missed.text_ru, missed.advice_ru, str(missed.facts)):
        assert customer.name_ru not in text, "administrators read no programs"
    remind("2026-09-24")
    assert not InboxEntry.objects.filter(organization_id=auditor.organization_id).exists()
    remind("2026-09-25")
    up = InboxEntry.objects.get(organization_id=auditor.organization_id)
    assert (up.event, up.kind, up.roles) == ("term_overdue", "escalation", ["auditor"])
    remind("2026-09-28")
    assert InboxEntry.objects.filter(event="term_missed").count() == 1
    assert InboxEntry.objects.filter(organization_id=auditor.organization_id).count() == 1


def test_who_watches_is_told_late_when_the_year_was_not_loaded(administrator):
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    case = cases.of_natural_monopoly()
    case.submit(moment("2028-12-06"))
    assert case.running.due_on == date(2028, 12, 28)
    remind("2029-01-25")
    assert not InboxEntry.objects.filter(organization_id=auditor.organization_id).exists()
    change_calendar([], loaded_years=[2029], by=administrator, at=moment("2029-01-25"))
    remind("2029-01-26")
    remind("2029-01-29")
    assert InboxEntry.objects.filter(organization_id=auditor.organization_id).count() == 1
    assert InboxEntry.objects.filter(event="term_missed").count() == 1


def test_a_customers_missed_term_goes_to_nobody_above_it(administrator):
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    cases.in_state(State.REWORK)
    remind("2026-09-25")
    watchers = {administrator.organization_id, auditor.organization_id}
    assert not InboxEntry.objects.filter(organization_id__in=watchers).exists()


def test_nobody_chooses_to_miss_a_term_in_danger(with_regulator):
    remind("2026-09-21")
    remind("2026-09-23")
    kinds = {(entry.event, tuple(entry.roles)): entry.kind for entry in entries()}
    both = ("regulator_head", "regulator_reviewer")
    assert sorted(entry.kind for entry in entries() if entry.event == "term_ends") == ["escalation", "reminder"]
    assert kinds["term_ends_today", both] == "escalation"
    assert kinds["term_overdue", ("regulator_head",)] == "escalation"
    assert kinds["term_overdue", ("signatory",)] == "reminder"
