"""Imported purchases for a program: sent as a form, asked after, looked through, withdrawn."""

from pathlib import Path
from typing import Any

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from icv_portal.accounts.models import Membership
from programs.models import Program, PurchaseImport
from programs.rules.purchases.kinds import PurchasePurpose
from tests.api.people import Caller, by_token
from tests.factories import programs, purchases
from tests.factories.purchases import CODES, PLANNED, THREE_PLANNED, csv_bytes, imported, read
from tests.programs.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def caller(drafter: Membership) -> Caller:
    return by_token(drafter)


@pytest.fixture
def program(drafter: Membership) -> Program:
    return programs.filled(drafter).program


def send(caller: Caller, program: Program, content: bytes, **fields: str) -> Any:
    form = {"purpose": "planned", "file": purchases.sent(content), **fields}
    url = reverse("api-purchase-imports", args=[program.pk])
    return caller.generic("POST", url, encode_multipart(BOUNDARY, form), MULTIPART_CONTENT)


def test_a_list_is_sent_read_and_looked_through(caller: Caller, program: Program) -> None:
    sent = send(caller, program, csv_bytes(PLANNED, THREE_PLANNED))
    assert (sent.status_code, sent.json()["stage"]) == (202, "waiting")
    read(PurchaseImport.objects.get(), now=lambda: TODAY)
    told = caller.get(reverse("api-purchase-import", args=[program.pk, sent.json()["id"]])).json()
    assert (told["stage"], told["percent"], told["lines_read"], told["faults"]) == ("taken", 100, 3, [])
    listed = caller.get(reverse("api-purchase-lists", args=[program.pk])).json()["results"]
    assert [one["id"] for one in listed] == [told["list"]]
    assert (listed[0]["is_in_force"], listed[0]["totals"][0]["value"]) == (True, "900000000.5")
    assert listed[0]["notes"] == [{"code": "without_share", "count": 1, "first_line": 3}]
    assert caller.get(reverse("api-purchase-list", args=[program.pk, told["list"]])).json() == listed[0]


NARROWED = [({}, [2, 3, 4]), ({"year": "2028"}, [4]), ({"search": CODES[1]}, [3]), ({"from_producers": "true"}, [2, 4])]


@pytest.mark.parametrize(("asked", "numbers"), NARROWED)
def test_lines_are_narrowed_down(
    asked: dict[str, str], numbers: list[int], caller: Caller, program: Program, drafter: Membership
) -> None:
    found = imported(program, by=drafter, at=TODAY)
    lines = caller.get(reverse("api-purchase-lines", args=[program.pk, found.pk]), asked).json()["results"]
    assert [line["number"] for line in lines] == numbers


@pytest.mark.parametrize(("kind", "numbers"), [("goods", [2]), ("works", [3]), ("services", [4])])
def test_lines_are_narrowed_down_to_a_kind(
    kind: str, numbers: list[int], caller: Caller, program: Program, drafter: Membership
) -> None:
    found = imported(program, by=drafter, purpose=PurchasePurpose.ACTUAL, at=TODAY)
    lines = caller.get(reverse("api-purchase-lines", args=[program.pk, found.pk]), {"kind": kind}).json()["results"]
    assert [line["number"] for line in lines] == numbers


def test_what_is_asked_wrongly_is_told(caller: Caller, program: Program, drafter: Membership) -> None:
    found = imported(program, by=drafter, at=TODAY)
    url = reverse("api-purchase-lines", args=[program.pk, found.pk])
    for asked in ({"year": "soon"}, {"right": "x"}, {"kind": "dreams"}):
        answer = caller.get(url, asked)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")


def test_bad_cells_are_told_by_code_and_in_words(caller: Caller, program: Program) -> None:
    sent = send(caller, program, csv_bytes(PLANNED, [("x", *THREE_PLANNED[0][1:])]))
    read(PurchaseImport.objects.get(), now=lambda: TODAY)
    told = caller.get(reverse("api-purchase-import", args=[program.pk, sent.json()["id"]])).json()
    assert (told["stage"], told["faulty"], told["list"]) == ("faulty", 1, None)
    [fault] = told["faults"]
    assert (fault["line"], fault["column"], fault["code"]) == (2, "code", "not_a_code")
    assert fault["message"]


def test_a_file_refused_as_a_whole_says_why(caller: Caller, program: Program) -> None:
    sent = send(caller, program, csv_bytes(PLANNED, []))
    read(PurchaseImport.objects.get(), now=lambda: TODAY)
    told = caller.get(reverse("api-purchase-import", args=[program.pk, sent.json()["id"]])).json()
    assert (told["stage"], told["refusal"]["code"]) == ("refused", "no_lines")


REFUSED = [
    ({"purpose": "dreamt"}, "/purpose", "invalid_choice"),
    ({"file": purchases.sent(b"x", "list.pdf")}, "/file", "extension"),
    ({"file": purchases.sent(b"", "list.csv")}, "/file", "empty"),
]


@pytest.mark.parametrize(("fields", "pointer", "code"), REFUSED)
def test_what_need_not_be_read_is_told_under_its_field(
    fields: dict[str, Any], pointer: str, code: str, caller: Caller, program: Program
) -> None:
    answer = send(caller, program, b"x", **fields)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert not PurchaseImport.objects.exists()


def test_a_list_is_withdrawn_once(caller: Caller, program: Program, drafter: Membership) -> None:
    found = imported(program, by=drafter, at=TODAY)
    url = reverse("api-purchase-list", args=[program.pk, found.pk])
    assert [caller.send("DELETE", url).status_code for _again in range(2)] == [204, 204]
    assert caller.get(url).json()["is_in_force"] is False


def test_a_locked_program_takes_and_loses_no_list(caller: Caller, program: Program, drafter: Membership) -> None:
    found = imported(program, by=drafter, at=TODAY)
    program.refresh_from_db()
    program.locked_at = TODAY
    program.save_by(drafter, reason="test")
    withdrawal = caller.send("DELETE", reverse("api-purchase-list", args=[program.pk, found.pk]))
    for answer in (send(caller, program, csv_bytes(PLANNED, THREE_PLANNED)), withdrawal):
        assert (answer.status_code, answer.json()["code"]) == (409, "program-locked")


def test_targets_are_traced(caller: Caller, program: Program, drafter: Membership) -> None:
    url = reverse("api-targets", args=[program.pk])
    by_hand = caller.get(url).json()
    assert (by_hand["list"], by_hand["targets"][0]["years"][0]["agrees"]) == (None, True)
    found = imported(program, by=drafter, at=TODAY)
    traced = caller.get(url).json()
    assert traced["list"] == str(found.pk)
    year = traced["targets"][0]["years"][1]
    assert (year["declared"], year["computed"], year["difference"], year["lines"]) == ("27", "80.5", "-53.5", 1)


def actual_figures(caller: Caller, program: Program, list_id: object, over: str) -> Any:
    url = reverse("api-actual-figures", args=[program.pk])
    return caller.send("POST", url, {"list": str(list_id)}, if_match=over)


def test_table_1_is_taken_over_from_contracts(caller: Caller, program: Program, drafter: Membership) -> None:
    url = reverse("api-actual-figures", args=[program.pk])
    assert caller.get(url).json() == {"list": None, "rows": []}
    found = imported(program, by=drafter, purpose=PurchasePurpose.ACTUAL, at=TODAY)
    told = caller.get(url)
    assert told.json()["list"] == str(found.pk)
    row = program.rows.get(section="table_1", kind="goods")
    [figures] = [one["figures"] for one in told.json()["rows"] if one["row"] == str(row.pk)]
    [amount] = [one for one in figures if one["cell"] == "amount.2023"]
    assert (amount["computed"], amount["differs"], amount["year"], amount["lines"]) == ("2000", True, 2023, 1)
    taken = actual_figures(caller, program, found.pk, told["ETag"])
    assert (taken.status_code, taken.json()["code"]) == (200, "table_1")
    row.refresh_from_db()
    assert (row.cells["amount.2023"], row.cells["icv_share.2023"]) == ("2000", "30")
    assert all(not one["differs"] for row in caller.get(url).json()["rows"] for one in row["figures"])


def test_figures_read_too_long_ago_are_not_taken_over(caller: Caller, program: Program, drafter: Membership) -> None:
    found = imported(program, by=drafter, purpose=PurchasePurpose.ACTUAL, at=TODAY)
    read_over = caller.get(reverse("api-actual-figures", args=[program.pk]))["ETag"]
    row = program.rows.get(section="table_1", kind="goods")
    programs.saved(program, "table_1", cells={str(row.pk): {**row.cells, "amount.2025": "77"}}, by=drafter)
    outdated = actual_figures(caller, program, found.pk, read_over)
    assert (outdated.status_code, outdated.json()["code"]) == (412, "version-changed")
    present = caller.get(reverse("api-actual-figures", args=[program.pk]))["ETag"]
    imported(program, by=drafter, purpose=PurchasePurpose.ACTUAL, at=TODAY)
    replaced = actual_figures(caller, program, found.pk, present)
    assert (replaced.status_code, replaced.json()["code"]) == (409, "list-not-in-force")
    assert actual_figures(caller, program, "x", present).status_code == 400
