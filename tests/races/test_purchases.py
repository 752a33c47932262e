"""Two lists of purchases, or a list and a step, at one moment: one list is in force, and what was signed stands."""

from pathlib import Path
from typing import Any

import pytest

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.actions.purchase_imports import import_due
from programs.actions.purchases import withdraw_purchases
from programs.models import PurchaseImport, PurchaseLine, PurchaseList, PurchaseListEnd, Version
from tests.factories import organizations, programs
from tests.factories.moments import OPENED_AT, moment
from tests.factories.purchases import PLANNED, THREE_PLANNED, csv_bytes, imported, waiting
from tests.races.threads import at_once, hold_program

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")
Team = dict[Role, Membership]


@pytest.fixture
def team(settings: Any, tmp_path: Path) -> Team:
    settings.MEDIA_ROOT = tmp_path
    organizations.authorized_body()
    return organizations.team(organizations.backbone_enterprise())


def look() -> bool:
    """What a process of the worker does."""
    return import_due(lambda: AT)


def test_of_two_lists_read_at_once_one_is_in_force(team: Team):
    by = team[Role.DRAFTER]
    program = programs.opened(by).program
    for lines in (1, 3):
        waiting(program, csv_bytes(PLANNED, THREE_PLANNED[:lines]), by=by, at=AT)
    assert at_once(look, look, holding=hold_program(program.pk)) == [True, True]
    assert {wanted.state for wanted in PurchaseImport.objects.all()} == {"taken"}
    [in_force] = program.purchase_lists.in_force()
    assert PurchaseListEnd.objects.get().replaced_by == in_force
    assert PurchaseLine.objects.count() == 4


def test_one_file_is_read_by_one_process(team: Team):
    by = team[Role.DRAFTER]
    program = programs.opened(by).program
    waiting(program, csv_bytes(PLANNED, THREE_PLANNED), by=by, at=AT)
    assert sorted(at_once(look, look, holding=hold_program(program.pk))) == [False, True]
    assert PurchaseList.objects.count() == 1


def test_a_list_that_is_read_after_the_submission_is_no_part_of_it(team: Team):
    procedure = programs.filled(team[Role.DRAFTER])
    waiting(procedure.program, csv_bytes(PLANNED, THREE_PLANNED), by=team[Role.DRAFTER], at=OPENED_AT)
    at_once(
        lambda: approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=AT),
        look,
        holding=hold_program(procedure.program_id),
    )
    named = Version.objects.get().as_content.purchase_lists
    in_force = procedure.program.purchase_lists.in_force()
    assert [one.id for one in named] == [str(one.pk) for one in in_force]
    assert PurchaseImport.objects.get().state == ("taken" if named else "refused")


def test_a_list_withdrawn_and_replaced_at_once_ends_once(team: Team):
    by = team[Role.DRAFTER]
    program = programs.opened(by).program
    first = imported(program, by=by, at=OPENED_AT)
    waiting(program, csv_bytes(PLANNED, THREE_PLANNED[:1]), by=by, at=AT)
    at_once(
        lambda: withdraw_purchases(program.pk, first.pk, by=by, at=AT),
        look,
        holding=hold_program(program.pk),
    )
    assert PurchaseListEnd.objects.get().ended == first
    [in_force] = program.purchase_lists.in_force()
    assert in_force.count == 1
