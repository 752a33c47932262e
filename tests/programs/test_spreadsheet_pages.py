"""The pages on which the form goes to Excel and comes back."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs import actions
from programs.actions.spreadsheets import read_due
from programs.models import Program, Row, SpreadsheetUpload
from programs.rules.content import ContentRow
from tests.factories import files, programs
from tests.factories.moments import OPENED_AT
from tests.factories.spreadsheets import content, downloaded, sent, uploaded, uploaded_and_read
from tests.programs.spreadsheets.workbooks import Edit, edited, typed, typed_below

pytestmark = pytest.mark.django_db
KEY = "target.2027"
SignIn = Callable[[Membership], Client]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def client(drafter: Membership, signed_in: SignIn) -> Client:
    return signed_in(drafter)


@pytest.fixture
def activity(complete: Program) -> ContentRow:
    return content(complete).rows_of("table_2", "activity")[0]


def page(program: Program, upload: SpreadsheetUpload | None = None, name: str = "spreadsheet") -> str:
    return reverse(name, args=[program.pk, upload.pk]) if upload else reverse("spreadsheets", args=[program.pk])


def read(program: Program, *edits: Edit, by: Membership) -> SpreadsheetUpload:
    return uploaded_and_read(program, *edits, by=by, codes=("table_2",), at=timezone.now())


def token(response: Any) -> str:
    return str(response.context["preview"].comparison.token)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


# Downloading


@pytest.mark.parametrize(("language", "title"), [("kk", "2-кесте"), ("ru", "Таблица 2")])
def test_the_form_and_a_section_are_downloaded_in_kazakh_and_russian(
    language: str, title: str, complete: Program, client: Client
):
    whole = client.get(reverse("form_workbook", args=[complete.pk, language]))
    one = client.get(reverse("section_workbook", args=[complete.pk, "table_2", language]))
    for response, sheets in ((whole, 12), (one, 3)):
        book = openpyxl.load_workbook(BytesIO(response.content))
        assert (len(book.sheetnames), title in book.sheetnames) == (sheets, True)
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
    assert f"2027-2029, {title}.xlsx" in unquote(one["Content-Disposition"])
    address = f"http://testserver{page(complete)}"
    assert any(address in str(cell.value) for cell in book[title]["B"])


def test_what_is_downloaded_and_sent_back_at_once_changes_nothing(
    complete: Program, client: Client, drafter: Membership
):
    workbook = client.get(reverse("form_workbook", args=[complete.pk, "kk"])).content
    upload = uploaded(complete, workbook, by=drafter, at=timezone.now())
    assert read_due(timezone.now())
    assert "The file changes nothing" in text(client.get(page(complete, upload)))


@pytest.mark.parametrize("address", [("form_workbook", "en"), ("section_workbook", "table_9", "kk")])
def test_there_is_no_workbook_of_what_the_form_does_not_have(address: Any, complete: Program, client: Client):
    name, *arguments = address
    assert client.get(reverse(name, args=[complete.pk, *arguments])).status_code == 404


def test_the_form_and_its_sections_lead_to_the_downloads(complete: Program, client: Client):
    assert page(complete) in text(client.get(reverse("program_form", args=[complete.pk])))
    section = text(client.get(reverse("section", args=[complete.pk, "table_2"])))
    for language in ("kk", "ru"):
        assert reverse("section_workbook", args=[complete.pk, "table_2", language]) in section


def test_a_submitted_program_is_downloaded_and_not_sent_back(submitted: Program, client: Client):
    response = client.get(page(submitted))
    assert "Send back" not in text(response)
    assert client.get(reverse("form_workbook", args=[submitted.pk, "ru"])).status_code == 200
    assert client.post(page(submitted), {"file": sent(downloaded(submitted, "table_1"))}).status_code == 409


# Sending


def test_a_workbook_is_sent_read_looked_at_and_applied(
    complete: Program, client: Client, drafter: Membership, activity: ContentRow
):
    workbook = edited(
        downloaded(complete), typed(activity, KEY, 77), typed_below(activity, {"name.kk": "Жаңа", "name.ru": "Новое"})
    )
    upload_page = client.post(page(complete), {"file": sent(workbook)})["location"]
    waiting = client.get(upload_page)
    assert "The file waits to be read" in text(waiting)
    assert client.get(upload_page, headers={"hx-request": "true"}).headers.get("HX-Refresh") is None
    assert read_due(timezone.now())
    assert client.get(upload_page, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    preview = client.get(upload_page)
    shown = text(preview)
    assert "2 rows change" in shown
    assert '<ins class="preserved">77</ins>' in shown
    assert "new row" in shown
    applied = client.post(upload_page, {"token": token(preview)}, follow=True)
    assert "The workbook was applied: 1 row changed, 1 row added, 0 rows removed." in text(applied)
    assert "Applied" in text(client.get(upload_page))
    assert Row.objects.get(pk=activity.id).cells[KEY] == "77"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "The file is empty."),
        (files.pdf(), "This is no Excel workbook (.xlsx)."),
        (files.xlsx({"xl/vbaProject.bin": b"x"}), "The workbook holds macros (.xlsm)"),
        (b"a;b\n1;2", "This is a text table (.csv)"),
        (bytes(10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
    ],
)
def test_what_is_no_workbook_is_told_beside_the_field(file: bytes, words: str, complete: Program, client: Client):
    response = client.post(page(complete), {"file": sent(file)})
    assert (response.status_code, words in text(response)) == (200, True)
    assert not SpreadsheetUpload.objects.exists()


def test_a_file_of_fifty_megabytes_is_not_even_read(complete: Program, client: Client, settings: Any):
    settings.LARGEST_UPLOAD = 100_000
    response = client.post(page(complete), {"file": sent(bytes(300_000))})
    assert (response.status_code, "The file is larger than 10 MB." in text(response)) == (413, True)


def test_nothing_chosen_is_told(complete: Program, client: Client):
    assert "This field is required." in text(client.post(page(complete), {}))


def test_a_refused_workbook_says_why(complete: Program, client: Client, drafter: Membership):
    other = programs.opened(drafter, first_year=2030, last_year=2032).program
    upload = uploaded(complete, downloaded(other, "table_1"), by=drafter, at=timezone.now())
    read_due(timezone.now())
    assert "The workbook belongs to another program." in text(client.get(page(complete, upload)))
    assert "Cannot be read" in text(client.get(page(complete)))


# Looking


def test_errors_stand_by_sheet_and_cell_with_a_copy_and_without_a_button(
    complete: Program, client: Client, drafter: Membership, activity: ContentRow
):
    upload = read(complete, typed(activity, KEY, "көп"), by=drafter)
    response = client.get(page(complete, upload))
    shown = text(response)
    [problem] = response.context["preview"].problems
    assert f'Таблица 2, <span class="nowrap">{problem.cell}</span>' in shown
    assert "“көп” is no number." in shown
    assert "Apply all of it" not in shown
    copy = client.get(page(complete, upload, "annotated_spreadsheet"))
    assert openpyxl.load_workbook(BytesIO(files.given(copy))).sheetnames[0] == "Замечания"
    assert client.post(page(complete, upload), {"token": token(response)}).status_code == 409
    assert Row.objects.get(pk=activity.id).cells == activity.cells


def test_a_file_without_problems_has_no_copy(
    complete: Program, client: Client, drafter: Membership, activity: ContentRow
):
    upload = read(complete, typed(activity, KEY, 77), by=drafter)
    assert client.get(page(complete, upload, "annotated_spreadsheet")).status_code == 404


def test_a_conflict_is_shown_with_all_values_and_decided(
    complete: Program, client: Client, drafter: Membership, colleague: Membership, activity: ContentRow
):
    upload = read(complete, typed(activity, KEY, 77), by=drafter)
    programs.saved(complete, "table_2", cells={activity.id: {**activity.cells, KEY: "5"}}, by=colleague)
    response = client.get(page(complete, upload))
    shown = text(response)
    assert "1 cell was changed by somebody else, too" in shown
    assert all(one in shown for one in (colleague.user.full_name, '<b class="preserved">77</b>'))
    undecided = client.post(page(complete, upload), {"token": token(response), "remove": "x"})
    assert (undecided.status_code, "Decide which value of 1 cell holds." in text(undecided)) == (409, True)
    choice = {f"contested:{activity.id}:{KEY}": "theirs"}
    assert client.post(page(complete, upload), {"token": token(response), **choice}).status_code == 302
    assert Row.objects.get(pk=activity.id).cells[KEY] == "5"


def test_what_changed_since_it_was_shown_is_shown_anew_with_what_was_decided(
    complete: Program, client: Client, drafter: Membership, colleague: Membership, activity: ContentRow
):
    upload = read(complete, typed(activity, KEY, 77), typed(activity, "note.kk", "менікі"), by=drafter)
    first = {**activity.cells, KEY: "5"}
    programs.saved(complete, "table_2", cells={activity.id: first}, by=colleague)
    shown = token(client.get(page(complete, upload)))
    programs.saved(complete, "table_2", cells={activity.id: {**first, "note.kk": "оныкі"}}, by=colleague)
    choice = {f"contested:{activity.id}:{KEY}": "mine"}
    again = client.post(page(complete, upload), {"token": shown, **choice})
    assert again.status_code == 409
    assert "Nothing was applied: look at the changes again." in text(again)
    assert [(one.contested.key, one.side) for one in again.context["preview"].contested] == [
        (KEY, "mine"),
        ("note.kk", ""),
    ]
    assert Row.objects.get(pk=activity.id).cells["note.kk"] == "оныкі"


@pytest.mark.parametrize("form", [{}, {"token": "x", "others": "both"}, {"token": "x", "contested:a:b": "neither"}])
def test_what_no_page_sends_is_bad(
    form: dict[str, str], complete: Program, client: Client, drafter: Membership, activity: ContentRow
):
    upload = read(complete, typed(activity, KEY, 77), by=drafter)
    assert client.post(page(complete, upload), form).status_code == 400


def test_long_lists_are_shown_part_by_part(complete: Program, client: Client, drafter: Membership, monkeypatch):
    from programs.views import spreadsheet_preview, spreadsheets

    monkeypatch.setattr(spreadsheet_preview, "MOST_SHOWN", 2)
    monkeypatch.setattr(spreadsheets, "MOST_SHOWN", 2)
    rows = content(complete).rows_of("table_2")[:3]
    upload = read(complete, *(typed(row, KEY, 60 + at) for at, row in enumerate(rows)), by=drafter)
    first = client.get(page(complete, upload))
    assert "?from=2" in text(first)
    second = client.get(f"{page(complete, upload)}?from=2")
    shown = [[row.id for one in page.context["preview"].changes for row in one.rows] for page in (first, second)]
    assert shown == [[rows[0].id, rows[1].id], [rows[2].id]]
    assert client.get(f"{page(complete, upload)}?from=x").status_code == 200


def test_discarded_is_gone(complete: Program, client: Client, drafter: Membership, activity: ContentRow):
    upload = read(complete, typed(activity, KEY, 77), by=drafter)
    gone = client.post(page(complete, upload, "discard_spreadsheet"), follow=True)
    assert "Discarded: Бағдарлама.xlsx. Nothing of it was applied." in text(gone)
    assert client.get(page(complete, upload)).status_code == 404
    assert client.get(page(complete, upload, "discard_spreadsheet")).status_code == 405


def test_what_was_applied_is_not_called_discarded(
    complete: Program, client: Client, drafter: Membership, activity: ContentRow
):
    upload = read(complete, typed(activity, KEY, 77), by=drafter)
    client.post(page(complete, upload), {"token": token(client.get(page(complete, upload)))})
    answer = client.post(page(complete, upload, "discard_spreadsheet"), follow=True)
    assert answer.redirect_chain == [(page(complete, upload), 302)]
    assert "Nothing of it was applied" not in text(answer)


@pytest.mark.parametrize(("most", "is_offered"), [(1, True), (0, False)])
def test_more_conflicts_than_are_shown_are_not_decided_unseen(
    most: int,
    is_offered: bool,
    complete: Program,
    client: Client,
    drafter: Membership,
    colleague: Membership,
    activity: ContentRow,
    monkeypatch: pytest.MonkeyPatch,
):
    from programs.views import spreadsheet_preview

    monkeypatch.setattr(spreadsheet_preview, "MOST_CONTESTED", most)
    upload = read(complete, typed(activity, KEY, 77), by=drafter)
    programs.saved(complete, "table_2", cells={activity.id: {**activity.cells, KEY: "5"}}, by=colleague)
    shown = text(client.get(page(complete, upload)))
    assert ("Apply all of it" in shown, 'name="others"' in shown) == (is_offered, is_offered)
    assert ("Download the form again and carry your figures over into the new file." in shown) is not is_offered
    assert "1 cell was changed by somebody else, too" in shown


def test_a_program_out_of_hand_meanwhile_answers_so(
    complete: Program, client: Client, drafter: Membership, activity: ContentRow
):
    upload = read(complete, typed(activity, KEY, 77), by=drafter)
    shown = token(client.get(page(complete, upload)))
    actions.lock(complete, by=drafter, at=OPENED_AT)
    assert client.post(page(complete, upload), {"token": shown}).status_code == 409
    assert "Apply all of it" not in text(client.get(page(complete, upload)))


def test_whoever_only_reads_downloads_and_sends_nothing(
    complete: Program, team: dict[Role, Membership], signed_in: SignIn
):
    reader = signed_in(team[Role.COMPANY_ADMINISTRATOR])
    assert reader.get(reverse("form_workbook", args=[complete.pk, "kk"])).status_code == 200
    assert reader.post(page(complete), {"file": sent(downloaded(complete, "table_1"))}).status_code == 403


def test_a_preview_takes_as_many_queries_for_many_rows_as_for_one(
    complete: Program, client: Client, drafter: Membership
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rows = content(complete).rows_of("table_2")
    counts = []
    for many in (rows[:1], rows):
        upload = read(complete, *(typed(row, KEY, 60 + at) for at, row in enumerate(many)), by=drafter)
        with CaptureQueriesContext(connection) as captured:
            client.get(page(complete, upload))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20
