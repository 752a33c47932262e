"""The form goes to Excel and comes back: downloaded, filled in, sent, looked at, decided, applied."""

from collections.abc import Callable
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from icv_portal.accounts.rules.roles import Role
from programs.models import Program, Row
from programs.rules.content import ContentRow
from tests.e2e.visitors import Visitor
from tests.factories import organizations, programs
from tests.factories.spreadsheets import content
from tests.programs.spreadsheets.workbooks import edited, typed, typed_below

KEY = "target.2027"


def test_a_workbook_goes_and_comes_back(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    team = organizations.team(organizations.backbone_enterprise())
    program = programs.filled(team[Role.DRAFTER]).program
    first, second = content(program).rows_of("table_2", "activity")
    drafter = visit(team[Role.DRAFTER])
    sent = filled_in(download(drafter, program, tmp_path), first, second)
    meanwhile = {second.id: {**second.cells, KEY: "5"}}
    programs.saved(program, "table_2", cells=meanwhile, by=team[Role.SIGNATORY], at=timezone.now())

    drafter.open(f"/programs/{program.pk}/excel/")
    drafter.page.locator('main input[type="file"]').set_input_files(sent)
    drafter.click(drafter.main.locator("form .btn-primary").last)
    expect(drafter.main.locator('[name="token"]')).to_have_count(1)  # the worker reads, the page looks by itself
    drafter.sees("77", "Жаңа іс-шара", team[Role.SIGNATORY].user.full_name)
    drafter.answered(409, lambda: apply(drafter))
    drafter.main.locator(f'[name="contested:{second.id}:{KEY}"][value="mine"]').check()
    apply(drafter)

    expect(drafter.page).to_have_url(f"/programs/{program.pk}/excel/")
    assert [Row.objects.get(pk=row.id).cells[KEY] for row in (first, second)] == ["77", "78"]
    assert program.rows.filter(cells__contains={"name.kk": "Жаңа іс-шара"}).count() == 1


def download(drafter: Visitor, program: Program, folder: Path) -> Path:
    drafter.open(f"/programs/{program.pk}/form/table_2/")
    with drafter.page.expect_download() as downloaded:
        drafter.main.locator('a[href$="/table_2/ru.xlsx"]').click()
    path = folder / downloaded.value.suggested_filename
    downloaded.value.save_as(path)
    return path


def filled_in(path: Path, first: ContentRow, second: ContentRow) -> Path:
    new = {"name.kk": "Жаңа іс-шара", "name.ru": "Новое мероприятие"}
    path.write_bytes(edited(path.read_bytes(), typed(first, KEY, 77), typed(second, KEY, 78), typed_below(first, new)))
    return path


def apply(drafter: Visitor) -> None:
    drafter.click(drafter.main.locator('form:has([name="token"]) .btn-primary'))
