"""Workbooks sent back: taken in, read, and gone in the end."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs import actions
from programs.actions.spreadsheets import (
    Decisions,
    TooManyUploads,
    UploadGone,
    apply_upload,
    comparison_of,
    discard,
    drop_files,
    read_due,
    take_in,
)
from programs.actions.spreadsheets.reading import MOST_ATTEMPTS, PAUSE
from programs.actions.spreadsheets.uploads import MOST_KEPT
from programs.models import Program, Row, SpreadsheetUpload
from programs.models.spreadsheet_uploads import KEPT
from programs.permissions import ProgramLocked
from programs.rules.content import ContentRow
from programs.spreadsheets.comparing import Comparison
from programs.spreadsheets.refusals import WorkbookRefused
from tests.factories import files, organizations, programs
from tests.factories.moments import OPENED_AT, moment
from tests.factories.spreadsheets import content, downloaded, refused, sent, uploaded, uploaded_and_read
from tests.programs.spreadsheets.workbooks import Edit, edited, place_of, sheet, typed

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08", "14:03")
KEY = "target.2027"
TABLE = ("table_1", "table_2")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def activities(complete: Program) -> list[ContentRow]:
    return content(complete).rows_of("table_2", "activity")


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def compared(upload: SpreadsheetUpload) -> Comparison:
    made = comparison_of(upload, on=AT.date())
    assert made is not None
    return made


def applied(upload: SpreadsheetUpload, by: Membership, decisions: Decisions = Decisions(), **more: Any) -> Any:  # noqa: B008
    return apply_upload(upload, decisions, token=compared(upload).token, by=by, at=AT, **more)


def cells(row: ContentRow) -> dict[str, str]:
    return dict(Row.objects.get(pk=row.id).cells)


def deleted(row: ContentRow) -> Edit:
    def edit(book: Any) -> None:
        sheet(book, row.section).delete_rows(place_of(book, row, "note.kk")[0])

    return edit


# Taken in


def test_a_workbook_is_kept_for_the_worker(complete: Program, drafter: Membership, media: Path):
    workbook = downloaded(complete, *TABLE)
    upload = uploaded(complete, workbook, by=drafter)
    assert (upload.name, upload.size, upload.expires_at) == ("Бағдарлама.xlsx", len(workbook), OPENED_AT + KEPT)
    assert [path.read_bytes() for path in stored(media)] == [workbook]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "empty"),
        (b"a;b\n1;2", "text"),
        (files.docx(), "other"),
        (files.xlsx({"xl/vbaProject.bin": b"x"}), "macros"),
        (b"PK\x03\x04" + bytes(100), "broken"),
        (b"PK\x03\x04" + bytes(11 * 1024 * 1024), "too_large"),
    ],
)
def test_what_is_no_workbook_is_refused_at_once_and_not_kept(
    file: bytes, code: str, complete: Program, drafter: Membership, media: Path
):
    with pytest.raises(WorkbookRefused) as told:
        uploaded(complete, file, by=drafter)
    assert told.value.code == code
    assert (SpreadsheetUpload.objects.count(), stored(media)) == (0, [])


def test_only_so_many_wait_to_be_looked_at(complete: Program, drafter: Membership, colleague: Membership, media: Path):
    workbook = downloaded(complete, "table_1")
    for _again in range(MOST_KEPT):
        uploaded(complete, workbook, by=drafter)
    with pytest.raises(TooManyUploads):
        uploaded(complete, workbook, by=drafter)
    assert len(stored(media)) == MOST_KEPT
    uploaded(complete, workbook, by=colleague)


def test_writers_send_workbooks_while_the_program_is_in_their_hands(
    complete: Program, team: dict[Role, Membership], drafter: Membership
):
    workbook = downloaded(complete, "table_1")
    stranger = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    for by in (stranger, team[Role.COMPANY_ADMINISTRATOR]):
        with pytest.raises(PermissionDenied):
            uploaded(complete, workbook, by=by)
    actions.lock(complete, by=drafter, at=OPENED_AT)
    with pytest.raises(ProgramLocked):
        uploaded(complete, workbook, by=drafter)


# Read


def test_the_worker_reads_it_tells_how_far_it_is_and_makes_the_copy(
    complete: Program, drafter: Membership, activities: list[ContentRow], media: Path
):
    wrong = typed(activities[0], KEY, "көп")
    upload = uploaded_and_read(complete, wrong, by=drafter, codes=TABLE)
    assert (upload.read_at, upload.next_attempt_at, upload.sheets_read, upload.sheets) == (OPENED_AT, None, 2, 2)
    assert [one.code for one in compared(upload).problems] == ["no_number"]
    book = openpyxl.load_workbook(BytesIO((media / upload.annotated).read_bytes()))
    assert book.sheetnames[0] == "Замечания"
    assert not read_due(OPENED_AT)


def test_a_workbook_of_another_program_is_refused_with_its_reason(complete: Program, drafter: Membership):
    other = programs.opened(drafter, first_year=2030, last_year=2032).program
    upload = uploaded(complete, downloaded(other, "table_1"), by=drafter)
    assert read_due(OPENED_AT)
    upload.refresh_from_db()
    assert upload.result == {"refused": {"code": "other_program", "values": {}}}
    assert comparison_of(upload, on=AT.date()) is None


def test_what_cannot_be_read_is_tried_again_and_given_up(
    complete: Program, drafter: Membership, media: Path, caplog: pytest.LogCaptureFixture
):
    upload = uploaded(complete, downloaded(complete, "table_1"), by=drafter)
    for path in stored(media):
        path.unlink()
    for attempt in range(MOST_ATTEMPTS):
        assert read_due(OPENED_AT + attempt * PAUSE)
        upload.refresh_from_db()
        assert upload.is_waiting
    assert not read_due(OPENED_AT + MOST_ATTEMPTS * PAUSE)
    upload.refresh_from_db()
    assert upload.is_given_up
    assert caplog.text.count("was not read") == MOST_ATTEMPTS


def test_one_discarded_while_it_is_read_leaves_nothing(
    complete: Program, drafter: Membership, activities: list[ContentRow], media: Path, monkeypatch: pytest.MonkeyPatch
):
    from programs.actions.spreadsheets import reading

    upload = uploaded(complete, edited(downloaded(complete, *TABLE), typed(activities[0], KEY, "көп")), by=drafter)
    made = reading.annotated

    def meanwhile(*arguments: Any) -> bytes:
        discard(upload, by=drafter, at=OPENED_AT)
        drop_files(OPENED_AT)
        return made(*arguments)

    monkeypatch.setattr(reading, "annotated", meanwhile)
    assert read_due(OPENED_AT)
    assert (SpreadsheetUpload.objects.count(), stored(media)) == (0, [])


# Gone


@pytest.mark.parametrize("at", [OPENED_AT + KEPT, OPENED_AT + KEPT + timedelta(days=1)])
def test_its_time_is_over_after_some_days(
    at: Any, complete: Program, drafter: Membership, activities: list[ContentRow], media: Path
):
    upload = uploaded_and_read(complete, typed(activities[0], KEY, "көп"), by=drafter, codes=TABLE)
    assert (len(stored(media)), drop_files(at - KEPT)) == (2, 0)
    with pytest.raises(UploadGone):
        apply_upload(upload, Decisions(), token=compared(upload).token, by=drafter, at=at)
    assert drop_files(at) == 1
    assert (SpreadsheetUpload.objects.count(), stored(media)) == (0, [])


def test_files_of_what_was_applied_are_gone_and_the_row_stays_for_a_while(
    complete: Program, drafter: Membership, activities: list[ContentRow], media: Path
):
    upload = uploaded_and_read(complete, typed(activities[0], KEY, 77), by=drafter, codes=TABLE)
    applied(upload, drafter)
    assert (drop_files(AT), drop_files(AT)) == (1, 0)
    upload.refresh_from_db()
    assert (upload.applied_at, upload.file, stored(media)) == (AT, "", [])


def test_discarded_is_gone_for_everybody_and_by_its_sender_alone(
    complete: Program, drafter: Membership, colleague: Membership, activities: list[ContentRow], media: Path
):
    upload = uploaded_and_read(complete, typed(activities[0], KEY, 77), by=drafter, codes=TABLE)
    discard(upload, by=colleague, at=AT)
    assert SpreadsheetUpload.objects.of(drafter).kept(AT).exists()
    for _again in range(2):
        discard(upload, by=drafter, at=AT)
    with pytest.raises(UploadGone):
        applied(upload, drafter)
    assert (drop_files(AT), stored(media), cells(activities[0])) == (1, [], activities[0].cells)


def test_what_was_applied_is_not_discarded(complete: Program, drafter: Membership, activities: list[ContentRow]):
    upload = uploaded_and_read(complete, typed(activities[0], KEY, 77), by=drafter, codes=TABLE)
    applied(upload, drafter)
    assert not discard(upload, by=drafter, at=AT)
    assert SpreadsheetUpload.objects.kept(AT).exists()


def test_those_listed_tell_their_state_without_their_results(
    complete: Program, drafter: Membership, django_assert_num_queries: Any
):
    uploaded_and_read(complete, by=drafter, codes=TABLE)
    refused(complete, by=drafter, at=OPENED_AT)
    with django_assert_num_queries(1):
        states = [one.state for one in SpreadsheetUpload.objects.listed()]
    assert sorted(states) == ["read", "refused"]


def test_a_name_no_file_may_have_is_cleaned(complete: Program, drafter: Membership):
    upload = take_in(complete.pk, sent(downloaded(complete, "table_1"), "..\\жол/\x07аты.xlsx"), by=drafter, at=AT)
    assert "/" not in upload.name
    assert "\x07" not in upload.name
