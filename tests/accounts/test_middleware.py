"""Who acts: one membership per session, always one of the person's own that holds today."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.middleware import ACTING_MEMBERSHIP, ActingMembershipMiddleware
from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import InboxEntry
from tests.factories import organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
SWITCH = "switch_membership"


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to("2026-09-08T10:00:00+05:00")


@pytest.fixture
def person() -> User:
    return organizations.person()


@pytest.fixture
def drafter(person: User) -> Membership:
    return organizations.member(organizations.backbone_enterprise(), Role.DRAFTER, user=person)


@pytest.fixture
def signatory(person: User) -> Membership:
    """Of another customer, and later than the first."""
    customer = organizations.backbone_enterprise()
    return organizations.member(customer, Role.SIGNATORY, user=person, valid_from=date(2026, 1, 1))


def seen(user: User | AnonymousUser, session: dict[str, str] | None = None) -> PortalRequest:
    request = PortalRequest()
    request.user = user
    request.session = SessionStore()
    request.session.update(session or {})
    ActingMembershipMiddleware(lambda passed: HttpResponse())(request)
    return request


def acting_in(client: Client) -> Membership | None:
    request: Any = client.get(reverse("inbox")).wsgi_request
    return request.membership


def test_the_earliest_membership_acts_until_another_is_chosen(person, drafter, signatory):
    request = seen(person)
    assert request.memberships == [drafter, signatory]
    assert request.membership == drafter
    assert seen(person, {ACTING_MEMBERSHIP: str(signatory.pk)}).membership == signatory


@pytest.mark.parametrize("value", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_choice_that_is_none_of_them_is_the_first(person, drafter, signatory, value):
    assert seen(person, {ACTING_MEMBERSHIP: value}).membership == drafter


def test_the_membership_of_somebody_else_is_never_acted_in(person, drafter):
    other = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
    request = seen(person, {ACTING_MEMBERSHIP: str(other.pk)})
    assert (request.membership, request.memberships) == (drafter, [drafter])


@pytest.mark.parametrize(
    "period", [{"valid_until": date(2026, 9, 7)}, {"valid_from": date(2026, 9, 9)}], ids=["over", "not begun"]
)
def test_a_membership_not_in_force_is_not_acted_in(person, drafter, period):
    former = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD, user=person, **period)
    request = seen(person, {ACTING_MEMBERSHIP: str(former.pk)})
    assert (request.membership, request.memberships) == (drafter, [drafter])


def test_a_chosen_membership_that_ends_gives_way_to_another(person, drafter, signatory, time_machine):
    signatory.valid_until = date(2026, 9, 8)
    signatory.save_by(None)
    chosen = {ACTING_MEMBERSHIP: str(signatory.pk)}
    time_machine.move_to("2026-09-08T23:59:00+05:00")
    assert seen(person, chosen).membership == signatory
    time_machine.move_to("2026-09-09T00:00:00+05:00")
    assert seen(person, chosen).membership == drafter


def test_a_person_without_a_membership_acts_as_nobody(person):
    request = seen(person)
    assert (request.membership, request.memberships, request.unread_count) == (None, [], 0)


def test_nobody_signed_in_acts_as_nobody(drafter):
    request = seen(AnonymousUser(), {ACTING_MEMBERSHIP: str(drafter.pk)})
    assert (request.membership, request.memberships, request.unread_count) == (None, [], 0)


def test_unread_notices_are_counted_only_when_asked(person, drafter, django_assert_num_queries):
    InboxEntry.objects.create(
        key="1",
        organization_id=drafter.organization_id,
        roles=[Role.DRAFTER],
        event="agreed",
        subject_id=drafter.pk,
        link="/",
        delivered_at=moment("2026-09-07"),
    )
    with django_assert_num_queries(1):
        request = seen(person)
    assert request.unread_count == 1


def test_the_choice_lasts_for_the_session(client: Client, person, drafter, signatory):
    client.force_login(person)
    assert client.post(reverse(SWITCH), {"membership": str(signatory.pk)}).status_code == 302
    assert acting_in(client) == signatory
    client.logout()
    client.force_login(person)
    assert acting_in(client) == drafter


def test_switching_to_a_membership_of_somebody_else_changes_nothing(client: Client, person, drafter):
    other = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
    client.force_login(person)
    client.post(reverse(SWITCH), {"membership": str(other.pk)})
    assert ACTING_MEMBERSHIP not in client.session
    assert acting_in(client) == drafter


def test_switching_is_a_post(client: Client, person, drafter, signatory):
    client.force_login(person)
    assert client.get(reverse(SWITCH), {"membership": str(signatory.pk)}).status_code == 405
    assert acting_in(client) == drafter
