"""What tests of pages share: a day on which everything happens, a browser for each person, lists of any length."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from time_machine import Traveller

from approvals.models import Procedure
from approvals.models.procedures import NEVER
from approvals.workflow import State
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.roles import OrganizationKind
from programs.models import Access, Program
from tests.factories.moments import moment
from tests.factories.organizations import valid_bin

NOW = moment("2026-09-08", "11:00")
"""A Tuesday, after all that `cases.in_state` does."""

SignIn = Callable[[Membership | None], Client]


@pytest.fixture
def now() -> Iterator[Traveller]:
    """The clock; `move_to` moves it on."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def signed_in(now: Traveller) -> SignIn:
    """A browser in English; None is somebody who has not signed in."""

    def sign_in(membership: Membership | None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if membership is not None:
            client.force_login(membership.user)
        return client

    return sign_in


def listed(
    number: int, *, state: State, responsible: Organization | None = None, reader: Organization | None = None
) -> list[Procedure]:
    """So many submitted procedures of as many customers, straight into the tables; due dates in pairs."""
    customers = Organization.objects.bulk_create(_customer(index) for index in range(number))
    programs = Program.objects.bulk_create(_program(customer) for customer in customers)
    if reader is not None:
        Access.objects.bulk_create(
            Access(organization=reader, program=program, since=NOW, why="test") for program in programs
        )
    return Procedure.objects.bulk_create(
        _procedure(program, state, responsible or program.customer, date(2026, 9, 10) + timedelta(days=index // 2))
        for index, program in enumerate(programs)
    )


def _customer(index: int) -> Organization:
    name = f"Customer {index:03d}"
    return Organization(
        kind=OrganizationKind.BIG_CUSTOMER,
        bin=valid_bin(),
        name_kk=name,
        name_ru=name,
        name_en=name,
        postal_address="—",
    )


def _program(customer: Organization) -> Program:
    return Program(
        customer=customer,
        first_year=2027,
        last_year=2029,
        baseline_years=[2023, 2024, 2025],
        languages=["kk", "ru"],
        opened_at=NOW,
        submitted_at=NOW,
    )


def _procedure(program: Program, state: State, responsible: Organization, due_on: date) -> Procedure:
    finished = state in (State.ADOPTED, State.WITHDRAWN)
    name = program.customer.name_en
    return Procedure(
        program=program,
        state=state,
        customer=program.customer,
        customer_name_kk=name,
        customer_name_ru=name,
        customer_name_en=name,
        first_year=2027,
        last_year=2029,
        categories=["backbone"],
        responsible_organization=None if finished else responsible,
        due_on=None if finished else due_on,
        sorts_on=NEVER if finished else due_on,
        opened_at=NOW,
        submitted_at=NOW,
    )
