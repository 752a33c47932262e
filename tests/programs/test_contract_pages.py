"""The register's pages: the list, one contract, and everything that changes it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.actions.contracts import change_contract, end_contract
from programs.models import Contract, Program
from programs.rules.contracts import ContractStatus
from tests.factories import organizations
from tests.factories.moments import moment
from tests.factories.registers import OTHER_BIN, SUPPLIER_BIN, contract
from tests.fingerprints import changed_tables, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
AT = moment("2026-09-08")
LIST, NEW = "/contracts/", "/contracts/new/"
TYPED = {
    "kind": "offtake",
    "number": "12-О/2025",
    "signed_on": "14.03.2025",
    "supplier": "«Болат Құбыр» ЖШС",
    "supplier_bin": f"{SUPPLIER_BIN[:4]} {SUPPLIER_BIN[4:8]} {SUPPLIER_BIN[8:]}",
    "good": "Болат құбырлар",
    "product_code": "242013.900.000001",
    "unit": "тонна",
    "starts_on": "01.04.2025",
    "ends_on": "31.12.2028",
}


@pytest.fixture
def client(drafter: Membership, signed_in: Any) -> Client:
    made: Client = signed_in(drafter)
    return made


def page_of(one: Contract, name: str = "contract") -> str:
    return reverse(name, args=[one.pk])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_contract_is_entered_and_its_plan_asked_for(client: Client):
    response = client.post(NEW, TYPED)
    made = Contract.objects.get()
    assert (response.status_code, response["location"]) == (302, page_of(made, "plan_contract"))
    assert (made.supplier_bin, made.signed_on, made.yearly) == (SUPPLIER_BIN, date(2025, 3, 14), {})


def test_what_is_wrong_is_told_beside_each_field_at_once_and_everything_typed_stays(client: Client):
    before = fingerprint()
    wrong = {"supplier_bin": "990140999994", "product_code": "1", "ends_on": "01.01.2025", "number": ""}
    response = client.post(NEW, {**TYPED, **wrong})
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {*wrong}
    assert all(f'value="{text}"' in text_of(response) for text in ("990140999994", "01.01.2025", "тонна"))
    assert changed_tables(before, fingerprint()) <= {"django_session"}


def test_a_contract_entered_already_is_named_beside_its_number(client: Client, drafter: Membership):
    made = contract(drafter)
    response = client.post(NEW, TYPED)
    assert str(made) in response.context["form"].errors["number"][0]
    assert Contract.objects.get() == made


def test_the_plan_has_the_years_of_the_term_and_reads_numbers_as_people_write_them(client: Client, drafter: Membership):
    made = contract(drafter, yearly={"2025": {"amount": "20"}})
    page = client.get(page_of(made, "plan_contract"))
    assert [row[0] for row in page.context["form"].rows] == [2025, 2026, 2027, 2028]
    typed = {"version": made.version, "amount_2025": "", "quantity_2026": "1 234,5", "amount_2026": "0.25"}
    assert client.post(page_of(made, "plan_contract"), typed)["location"] == page_of(made)
    assert Contract.objects.get().yearly == {"2026": {"quantity": "1234.5", "amount": "0.25"}}
    assert "1 234.5" in text_of(client.get(page_of(made)))


@pytest.mark.parametrize("text", ["abc", "-1", "0,0000001"])
def test_a_figure_that_is_none_is_told_beside_its_year(client: Client, drafter: Membership, text: str):
    made = contract(drafter)
    response = client.post(page_of(made, "plan_contract"), {"version": made.version, "amount_2027": text})
    assert set(response.context["form"].errors) == {"amount_2027"}
    assert f'value="{text}"' in text_of(response)
    assert Contract.objects.get().yearly == made.yearly


def test_a_change_over_somebody_elses_is_shown_with_theirs_and_saved_when_sent_again(
    client: Client, drafter: Membership, colleague: Membership
):
    made = contract(drafter)
    typed = {**TYPED, "version": str(made.version), "unit": "метр"}
    change_contract(made.pk, {"good": "Құбырлар"}, seen=None, by=colleague, at=AT)
    response = client.post(page_of(made, "edit_contract"), typed)
    assert response.status_code == 409
    assert [(one.before, one.after) for one in response.context["changed"]] == [("Болат құбырлар", "Құбырлар")]
    assert 'value="метр"' in text_of(response)
    assert Contract.objects.get().unit == "тонна"
    typed["version"] = response.context["form"].data["version"]
    assert client.post(page_of(made, "edit_contract"), typed).status_code == 302
    now = Contract.objects.get()
    assert (now.unit, now.good) == ("метр", "Болат құбырлар")


def test_a_contract_tells_its_history_in_words(client: Client, drafter: Membership, colleague: Membership):
    made = contract(drafter)
    change_contract(made.pk, {"yearly": {"2027": {"amount": "1.5"}}}, seen=None, by=colleague, at=AT)
    page = client.get(page_of(made))
    changed, entered = page.context["history"]
    assert changed.who.startswith(colleague.user.full_name)
    assert entered.who.startswith(drafter.user.full_name)
    [line] = changed.changes
    assert "2027: 1.5 million tenge" in line.after
    assert "2028: 100 тонна, 50 million tenge" in line.before


def test_an_end_is_entered_and_taken_back(client: Client, drafter: Membership):
    made = contract(drafter)
    end, again = page_of(made, "end_contract"), page_of(made, "take_up_contract")
    assert client.get(again).status_code == 404
    typed = {"status": "ended_early", "ended_on": "01.09.2026", "end_reason": ""}
    assert set(client.post(end, typed).context["form"].errors) == {"end_reason"}
    assert client.post(end, {**typed, "end_reason": "Жеткізуші тоқтады"}).status_code == 302
    assert client.get(end).status_code == 404
    assert client.post(end, {**typed, "status": "performed"}).status_code == 409
    assert "Жеткізуші тоқтады" in text_of(client.get(page_of(made)))
    assert client.get(again).status_code == 200
    assert client.post(again).status_code == 302
    assert Contract.objects.get().is_in_force


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, ["5", "4", "3", "2", "1"]),
        ({"kind": "offtake"}, ["5", "4", "3", "1"]),
        ({"state": "in_force"}, ["5", "2", "1"]),
        ({"state": "term_over"}, ["4"]),
        ({"state": "performed"}, ["3"]),
        ({"state": "ended_early"}, []),
        ({"kind": "nothing", "state": "of the kind"}, ["5", "4", "3", "2", "1"]),
        ({"text": "болат"}, ["4", "3", "2", "1"]),
        ({"text": OTHER_BIN[:9]}, ["5", "4", "3", "2", "1"]),
        ({"text": OTHER_BIN}, ["5"]),
        ({"text": "\0"}, ["5", "4", "3", "2", "1"]),
        ({"after": "nothing"}, ["5", "4", "3", "2", "1"]),
    ],
)
def test_the_list_is_narrowed_down(client: Client, drafter: Membership, query: dict[str, str], numbers: list[str]):
    contract(drafter, number="1", signed_on=date(2025, 1, 1))
    contract(drafter, number="2", signed_on=date(2025, 2, 1), kind="guaranteed_purchase")
    performed = contract(drafter, number="3", signed_on=date(2025, 3, 1))
    end_contract(performed.pk, status=ContractStatus.PERFORMED, ended_on=date(2026, 9, 1), reason="", by=drafter, at=AT)
    contract(drafter, number="4", signed_on=date(2025, 4, 1), ends_on=date(2026, 9, 7), yearly={})
    contract(
        drafter, number="5", signed_on=date(2025, 5, 1), supplier="«Тұлпар» ЖШС", supplier_bin=OTHER_BIN, good="Сорғы"
    )
    page = client.get(LIST, query)
    assert [row.contract.number for row in page.context["rows"]] == numbers


def test_the_list_has_pages_sums_of_all_of_them_and_the_same_queries_however_long(
    client: Client, drafter: Membership, django_assert_max_num_queries: Any
):
    for number in range(3):
        contract(drafter, number=f"{number}", signed_on=date(2025, 3, number + 1))
    with django_assert_max_num_queries(12):
        page = client.get(LIST)
    assert [(one.number, str(one.amount)) for one in page.context["sums"]] == [(3, "466.5")]


def test_a_register_is_the_companys_own(drafter: Membership, strangers: dict[str, Membership], signed_in: Any):
    made = contract(drafter)
    names = ("contract", "edit_contract", "plan_contract", "end_contract", "take_up_contract")
    for name, membership in strangers.items():
        browser, is_customer = signed_in(membership), membership.role == Role.DRAFTER
        assert browser.get(LIST).status_code == (200 if is_customer else 404), name
        assert browser.get(NEW).status_code == (200 if is_customer else 404), name
        assert {browser.get(page_of(made, one)).status_code for one in names} == {404}, name
        assert {browser.post(page_of(made, one)).status_code for one in names[1:]} == {404}, name


def test_a_company_administrator_reads_and_writes_nothing(team: dict[Role, Membership], signed_in: Any):
    made = contract(team[Role.DRAFTER])
    browser = signed_in(team[Role.COMPANY_ADMINISTRATOR])
    assert browser.get(LIST).status_code == browser.get(page_of(made)).status_code == 200
    writing = [
        NEW,
        *(page_of(made, one) for one in ("edit_contract", "plan_contract", "end_contract", "take_up_contract")),
    ]
    assert {browser.get(url).status_code for url in writing} == {403}
    assert {browser.post(url, TYPED).status_code for url in writing} == {403}


def test_table_3_shows_what_is_in_force_beside_the_targets(client: Client, complete: Program, drafter: Membership):
    contract(drafter)
    page = client.get(reverse("section", args=[complete.pk, "table_3"]))
    [group] = [one for one in page.context["contract_groups"] if one.contracts]
    assert str(group.total.remaining.amount) == "356.0"
    assert "No. 12-О/2025 of 14.03.2025" in text_of(page)


def test_companies_find_their_register_from_every_page(client: Client, signed_in: Any):
    assert f'href="{LIST}"' in text_of(client.get("/inbox/"))
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    assert f'href="{LIST}"' not in text_of(signed_in(auditor).get("/inbox/"))
