"""Every change of an audited model tells its person, role and reason, whoever made it: a page, an action, a task."""

from uuid import UUID

import pytest
from celery import shared_task
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.journaling import PASSWORD_SET
from icv_portal.accounts.models import Membership, Organization, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import Audience, JournalEntry
from programs.models import Row
from tests.factories import cases, organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


@pytest.fixture
def company() -> Organization:
    return organizations.backbone_enterprise()


@shared_task
def rename_in_a_task(pk: str) -> None:
    organization = Organization.objects.get(pk=pk)
    organization.name_en = "Renamed"
    organization.save()


def test_a_change_tells_person_membership_reason_and_moment(company, administrator):
    company.name_en = "Other"
    company.save_by(administrator, reason="renamed", at=moment("2026-09-07"))
    row = company.history.latest("history_id")
    told = (row.history_user, row.history_membership_id, row.history_change_reason, row.history_date)
    assert told == (administrator.user, administrator.pk, "renamed", moment("2026-09-07"))


def test_the_next_save_of_the_same_instance_is_not_taken_for_the_same_persons(company, administrator):
    company.save_by(administrator, reason="renamed", at=moment("2026-09-07"))
    company.name_en = "Later"
    company.save()
    row = company.history.first()
    assert (row.history_user, row.history_membership_id, row.history_change_reason) == (None, None, "")
    assert row.history_date > moment("2026-09-08")


def test_a_task_says_which_one_it_is(company):
    rename_in_a_task.apply(args=(str(company.pk),)).get()
    row = company.history.first()
    assert (row.name_en, row.history_user) == ("Renamed", None)
    assert row.history_change_reason == "task tests.accounts.test_audited.rename_in_a_task"


def test_a_page_says_which_one_it_is_and_in_which_role_one_acted(client: Client, administrator):
    client.force_login(administrator.user)
    client.post(reverse("set_language"), {"language": "ru"})
    row = administrator.user.history.first()
    assert (row.language, row.history_user, row.history_membership_id) == ("ru", administrator.user, administrator.pk)
    assert row.history_change_reason == "page set_language"


def test_saved_cells_tell_their_membership_and_moment():
    case = cases.of_natural_monopoly()
    drafter = case.customer[Role.DRAFTER]
    rows = Row.history.filter(program_id=case.program.pk)
    assert set(rows.values_list("history_user", "history_membership_id")) == {(drafter.user_id, drafter.pk)}
    assert set(rows.values_list("history_change_reason", flat=True)) == {"added", "saved"}
    assert set(rows.values_list("history_date", flat=True)) == {case.program.opened_at}


def test_signing_in_is_no_change_of_the_person(client: Client, administrator):
    before = User.history.filter(id=administrator.user_id).count()
    client.force_login(administrator.user)
    administrator.user.refresh_from_db()
    assert administrator.user.last_login is not None
    assert User.history.filter(id=administrator.user_id).count() == before


# Into the journal


def events(chain: UUID) -> list[str]:
    return list(JournalEntry.objects.filter(chain_id=chain).order_by("number").values_list("event", flat=True))


def test_organisations_their_facts_and_memberships_are_told_of_in_the_organisations_chain(administrator):
    company = organizations.backbone_enterprise()
    member = organizations.member(company, Role.SIGNATORY)
    member.position = "Басшы"
    member.save_by(administrator, reason="promoted")
    assert events(company.pk) == [
        "organization_entered",
        "organization_fact_entered",
        "membership_entered",
        "membership_changed",
    ]
    last = JournalEntry.objects.filter(chain_id=company.pk).latest("number")
    assert (last.membership_id, last.organization_id) == (administrator.pk, administrator.organization_id)
    assert (last.audience, last.payload) == (Audience.PORTAL, {"history": member.history.first().history_id})


def test_a_save_that_changed_nothing_is_not_told_of(company):
    before = events(company.pk)
    company.save()
    assert events(company.pk) == before


def test_a_person_has_a_chain_and_a_new_password_is_told_of():
    person = organizations.person()
    person.set_password("a-long-enough-password")
    person.save()
    assert events(person.pk) == ["person_entered", PASSWORD_SET]


def test_a_reason_alone_is_told_of_as_a_change_of_the_sign_in():
    person = organizations.person()
    person._change_reason = "second factor switched on"  # type: ignore[attr-defined]  # what simple-history reads
    person.save()
    assert events(person.pk) == ["person_entered", "person_sign_in_changed"]


def test_the_payload_holds_no_names():
    person = organizations.person()
    entry = JournalEntry.objects.get(chain_id=person.pk)
    assert person.full_name not in entry.content
    assert person.email not in entry.content


def test_an_answer_to_an_open_question_is_told_of(client: Client, administrator):
    client.force_login(administrator.user)
    form = {"key": "hearing_before_refusal", "value": "not_required", "in_force_from": "01.01.2027", "basis": "№ 1"}
    answer = client.post(reverse("admin:accounts_legalsetting_add"), form)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    entry = JournalEntry.objects.get(event="legal_setting_entered")
    assert (entry.membership_id, entry.audience) == (administrator.pk, Audience.PORTAL)
