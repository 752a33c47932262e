"""A company decides that two people submit its programs: its administrator alone, and the journal tells of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from icv_portal.accounts.company import ask_for_two_people
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from tests.factories import organizations
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")


@pytest.fixture
def company() -> Organization:
    return organizations.backbone_enterprise()


def test_the_administrator_switches_it_on_and_off_and_the_journal_tells(company: Organization):
    administrator = organizations.member(company, Role.COMPANY_ADMINISTRATOR)
    for wanted in (True, False):
        ask_for_two_people(company.pk, wanted, by=administrator, at=AT)
        company.refresh_from_db()
        assert company.two_people_submit is wanted
        entry = JournalEntry.objects.filter(chain_id=company.pk).latest("number")
        assert (entry.event, entry.membership_id) == ("organization_changed", administrator.pk)


def test_asking_for_what_is_so_already_changes_nothing(company: Organization):
    administrator = organizations.member(company, Role.COMPANY_ADMINISTRATOR)
    before = fingerprint()
    ask_for_two_people(company.pk, False, by=administrator, at=AT)
    assert changed_tables(before, fingerprint()) == set()


def test_nobody_else_decides_it(company: Organization):
    others = [
        organizations.member(company, Role.DRAFTER),
        organizations.member(company, Role.SIGNATORY),
        organizations.member(organizations.backbone_enterprise(), Role.COMPANY_ADMINISTRATOR),
        organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR),
        organizations.member(company, Role.COMPANY_ADMINISTRATOR, valid_until=moment("2026-09-07").date()),
    ]
    before = fingerprint()
    for by in others:
        with pytest.raises(PermissionDenied):
            ask_for_two_people(company.pk, True, by=by, at=AT)
    assert changed_tables(before, fingerprint()) == set()


def test_the_page_saves_a_tick_and_its_absence(company: Organization, client: Client):
    client.force_login(organizations.member(company, Role.COMPANY_ADMINISTRATOR).user)
    for sent in ({"two_people_submit": "on"}, {}):
        assert client.post("/company/", sent).status_code == 302
        company.refresh_from_db()
        assert company.two_people_submit is bool(sent)
        assert ("checked" in client.get("/company/").content.decode()) is bool(sent)
