"""Pages of imported purchases: sending a list, its progress and faults, its lines, its withdrawal."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import Program, PurchaseImport, PurchaseList
from programs.rules.purchases.kinds import PurchasePurpose
from tests.factories import organizations, programs, purchases
from tests.factories.purchases import BINS, CODES, PLANNED, THREE_PLANNED, csv_bytes, imported, read, sent, waiting
from tests.programs.conftest import TODAY

SignIn = Callable[[Membership], Client]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def url_of(name: str, program: Program, *more: object) -> str:
    return reverse(name, args=[program.pk, *more])


def test_a_list_is_sent_and_its_page_waits_for_it(empty: Program, drafter: Membership, signed_in: SignIn):
    client = signed_in(drafter)
    form = {"purpose": "planned", "file": sent(csv_bytes(PLANNED, THREE_PLANNED))}
    response = client.post(url_of("purchases", empty), form)
    wanted = PurchaseImport.objects.get()
    page = url_of("purchase_import", empty, wanted.pk)
    assert (response.status_code, response["location"]) == (302, page)
    assert "The file waits to be read." in client.get(page).content.decode()
    asked = client.get(page, headers={"hx-request": "true"})
    assert b"<html" not in asked.content
    assert b"every 2s" in asked.content
    read(wanted, now=lambda: TODAY)
    assert client.get(page, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    assert "It is in force now." in client.get(page).content.decode()


REFUSED = [
    ({"purpose": "planned"}, "This field is required."),
    ({"purpose": "dreamt", "file": b"x"}, "Select a valid choice"),
    ({"purpose": "planned", "file": b""}, "The submitted file is empty."),
]


@pytest.mark.parametrize(("form", "told"), REFUSED)
def test_what_is_missing_is_told_on_the_page(
    form: dict[str, Any], told: str, empty: Program, drafter: Membership, signed_in: SignIn
):
    if "file" in form:
        form = {**form, "file": sent(form["file"])}
    response = signed_in(drafter).post(url_of("purchases", empty), form)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not PurchaseImport.objects.exists()


def test_a_file_of_another_kind_is_told_of_beside_the_field(empty: Program, drafter: Membership, signed_in: SignIn):
    form = {"purpose": "planned", "file": sent(b"x", "list.pdf")}
    response = signed_in(drafter).post(url_of("purchases", empty), form)
    assert "A list of purchases is a file .xlsx or .csv." in response.content.decode()


def test_bad_cells_are_told_on_the_page_and_all_of_them_in_a_table(
    empty: Program, drafter: Membership, signed_in: SignIn
):
    rows = [(*THREE_PLANNED[0][:2], "=1+1", *THREE_PLANNED[0][3:])] * 60
    wanted = read(waiting(empty, csv_bytes(PLANNED, rows), by=drafter, at=TODAY), now=lambda: TODAY)
    client = signed_in(drafter)
    page = client.get(url_of("purchase_import", empty, wanted.pk)).content.decode()
    assert "Bad cells: 60." in page
    assert page.count("This is no number: write it without text") == 50
    answer: Any = client.get(url_of("purchase_faults", empty, wanted.pk))
    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = table.splitlines()
    assert (lines[0], len(lines)) == ("Sheet;Line;Column;Value;What to do", 61)
    assert lines[1].startswith(";2;Value, tenge;'=1+1;This is no number")


def test_a_list_without_faults_has_no_table_of_them(empty: Program, drafter: Membership, signed_in: SignIn):
    imported(empty, by=drafter, at=TODAY)
    wanted = PurchaseImport.objects.get()
    assert signed_in(drafter).get(url_of("purchase_faults", empty, wanted.pk)).status_code == 404


def test_the_page_shows_what_is_in_force_with_its_totals(empty: Program, drafter: Membership, signed_in: SignIn):
    imported(empty, by=drafter, at=TODAY)
    page = signed_in(drafter).get(url_of("purchases", empty)).content.decode()
    for told in ("Закупки.csv", "900", "33.33"):
        assert told in page
    assert "Lines without an ICV share: they count as 0 %" in page
    assert "No list is in force: Table 1 is filled in by hand." in page


TEMPLATES = [("planned", "csv"), ("planned", "xlsx"), ("actual", "csv"), ("actual", "xlsx")]


@pytest.mark.parametrize(("purpose", "extension"), TEMPLATES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("is_subsoil_user", [False, True])
def test_a_template_is_taken_as_it_is(
    purpose: str, extension: str, language: str, is_subsoil_user: bool, today: None, db: None
):
    """The example in it is a list of one line."""
    customer = organizations.subsoil_user() if is_subsoil_user else organizations.backbone_enterprise()
    by = organizations.member(customer, Role.DRAFTER)
    if is_subsoil_user:
        programs.subsoil_rights(customer, by=by)
    program = programs.opened(by).program
    client = Client(headers={"accept-language": language})
    client.force_login(by.user)
    given = client.get(url_of("purchase_template", program, purpose, extension))
    assert given["Content-Disposition"] == f'attachment; filename="purchases-{purpose}.{extension}"'
    name = f"x.{extension}"
    wanted = waiting(program, given.content, by=by, purpose=PurchasePurpose(purpose), name=name, at=TODAY)
    taken = read(wanted, now=lambda: TODAY)
    assert (taken.state, taken.lines_read) == ("taken", 1), (taken.refusal, taken.faults)
    assert PurchaseList.objects.get().notes == {}


def test_codes_and_numbers_of_the_template_stay_texts(empty: Program, drafter: Membership, signed_in: SignIn):
    given = signed_in(drafter).get(url_of("purchase_template", empty, "planned", "xlsx"))
    sheet: Any = openpyxl.load_workbook(io.BytesIO(given.content)).active
    cells = {heading.value: value for heading, value in zip(*sheet.iter_rows(), strict=True)}
    assert [cells[name].number_format for name in ("ENS TRU code", "BIN of the producer")] == ["@", "@"]


@pytest.mark.parametrize("address", ["planned/template.pdf", "other/template.csv"])
def test_there_are_no_other_templates(address: str, empty: Program, drafter: Membership, signed_in: SignIn):
    assert signed_in(drafter).get(f"{url_of('purchases', empty)}{address}").status_code == 404


FILTERS = [
    ({}, [2, 3, 4]),
    ({"year": "2027"}, [2, 3]),
    ({"producers": "on"}, [2, 4]),
    ({"search": CODES[1][:4]}, [2, 3, 4]),
    ({"search": CODES[1][:6]}, [3]),
    ({"search": CODES[1]}, [3]),
    ({"search": BINS[1]}, [4]),
    ({"search": "мақта"}, [4]),
    ({"search": "САЛФ"}, [4]),
    ({"year": "2028", "search": "Мешки"}, []),
    ({"year": "1900", "after": "nonsense"}, [2, 3, 4]),
    ({"goods": "on", "year": "2027", "producers": "on"}, [2]),
]


@pytest.mark.parametrize(("asked", "numbers"), FILTERS)
def test_lines_come_by_value_and_are_narrowed_down(
    asked: dict[str, str], numbers: list[int], empty: Program, drafter: Membership, signed_in: SignIn
):
    found = imported(empty, by=drafter, at=TODAY)
    response = signed_in(drafter).get(url_of("purchase_list", empty, found.pk), asked)
    shown = [one["line"].number for one in response.context["lines"]]
    assert shown == numbers


def test_a_line_has_its_part_of_what_is_chosen(empty: Program, drafter: Membership, signed_in: SignIn):
    found = imported(empty, by=drafter, at=TODAY)
    client = signed_in(drafter)
    response = client.get(url_of("purchase_list", empty, found.pk), {"year": "2028"})
    assert [one["part"] for one in response.context["lines"]] == [100]
    assert response.context["whole"].value == 100_000_000


@pytest.mark.parametrize("lines", [10, 130])
def test_pages_of_lines_cost_the_same(
    lines: int, empty: Program, drafter: Membership, signed_in: SignIn, django_assert_max_num_queries: Any
):
    found = imported(empty, purchases.planned_lines(lines), by=drafter, at=TODAY)
    client, url, seen = signed_in(drafter), url_of("purchase_list", empty, found.pk), []
    cursor = ""
    while True:
        with django_assert_max_num_queries(16):
            response = client.get(url, {"after": cursor} if cursor else {})
        seen += [one["line"].number for one in response.context["lines"]]
        cursor = response.context["page"].next_cursor
        if not cursor:
            break
    assert seen == list(range(lines + 1, 1, -1))


def test_a_list_is_withdrawn_on_a_page_of_its_own(empty: Program, drafter: Membership, signed_in: SignIn):
    found, client = imported(empty, by=drafter, at=TODAY), signed_in(drafter)
    url = url_of("withdraw_purchases", empty, found.pk)
    assert "The targets will rest on the rows typed by hand again." in client.get(url).content.decode()
    assert client.post(url)["location"] == url_of("purchases", empty)
    assert not empty.purchase_lists.in_force().exists()
    assert client.get(url).status_code == 404
    assert "Not in force: withdrawn on" in client.get(url_of("purchase_list", empty, found.pk)).content.decode()


def test_a_program_out_of_the_customers_hands_takes_nothing(
    submitted: Program, team: dict[Role, Membership], signed_in: SignIn
):
    client = signed_in(team[Role.DRAFTER])
    form = {"purpose": "planned", "file": sent(csv_bytes(PLANNED, THREE_PLANNED))}
    assert client.post(url_of("purchases", submitted), form).status_code == 409
    assert "Import a list" not in client.get(url_of("purchases", submitted)).content.decode()


def test_the_section_says_which_purchases_count(complete: Program, drafter: Membership, signed_in: SignIn):
    client, url = signed_in(drafter), url_of("section", complete, "planned_purchases")
    assert "is in force, lines" not in client.get(url).content.decode()
    imported(complete, by=drafter, at=TODAY)
    assert "The imported list “Закупки.csv” is in force, lines: 3." in client.get(url).content.decode()
