"""Opening a program, its years, and in whose hands it is."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from icv_portal.accounts.models import LegalSetting, Membership, Organization
from icv_portal.accounts.rules.legal_settings import SettingKey
from programs.actions.readiness import READINESS, forget_readiness
from programs.actions.rows import add_missing_fixed_rows
from programs.actions.spells import end_spells_of
from programs.models import Access, Program, SectionState
from programs.permissions import require_writable
from programs.rules.planning_period import baseline_years
from programs.rules.standard_form import SECTIONS


def create_program(
    customer: Organization, *, first_year: int, last_year: int, languages: Collection[str], by: Membership, at: datetime
) -> Program:
    """A program with the fixed rows of the standard form. Called by `approvals.actions.open_program` only.

    Raises ValidationError when the years overlap another program of the customer or are fewer than three (p. 3).
    """
    program = Program(
        customer=customer,
        first_year=first_year,
        last_year=last_year,
        baseline_years=list(baseline_of(customer, at=at)),
        languages=sorted(languages),
        opened_at=at,
    )
    program.full_clean()
    program.save_by(by, reason="opened", at=at)
    SectionState.objects.bulk_create(SectionState(program=program, section=section.code) for section in SECTIONS)
    add_missing_fixed_rows(program, by=by, at=at)
    return program


def baseline_of(customer: Organization, *, at: datetime) -> tuple[int, ...]:
    """The years of actual figures (p. 6(1)) of a program opened at this moment."""
    day = localdate(at)
    count = int(LegalSetting.objects.value(SettingKey.BASELINE_YEARS, at=day))
    return baseline_years(day.year, count=count, activity_began_on=customer.activity_began_on)


@transaction.atomic
def change_period(program_id: uuid.UUID, *, first_year: int, last_year: int, by: Membership, at: datetime) -> Program:
    """Other years for a draft, never submitted or withdrawn; what was typed for years outside stays, unseen.

    Called by `approvals.actions.change_period` only, which keeps the lists in step.
    """
    program = Program.objects.lock(program_id)
    require_writable(program, by)
    if not program.may_change_years:
        raise ValidationError(_("The years of a program that was submitted cannot be changed."))
    program.first_year, program.last_year = first_year, last_year
    program.full_clean()
    program.save_by(by, reason="period changed", at=at)
    return program


def lock(program: Program, *, by: Membership, at: datetime) -> None:
    """Out of the customer's hands, from the moment of submission."""
    end_spells_of(program)
    program.locked_at = at
    program.submitted_at = program.submitted_at or at
    program.withdrawn_at = None
    forget_readiness(program)
    written = ["locked_at", "submitted_at", "withdrawn_at", *READINESS]
    program.save_by(by, reason="locked", at=at, update_fields=written)


def take_back(program: Program, *, by: Membership, at: datetime) -> None:
    """Back in the customer's hands after a withdrawal: other years, or another program of these years, may follow."""
    program.withdrawn_at = at
    unlock(program, by=by, at=at)
    # what was read stays readable, what the customer makes of it is nobody else's
    Access.objects.open().filter(program=program).update(until=at)


def unlock(program: Program, *, by: Membership, at: datetime) -> None:
    """Back in the customer's hands, with rows for rights entered meanwhile."""
    program.locked_at = None
    program.save_by(by, reason="unlocked", at=at)
    add_missing_fixed_rows(program, by=None, at=at)


def grant_access(program: Program, organization: Organization, *, at: datetime, why: str) -> None:
    """Let an organisation read the program's versions; granting again changes nothing."""
    Access.objects.bulk_create(
        [Access(program=program, organization=organization, since=at, why=why)], ignore_conflicts=True
    )
