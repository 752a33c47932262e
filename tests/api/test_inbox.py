"""The inbox through the API: notices of one's own role and organisation, and the first opening."""

import pytest
from django.test import Client
from django.urls import reverse

from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from icv_portal.outbox.models import InboxEntry
from tests.factories import cases

pytestmark = pytest.mark.django_db


def browser_of(membership: Membership) -> Client:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(membership.user)
    return client


def test_notices_are_listed_in_the_callers_language_and_listing_opens_none():
    case = cases.in_state(State.REWORK)
    told = browser_of(case.signatory).get(reverse("api-inbox")).json()
    entries = InboxEntry.objects.addressed_to(
        organization_id=case.signatory.organization_id, roles=[case.signatory.role]
    ).order_by("-delivered_at", "-id")
    assert [one["id"] for one in told["results"]] == [str(entry.pk) for entry in entries]
    refusal = next(one for one in told["results"] if one["event"] == "refused")
    entry = InboxEntry.objects.get(pk=refusal["id"])
    assert (refusal["text"], refusal["page"], refusal["opened_at"]) == (entry.text_ru, entry.link, None)
    assert refusal["subject"] == str(case.procedure_id)
    assert {"name", "value"} == set(refusal["facts"][0])


def test_the_first_opening_is_kept_and_a_second_one_changes_nothing():
    case = cases.in_state(State.REWORK)
    entry = InboxEntry.objects.get(event="refused", organization_id=case.signatory.organization_id)
    address = reverse("api-open-notice", args=[entry.pk])
    first = browser_of(case.signatory).post(address).json()
    second = browser_of(case.customer[Role.DRAFTER]).post(address).json()
    assert first["opened_at"] == second["opened_at"] is not None
    entry.refresh_from_db()
    assert entry.opened_by_id == case.signatory.pk
    assert JournalEntry.objects.filter(event="notice_opened", subject_id=entry.pk).count() == 1


def test_a_notice_of_another_organisation_is_not_found():
    case = cases.in_state(State.REWORK)
    entry = InboxEntry.objects.get(event="refused", organization_id=case.signatory.organization_id)
    answer = browser_of(case.regulator[Role.REGULATOR_HEAD]).post(reverse("api-open-notice", args=[entry.pk]))
    assert answer.status_code == 404
    entry.refresh_from_db()
    assert entry.opened_at is None
