"""Two people, or a person and the worker, at the attachments of one program at the same moment."""

from pathlib import Path
from typing import Any

import pytest

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.inspection import UnacceptableFile
from icv_portal.documents.scanning import ScanResult
from programs.actions.attachments import keep_scan, remove_attachment
from programs.models import Attachment, AttachmentRemoval, AttachmentScan, Version
from programs.permissions import ProgramLocked
from tests.factories import organizations, programs
from tests.factories.files import attached
from tests.factories.moments import moment
from tests.races.threads import at_once, hold_program

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")
Team = dict[Role, Membership]


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def team(media: Path) -> Team:
    organizations.authorized_body()
    return organizations.team(organizations.backbone_enterprise())


def test_the_same_file_attached_twice_at_once_is_attached_once(team: Team, media: Path):
    by = team[Role.DRAFTER]
    program = programs.opened(by).program
    first, second = at_once(
        *[lambda: attached(program, by=by, at=AT)] * 2,
        holding=hold_program(program.pk),
    )
    assert (type(first), second.code) == (Attachment, "same")
    assert isinstance(second, UnacceptableFile)
    assert Attachment.objects.get() == first
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_a_file_that_comes_after_the_submission_is_no_part_of_it(team: Team, media: Path):
    procedure = programs.filled(team[Role.DRAFTER])
    program = procedure.program
    _submitted, late = at_once(
        lambda: approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=AT),
        lambda: attached(program, by=team[Role.DRAFTER], at=AT),
        holding=hold_program(program.pk),
    )
    assert isinstance(late, ProgramLocked)
    assert Version.objects.get().as_content.attachments == ()
    assert not Attachment.objects.exists()
    assert not any(path.is_file() for path in media.rglob("*"))


def test_a_file_that_comes_before_the_submission_is_part_of_it(team: Team):
    procedure = programs.filled(team[Role.DRAFTER])
    program = procedure.program
    attachment, _submitted = at_once(
        lambda: attached(program, by=team[Role.DRAFTER], at=AT),
        lambda: approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=AT),
        holding=hold_program(program.pk),
    )
    [named] = Version.objects.get().as_content.attachments
    assert named.id == str(attachment.pk)


def test_a_file_removed_and_found_to_hold_a_virus_at_once_is_removed_once(team: Team):
    by = team[Role.DRAFTER]
    program = programs.opened(by).program
    attachment = attached(program, by=by, at=AT)
    infected = ScanResult("Test-Signature")
    answers = at_once(
        lambda: remove_attachment(program.pk, attachment.pk, by=by, at=AT),
        lambda: keep_scan(attachment, infected, at=AT),
        lambda: keep_scan(attachment, infected, at=AT),
        holding=hold_program(program.pk),
    )
    assert answers == [None, None, None]
    assert AttachmentRemoval.objects.get().removed_by_id == by.pk
    assert AttachmentScan.objects.get().found == "Test-Signature"
