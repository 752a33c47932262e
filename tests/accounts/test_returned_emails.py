"""E-mails that came back are shown to those who can do something about them, and stop nothing."""

import uuid
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.template import Context
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from icv_portal.accounts.models import Membership, Organization, User
from icv_portal.accounts.returned_emails import EmailAlarm, dead_addresses, email_alarm, unreached
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.templatetags.emails import failed_emails
from icv_portal.outbox.models import Email, InboxEntry
from icv_portal.outbox.sending import failed
from tests.factories import organizations
from tests.outbox import letters
from tests.outbox.letters import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def come_back(user: User, entry: InboxEntry | None = None) -> Email:
    email = letters.email(user.email, entry=entry, user_id=user.pk)
    failed(email, SMTPRecipientsRefused({user.email: (550, b"")}), at=AT)
    return email


@pytest.fixture
def company() -> Organization:
    return organizations.backbone_enterprise()


@pytest.fixture
def administrator(company: Organization) -> Membership:
    return organizations.member(company, Role.COMPANY_ADMINISTRATOR)


def page(browser: Client, member: Membership) -> str:
    browser.force_login(member.user)
    browser.cookies["django_language"] = "en"
    return " ".join(browser.get(reverse("home")).content.decode().split())


def test_a_dead_address_is_shown_with_the_day_since_when(company: Organization):
    drafter = organizations.member(company, Role.DRAFTER).user
    come_back(drafter)
    later = come_back(drafter)
    Email.objects.filter(pk=later.pk).update(failed_at=LATER)
    [dead] = dead_addresses(company.pk, at=LATER)
    assert (dead.full_name, dead.address, dead.since) == (drafter.full_name, drafter.email, AT)


def test_an_address_that_was_changed_or_left_is_not_shown(company: Organization):
    changed, left, gone, other = (organizations.member(company, Role.DRAFTER) for _ in range(4))
    for member in (changed, left, gone):
        come_back(member.user)
    come_back(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER).user)
    assert len(dead_addresses(company.pk, at=LATER)) == 3
    changed.user.email = "new@example.kz"
    changed.user.save()
    left.valid_until = AT.date() - timedelta(days=1)
    left.save_by(None)
    gone.user.is_active = False
    gone.user.save()
    assert dead_addresses(company.pk, at=LATER) == []
    come_back(other.user)
    assert len(dead_addresses(company.pk, at=LATER)) == 1


def test_the_company_administrator_reads_it_on_the_home_page(
    client: Client, company: Organization, administrator: Membership
):
    drafter = organizations.member(company, Role.DRAFTER)
    assert "come back" not in page(client, administrator)
    come_back(drafter.user)
    told = page(client, administrator)
    assert "E-mails to these people come back" in told
    assert f"{drafter.user.full_name}, {drafter.user.email}" in told
    assert "since 07.09.2026" in told
    assert "come back" not in page(client, drafter)


def test_the_sender_reads_on_the_subjects_page_whom_it_did_not_reach(company: Organization):
    body = organizations.regulator()
    people = [organizations.member(company, Role.DRAFTER).user for _ in range(2)]
    subject = uuid.uuid4()
    entry = letters.notice(organization_id=company.pk, sender_id=body.pk, subject_id=subject)
    for person in people:
        come_back(person, entry)
    come_back(people[0], letters.notice(organization_id=company.pk, sender_id=body.pk))
    come_back(people[0], letters.notice(organization_id=company.pk, sender_id=uuid.uuid4(), subject_id=subject))
    [one] = unreached(subject, body.pk)
    assert (one.organization, one.entry, one.people) == (company, entry, 2)
    assert unreached(subject, company.pk) == []


def test_the_page_of_a_subject_asks_as_often_for_many_as_for_one(django_assert_num_queries):
    body, subject = organizations.regulator(), uuid.uuid4()
    head = organizations.member(body, Role.REGULATOR_HEAD)
    request = RequestFactory().get("/")
    request.membership = head  # type: ignore[attr-defined]
    for _ in range(5):
        company = organizations.backbone_enterprise()
        entry = letters.notice(organization_id=company.pk, sender_id=body.pk, subject_id=subject)
        come_back(organizations.member(company, Role.DRAFTER).user, entry)
    with django_assert_num_queries(3):
        assert len(failed_emails(Context({"request": request}), subject)["unreached"]) == 5


def test_administrators_are_alarmed_by_dead_addresses_and_by_a_queue_that_stands(client: Client):
    operator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    assert not email_alarm(at=AT)
    assert 'role="alert"' not in page(client, operator)
    people = [organizations.person() for _ in range(2)]
    for person in people:
        come_back(person)
    letters.email("waits@example.kz", due=timezone.now() - timedelta(hours=2))
    letters.email("soon@example.kz", due=timezone.now())
    InboxEntry.objects.update(addressed_at=AT)
    assert email_alarm(at=timezone.now()) == EmailAlarm(returned=2, waiting=1)
    told = page(client, operator)
    assert "1 e-mail has waited for over an hour" in told
    assert "2 addresses do not take e-mails" in told
    people[0].is_active = False
    people[0].save()
    assert email_alarm(at=timezone.now()).returned == 1


def test_administrators_are_alarmed_when_nobody_makes_the_emails(client: Client):
    """As it is while the worker is down: there is no e-mail that could wait."""
    operator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    letters.notice(at=timezone.now() - timedelta(minutes=59))
    assert not email_alarm(at=timezone.now())
    for _ in range(2):
        letters.notice(at=timezone.now() - timedelta(minutes=61))
    assert not Email.objects.exists()
    assert email_alarm(at=timezone.now()) == EmailAlarm(returned=0, waiting=2)
    assert "2 e-mails have waited for over an hour" in page(client, operator)
    InboxEntry.objects.update(addressed_at=AT)
    assert not email_alarm(at=timezone.now())


def test_the_alarm_asks_as_often_for_many_as_for_one(django_assert_num_queries):
    for _ in range(5):
        come_back(organizations.person())
    with django_assert_num_queries(3):
        assert email_alarm(at=timezone.now()) == EmailAlarm(returned=5, waiting=5)


def test_an_email_tried_again_goes_to_the_address_entered_meanwhile():
    person = organizations.person()
    email = come_back(person)
    person.email = "new@example.kz"
    person.save()
    assert Email.objects.filter(pk=email.pk).try_again(LATER) == 1
    email.refresh_from_db()
    assert (email.address, email.next_attempt_at, email.failed_at) == ("new@example.kz", LATER, None)


def test_in_the_administration_emails_are_looked_at_and_tried_again(client: Client):
    operator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    email, password = come_back(organizations.person()), letters.email("p@example.kz", text="the key", subject="s")
    client.force_login(operator.user)
    listed = reverse("admin:outbox_email_changelist")
    with translation.override("en"):
        assert email.address in client.get(listed, {"delivery": "failed"}).content.decode()
        assert email.address not in client.get(listed, {"delivery": "waiting"}).content.decode()
        shown = client.get(reverse("admin:outbox_email_change", args=[password.pk])).content.decode()
    assert password.address in shown
    assert "the key" not in shown
    assert client.get(reverse("admin:outbox_email_add")).status_code == 403
    assert client.post(reverse("admin:outbox_email_delete", args=[email.pk])).status_code == 403
    client.post(listed, {"action": "try_again", "_selected_action": [str(email.pk)]})
    email.refresh_from_db()
    assert (email.failed_at, email.attempts) == (None, 0)
    assert email.next_attempt_at
