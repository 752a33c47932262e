"""Workbooks of a draft as its people download, change and send them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from icv_portal.accounts.models import Membership
from programs.actions.spreadsheets import read_due, take_in
from programs.content import content_of
from programs.models import Program, SpreadsheetUpload
from programs.models.spreadsheet_uploads import KEPT
from programs.rules.content import Content, ContentRow
from tests.factories.moments import OPENED_AT
from tests.programs.spreadsheets.workbooks import Edit, edited, typed, written

NAME = "Бағдарлама.xlsx"


def content(program: Program, *, at: datetime = OPENED_AT) -> Content:
    return content_of(program, on=at.date())


def downloaded(program: Program, *codes: str, language: str = "ru", at: datetime = OPENED_AT) -> bytes:
    return written(content(program, at=at), *codes, language=language)


def sent(workbook: bytes, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook, content_type="text/plain")


def uploaded(program: Program, workbook: bytes, *, by: Membership, at: datetime = OPENED_AT) -> SpreadsheetUpload:
    """Taken in, and not read yet."""
    return take_in(program.pk, sent(workbook), by=by, at=at)


def uploaded_and_read(
    program: Program, *edits: Edit, by: Membership, at: datetime = OPENED_AT, codes: tuple[str, ...] = ()
) -> SpreadsheetUpload:
    """Downloaded, changed, sent back and read."""
    upload = uploaded(program, edited(downloaded(program, *codes), *edits), by=by, at=at)
    assert read_due(at)
    upload.refresh_from_db()
    return upload


def typed_into(program: Program, cells: Mapping[tuple[str, str], Any]) -> list[Edit]:
    """By id of the row and key."""
    rows: dict[str, ContentRow] = {row.id: row for row in content(program).rows}
    return [typed(rows[row_id], key, value) for (row_id, key), value in cells.items()]


def refused(program: Program, *, by: Membership, at: datetime) -> SpreadsheetUpload:
    """As it stands when it was read and is no workbook of the form; without a file."""
    return SpreadsheetUpload.objects.create(
        membership=by,
        program=program,
        name=NAME,
        size=1,
        uploaded_at=at,
        expires_at=at + KEPT,
        read_at=at,
        result={"refused": {"code": "not_ours", "values": {}}},
    )
