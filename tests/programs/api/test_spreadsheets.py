"""The form as a workbook for a program: downloaded, sent, looked at, decided, applied, discarded."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.rules.tokens import Scope
from programs import actions
from programs.actions.spreadsheets import read_due
from programs.actions.spreadsheets.uploads import MOST_KEPT
from programs.models import Program, Row, SpreadsheetUpload
from programs.rules.content import ContentRow
from tests.api.people import Caller, by_session, by_token
from tests.factories import files, organizations, programs
from tests.factories.files import given
from tests.factories.moments import OPENED_AT
from tests.factories.spreadsheets import content, downloaded, refused, sent, uploaded_and_read
from tests.programs.spreadsheets.workbooks import Edit, edited, place_of, sheet, typed, typed_below

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
KEY = "target.2027"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def caller(drafter: Membership) -> Caller:
    return by_token(drafter)


@pytest.fixture
def rows(complete: Program) -> list[ContentRow]:
    return content(complete).rows_of("table_2", "activity")


def send(caller: Caller, program: Program, workbook: bytes) -> Any:
    form = encode_multipart(BOUNDARY, {"file": sent(workbook)})
    return caller.generic("POST", reverse("api-spreadsheets", args=[program.pk]), form, MULTIPART_CONTENT)


def read(program: Program, *edits: Edit, by: Membership) -> SpreadsheetUpload:
    return uploaded_and_read(program, *edits, by=by, codes=("table_2",), at=timezone.now())


def address(upload: SpreadsheetUpload, name: str = "api-spreadsheet") -> str:
    return reverse(name, args=[upload.program_id, upload.pk])


def apply(caller: Caller, upload: SpreadsheetUpload, token: str = "", **decided: Any) -> Any:
    token = token or caller.get(address(upload)).json()["preview"]["token"]
    return caller.send("POST", address(upload, "api-application-of-spreadsheet"), {"token": token, **decided})


def test_a_workbook_goes_and_comes_and_is_applied(caller: Caller, complete: Program, rows: list[ContentRow]) -> None:
    workbook = caller.get(reverse("api-workbook-of-section", args=[complete.pk, "table_2", "ru"])).content
    first, second = rows

    def gone(book: Any) -> None:
        sheet(book, "table_2").delete_rows(place_of(book, second, "note.kk")[0])

    filled = edited(workbook, typed(first, KEY, 77), typed_below(first, {"name.kk": "Жаңа"}), gone)
    told = send(caller, complete, filled)
    assert (told.status_code, told.json()["progress"]) == (201, "waiting")
    assert read_due(timezone.now())
    upload = SpreadsheetUpload.objects.get()
    shown = caller.get(address(upload)).json()
    assert (shown["progress"], shown["sheets_read"], shown["refused"]) == ("read", 1, None)
    preview = shown["preview"]
    assert preview["changed"] == [{"section": "table_2", "row": first.id, "cells": {KEY: "77"}}]
    assert [row["cells"] for row in preview["added"]] == [{"name.kk": "Жаңа"}]
    assert preview["missing"] == [{"section": "table_2", "row": second.id, "changed": False}]
    applied = apply(caller, upload, preview["token"], remove=[second.id])
    assert applied.json() == {"sections": ["table_2"], "changed": 1, "added": 1, "removed": 1}
    assert not Row.objects.filter(pk=second.id).exists()
    again = caller.get(address(upload)).json()
    assert (again["progress"], again["preview"]) == ("applied", None)
    listed = caller.get(reverse("api-spreadsheets", args=[complete.pk])).json()
    assert [one["id"] for one in listed["results"]] == [str(upload.pk)]


def test_the_whole_form_in_each_language_and_in_no_other(caller: Caller, complete: Program) -> None:
    for language, status in (("kk", 200), ("ru", 200), ("en", 404)):
        found = caller.get(reverse("api-workbook-of-form", args=[complete.pk, language]))
        assert found.status_code == status
    assert caller.get(reverse("api-workbook-of-section", args=[complete.pk, "table_9", "kk"])).status_code == 404


@pytest.mark.parametrize(
    ("workbook", "code"),
    [(b"", "empty"), (files.pdf(), "other"), (files.xlsx({"xl/vbaProject.bin": b"x"}), "macros")],
)
def test_what_is_no_workbook_is_refused(workbook: bytes, code: str, caller: Caller, complete: Program) -> None:
    answer = send(caller, complete, workbook)
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (400, "/file", code)


def test_a_file_beyond_every_limit(caller: Caller, complete: Program, settings) -> None:
    settings.LARGEST_UPLOAD = 100_000
    answer = send(caller, complete, bytes(300_000))
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_only_so_many_wait(caller: Caller, complete: Program, drafter: Membership) -> None:
    for _again in range(MOST_KEPT):
        refused(complete, by=drafter, at=timezone.now())
    answer = send(caller, complete, downloaded(complete, "table_1"))
    assert (answer.status_code, answer.json()["code"]) == (409, "too-many-workbooks")


def test_a_refused_workbook_says_why(caller: Caller, complete: Program, drafter: Membership) -> None:
    told = caller.get(address(refused(complete, by=drafter, at=timezone.now()))).json()
    assert (told["progress"], told["refused"]["code"], told["preview"]) == ("refused", "not_ours", None)
    assert told["refused"]["what"].startswith("The workbook was not downloaded from the portal")


def test_problems_are_told_and_nothing_is_applied(
    caller: Caller, complete: Program, drafter: Membership, rows: list[ContentRow]
) -> None:
    upload = read(complete, typed(rows[0], KEY, "көп"), by=drafter)
    told = caller.get(address(upload)).json()
    [problem] = told["preview"]["problems"]
    assert (problem["code"], problem["severity"], problem["sheet"]) == ("no_number", "error", "Таблица 2")
    assert told["has_annotated_copy"] is True
    copy = given(caller.get(address(upload, "api-annotated-spreadsheet")))
    assert openpyxl.load_workbook(BytesIO(copy)).sheetnames[0] == "Замечания"
    answer = apply(caller, upload)
    assert (answer.status_code, answer.json()["code"]) == (409, "workbook-with-errors")


def test_conflicts_are_told_with_all_values_and_decided(
    caller: Caller, complete: Program, drafter: Membership, colleague: Membership, rows: list[ContentRow]
) -> None:
    first = rows[0]
    upload = read(complete, typed(first, KEY, 77), by=drafter)
    shown = caller.get(address(upload)).json()["preview"]["token"]
    programs.saved(complete, "table_2", cells={first.id: {**first.cells, KEY: "5"}}, by=colleague)
    outdated = apply(caller, upload, shown)
    assert (outdated.status_code, outdated.json()["code"]) == (409, "workbook-outdated")
    [conflict] = caller.get(address(upload)).json()["preview"]["conflicts"]
    assert (conflict["before"], conflict["mine"], conflict["theirs"]) == (first.cells[KEY], "77", "5")
    undecided = apply(caller, upload)
    assert undecided.json()["conflicts"] == [{"row": first.id, "cell": KEY}]
    decided = apply(caller, upload, cells=[{"row": first.id, "cell": KEY, "side": "mine"}])
    assert (decided.status_code, Row.objects.get(pk=first.id).cells[KEY]) == (200, "77")
    assert apply(caller, upload, shown).json()["sections"] == []
    discarded = caller.send("DELETE", address(upload))
    assert (discarded.status_code, discarded.json()["code"]) == (409, "workbook-applied")


def test_it_is_its_senders_alone_and_written_by_writers(
    complete: Program, drafter: Membership, colleague: Membership, team: dict[Role, Membership], rows: list[ContentRow]
) -> None:
    upload = read(complete, typed(rows[0], KEY, "көп"), by=drafter)
    stranger = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    for other in (colleague, team[Role.COMPANY_ADMINISTRATOR], stranger):
        caller = by_token(other)
        assert caller.get(address(upload)).status_code == 404
        assert caller.get(address(upload, "api-annotated-spreadsheet")).status_code == 404
        assert caller.send("DELETE", address(upload)).status_code == 404
        assert apply(caller, upload, "x").status_code in (403, 404)
    reader = by_token(drafter, [Scope.READ])
    assert reader.get(address(upload)).status_code == 200
    assert (apply(reader, upload, "x").status_code, reader.send("DELETE", address(upload)).status_code) == (403, 403)
    assert send(by_token(team[Role.COMPANY_ADMINISTRATOR]), complete, b"").status_code == 403
    assert send(by_session(drafter.user), complete, downloaded(complete, "table_1")).status_code == 201


def test_discarded_is_gone(caller: Caller, complete: Program, drafter: Membership, rows: list[ContentRow]) -> None:
    upload = read(complete, typed(rows[0], KEY, 77), by=drafter)
    assert [caller.send("DELETE", address(upload)).status_code for _again in range(2)] == [204, 404]
    assert Row.objects.get(pk=rows[0].id).cells == rows[0].cells


def test_a_program_out_of_hand_stands(
    caller: Caller, complete: Program, drafter: Membership, rows: list[ContentRow]
) -> None:
    upload = read(complete, typed(rows[0], KEY, 77), by=drafter)
    workbook = downloaded(complete, "table_1")
    actions.lock(complete, by=drafter, at=OPENED_AT)
    answers = [send(caller, complete, workbook), apply(caller, upload)]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(409, "program-locked")] * 2
