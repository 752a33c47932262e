"""Who gets an e-mail about a notice: everybody who may read it now, each one, once, in their own language."""

from datetime import date, timedelta

import pytest
from django.test import TestCase

from icv_portal.accounts import tasks
from icv_portal.accounts.addressing import address_notices
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.roles import Role
from icv_portal.jobs import Nudge
from icv_portal.outbox.models import ADDRESS_NOTICES, SEND_EMAILS, Email, InboxEntry
from icv_portal.outbox.tasks import send_emails
from tests.factories import organizations
from tests.outbox import letters
from tests.outbox.letters import AT

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 7)
"""The day of AT."""


@pytest.fixture
def body() -> Organization:
    return organizations.regulator()


@pytest.fixture
def entry(body: Organization) -> InboxEntry:
    return letters.notice(organization_id=body.pk, roles=[Role.REGULATOR_HEAD, Role.REGULATOR_REVIEWER])


def head(body: Organization, **fields: object) -> Membership:
    return organizations.member(body, Role.REGULATOR_HEAD, **fields)


def addresses() -> list[str]:
    return sorted(Email.objects.values_list("address", flat=True))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_email_for_each_reader_in_their_own_language(body: Organization, entry: InboxEntry, language: str):
    user = head(body, user=organizations.person(language=language)).user
    address_notices(at=AT)
    email = Email.objects.get()
    assert (email.key, email.entry, email.user_id) == (f"{entry.key}:{user.pk}", entry, user.pk)
    assert (email.address, email.language) == (user.email, language)
    assert email.next_attempt_at == email.created_at == AT
    entry.refresh_from_db()
    assert entry.addressed_at == AT


def test_the_next_sweep_makes_no_more(body: Organization, entry: InboxEntry):
    head(body)
    address_notices(at=AT)
    head(body)  # reads the notice in the portal; it was delivered before they came
    address_notices(at=AT)
    assert len(addresses()) == 1


def test_a_person_with_two_of_the_roles_gets_one(body: Organization, entry: InboxEntry):
    user = head(body).user
    organizations.member(body, Role.REGULATOR_REVIEWER, user=user)
    address_notices(at=AT)
    assert addresses() == [user.email]


def test_who_may_not_read_the_notice_gets_nothing(body: Organization, entry: InboxEntry):
    reader = head(body).user
    organizations.member(body, Role.REGULATOR_REGISTRAR)
    head(organizations.regulator())
    head(body, valid_until=DAY - timedelta(days=1))
    head(body, valid_from=DAY + timedelta(days=1))
    inactive = head(body).user
    inactive.is_active = False
    inactive.save()
    address_notices(at=AT)
    assert addresses() == [reader.email]


def test_the_first_and_the_last_day_of_a_membership_count(body: Organization, entry: InboxEntry):
    both = [head(body, valid_until=DAY).user, head(body, valid_from=DAY).user]
    address_notices(at=AT)
    assert addresses() == sorted(user.email for user in both)


def test_a_notice_to_nobody_is_done_with(entry: InboxEntry):
    address_notices(at=AT)
    entry.refresh_from_db()
    assert (entry.addressed_at, addresses()) == (AT, [])


def test_many_notices_cost_few_queries(body: Organization, django_assert_num_queries):
    for _ in range(3):
        head(body)
    for _ in range(20):
        letters.notice(organization_id=body.pk)
    with django_assert_num_queries(10):  # two transactions of two savepoints, one of them empty; five statements
        address_notices(at=AT)
    assert len(addresses()) == 60


def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(Nudge, "__call__", lambda nudge: asked.append(nudge.task_name))
    return asked


def test_a_notice_asks_for_its_emails_and_they_ask_to_be_sent(body: Organization, monkeypatch):
    head(body)
    asked = nudged(monkeypatch)
    with TestCase.captureOnCommitCallbacks(execute=True):
        entry = letters.notice(organization_id=body.pk)
    with TestCase.captureOnCommitCallbacks(execute=True):
        letters.notice(organization_id=body.pk, key=entry.key)
    assert asked == [ADDRESS_NOTICES]
    with TestCase.captureOnCommitCallbacks(execute=True):
        tasks.address_notices()
    assert asked == [ADDRESS_NOTICES, SEND_EMAILS]


def test_the_worker_knows_the_sweeps_by_their_names(settings):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {tasks.address_notices.name, send_emails.name} == {ADDRESS_NOTICES, SEND_EMAILS} <= scheduled
